import type {
  CategoryCounts,
  ColumnDistance,
  EdgeSet,
  HistogramRequest,
  Moments,
  NumericCounts,
  NumericSurvey,
  SliceRequest,
} from '../../snapshots/column-counts.ts';
import type { SnapshotEngine } from '../../snapshots/engine.ts';
import { answered, unsliced } from './answered.ts';
import { type BinnedFeature, binFeatures, type Pair } from './binning.ts';
import type { FeatureRequest } from './comparable.ts';
import {
  categoricalMeasurement,
  type Measured,
  type Measurement,
  numericMeasurement,
  withKnown,
} from './measurement.ts';
import { judgedMethod } from './methods/registry.ts';
import {
  binsOf,
  edgesScore,
  everyValue,
  measuredScore,
  noScore,
  type StatedScore,
  valuesScore,
} from './stated-score.ts';

/** A feature in the rows with one value of the slice column. */
export interface SliceMeasurement {
  readonly slice: string | null;
  readonly measurement: Measurement;
}

/** How far the two columns lie apart without any bins; or why that was not measured. */
type Distance = (ColumnDistance & { readonly spread: Moments | undefined }) | { readonly reason: string };

/** All that was measured of one feature. */
export interface Found {
  readonly measured: Measured;
  readonly stated: StatedScore | undefined;
  readonly slices: readonly SliceMeasurement[];
  readonly distance: Distance | undefined;
  /** Smallest and largest finite reference value of a column of numbers. */
  readonly range: { readonly min: number; readonly max: number } | undefined;
}

interface Wanted {
  readonly features: readonly FeatureRequest[];
  readonly categoryLimit: number;
  readonly sliceBy: SliceRequest | undefined;
  /** Whether to measure distances that need both columns sorted; otherwise why not. */
  readonly distances: true | string;
}

type Results = Map<string, { readonly measured: Measurement; readonly slices: readonly SliceMeasurement[] }>;
type StatedScores = Map<string, StatedScore>;

const slicesOf = <Counts>(
  before: ReadonlyMap<string | null, Counts>,
  after: ReadonlyMap<string | null, Counts>,
  measure: (before: Counts | undefined, after: Counts | undefined) => Measurement,
): readonly SliceMeasurement[] =>
  [...new Set([...before.keys(), ...after.keys()])].map((slice) => ({
    slice,
    measurement: measure(before.get(slice), after.get(slice)),
  }));

const noNumbers = (name: string, sets: readonly EdgeSet[]): NumericCounts => ({
  name,
  rows: 0,
  nulls: 0,
  nans: 0,
  positiveInfinities: 0,
  negativeInfinities: 0,
  bins: sets.map(({ edges }) => new Array<number>(edges.length + 1).fill(0)),
});

/**
 * The reference in bins between edges of its own order statistics: their ranks tell the counts, without another look at the rows.
 * Undefined when an edge is no such value.
 */
const countsOf = (survey: NumericSurvey, [own]: readonly EdgeSet[]): NumericCounts | undefined => {
  const reached = (own?.edges ?? []).map((edge) => survey.order.find(({ value }) => value === edge)?.atMost);
  if (reached.some((count) => count === undefined)) return undefined;
  return { ...survey, bins: [[...reached, survey.finite].map((count, bin) => (count ?? 0) - (reached[bin - 1] ?? 0))] };
};

// An engine may count in a process of its own: only data goes there.
const histogramRequest = ({ name, sets }: HistogramRequest): HistogramRequest => ({ name, sets });

const measureEdges = async (
  engine: SnapshotEngine,
  { reference, current }: Pair,
  binned: readonly BinnedFeature[],
  sliceBy: SliceRequest | undefined,
  failures: Map<string, string>,
  results: Results,
  scores: StatedScores,
): Promise<void> => {
  const requests = binned.flatMap(({ feature: { name }, ours, stated, survey }) => {
    const edges = ours.by === 'edges' ? ours.edges : undefined;
    const other = stated?.binning.by === 'edges' ? { method: stated.method, binning: stated.binning } : undefined;
    if (!edges && !other) return [];
    const sets: readonly EdgeSet[] = [
      { edges: edges ?? [], closed: 'right' },
      { edges: survey?.min === undefined ? [] : [survey.min], closed: 'left' },
      { edges: survey?.max === undefined ? [] : [survey.max], closed: 'right' },
      ...(other ? [other.binning] : []),
    ];
    return [{ name, edges, other, sets, known: other || sliceBy || !survey ? undefined : countsOf(survey, sets) }];
  });
  const options = sliceBy ? { sliceBy } : {};
  const before = await answered(
    requests.filter(({ known }) => !known),
    failures,
    (items) => engine.histogram(reference, items.map(histogramRequest), options),
  );
  const after = await answered(
    [
      ...requests.flatMap(({ known, ...request }) =>
        known ? [{ ...request, before: known, beforeSlices: new Map<string | null, NumericCounts>() }] : [],
      ),
      ...before.map(({ request, counts, slices }) => ({ ...request, before: counts, beforeSlices: slices })),
    ],
    failures,
    (items) => engine.histogram(current, items.map(histogramRequest), options),
  );
  for (const { request, counts, slices } of after) {
    const { name, edges, other, sets } = request;
    if (edges)
      results.set(name, {
        measured: numericMeasurement(edges, request.before, counts),
        slices: slicesOf(request.beforeSlices, slices, (old, now) =>
          numericMeasurement(edges, old ?? noNumbers(name, sets), now ?? noNumbers(name, sets)),
        ),
      });
    if (other) scores.set(name, edgesScore(other.method, other.binning, binsOf(request.before, 3), binsOf(counts, 3)));
  }
};

