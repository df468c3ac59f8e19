import {
  type NumericSummary,
  type SnapshotColumn,
  type SnapshotEngine,
  SnapshotError,
} from '../../snapshots/engine.ts';
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

/** One column that cannot be read must not cost the others: what a batch refuses is asked again one by one. */
const eachApart = async <Item extends { readonly name: string }, Found>(
  items: readonly Item[],
  failures: Map<string, string>,
  act: (items: readonly Item[]) => Promise<readonly Found[]>,
): Promise<readonly (readonly [Item, Found])[]> => {
  if (items.length === 0) return [];
  try {
    const found = await act(items);
    return items.map((item, index) => [item, found[index] as Found]);
  } catch (thrown) {
    if (!(thrown instanceof SnapshotError)) throw thrown;
    const shared = items.length === 1 || thrown.code === 'limit' || thrown.code === 'engine-missing';
    if (shared) {
      for (const { name } of items) failures.set(name, thrown.message);
      return [];
    }
    const apart: (readonly [Item, Found])[] = [];
    for (const item of items) apart.push(...(await eachApart([item], failures, act)));
    return apart;
  }
};

/**
 * Measures features that have no obstacle, after `method`. The map has an entry for each; a feature that the engine refuses has a
 * failure, in the engine's words.
 */
export const measure = async (
  engine: SnapshotEngine,
  files: { readonly reference: string; readonly current: string },
  columns: readonly SnapshotColumn[],
  features: readonly FeatureRequest[],
  categoryLimit: number,
): Promise<ReadonlyMap<string, Measured>> => {
  const failures = new Map<string, string>();
  const measured = new Map<string, Measured>();
  const numbers = new Set(columns.filter((column) => kindOf(column) === 'numbers').map(({ name }) => name));
  const summarized = await eachApart(
    features.filter(({ name, type }) => numbers.has(name) && type !== 'categorical'),
    failures,
    (items) =>
      engine.summarize(
        files.reference,
        items.map(({ name }) => name),
        parts,
        discreteValues,
      ),
  );
  const summaries = new Map<string, NumericSummary>(summarized.map(([{ name }, summary]) => [name, summary]));
  const binned = features.filter(({ name, type }) => {
    const summary = summaries.get(name);
    return summary && (type === 'numeric' || summary.distinct === undefined || summary.finite === 0);
  });

  const requests = binned.map(({ name }) => {
    const summary = summaries.get(name);
    const { min = 0, max = 0, quantiles = [] } = summary ?? {};
    return { name, edges: [...new Set(quantiles)], min, max };
  });
  const before = await eachApart(requests, failures, (items) => engine.histogram(files.reference, items));
  const after = await eachApart(
    before.map(([request, reference]) => ({ ...request, reference })),
    failures,
    (items) =>
      engine.histogram(
        files.current,
        items.map(({ reference: _, ...request }) => request),
      ),
  );
  for (const [{ name, edges, reference }, current] of after)
    measured.set(name, numericMeasurement(edges, reference, current));

  const valued = features.filter((feature) => !binned.includes(feature) && !failures.has(feature.name));
  const categories = await eachApart(valued, failures, (items) =>
    engine.categories(
      files.reference,
      items.map(({ name }) => ({ name })),
      categoryLimit,
    ),
  );
  const compared = await eachApart(
    categories.map(([{ name }, reference]) => ({ name, reference })),
    failures,
    (items) =>
      engine.categories(
        files.current,
        items.map(({ name, reference }) => ({ name, known: reference.categories.map(({ value }) => value) })),
        categoryLimit,
      ),
  );
  for (const [{ name, reference }, current] of compared) measured.set(name, categoricalMeasurement(reference, current));
  for (const [name, failure] of failures) measured.set(name, { failure });
  return measured;
};
