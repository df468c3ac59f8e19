import type { RecordDraft, SheetDraft } from '../sheet-draft.ts';
import type { FeatureResult } from './feature-facts.ts';
import type { LargestChange } from './outcome-facts.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const setChances = (results: readonly FeatureResult[], draft: SheetDraft): void => {
  const measured = results.filter((result) => result.measured);
  const movable = measured.filter((result) => result.movable);
  if (measured.length > 0) {
    const above = measured.filter(({ aboveNoiseFloor }) => aboveNoiseFloor).length;
    draft.set('expectedByChance', 0.05 * movable.length);
    draft.set('aboveNoiseFloorCount', above);
    if (movable.length > 0) draft.set('aboveNoiseFloorShare', above / movable.length);
  }
  for (const fact of ['expectedByChance', 'aboveNoiseFloorCount', 'aboveNoiseFloorShare'])
    draft.lack(fact, measured.length > 0 ? 'no feature has more than one bin' : 'no feature could be measured');
  const chances = measured.flatMap(({ chance }) => chance ?? []);
  if (chances.length > 0) draft.set('expectedAboveDeclaredLimit', sum(chances));
  else
    draft.lack(
      'expectedAboveDeclaredLimit',
      measured.length > 0 ? 'the model card declares no limit' : 'no feature could be measured',
    );
};

/** Writes what the features of a run come to together. */
export const setTotals = (results: readonly FeatureResult[], claims: number, draft: SheetDraft): void => {
  draft.set('featureCount', results.filter((result) => result.measured).length);
  draft.set('claimCount', claims);
  const reperformed = results.filter((result) => result.claimDiffers !== undefined).length;
  const different = results.filter((result) => result.claimDiffers === true).length;
  // A claim that nobody could re-perform is no claim that holds.
  if (different > 0 || reperformed === claims) draft.set('claimsDifferent', different);
  else draft.lack('claimsDifferent', `${claims - reperformed} of ${claims} claims could not be re-performed`);
  setChances(results, draft);
  const [largest] = results
    .filter(({ judged, psi }) => judged && psi !== undefined)
    .sort((a, b) => (b.psi as number) - (a.psi as number));
  if (largest) {
    draft.set('largestPsi', largest.psi as number);
    draft.set('largestPsiFeature', largest.name);
  }
  for (const fact of ['largestPsi', 'largestPsiFeature']) draft.lack(fact, 'no monitored feature has a PSI');
};

/** Writes the largest PSI of the run beside an outcome metric, so that both can be seen to move together. */
export const setLargestPsi = (record: RecordDraft, draft: SheetDraft): void => {
  for (const fact of ['largestPsi', 'largestPsiFeature']) {
    const value = draft.get(fact);
    if (typeof value === 'number' || typeof value === 'string') record.set(fact, value);
    else record.lack(fact, draft.whyAbsent(fact) ?? 'no monitored feature has a PSI');
  }
};

/** Writes the outcome metric that moved most. */
export const setLargestChange = (largest: LargestChange | undefined, draft: SheetDraft): void => {
  if (largest) {
    draft.set('largestOutcomeChange', largest.change);
    draft.set('largestOutcomeMetric', largest.metric);
  }
  for (const fact of ['largestOutcomeChange', 'largestOutcomeMetric'])
    draft.lack(fact, draft.whyAbsent('outcomes') ?? 'no outcome metric has both values, the reference not 0');
};
