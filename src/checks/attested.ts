import { isSamePerson } from '../base/person.ts';
import { isPlaceholder } from '../base/placeholder.ts';
import { plainText, visibleText } from '../base/plain-text.ts';
import { DAY, instantOf } from '../base/time.ts';
import type { FactRecord } from '../model/facts.ts';
import type { AttestationUsed } from '../model/generated/assessment.ts';
import type { AttestedCheck } from '../model/generated/control.ts';
import { type CheckContext, type CheckKind, foundIn } from './check.ts';
import { isSaid } from './comparators.ts';
import { clockInstant, durationOf, isWithin } from './dates.ts';
import { quoted } from './judge.ts';

const text = (record: FactRecord, fact: string): string | undefined => {
  const value = record.facts[fact];
  return typeof value === 'string' && isSaid(value) ? value : undefined;
};

const foldedQuestion = (question: string): string =>
  visibleText(question.normalize('NFKC')).replace(/\s+/g, ' ').toLowerCase();

const isSameQuestion = (one: string, other: string): boolean => foldedQuestion(one) === foldedQuestion(other);

/** Why nobody can tell that an attestation answers this check: it must name the check, or ask its question. */
const unrelatedBecause = (record: FactRecord, check: AttestedCheck): string | undefined => {
  const question = text(record, 'question');
  if (record.facts.check === check.id || (question !== undefined && isSameQuestion(question, check.question)))
    return undefined;
  const expected = `expected the check ${check.id}, or the question "${quoted(check.question)}"`;
  return question === undefined
    ? `it names neither check nor question, ${expected}`
    : `it answers "${quoted(question)}" and names no check, ${expected}`;
};

/** The first of the texts by which a person answers for something that says nothing. A statement may be left out. */
const saysNothing = (record: FactRecord): string | undefined => {
  for (const fact of ['by', 'question', 'statement']) {
    const value = record.facts[fact];
    if (typeof value === 'string' && isPlaceholder(value)) return `its ${fact} "${quoted(value)}" says nothing`;
  }
  return undefined;
};

/** Why an attestation is worth nothing at the date of the audit; undefined when it holds. */
const voidBecause = (record: FactRecord, check: AttestedCheck, context: CheckContext): string | undefined => {
  const { asOf, period } = context.clock;
  const today = clockInstant(asOf);
  const by = text(record, 'by');
  const role = text(record, 'role');
  const on = text(record, 'attestedOn');
  const until = record.facts.validUntil;
  const instant = on === undefined ? undefined : instantOf(on);
  if (by === undefined) return 'it names no person';
  const unfit = saysNothing(record) ?? unrelatedBecause(record, check);
  if (unfit !== undefined) return unfit;
  if (instant === undefined) return on === undefined ? 'it has no date' : `its date is ${quoted(on)}, expected a date`;
  if (instant >= today + DAY) return `it is dated ${quoted(on ?? '')}, after the audit of ${asOf}`;
  if (until === undefined) return 'it does not say until when it is valid';
  const last = typeof until === 'string' ? instantOf(until) : undefined;
  if (last === undefined) return `it is valid until ${quoted(String(until))}, expected a date`;
  if (last < today) return `it expired: valid until ${quoted(String(until))}, the audit is of ${asOf}`;
  if (check.within !== undefined) {
    const within = durationOf(check.within, context);
    if (!isWithin(instant, within.duration, today))
      return `it is too old: attested on ${quoted(on ?? '')}, expected within ${within.text} of ${asOf}`;
  }
  if (check.roles && (role === undefined || !check.roles.includes(role)))
    return `${quoted(by)} attests as ${role === undefined ? 'nobody in particular' : quoted(role)}, expected ${check.roles.join(' or ')}`;
  if (record.facts.evidenceUnchanged === false) return 'the evidence that the person looked at has changed since';
  if (check.afterPeriod && instant < clockInstant(period.end))
    return `it is dated ${quoted(on ?? '')}, before the end of the period on ${period.end}, and the question is about the whole period`;
  const determination = text(record, 'determination');
  if (determination !== 'yes' && determination !== 'no')
    return `its determination is ${determination === undefined ? 'absent' : quoted(determination)}, expected yes or no`;
  return undefined;
};

const used = (record: FactRecord): AttestationUsed => {
  const [by, role, attestedOn] = ['by', 'role', 'attestedOn'].map((fact) => text(record, fact));
  const validUntil = text(record, 'validUntil');
  const [statement, question] = [text(record, 'statement'), text(record, 'question')];
  const { evidenceCount } = record.facts;
  return {
    by: quoted(by ?? ''),
    role: role === undefined ? 'not stated' : quoted(role),
    attestedOn: (attestedOn ?? '').slice(0, 10),
    ...(validUntil === undefined ? {} : { validUntil: validUntil.slice(0, 10) }),
    evidence: record.evidence,
    ...(question === undefined ? {} : { question: plainText(question) }),
    ...(typeof evidenceCount === 'number' ? { evidenceCount } : {}),
    ...(statement === undefined ? {} : { statement: plainText(statement) }),
  };
};

const madeAt = (record: FactRecord): number => instantOf(text(record, 'attestedOn') ?? '') ?? 0;

