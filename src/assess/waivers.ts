import { isSamePerson } from '../base/person.ts';
import { isPlaceholder, saysNothing } from '../base/placeholder.ts';
import { plainText } from '../base/plain-text.ts';
import { addDuration, daysBetween, instantOf, parseDuration } from '../base/time.ts';
import { indexPopulations } from '../checks/population.ts';
import type { FactSheet } from '../model/facts.ts';
import type { CheckResult, Finding, ItemResult, WaiverResult } from '../model/generated/assessment.ts';
import type { Waiver } from '../model/generated/waivers.ts';
import type { PeopleRules } from '../model/policy.ts';
import type { Trust } from '../signing/trust.ts';
import { type SignatureState, verifyEntry } from '../signing/verify-entry.ts';
import { fixedBeginning, isGlob, itemsOf, namesItem, openChecks, openItems } from './coverage.ts';

const shortestBeginning = 3;

/** Words of a waiver that must say something; the others are names, and a name may be short. */
const tells: ReadonlySet<string> = new Set(['reason', 'risk']);

/** Facts that name who made what an item describes. */
const authorFacts = ['author', 'authors', 'coAuthors', 'committer', 'makers'];

/** What decides the worth of a waiver. `system` is the identifier that stands for a control as a whole. */
export interface WaiverContext {
  readonly findings: readonly Finding[];
  readonly sheets: readonly FactSheet[];
  readonly asOf: string;
  readonly system: string;
  /** What the profile asks of a waiver. */
  readonly rules: PeopleRules['waivers'];
  /** Keys that may sign waivers; without it no signature is verified. */
  readonly trust?: Trust | undefined;
}

const authorsOf = (check: CheckResult, items: ReadonlySet<ItemResult>, sheets: readonly FactSheet[]): string[] => {
  if (check.population === undefined) return [];
  const ids = new Set(
    openItems(check)
      .filter((item) => items.has(item))
      .map(({ item, evidence }) => `${evidence}\n${item}`),
  );
  return indexPopulations(sheets)(check.population)
    .items.filter((record) => ids.has(`${record.evidence}\n${plainText(record.item)}`))
    .flatMap((record) => authorFacts.flatMap((fact) => record.facts[fact] ?? []))
    .map(String);
};

type Worth = Pick<WaiverResult, 'state' | 'explanation'>;

/** Why the approver, the role or the signature give the waiver no effect. */
const approvalBecause = (
  waiver: Waiver,
  signature: SignatureState,
  { rules, system }: WaiverContext,
): string | undefined => {
  if (waiver.system !== undefined && waiver.system !== system)
    return `it is for the system ${plainText(waiver.system)}; the audit is of ${plainText(system)}`;
  if (rules.roles && (waiver.approverRole === undefined || !rules.roles.includes(waiver.approverRole)))
    return `${waiver.approver} approves as ${waiver.approverRole ?? 'nobody in particular'}, and the profile expects ${rules.roles.join(' or ')}`;
  if (signature.state === 'invalid') return signature.reason;
  if (rules.signed !== true) return undefined;
  if (signature.state !== 'valid') return `${signature.reason}, and the profile asks for a signature`;
  return waiver.system === undefined
    ? 'it is signed and names no system: it could have been signed for another one'
    : undefined;
};

const worth = (waiver: Waiver, twice: boolean, signature: SignatureState, context: WaiverContext): Worth => {
  const { asOf, system, rules } = context;
  const [from, until] = [instantOf(waiver.from), instantOf(waiver.until)];
  const refused = (explanation: string): Worth => ({ state: 'refused', explanation });
  if (twice) return refused(`the identifier ${waiver.id} is used by more than one waiver`);
  if (from === undefined || until === undefined || until < from)
    return refused(
      `it runs from ${waiver.from} until ${waiver.until}, expected an end that is not before its beginning`,
    );
  for (const word of ['reason', 'risk', 'owner', 'approver'] as const)
    if (isPlaceholder(waiver[word]) || (tells.has(word) && saysNothing(waiver[word])))
      return refused(`its ${word} "${plainText(waiver[word])}" says nothing`);
  if (isSamePerson(waiver.approver, waiver.owner))
    return refused(`${waiver.approver} both owns the risk and approved it`);
  const unapproved = approvalBecause(waiver, signature, context);
  if (unapproved !== undefined) return refused(unapproved);
  const longest = rules.longest === undefined ? undefined : parseDuration(rules.longest);
  if (!longest)
    return { state: 'over-broad', explanation: 'the profile says no longest time for a waiver, so none has effect' };
  // Both days count: a waiver of one day begins and ends on it.
  if (until >= addDuration(from, longest))
    return {
      state: 'over-broad',
      explanation: `it runs for ${daysBetween(from, until) + 1} days, expected at most ${rules.longest}`,
    };

  const finding = context.findings.find(({ control }) => control === waiver.control);
  const items = finding ? itemsOf(finding) : [];
  const isItem = items.some(({ item }) => item === waiver.subject);
  if (isGlob(waiver.subject) && !isItem && fixedBeginning(waiver.subject).length < shortestBeginning)
    return {
      state: 'over-broad',
      explanation: `its subject "${waiver.subject}" begins with a wildcard, expected at least ${shortestBeginning} fixed characters before it`,
    };
  if (waiver.until < asOf)
    return { state: 'expired', explanation: `it ended on ${waiver.until}; the audit is of ${asOf}` };
  if (waiver.from > asOf)
    return { state: 'not-yet-effective', explanation: `it begins on ${waiver.from}; the audit is of ${asOf}` };
  if (!finding) return { state: 'orphan', explanation: `the audit has no control ${waiver.control}` };

  const whole = waiver.subject === system;
  const names = namesItem(waiver);
  const waived = new Set(whole ? items : items.filter(({ item }) => names(item)));
  const open = openChecks(finding.checks);
  if (whole ? ['satisfied', 'not-exercised', 'not-applicable'].includes(finding.outcome) : waived.size === 0)
    return {
      state: 'orphan',
      explanation: whole
        ? `there is nothing to waive: ${waiver.control} is ${finding.outcome}`
        : `no exception and no undetermined item of ${waiver.control} is named "${waiver.subject}"`,
    };
  const author = open
    .flatMap((check) => authorsOf(check, waived, context.sheets))
    .find((name) => isSamePerson(waiver.approver, name));
  if (author !== undefined) return refused(`the approver ${waiver.approver} is an author of what is waived`);
  return {
    state: 'effective',
    explanation: whole
      ? `it covers the control as a whole until ${waiver.until}`
      : `it covers ${waived.size} item${waived.size === 1 ? '' : 's'} until ${waiver.until}`,
  };
};

/**
 * Decides once what every waiver is worth, before any output. Nothing here changes an outcome: only the gate looks at
 * effective waivers, and all the others are listed with the reason why they have no effect.
 */
export const resolveWaivers = (waivers: readonly Waiver[], context: WaiverContext): WaiverResult[] =>
  waivers.map(({ signature, ...waiver }) => {
    const twice = waivers.filter(({ id }) => id === waiver.id).length > 1;
    const entry = signature === undefined ? waiver : { ...waiver, signature };
    const { approver: person, approverRole: role, from: on } = waiver;
    const state = verifyEntry({ kind: 'waiver', entry: { ...entry }, person, role, on }, context.trust);
    const { system: _system, ...shown } = waiver;
    return { ...shown, ...worth(waiver, twice, state, context), signature: plainText(state.reason) };
  });