const measureValues = async (
  engine: SnapshotEngine,
  { reference, current }: Pair,
  binned: readonly BinnedFeature[],
  { sliceBy, categoryLimit: limit }: Wanted,
  failures: Map<string, string>,
  results: Results,
  scores: StatedScores,
): Promise<void> => {
  const options = sliceBy ? { sliceBy } : {};
  const requests = binned
    .filter(
      ({ feature, ours, stated }) =>
        !failures.has(feature.name) && (ours.by === 'values' || stated?.binning.by === 'values'),
    )
    .map((feature) => ({ ...feature, name: feature.feature.name }));
  const before = await answered(requests, failures, (items) =>
    engine.categories(
      reference,
      items.map(({ name }) => ({ name, limit })),
      options,
    ),
  );
  const after = await answered(
    before.map(({ request, counts, slices }) => ({
      ...request,
      before: counts,
      beforeSlices: slices,
      known: counts.categories.map(({ value }) => value),
    })),
    failures,
    (items) =>
      engine.categories(
        current,
        items.map(({ name, known }) => ({ name, limit, known })),
        options,
      ),
  );
  const incomplete: (typeof after)[number]['request'][] = [];
  for (const { request, counts, slices } of after) {
    const { name, known, ours, stated } = request;
    if (ours.by === 'values')
      results.set(name, {
        measured: categoricalMeasurement(request.before, counts),
        slices: slicesOf(request.beforeSlices, slices, (old, now) =>
          categoricalMeasurement(withKnown(name, known, old), withKnown(name, known, now)),
        ),
      });
    if (stated?.binning.by !== 'values' || stated.method.values === 'pooled') continue;
    const values = everyValue(counts);
    if (values) scores.set(name, valuesScore(stated.method, request.before.categories, values));
    else incomplete.push(request);
  }
  const refused = new Map<string, string>();
  const whole = await answered<{ readonly name: string; readonly limit: number }, CategoryCounts>(
    incomplete.map(({ name }) => ({ name, limit })),
    refused,
    (items) => engine.categories(current, items),
  );
  for (const { name, stated, before: old } of incomplete) {
    const found = whole.find(({ request }) => request.name === name);
    if (stated)
      scores.set(
        name,
        found
          ? valuesScore(stated.method, old.categories, found.counts.categories)
          : noScore(stated.method, refused.get(name) ?? 'not measured'),
      );
  }
};

const distancesOf = async (
  engine: SnapshotEngine,
  { reference, current }: Pair,
  binned: readonly BinnedFeature[],
  wanted: Wanted['distances'],
): Promise<ReadonlyMap<string, Distance>> => {
  const names = binned.filter(({ survey }) => survey).map(({ feature }) => feature.name);
  if (wanted !== true) return new Map(names.map((name) => [name, { reason: wanted }]));
  const refused = new Map<string, string>();
  const found = await answered(
    names.map((name) => ({ name })),
    refused,
    (items) =>
      unsliced(
        engine.distances(
          reference,
          current,
          items.map(({ name }) => name),
        ),
      ),
  );
  const spread = new Map(binned.map(({ feature, survey }) => [feature.name, survey?.moments]));
  return new Map<string, Distance>([
    ...[...refused].map(([name, reason]) => [name, { reason }] as const),
    ...found.map(({ counts }) => [counts.name, { ...counts, spread: spread.get(counts.name) }] as const),
  ]);
};

/**
 * Measures features that have no obstacle, by the method that controls are judged by and by the one that the run states. The map has an
 * entry for each; a feature that the engine refuses has a failure, in the engine's words.
 */
export const measure = async (
  engine: SnapshotEngine,
  pair: Pair,
  wanted: Wanted,
): Promise<ReadonlyMap<string, Found>> => {
  const failures = new Map<string, string>();
  const results: Results = new Map();
  const scores: StatedScores = new Map();
  const binned = await binFeatures(engine, pair, wanted.features, wanted.distances === true, failures);
  await measureEdges(engine, pair, binned, wanted.sliceBy, failures, results, scores);
  await measureValues(engine, pair, binned, wanted, failures, results, scores);
  const distances = await distancesOf(
    engine,
    pair,
    binned.filter(({ feature }) => !failures.has(feature.name)),
    wanted.distances,
  );
  const binnings = new Map(binned.map((each) => [each.feature.name, each]));
  return new Map(
    wanted.features.map(({ name, stated }) => {
      const result = results.get(name);
      const failure = failures.get(name) ?? 'not measured';
      const { survey, stated: other } = binnings.get(name) ?? {};
      const score = (): StatedScore | undefined => {
        if (!stated) return undefined;
        if (other?.binning.by === 'nothing') return noScore(stated, other.binning.reason);
        const own = stated.name === judgedMethod.name || (other?.binning.by === 'values' && stated.values === 'pooled');
        if (own && result) return measuredScore(stated, result.measured);
        return scores.get(name) ?? noScore(stated, failure);
      };
      const { min, max } = survey ?? {};
      return [
        name,
        {
          measured: result && !failures.has(name) ? result.measured : { failure },
          slices: result?.slices ?? [],
          stated: score(),
          distance: distances.get(name),
          range: min === undefined || max === undefined ? undefined : { min, max },
        },
      ];
    }),
  );
};
