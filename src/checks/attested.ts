import { plainText } from '../base/plain-text.ts';
import { instantOf } from '../base/time.ts';
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

const DAY = 86_400_000;

/** Why an attestation is worth nothing at the date of the audit; undefined when it holds. */
const voidBecause = (record: FactRecord, check: AttestedCheck, context: CheckContext): string | undefined => {
  const { asOf } = context.clock;
  const today = clockInstant(asOf);
  const by = text(record, 'by');
  const role = text(record, 'role');
  const on = text(record, 'attestedOn');
  const until = record.facts.validUntil;
  const instant = on === undefined ? undefined : instantOf(on);
  if (by === undefined) return 'it names no person';
  if (instant === undefined) return on === undefined ? 'it has no date' : `its date is ${quoted(on)}, expected a date`;
  if (instant >= today + DAY) return `it is dated ${quoted(on ?? '')}, after the audit of ${asOf}`;
  if (until !== undefined) {
    const last = typeof until === 'string' ? instantOf(until) : undefined;
    if (last === undefined) return `it is valid until ${quoted(String(until))}, expected a date`;
    if (last < today) return `it expired: valid until ${quoted(String(until))}, the audit is of ${asOf}`;
  }
  if (check.within !== undefined) {
    const within = durationOf(check.within, context);
    if (!isWithin(instant, within.duration, today))
      return `it is too old: attested on ${quoted(on ?? '')}, expected within ${within.text} of ${asOf}`;
  }
  if (check.roles && (role === undefined || !check.roles.includes(role)))
    return `${quoted(by)} attests as ${role === undefined ? 'nobody in particular' : quoted(role)}, expected ${check.roles.join(' or ')}`;
  if (record.facts.evidenceUnchanged === false) return 'the evidence that the person looked at has changed since';
  const determination = text(record, 'determination');
  if (determination !== 'yes' && determination !== 'no')
    return `its determination is ${determination === undefined ? 'absent' : quoted(determination)}, expected yes or no`;
  return undefined;
};

const used = (record: FactRecord): AttestationUsed => {
  const [by, role, attestedOn] = ['by', 'role', 'attestedOn'].map((fact) => text(record, fact));
  const validUntil = text(record, 'validUntil');
  const statement = text(record, 'statement');
  return {
    by: quoted(by ?? ''),
    role: role === undefined ? 'not stated' : quoted(role),
    attestedOn: (attestedOn ?? '').slice(0, 10),
    ...(validUntil === undefined ? {} : { validUntil: validUntil.slice(0, 10) }),
    evidence: record.evidence,
    ...(statement === undefined ? {} : { statement: plainText(statement) }),
  };
};

/**
 * A named person has determined what a machine cannot. The newest valid attestation counts, and a "no" before a "yes"
 * of the same day. Without one the check is `unattested`, whatever else is on file.
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
      ],
    });
    const judged = answers.map((record) => ({
      record,
      why: unread.get(record.evidence) ?? voidBecause(record, check, context),
    }));
    const [valid] = judged
      .filter(({ why }) => why === undefined)
      .map(({ record }) => record)
      .sort(
        (left, right) =>
          (instantOf(text(right, 'attestedOn') ?? '') ?? 0) - (instantOf(text(left, 'attestedOn') ?? '') ?? 0) ||
          Number(left.facts.determination === 'yes') - Number(right.facts.determination === 'yes') ||
          (left.evidence < right.evidence ? -1 : 1),
      );
    if (!valid) {
      const reasons = judged.map(({ record, why }) => `${plainText(record.item)} has no effect: ${why}`);
      return found(
        'unattested',
        `a person must answer: ${check.question} ${reasons.length === 0 ? 'No attestation is on file' : `On file: ${reasons.join('; ')}`}`,
      );
    }
    const attestation = used(valid);
    const who = `${attestation.by} (${attestation.role}) on ${attestation.attestedOn}`;
    if (valid.facts.determination === 'yes')
      return { ...found('satisfied', `answered yes by ${who}: ${check.question}`), attestation };
    const at = valid.sourceOf('determination');
    const exception = {
      item: plainText(valid.item),
      evidence: valid.evidence,
      reason: `answered no by ${who}`,
      shows: [{ fact: 'determination', seen: 'no', expected: 'yes', ...(at && { at }) }],
    };
    return {
      ...found('not-satisfied', `answered no by ${who}: ${check.question}`, { exceptions: [exception] }),
      attestation,
    };
  },
  reads: (check) => [
    {
      population: 'attestation',
      where: undefined,
      facts: ['control', 'determination', 'by', 'attestedOn', ...(check.roles ? ['role'] : [])],
    },
  ],
};
