import { isRefusal, type NumericSurvey, type OrRefusal } from '../../snapshots/column-counts.ts';
import type { SnapshotColumn, SnapshotEngine } from '../../snapshots/engine.ts';
import { partQuantiles } from '../../snapshots/ranks.ts';
import { SnapshotError } from '../../snapshots/snapshot-error.ts';
import type { SnapshotSource } from '../../snapshots/source.ts';
import { type FeatureRequest, kindOf } from './comparable.ts';
import { categoricalMeasurement, type Measured, numericMeasurement } from './measurement.ts';

/**
 * The method by which we measure drift. Version 1:
 *
 * - A numeric column of more than 20 distinct finite reference values has quantile bins. The edges are the distinct ones among the
 *   type-1 order statistics x[ceil(k n / 10)], k = 1 .. 9, of the finite reference values; bin i is (edge i-1, edge i], and the outer
 *   bins are open. -0 is 0. Integers are read as doubles, and refused beyond 2^53.
 * - A numeric column of at most 20 distinct reference values, a boolean and a string have a bin for each reference value. Reference
 *   values that each hold less than epsilon of the reference share one bin, `(rare)`: alone, epsilon would hide them. When they hold
 *   more than half of the reference together, the column has no PSI. All current values that the reference does not have share one
 *   bin, `(unseen)`: its reference share is 0 and enters as epsilon, so the PSI stays finite, and a thousand new values that are
 *   rare each still weigh what they weigh together.
 * - The run file may declare a column `numeric` (quantile bins, however few values) or `categorical` (values as they are).
 * - Nulls, NaN and infinities are in no bin: their shares of the rows are facts of their own. Shares are of the values in the bins.
 * - PSI with epsilon 1e-4 as `stabilityOf` in psi.ts defines it.
 */
export const method = 'psi/ref-quantile-10@1';

const parts = 10;
const discreteValues = 20;

/** How many values of the reference lie in each bin of its own quantiles: their ranks tell it, without another look at the rows. */
const binsOf = ({ order, finite }: NumericSurvey, edges: readonly number[]): readonly number[] => {
  const reached = edges.map((edge) => order.find(({ value }) => value === edge)?.atMost ?? Number.NaN);
  return [...reached, finite].map((count, bin) => count - (reached[bin - 1] ?? 0));
};

/** The requests that were answered, with their answers; what was refused goes to the failures, in the engine's words. */
const answered = async <Request extends { readonly name: string }, Counts extends { readonly name: string }>(
  requests: readonly Request[],
  failures: Map<string, string>,
  act: (requests: readonly Request[]) => Promise<readonly OrRefusal<Counts>[]>,
): Promise<readonly (readonly [Request, Counts])[]> => {
  if (requests.length === 0) return [];
  try {
    const found = await act(requests);
    return requests.flatMap((request, index) => {
      const counts = found[index] as OrRefusal<Counts>;
      if (!isRefusal(counts)) return [[request, counts] as const];
      failures.set(request.name, counts.message);
      return [];
    });
  } catch (thrown) {
    if (!(thrown instanceof SnapshotError)) throw thrown;
    for (const { name } of requests) failures.set(name, thrown.message);
    return [];
  }
};

/**
 * Measures features that have no obstacle, after `method`. The map has an entry for each; a feature that the engine refuses has a
 * failure, in the engine's words.
 */
export const measure = async (
  engine: SnapshotEngine,
  snapshots: { readonly reference: SnapshotSource; readonly current: SnapshotSource },
  columns: readonly SnapshotColumn[],
  features: readonly FeatureRequest[],
  categoryLimit: number,
): Promise<ReadonlyMap<string, Measured>> => {
  const failures = new Map<string, string>();
  const measured = new Map<string, Measured>();
  const numbers = new Set(columns.filter((column) => kindOf(column) === 'numbers').map(({ name }) => name));
  const surveyed = await answered(
    features
      .filter(({ name, type }) => numbers.has(name) && type !== 'categorical')
      .map(({ name }) => ({ name, ranks: [{ rule: 'parts', parts } as const], distinctLimit: discreteValues })),
    failures,
    (requests) => engine.survey(snapshots.reference, requests),
  );
  const surveys = new Map<string, NumericSurvey>(surveyed.map(([{ name }, survey]) => [name, survey]));
  const binned = features.filter(({ name, type }) => {
    const survey = surveys.get(name);
    return survey && (type === 'numeric' || survey.distinct === undefined || survey.finite === 0);
  });

  const requests = binned.map(({ name }) => {
    const { min, max, order, finite } = surveys.get(name) as NumericSurvey;
    const edges = [...new Set(partQuantiles(order, parts, finite))];
    const range = [
      { edges: min === undefined ? [] : [min], closed: 'left' },
      { edges: max === undefined ? [] : [max], closed: 'right' },
    ] as const;
    return { name, edges, sets: [{ edges, closed: 'right' } as const, ...range] };
  });
  const counted = await answered(
    requests,
    failures,
    async (items) => (await engine.histogram(snapshots.current, items)).columns,
  );
  for (const [{ name, edges }, current] of counted) {
    const survey = surveys.get(name) as NumericSurvey;
    measured.set(name, numericMeasurement(edges, { ...survey, bins: [binsOf(survey, edges)] }, current));
  }

  const valued = features.filter((feature) => !binned.includes(feature) && !failures.has(feature.name));
  const categories = await answered(
    valued.map(({ name }) => ({ name, limit: categoryLimit })),
    failures,
    async (items) => (await engine.categories(snapshots.reference, items)).columns,
  );
  const compared = await answered(
    categories.map(([request, reference]) => ({
      ...request,
      reference,
      known: reference.categories.map(({ value }) => value),
    })),
    failures,
    async (items) => (await engine.categories(snapshots.current, items)).columns,
  );
  for (const [{ name, reference }, current] of compared) measured.set(name, categoricalMeasurement(reference, current));
  for (const [name, failure] of failures) measured.set(name, { failure });
  return measured;
};
