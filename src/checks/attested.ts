import { isSamePerson } from '../base/person.ts';
import { plainText } from '../base/plain-text.ts';
import { instantOf } from '../base/time.ts';
import type { FactRecord } from '../model/facts.ts';
import type { AttestationOnFile, AttestationUsed } from '../model/generated/assessment.ts';
import type { AttestedCheck } from '../model/generated/control.ts';
import { textFact, voidBecause } from './attestation-worth.ts';
import { type CheckContext, type CheckKind, foundIn } from './check.ts';
import { quoted } from './judge.ts';

/** Whether an attestation is signed and with which key, and what its author owns: what a reader must know beside it. */
const circumstances = (record: FactRecord): { readonly signature: string; readonly owns?: string[] } => {
  const { owns } = record.facts;
  return {
    signature: plainText(textFact(record, 'signatureReason') ?? 'it is not signed'),
    ...(Array.isArray(owns) && owns.length > 0 ? { owns: owns.map(String) } : {}),
  };
};

const used = (record: FactRecord): AttestationUsed => {
  const [by, role, attestedOn] = ['by', 'role', 'attestedOn'].map((fact) => textFact(record, fact));
  const validUntil = textFact(record, 'validUntil');
  const [statement, question] = [textFact(record, 'statement'), textFact(record, 'question')];
  const method = textFact(record, 'method');
  const { evidenceCount } = record.facts;
  return {
    by: quoted(by ?? ''),
    role: role === undefined ? 'not stated' : quoted(role),
    attestedOn: (attestedOn ?? '').slice(0, 10),
    ...(validUntil === undefined ? {} : { validUntil: validUntil.slice(0, 10) }),
    evidence: record.evidence,
    ...(question === undefined ? {} : { question: plainText(question) }),
    ...(method === undefined ? {} : { method: quoted(method) }),
    ...(typeof evidenceCount === 'number' ? { evidenceCount } : {}),
    ...(statement === undefined ? {} : { statement: plainText(statement) }),
    ...circumstances(record),
  };
};

/** One attestation of the file, whatever it is worth. */
const onFile = (record: FactRecord, state: AttestationOnFile['state'], explanation: string): AttestationOnFile => {
  const day = (fact: string): Record<string, string> => {
    const value = textFact(record, fact);
    return value === undefined || instantOf(value) === undefined ? {} : { [fact]: value.slice(0, 10) };
  };
  const { determination } = record.facts;
  const method = textFact(record, 'method');
  return {
    id: plainText(record.item),
    evidence: record.evidence,
    by: quoted(textFact(record, 'by') ?? 'nobody'),
    role: quoted(textFact(record, 'role') ?? 'not stated'),
    ...(determination === 'yes' || determination === 'no' ? { determination } : {}),
    ...(method === undefined ? {} : { method: quoted(method) }),
    ...day('attestedOn'),
    ...day('validUntil'),
    state,
    explanation,
    ...circumstances(record),
  };
};

const madeAt = (record: FactRecord): number => instantOf(textFact(record, 'attestedOn') ?? '') ?? 0;

/** Newest first; of the same day a "no" first. */
const byAge = (left: FactRecord, right: FactRecord): number =>
  madeAt(right) - madeAt(left) ||
  Number(left.facts.determination === 'yes') - Number(right.facts.determination === 'yes') ||
  (left.evidence < right.evidence ? -1 : left.evidence > right.evidence ? 1 : 0);

/** The later answer by which the same person took this one back, in a list that is sorted by age. */
const takenBackBy = (record: FactRecord, sorted: readonly FactRecord[]): FactRecord | undefined =>
  sorted
    .slice(0, sorted.indexOf(record))
    .find((later) => isSamePerson(textFact(later, 'by') ?? '', textFact(record, 'by') ?? ''));

const who = ({ by, role, attestedOn }: AttestationUsed): string => `${by} (${role}) on ${attestedOn}`;

/** `answered yes by Ada Muster (auditor) on 2026-10-01` */
const answer = (record: FactRecord): string =>
  `answered ${record.facts.determination === 'yes' ? 'yes' : 'no'} by ${who(used(record))}`;

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
      ...(answers.length === 0 ? {} : { attestations: filed }),
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
    const filed = judged.map(({ record, why }): AttestationOnFile => {
      if (why !== undefined) return onFile(record, 'no-effect', why);
      const later = takenBackBy(record, valid);
      return later
        ? onFile(record, 'superseded', answer(later))
        : onFile(record, 'effective', 'it is valid on the day of the audit');
    });
    const withoutEffect = filed.flatMap(({ id, state, explanation }) =>
      state === 'effective'
        ? []
        : [state === 'superseded' ? `${id} is superseded: ${explanation}` : `${id} has no effect: ${explanation}`],
    );
    const aside = withoutEffect.length === 0 ? '' : ` On file: ${withoutEffect.join('; ')}`;
    const noes = standing.filter((record) => record.facts.determination === 'no');
    const decisive = noes[0] ?? standing[0];
    if (!decisive)
      return found(
        'unattested',
        `a person must answer: ${check.question}${aside === '' ? ' No attestation is on file' : aside}`,
      );
    const attestation = used(decisive);
    const torn = population.items.find((record) => unread.has(record.evidence) && mayBeNo(record, check, context));
    if (noes.length === 0 && torn)
      return found(
        'undetermined',
        `${answer(decisive)}, but ${plainText(torn.item)} may say no: ${unread.get(torn.evidence) ?? ''}`,
        { undetermined: population.unread.filter(({ evidence }) => evidence === torn.evidence) },
      );
    if (noes.length === 0)
      return { ...found('satisfied', `${answer(decisive)}: ${check.question}${aside}`), attestation };
    const yeses = standing
      .filter((record) => !noes.includes(record))
      .map((record) => `; ${answer(record)}, which does not lift the no of another person`);
    const said = `${noes.map((record) => answer(record)).join('; ')}${yeses.join('')}`;
    const exceptions = noes.map((record) => {
      const at = record.sourceOf('determination');
      return {
        item: plainText(record.item),
        evidence: record.evidence,
        reason: answer(record),
        shows: [{ fact: 'determination', seen: 'no', expected: 'yes', ...(at && { at }) }],
      };
    });
    return { ...found('not-satisfied', `${said}: ${check.question}${aside}`, { exceptions }), attestation };
  },
  reads: (check) => [
    {
      population: 'attestation',
      where: undefined,
      facts: ['control', 'determination', 'by', 'attestedOn', 'validUntil', ...(check.roles ? ['role'] : [])],
    },
  ],
};
