import type { RecordDraft } from '../sheet-draft.ts';
import { binMeasures, kolmogorovSmirnovNoiseFloor, largestGapAtEdges } from './distances.ts';
import type { Found } from './measure.ts';
import type { Measurement } from './measurement.ts';

/** Most bins whose counts are facts. */
const recordedBins = 100;

const binFacts = ['binLabels', 'referenceBins', 'currentBins'] as const;
const sharedFacts = ['jensenShannonDistance', 'chiSquare', 'chiSquareP'] as const;
const numericFacts = [
  'edges',
  'kolmogorovSmirnov',
  'kolmogorovSmirnovAtLeast',
  'kolmogorovSmirnovNoiseFloor',
  'wasserstein',
  'wassersteinNormed',
  'referenceMin',
  'referenceMax',
] as const;

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

const setBins = (record: RecordDraft, { edges, labels, reference, current }: Measurement): void => {
  if (edges) {
    record.set('edges', edges);
    record.lack('binLabels', 'the bins are numeric: their edges name them');
  }
  if (labels.length > recordedBins) {
    for (const fact of binFacts)
      record.lack(fact, `${labels.length} bins; counts are recorded for at most ${recordedBins}`);
    return;
  }
  if (!edges)
    record.set(
      'binLabels',
      labels.map((label) => label.slice(0, 200)),
    );
  record.set('referenceBins', reference);
  record.set('currentBins', current);
};

const setDistance = (record: RecordDraft, { distance }: Found): void => {
  if (!distance) return;
  if ('reason' in distance) {
    for (const fact of ['kolmogorovSmirnov', 'wasserstein', 'wassersteinNormed']) record.lack(fact, distance.reason);
    return;
  }
  const { kolmogorovSmirnov, wasserstein, spread } = distance;
  if (kolmogorovSmirnov !== undefined) record.set('kolmogorovSmirnov', kolmogorovSmirnov);
  if (wasserstein !== undefined && Number.isFinite(wasserstein)) record.set('wasserstein', wasserstein);
  const normed = (wasserstein ?? Number.NaN) / (spread?.standardDeviation ?? Number.NaN);
  if (Number.isFinite(normed)) record.set('wassersteinNormed', normed);
  else record.lack('wassersteinNormed', 'the reference has no standard deviation above 0 to measure by');
};

/** Writes what was measured beside the PSI: bins and their counts, distances, range. `reason` is why there is no measurement at all. */
export const setMeasures = (record: RecordDraft, found: Found, reason: string): void => {
  const measurement = 'failure' in found.measured ? undefined : found.measured;
  if (measurement?.stability) {
    const { reference, current, edges } = measurement;
    setBins(record, measurement);
    const measures = binMeasures(reference, current);
    for (const fact of sharedFacts) if (measures) record.set(fact, measures[fact]);
    if (edges) {
      record.set('kolmogorovSmirnovAtLeast', largestGapAtEdges(reference, current) ?? 0);
      record.set('kolmogorovSmirnovNoiseFloor', kolmogorovSmirnovNoiseFloor(total(reference), total(current)));
      setDistance(record, found);
    }
  }
  if (found.range && measurement?.type === 'numeric') {
    record.set('referenceMin', found.range.min);
    record.set('referenceMax', found.range.max);
  }
  for (const fact of [...binFacts, ...sharedFacts]) record.lack(fact, record.whyAbsent(fact) ?? reason);
  for (const fact of numericFacts)
    record.lack(
      fact,
      record.whyAbsent(fact) ?? (measurement?.type === 'categorical' ? 'the feature is categorical' : reason),
    );
};
