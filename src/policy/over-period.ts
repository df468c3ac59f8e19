import { leavesOf, readsOf } from '../checks/registry.ts';
import { parsePopulation } from '../model/facts.ts';
import type { Check, Control } from '../model/policy.ts';
import { factSchema } from '../model/validate.ts';

interface Marked {
  readonly $comment?: string;
  readonly properties?: Readonly<Record<string, Marked>>;
}

/** What schemas/facts says in `$comment` of a kind, or of a list, whose items are those of the period. */
const overPeriodComment = 'over a period';

const isOfPeriod = (path: string): boolean => {
  const population = parsePopulation(path);
  if (!population) return false;
  const schema = factSchema(population.kind) as Marked;
  const list = population.list === undefined ? undefined : schema.properties?.[population.list];
  return [schema, list].some((marked) => marked?.$comment === overPeriodComment);
};

/**
 * Whether a check is over a period: it asks for a cadence, or for an answer about the whole period, reads a population of the
 * period, or counts items by whether they lie in it (a fact `...InPeriod`). What is left is of a date: documents, inventories,
 * settings, determinations.
 */
export const isOverPeriod = (check: Check): boolean =>
  check.kind === 'cadence' ||
  (check.kind === 'attested' && check.afterPeriod === true) ||
  readsOf(check).some(
    ({ population, facts }) => isOfPeriod(population) || facts.some((fact) => /^inPeriod$|InPeriod$/.test(fact)),
  );

/** The first check of a control that is over a period; undefined when none is. */
export const checkOverPeriod = (control: Control): string | undefined =>
  leavesOf(control.checks).find(({ check }) => isOverPeriod(check))?.check.id;

const atAudit = (check: Check): Check => {
  if ('checks' in check) return { ...check, checks: check.checks.map(atAudit) };
  if (check.kind !== 'freshness') return check;
  const { measuredAt: _, ...rest } = check;
  return rest;
};

/** A control as of a date: ages that an audit of a period measures at its end are measured at the date of the audit. */
export const asOfDate = (control: Control): Control => ({ ...control, checks: control.checks.map(atAudit) });
