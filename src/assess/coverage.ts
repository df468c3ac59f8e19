import { globMatches } from '../checks/glob.ts';
import type { CheckResult, Finding, ItemResult } from '../model/generated/assessment.ts';
import type { Waiver } from '../model/generated/waivers.ts';

const special = /[*?[{\\]/;

/** The text of a subject before its first wildcard; all of it when there is none. */
export const fixedBeginning = (subject: string): string => subject.split(special)[0] ?? '';

/** Whether a subject is a glob rather than the name of one item. */
export const isGlob = (subject: string): boolean => special.test(subject);

/** Whether a waiver speaks of an item: by its very name, or by a glob. Case counts, unlike in policies. */
export const namesItem = (waiver: Pick<Waiver, 'subject'>): ((item: string) => boolean) => {
  const matches = isGlob(waiver.subject) ? globMatches(waiver.subject, { ignoreCase: false }) : () => false;
  return (item) => item === waiver.subject || matches(item);
};

/** The checks that keep a finding from being clean, down to the leaves: those of a group that came out clean do not. */
export const openChecks = (checks: readonly CheckResult[]): readonly CheckResult[] =>
  checks
    .filter(({ outcome }) => outcome !== 'satisfied' && outcome !== 'not-exercised' && outcome !== 'not-applicable')
    .flatMap((check) => (check.checks ? openChecks(check.checks) : [check]));

/** The items of a check that a waiver can name. */
export const openItems = (check: CheckResult): readonly ItemResult[] => [...check.exceptions, ...check.undetermined];

/** The items of a finding that a waiver can name. */
export const itemsOf = (finding: Finding): readonly ItemResult[] => openChecks(finding.checks).flatMap(openItems);
