import type { Assessment, CheckResult, Exhibit } from '../model/generated/assessment.ts';
import { byCode, leafChecks } from './words.ts';

interface Threshold {
  readonly value: number;
  readonly upper: boolean;
  readonly text: string;
  readonly meets: (value: number) => boolean;
}

interface Bound {
  readonly words: string;
  readonly upper: boolean;
  readonly meets: (value: number, bound: number) => boolean;
}

const bounds: Readonly<Record<string, Bound>> = {
  below: { words: 'below', upper: true, meets: (value, bound) => value < bound },
  atMost: { words: 'at most', upper: true, meets: (value, bound) => value <= bound },
  above: { words: 'above', upper: false, meets: (value, bound) => value > bound },
  atLeast: { words: 'at least', upper: false, meets: (value, bound) => value >= bound },
};

/** Every check that judges the same fact of the same population, with the control that it belongs to. */
const checksOf = (assessment: Assessment, exhibit: Exhibit): readonly { control: string; check: CheckResult }[] =>
  assessment.findings.flatMap((finding) =>
    leafChecks(finding.checks)
      .filter(
        (check) =>
          check.population === exhibit.population && check.expected.some((expected) => expected.fact === exhibit.fact),
      )
      .map((check) => ({ control: finding.control, check })),
  );

/** The strictest numeric bound that a control of this audit sets on the fact that the exhibit explains; an upper one first. */
const thresholdOf = (checks: readonly { check: CheckResult }[], fact: string): Threshold | undefined =>
  checks
    .flatMap(({ check }) => check.expected)
    .filter((expected) => expected.fact === fact && expected.value.trim() !== '')
    .flatMap((expected): Threshold[] => {
      const bound = bounds[expected.comparator];
      const value = Number(expected.value);
      return bound && Number.isFinite(value)
        ? [
            {
              value,
              upper: bound.upper,
              text: `${bound.words} ${expected.value}`,
              meets: (seen) => bound.meets(seen, value),
            },
          ]
        : [];
    })
    .sort((a, b) => Number(b.upper) - Number(a.upper) || (a.upper ? a.value - b.value : b.value - a.value))[0];

/** What can be said of a measured item, and the icon that says it. */
export const standings = {
  exception: { label: 'Exception', outcome: 'not-satisfied' },
  undetermined: { label: 'Could not be judged', outcome: 'undetermined' },
  within: { label: 'Within tolerance', outcome: 'satisfied' },
  beyond: { label: 'Beyond the bound, not counted by a control', outcome: 'not-exercised' },
  unbounded: { label: 'No bound set', outcome: 'not-applicable' },
} as const;

const standingOf = (
  exhibit: Exhibit,
  checks: readonly { check: CheckResult }[],
  threshold: Threshold | undefined,
): keyof typeof standings => {
  const names = (list: 'exceptions' | 'undetermined'): boolean =>
    checks.some(({ check }) => check[list].some((item) => item.item === exhibit.item));
  if (names('exceptions')) return 'exception';
  if (names('undetermined') || exhibit.value === undefined) return 'undetermined';
  if (threshold === undefined) return 'unbounded';
  return threshold.meets(exhibit.value) ? 'within' : 'beyond';
};

const order: readonly (keyof typeof standings)[] = ['exception', 'undetermined', 'beyond', 'within', 'unbounded'];

/** A measured item with what the controls of this audit say about it. */
export interface Measured {
  readonly exhibit: Exhibit;
  readonly controls: readonly string[];
  readonly threshold: Threshold | undefined;
  readonly standing: keyof typeof standings;
}

/** Every measured item of an assessment, worst first: exceptions, then what could not be judged, then by value. */
export const measuredItems = (assessment: Assessment): readonly Measured[] =>
  assessment.exhibits
    .map((exhibit): Measured => {
      const checks = checksOf(assessment, exhibit);
      const threshold = thresholdOf(checks, exhibit.fact);
      const naming = checks.filter(({ check }) => check.exceptions.some((each) => each.item === exhibit.item));
      return {
        exhibit,
        controls: [...new Set((naming.length > 0 ? naming : checks).map(({ control }) => control))],
        threshold,
        standing: standingOf(exhibit, checks, threshold),
      };
    })
    .sort(
      (a, b) =>
        order.indexOf(a.standing) - order.indexOf(b.standing) ||
        (b.exhibit.value ?? -1) - (a.exhibit.value ?? -1) ||
        byCode(a.exhibit.id, b.exhibit.id),
    );

/** Whether an item needs a look: it is an exception, could not be judged, or lies beyond the bound. */
export const standsOut = (item: Measured): boolean => item.standing !== 'within' && item.standing !== 'unbounded';
