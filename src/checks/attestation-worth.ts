import { isPlaceholder } from '../base/placeholder.ts';
import { visibleText } from '../base/plain-text.ts';
import { addDuration, DAY, instantOf, parseDuration } from '../base/time.ts';
import type { FactRecord } from '../model/facts.ts';
import type { AttestedCheck } from '../model/generated/control.ts';
import type { CheckContext } from './check.ts';
import { clockInstant, durationOf, isWithin } from './dates.ts';
import { quoted } from './judge.ts';
import type { Population } from './population.ts';

/** A fact of an attestation as text; undefined when nothing can be seen of it. */
export const textFact = (record: FactRecord, fact: string): string | undefined => {
  const value = record.facts[fact];
  return typeof value === 'string' && visibleText(value) !== '' ? value : undefined;
};

const folded = (words: string): string => visibleText(words.normalize('NFKC')).replace(/\s+/g, ' ').toLowerCase();

/**
 * Why an attestation does not answer this check. Whoever answers another question, even an easier one on the same
 * subject, does not answer this one; and when the control asks something else than it did, the old answer ends.
 */
const unrelatedBecause = (record: FactRecord, check: AttestedCheck): string | undefined => {
  const question = textFact(record, 'question');
  const named = record.facts.check === check.id;
  if (question === undefined)
    return named
      ? undefined
      : `it names neither check nor question, expected the check ${check.id}, or the question "${quoted(check.question)}"`;
  if (folded(question) === folded(check.question)) return undefined;
  return named
    ? `it answers another question than the control asks: it answers "${quoted(question)}", the control asks "${quoted(check.question)}"`
    : `it answers "${quoted(question)}" and names no check, expected the check ${check.id}, or the question "${quoted(check.question)}"`;
};

/** The first of the texts by which a person answers for something that says nothing. A statement may be left out. */
const saysNothing = (record: FactRecord): string | undefined => {
  for (const fact of ['by', 'question', 'statement']) {
    const value = record.facts[fact];
    if (typeof value === 'string' && isPlaceholder(value)) return `its ${fact} "${quoted(value)}" says nothing`;
  }
  return undefined;
};

const known = new WeakMap<Population, ReadonlyMap<string, number>>();

/** How many questions of the whole evidence are answered with these words. */
const sharedBy = (statement: string, population: Population): number => {
  let counts = known.get(population);
  if (!counts) {
    const questions = new Map<string, Set<string>>();
    for (const record of population.items) {
      const words = textFact(record, 'statement');
      if (words === undefined) continue;
      const { control, check, question } = record.facts;
      const asked = questions.get(folded(words)) ?? new Set<string>();
      questions.set(folded(words), asked.add(JSON.stringify([control, check ?? question])));
    }
    counts = new Map([...questions].map(([words, asked]) => [words, asked.size]));
    known.set(population, counts);
  }
  return counts.get(folded(statement)) ?? 0;
};

/** Why the dates of an attestation give it no effect on the day of the audit. */
const datesBecause = (record: FactRecord, check: AttestedCheck, context: CheckContext): string | undefined => {
  const { asOf, period } = context.clock;
  const today = clockInstant(asOf);
  const on = textFact(record, 'attestedOn');
  const until = record.facts.validUntil;
  const instant = on === undefined ? undefined : instantOf(on);
  if (instant === undefined) return on === undefined ? 'it has no date' : `its date is ${quoted(on)}, expected a date`;
  if (instant >= today + DAY) return `it is dated ${quoted(on ?? '')}, after the audit of ${asOf}`;
  if (until === undefined) return 'it does not say until when it is valid';
  const last = typeof until === 'string' ? instantOf(until) : undefined;
  if (last === undefined) return `it is valid until ${quoted(String(until))}, expected a date`;
  if (last < instant)
    return `it is valid until ${quoted(String(until))}, before the day ${quoted(on ?? '')} on which it was made`;
  const { longest } = context.attestations;
  const most = longest === undefined ? undefined : parseDuration(longest);
  if (most && addDuration(instant, most) < last)
    return `it would be valid from ${quoted(on ?? '')} until ${quoted(String(until))}, expected at most ${longest}`;
  if (last < today) return `it expired: valid until ${quoted(String(until))}, the audit is of ${asOf}`;
  if (check.within !== undefined) {
    const within = durationOf(check.within, context);
    if (!isWithin(instant, within.duration, today))
      return `it is too old: attested on ${quoted(on ?? '')}, expected within ${within.text} of ${asOf}`;
  }
  if (check.afterPeriod && instant < clockInstant(period.end))
    return `it is dated ${quoted(on ?? '')}, before the end of the period on ${period.end}, and the question is about the whole period`;
  return undefined;
};

