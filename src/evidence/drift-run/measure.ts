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
import type { DriftMethod } from './methods/method.ts';
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
  /** What the methods of the reports give, in the order in which they were asked. */
  readonly reported: readonly StatedScore[];
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
/** Scores by `scoreKey`. */
type StatedScores = Map<string, StatedScore>;

const scoreKey = (feature: string, { name }: DriftMethod): string => JSON.stringify([feature, name]);

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
  const requests = binned.flatMap(({ feature: { name }, ours, others, survey }) => {
    const edges = ours.by === 'edges' ? ours.edges : undefined;
    const cut = others.flatMap(({ method, binning }) => (binning.by === 'edges' ? [{ method, binning }] : []));
    if (!edges && cut.length === 0) return [];
    const sets: readonly EdgeSet[] = [
      { edges: edges ?? [], closed: 'right' },
      { edges: survey?.min === undefined ? [] : [survey.min], closed: 'left' },
      { edges: survey?.max === undefined ? [] : [survey.max], closed: 'right' },
      ...cut.map(({ binning }) => binning),
    ];
    const counted = cut.length > 0 || sliceBy !== undefined;
    return [{ name, edges, cut, sets, known: counted || !survey ? undefined : countsOf(survey, sets) }];
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
    const { name, edges, cut, sets } = request;
    if (edges)
      results.set(name, {
        measured: numericMeasurement(edges, request.before, counts),
        slices: slicesOf(request.beforeSlices, slices, (old, now) =>
          numericMeasurement(edges, old ?? noNumbers(name, sets), now ?? noNumbers(name, sets)),
        ),
      });
    for (const [index, { method, binning }] of cut.entries()) {
      // Behind our own edges and the two ends of the range.
      const [old, now] = [binsOf(request.before, 3 + index), binsOf(counts, 3 + index)];
      scores.set(scoreKey(name, method), edgesScore(method, binning, old, now));
    }
  }
};

/** The methods that take every value of a column by itself. */
const apartMethods = (others: BinnedFeature['others']): readonly DriftMethod[] =>
  others.flatMap(({ method, binning }) => (binning.by === 'values' && method.values === 'apart' ? [method] : []));

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
      ({ feature, ours, others }) =>
        !failures.has(feature.name) &&
        [ours, ...others.map(({ binning }) => binning)].some(({ by }) => by === 'values'),
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
    const { name, known, ours, others } = request;
    if (ours.by === 'values')
      results.set(name, {
        measured: categoricalMeasurement(request.before, counts),
        slices: slicesOf(request.beforeSlices, slices, (old, now) =>
          categoricalMeasurement(withKnown(name, known, old), withKnown(name, known, now)),
        ),
      });
    const apart = apartMethods(others);
    if (apart.length === 0) continue;
    const values = everyValue(counts);
    if (!values) incomplete.push(request);
    else
      for (const method of apart)
        scores.set(scoreKey(name, method), valuesScore(method, request.before.categories, values));
  }
  const refused = new Map<string, string>();
  const whole = await answered<{ readonly name: string; readonly limit: number }, CategoryCounts>(
    incomplete.map(({ name }) => ({ name, limit })),
    refused,
    (items) => engine.categories(current, items),
  );
  for (const { name, others, before: old } of incomplete) {
    const found = whole.find(({ request }) => request.name === name);
    for (const method of apartMethods(others))
      scores.set(
        scoreKey(name, method),
        found
          ? valuesScore(method, old.categories, found.counts.categories)
          : noScore(method, refused.get(name) ?? 'not measured'),
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
    wanted.features.map(({ name, stated, reported = [] }) => {
      const result = results.get(name);
      const failure = failures.get(name) ?? 'not measured';
      const { survey, others = [] } = binnings.get(name) ?? {};
      const score = (method: DriftMethod): StatedScore => {
        const binning = others.find((other) => other.method.name === method.name)?.binning;
        if (binning?.by === 'nothing') return noScore(method, binning.reason);
        const own = method.name === judgedMethod.name || (binning?.by === 'values' && method.values === 'pooled');
        if (own && result) return measuredScore(method, result.measured);
        return scores.get(scoreKey(name, method)) ?? noScore(method, failure);
      };
      const { min, max } = survey ?? {};
      return [
        name,
        {
          measured: result && !failures.has(name) ? result.measured : { failure },
          slices: result?.slices ?? [],
          stated: stated && score(stated),
          reported: reported.map(score),
          distance: distances.get(name),
          range: min === undefined || max === undefined ? undefined : { min, max },
        },
      ];
    }),
  );
};
