import type { ConditionState } from '../checks/check.ts';
import type { ApplicationDate } from '../model/generated/catalog.ts';
import type { Catalog, Requirement } from '../model/policy.ts';

/** Since when a requirement applies, as far as the facts tell. */
export interface Application {
  readonly state: 'in-application' | 'upcoming' | 'always';
  readonly date: ApplicationDate | undefined;
}

const earliest = (dates: readonly ApplicationDate[]): ApplicationDate | undefined =>
  dates.reduce<ApplicationDate | undefined>((best, date) => (best && best.from <= date.from ? best : date), undefined);

/**
 * The date of application: the first whose condition holds. While that is unknown, and when none holds, the earliest
 * that is still possible, because assuming a late date would excuse a duty that may already bind.
 */
export const applicationOf = (
  requirement: Requirement,
  asOf: string,
  condition: (id: string) => ConditionState,
): Application => {
  const dates = requirement.applies ?? [];
  if (dates.length === 0) return { state: 'always', date: undefined };
  const possible = dates.filter((date) => date.when === undefined || condition(date.when).value !== 'false');
  const first = possible[0];
  const certain = first && (first.when === undefined || condition(first.when).value === 'true');
  const date = certain ? first : earliest(possible.length > 0 ? possible : dates);
  return { state: date === undefined || date.from <= asOf ? 'in-application' : 'upcoming', date };
};

/** Why a requirement does not bind the audited organisation. Only known facts release it: undefined while it may bind. */
export const unboundBecause = (
  { appliesWhen }: Requirement,
  condition: (id: string) => ConditionState,
): string | undefined => {
  const state = appliesWhen === undefined ? undefined : condition(appliesWhen);
  return state?.value === 'false' ? `${appliesWhen} does not hold: ${state.reason}` : undefined;
};

/** Whether a requirement binds the audited organisation, as far as known facts tell; what is unknown binds. */
export const binds = (requirement: Requirement, condition: (id: string) => ConditionState): boolean =>
  unboundBecause(requirement, condition) === undefined;

/** The requirements of several catalogs by `catalog#requirement`. */
export const requirementIndex = (catalogs: readonly Catalog[]): ReadonlyMap<string, Requirement> =>
  new Map(
    catalogs.flatMap((catalog) =>
      catalog.requirements.map((requirement): [string, Requirement] => [
        `${catalog.id}#${requirement.id}`,
        requirement,
      ]),
    ),
  );
