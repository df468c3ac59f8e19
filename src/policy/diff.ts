import { pointer as pointerOf } from '../base/json-pointer.ts';
import type { PolicySet, PolicySource } from './policy-set.ts';

/** One value that differs, at its place in the policy. Undefined on the side that does not have it. */
interface PolicyChange {
  readonly pointer: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

/** One policy that is not the same in two sets. */
export interface PolicyDifference {
  readonly kind: 'control' | 'condition' | 'profile' | 'requirement' | 'mapping';
  readonly id: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly changes: readonly PolicyChange[];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list whose members have identifiers, by these: moving a check is no change, and one that is gone is named. */
const byId = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  Array.isArray(value) && value.length > 0 && value.every((each) => isRecord(each) && typeof each.id === 'string')
    ? Object.fromEntries(value.map((each) => [(each as { id: string }).id, each]))
    : undefined;

const leaves = (from: unknown, to: unknown, pointer: string): readonly PolicyChange[] => {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  const [left, right] = [isRecord(from) ? from : byId(from), isRecord(to) ? to : byId(to)];
  if (left && right)
    return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((key) =>
      leaves(left[key], right[key], pointer + pointerOf(key)),
    );
  return [{ pointer, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
};

const compared = (
  kind: PolicyDifference['kind'],
  from: ReadonlyMap<string, unknown>,
  to: ReadonlyMap<string, unknown>,
): readonly PolicyDifference[] =>
  [...new Set([...from.keys(), ...to.keys()])].sort().flatMap((id): PolicyDifference[] => {
    const [left, right] = [from.get(id), to.get(id)];
    if (left === undefined) return [{ kind, id, change: 'added', changes: [] }];
    if (right === undefined) return [{ kind, id, change: 'removed', changes: [] }];
    const changes = leaves(left, right, '');
    return changes.length === 0 ? [] : [{ kind, id, change: 'changed', changes }];
  });

const values = (sources: ReadonlyMap<string, PolicySource<unknown>>): ReadonlyMap<string, unknown> =>
  new Map([...sources].map(([id, { value }]) => [id, value]));

const requirements = (set: PolicySet): ReadonlyMap<string, unknown> =>
  new Map(
    [...set.catalogs.values()].flatMap(({ value }) =>
      value.requirements.map((requirement): [string, unknown] => [`${value.id}#${requirement.id}`, requirement]),
    ),
  );

/** What differs between two sets of policies: controls first, each with the values that changed. Tests are not compared. */
export const diffPolicies = (from: PolicySet, to: PolicySet): readonly PolicyDifference[] => [
  ...compared('control', values(from.controls), values(to.controls)),
  ...compared('condition', values(from.conditions), values(to.conditions)),
  ...compared('profile', values(from.profiles), values(to.profiles)),
  ...compared('requirement', requirements(from), requirements(to)),
  ...compared('mapping', values(from.mappings), values(to.mappings)),
];