/** Why the person is not one who may answer. */
const personBecause = (
  record: FactRecord,
  check: AttestedCheck,
  { attestations }: CheckContext,
): string | undefined => {
  const by = quoted(textFact(record, 'by') ?? '');
  const role = textFact(record, 'role');
  const as = role === undefined ? 'nobody in particular' : quoted(role);
  if (check.roles && (role === undefined || !check.roles.includes(role)))
    return `${by} attests as ${as}, expected ${check.roles.join(' or ')}`;
  if (attestations.roles && (role === undefined || !attestations.roles.includes(role)))
    return `${by} attests as ${as}, and the profile expects ${attestations.roles.join(' or ')}`;
  const { owns } = record.facts;
  if (attestations.independent !== true) return undefined;
  if (!Array.isArray(owns)) return 'nobody knows what the person owns, and the profile asks for an independent one';
  return owns.length > 0
    ? `${by} owns ${quoted(owns.join(', '))}, and the profile asks for an independent person`
    : undefined;
};

/** Why the answer rests on too little, or on what is no longer so. */
const basisBecause = (record: FactRecord, context: CheckContext): string | undefined => {
  const { changedSince, evidenceUnchanged, evidenceCount } = record.facts;
  if (Array.isArray(changedSince) && changedSince.length > 0)
    return `what it rests on has changed since: ${quoted(changedSince.join('; '))}`;
  if (evidenceUnchanged === false) return 'the evidence that the person looked at has changed since';
  const { evidence, sameStatement } = context.attestations;
  const method = textFact(record, 'method');
  if (evidence === true && method !== 'INTERVIEW' && !(typeof evidenceCount === 'number' && evidenceCount > 0))
    return method === undefined
      ? 'it says neither how the person came to it nor what the person looked at'
      : `its method is ${quoted(method)}, and it names nothing that the person looked at`;
  const statement = textFact(record, 'statement');
  if (sameStatement === undefined || statement === undefined) return undefined;
  const shared = sharedBy(statement, context.population('attestation'));
  return shared > sameStatement
    ? `its statement "${quoted(statement)}" answers ${shared} questions word for word, expected at most ${sameStatement}`
    : undefined;
};

/** Why a signature that is there, or should be, gives the attestation no effect. */
const signatureBecause = (record: FactRecord, { attestations }: CheckContext): string | undefined => {
  const { signature } = record.facts;
  const reason = textFact(record, 'signatureReason') ?? 'it is not signed';
  if (signature === 'invalid') return reason;
  if (attestations.signed !== true) return undefined;
  if (signature !== 'valid') return `${reason}, and the profile asks for a signature`;
  return textFact(record, 'system') === undefined
    ? 'it is signed and names no system: it could have been signed for another one'
    : undefined;
};

/** Why an attestation is worth nothing at the date of the audit; undefined when it holds. */
export const voidBecause = (record: FactRecord, check: AttestedCheck, context: CheckContext): string | undefined => {
  if (textFact(record, 'by') === undefined) return 'it names no person';
  const why =
    saysNothing(record) ??
    unrelatedBecause(record, check) ??
    datesBecause(record, check, context) ??
    personBecause(record, check, context) ??
    basisBecause(record, context) ??
    signatureBecause(record, context);
  if (why !== undefined) return why;
  const determination = textFact(record, 'determination');
  return determination === 'yes' || determination === 'no'
    ? undefined
    : `its determination is ${determination === undefined ? 'absent' : quoted(determination)}, expected yes or no`;
};
