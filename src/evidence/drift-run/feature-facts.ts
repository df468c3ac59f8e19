import { plainText, shortened } from '../../base/plain-text.ts';
import type { Exhibit } from '../../model/facts.ts';
import type { RecordDraft } from '../sheet-draft.ts';
import { chiSquareTail } from './chi-square.ts';
import { setStated } from './claim-facts.ts';
import { measuresOf } from './exhibit-measures.ts';
import type { Feature } from './features.ts';
import type { Found } from './measure.ts';
import { setMeasures } from './measure-facts.ts';
import type { Measurement, SideCounts } from './measurement.ts';
import { contributionOf, sharesOf } from './psi.ts';

const measuredFacts = [
  'type',
  'psi',
  'noiseFloor',
  'aboveNoiseFloor',
  'bins',
  'referenceCount',
  'currentCount',
  'referenceNullShare',
  'currentNullShare',
  'nullShareChange',
  'referenceMissingShare',
  'currentMissingShare',
  'missingShareChange',
  'referenceNanShare',
  'currentNanShare',
  'currentInfinityShare',
] as const;

/** Facts that only one type of feature has. */
const typedFacts = [
  ['outOfRangeShare', 'numeric'],
  ['unseenShare', 'categorical'],
  ['unseenCategories', 'categorical'],
  ['vanishedCategories', 'categorical'],
] as const;

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
const named = (values: readonly string[]): readonly string[] => values.map((value) => shortened(value, 200));

const setMeasurement = (record: RecordDraft, measurement: Measurement): void => {
  const { reference, current } = measurement.sides;
  const currentCount = total(measurement.current);
  const share = (fact: string, count: number, of: number, missing: string): void => {
    if (of > 0) record.set(fact, count / of);
    else record.lack(fact, missing);
  };
  record.set('type', measurement.type);
  record.set('referenceCount', total(measurement.reference));
  record.set('currentCount', currentCount);
  const noRows = (which: string): string => `the ${which} snapshot has no rows`;
  share('referenceNullShare', reference.nulls, reference.rows, noRows('reference'));
  share('currentNullShare', current.nulls, current.rows, noRows('current'));
  share('referenceNanShare', reference.nans, reference.rows, noRows('reference'));
  share('currentNanShare', current.nans, current.rows, noRows('current'));
  share('currentInfinityShare', current.infinities, current.rows, noRows('current'));
  share('referenceMissingShare', reference.nulls + reference.nans, reference.rows, noRows('reference'));
  share('currentMissingShare', current.nulls + current.nans, current.rows, noRows('current'));
  if (reference.rows > 0 && current.rows > 0) {
    const missing = ({ nulls, nans, rows }: SideCounts): number => (nulls + nans) / rows;
    record.set('nullShareChange', Math.abs(current.nulls / current.rows - reference.nulls / reference.rows));
    record.set('missingShareChange', Math.abs(missing(current) - missing(reference)));
  }
  const { stability, outOfRange, unseen, vanished } = measurement;
  if (stability) {
    record.set('psi', stability.psi);
    record.set('noiseFloor', stability.noiseFloor);
    record.set('aboveNoiseFloor', stability.psi > stability.noiseFloor);
    record.set('bins', stability.bins);
  }
  const noValue = measurement.reason ?? 'no current value';
  if (outOfRange !== undefined) share('outOfRangeShare', outOfRange, currentCount, noValue);
  if (unseen) {
    share('unseenShare', unseen.count, currentCount, noValue);
    record.set('unseenCategories', named(unseen.largest));
  }
  if (vanished) record.set('vanishedCategories', named(vanished));
};

/** What came of one feature, for the facts of the run. */
export interface FeatureResult {
  readonly name: string;
  /** Whether it is monitored, as feature or prediction. */
  readonly judged: boolean;
  readonly measured: boolean;
  /** Whether the PSI can move at all: with one bin it cannot. */
  readonly movable: boolean;
  /** Undefined when it could not be measured. */
  readonly psi: number | undefined;
  readonly aboveNoiseFloor: boolean;
  /** Probability of a PSI above the declared limit by chance; undefined without a limit or a PSI. */
  readonly chance: number | undefined;
  /** Whether the claim differs; undefined without a claim, or with one that could not be re-performed. */
  readonly claimDiffers: boolean | undefined;
}