/** Newest first; of the same day a "no" first. */
const byAge = (left: FactRecord, right: FactRecord): number =>
  madeAt(right) - madeAt(left) ||
  Number(left.facts.determination === 'yes') - Number(right.facts.determination === 'yes') ||
  (left.evidence < right.evidence ? -1 : left.evidence > right.evidence ? 1 : 0);

/** The later answer by which the same person took this one back, in a list that is sorted by age. */
const takenBackBy = (record: FactRecord, sorted: readonly FactRecord[]): FactRecord | undefined =>
  sorted
    .slice(0, sorted.indexOf(record))
    .find((later) => isSamePerson(text(later, 'by') ?? '', text(record, 'by') ?? ''));

const who = ({ by, role, attestedOn }: AttestationUsed): string => `${by} (${role}) on ${attestedOn}`;

/** `answered yes by Ada Muster (auditor) on 2026-10-01`, with the question when it was put in other words. */
const answer = (record: FactRecord, check: AttestedCheck): string => {
  const question = text(record, 'question');
  const asked =
    question === undefined || isSameQuestion(question, check.question)
      ? ''
      : ` (to the question "${quoted(question)}")`;
  return `answered ${record.facts.determination === 'yes' ? 'yes' : 'no'} by ${who(used(record))}${asked}`;
};

/** Whether an attestation that could not be read in full may be a "no" to this check, for all that is known of it. */
const mayBeNo = ({ facts }: FactRecord, check: AttestedCheck, { control }: CheckContext): boolean =>
  (facts.control ?? control) === control && (facts.check ?? check.id) === check.id && facts.determination !== 'yes';

/**
 * A named person has determined what a machine cannot. Each person's newest valid answer stands, a "no" before a "yes"
 * of the same day; one standing "no" decides, whatever others say after it. Without a valid answer the check is
 * `unattested`. What has no effect is always named in the reason. A "yes" stands only when every answer on file could
 * be read: the one that could not be may be a "no".
 */
export const attested: CheckKind<AttestedCheck> = {
  run(check, context) {
    const population = context.population('attestation');
    const unread = new Map(population.unread.map((item) => [item.evidence, item.reason]));
    const answers = population.items.filter(
      (record) =>
        record.facts.control === context.control &&
        (record.facts.check === undefined || record.facts.check === check.id),
    );
    const base = foundIn(population, answers.length, [], context);
    const found: typeof base = (outcome, reason, items) => ({
      ...base(outcome, reason, items),
      question: check.question,
      expected: [
        { fact: 'determination', comparator: 'is', value: 'yes' },
        ...(check.roles ? [{ fact: 'role', comparator: 'oneOf', value: check.roles.join(', ') }] : []),
        ...(check.afterPeriod
          ? [{ fact: 'attestedOn', comparator: 'notBefore', value: context.clock.period.end }]
          : []),
      ],
    });
    const judged = answers.map((record) => ({
      record,
      why: unread.get(record.evidence) ?? voidBecause(record, check, context),
    }));
    const valid = judged
      .filter(({ why }) => why === undefined)
      .map(({ record }) => record)
      .sort(byAge);
    const standing = valid.filter((record) => takenBackBy(record, valid) === undefined);
    const withoutEffect = [
      ...judged.flatMap(({ record, why }) =>
        why === undefined ? [] : [`${plainText(record.item)} has no effect: ${why}`],
      ),
      ...valid.flatMap((record) => {
        const later = takenBackBy(record, valid);
        return later ? [`${plainText(record.item)} is superseded: ${answer(later, check)}`] : [];
      }),
    ];
    const onFile = withoutEffect.length === 0 ? '' : ` On file: ${withoutEffect.join('; ')}`;
    const noes = standing.filter((record) => record.facts.determination === 'no');
    const decisive = noes[0] ?? standing[0];
    if (!decisive)
      return found(
        'unattested',
        `a person must answer: ${check.question}${onFile === '' ? ' No attestation is on file' : onFile}`,
      );
    const attestation = used(decisive);
    const torn = population.items.find((record) => unread.has(record.evidence) && mayBeNo(record, check, context));
    if (noes.length === 0 && torn)
      return found(
        'undetermined',
        `${answer(decisive, check)}, but ${plainText(torn.item)} may say no: ${unread.get(torn.evidence) ?? ''}`,
        { undetermined: population.unread.filter(({ evidence }) => evidence === torn.evidence) },
      );
    if (noes.length === 0)
      return { ...found('satisfied', `${answer(decisive, check)}: ${check.question}${onFile}`), attestation };
    const yeses = standing
      .filter((record) => !noes.includes(record))
      .map((record) => `; ${answer(record, check)}, which does not lift the no of another person`);
    const said = `${noes.map((record) => answer(record, check)).join('; ')}${yeses.join('')}`;
    const exceptions = noes.map((record) => {
      const at = record.sourceOf('determination');
      return {
        item: plainText(record.item),
        evidence: record.evidence,
        reason: answer(record, check),
        shows: [{ fact: 'determination', seen: 'no', expected: 'yes', ...(at && { at }) }],
      };
    });
    return { ...found('not-satisfied', `${said}: ${check.question}${onFile}`, { exceptions }), attestation };
  },
  reads: (check) => [
    {
      population: 'attestation',
      where: undefined,
      facts: ['control', 'determination', 'by', 'attestedOn', 'validUntil', ...(check.roles ? ['role'] : [])],
    },
  ],
};