/** The probability that the PSI exceeds the declared limit without any change, by the law of the noise floor. */
const setChance = (record: RecordDraft, { reference, current, stability }: Measurement): number | undefined => {
  const limit = record.get('declaredLimit');
  if (typeof limit !== 'number' || !stability) return undefined;
  const spread = 1 / total(reference) + 1 / total(current);
  const chance = stability.bins > 1 ? chiSquareTail(limit / spread, stability.bins - 1) : 0;
  record.set('chanceAboveDeclaredLimit', chance);
  return chance;
};

/** Writes the facts of one feature. A fact that could not be measured is absent, with the reason. */
export const setFeature = (record: RecordDraft, feature: Feature, found: Found): FeatureResult => {
  const { measured } = found;
  const measurement = 'failure' in measured ? undefined : measured;
  if (measurement) setMeasurement(record, measurement);
  const reason = 'failure' in measured ? measured.failure : (measured.reason ?? 'not measured');
  const chance = measurement && setChance(record, measurement);
  record.lack('chanceAboveDeclaredLimit', record.whyAbsent('declaredLimit') ?? reason);
  for (const fact of measuredFacts) record.lack(fact, reason);
  for (const [fact, type] of typedFacts.filter(([name]) => !record.has(name)))
    record.lack(fact, measurement && measurement.type !== type ? `the feature is ${measurement.type}` : reason);
  setMeasures(record, found, reason);
  const stability = measurement?.stability;
  return {
    name: feature.name,
    judged: feature.monitored && feature.role !== 'outcome',
    measured: stability !== undefined,
    movable: stability !== undefined && stability.bins > 1,
    psi: stability?.psi,
    aboveNoiseFloor: stability !== undefined && stability.psi > stability.noiseFloor,
    chance,
    claimDiffers: setStated(record, feature, found.stated),
  };
};

/** Most bins that a chart shows apart. */
const chartBins = 30;

interface ChartBin {
  readonly label: string;
  readonly reference: number;
  readonly current: number;
}

/** The bins of a chart: all, or those that move the PSI most, in their order, and the others as one. */
const chartOf = (bins: readonly ChartBin[]): readonly ChartBin[] => {
  if (bins.length <= chartBins) return bins;
  const weight = ({ reference, current }: ChartBin): number => contributionOf(reference, current);
  const kept = new Set([...bins].sort((a, b) => weight(b) - weight(a)).slice(0, chartBins - 1));
  const others = bins.filter((bin) => !kept.has(bin));
  const sum = (side: 'reference' | 'current'): number => others.reduce((share, bin) => share + bin[side], 0);
  return [
    ...bins.filter((bin) => kept.has(bin)),
    { label: `${others.length} other bins`, reference: sum('reference'), current: sum('current') },
  ];
};

/** The chart of one feature: the shares of both sides in each bin; undefined when there is no PSI to explain. */
export const exhibitOf = (
  item: string,
  feature: Feature,
  found: Found,
  run: { readonly model: string; readonly windowEnd: string | undefined },
): Exhibit | undefined => {
  const { measured } = found;
  if ('failure' in measured || !measured.stability) return undefined;
  const [reference, current] = [sharesOf(measured.reference), sharesOf(measured.current)];
  if (!reference || !current) return undefined;
  const { psi, noiseFloor } = measured.stability;
  const bins = chartOf(
    measured.labels.map((label, bin) => ({
      label: shortened(plainText(label), 60),
      reference: reference[bin] ?? 0,
      current: current[bin] ?? 0,
    })),
  );
  return {
    id: `distribution/${item}`,
    kind: 'distribution',
    title: `${shortened(plainText(feature.name), 80)}: reference and current distribution`,
    population: 'drift-run#/features',
    item,
    group: run.model,
    subject: shortened(plainText(feature.name), 80),
    fact: 'psi',
    value: psi,
    ...(run.windowEnd === undefined ? {} : { at: run.windowEnd }),
    labels: bins.map(({ label }) => label),
    reference: bins.map((bin) => bin.reference),
    current: bins.map((bin) => bin.current),
    measures: measuresOf(found),
    note:
      `${total(measured.reference)} reference and ${total(measured.current)} current values; ` +
      `without any change the PSI stays below ${noiseFloor.toFixed(4)} in 95 of 100 comparisons`,
  };
};
