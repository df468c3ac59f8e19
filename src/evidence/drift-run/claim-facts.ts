import type { RecordDraft } from '../sheet-draft.ts';
import type { Feature } from './features.ts';
import { methodNames } from './methods/registry.ts';
import type { StatedScore } from './stated-score.ts';

/** Largest difference between a claimed PSI and ours that is no difference. */
const tolerance = 0.001;

const statedFacts = ['statedPsi', 'statedBins', 'statedEdges'] as const;

const obstacleOf = ({ statedName, stated }: Feature, score: StatedScore | undefined): string | undefined => {
  if (statedName === undefined) return 'the run file names no method for its claims, so they cannot be re-performed';
  if (!stated) return `the claimed method ${statedName} is not one that we re-perform (${methodNames.join(', ')})`;
  if (score?.psi === undefined) return score?.reason ?? 'our own result is absent';
  return undefined;
};

/**
 * Writes what the method that the run states gives, and holds a claim against it. Returns whether the claim differs; undefined without a
 * claim, or with one that could not be re-performed.
 */
export const setStated = (
  record: RecordDraft,
  feature: Feature,
  score: StatedScore | undefined,
): boolean | undefined => {
  const { statedName, claimed } = feature;
  const obstacle = obstacleOf(feature, score);
  if (statedName !== undefined) {
    record.set('statedMethod', statedName);
    if (score?.psi !== undefined && score.bins !== undefined) {
      record.set('statedPsi', score.psi);
      record.set('statedBins', score.bins);
      if (score.edges) record.set('statedEdges', score.edges);
      else record.lack('statedEdges', 'the stated method takes the values of this column as they are');
    }
    for (const fact of statedFacts) record.lack(fact, record.whyAbsent(fact) ?? obstacle ?? 'not measured');
  }
  if (claimed === undefined) return undefined;
  record.set('claimedPsi', claimed);
  if (obstacle !== undefined || score?.psi === undefined) {
    for (const fact of ['claimDifference', 'claimVerified']) record.lack(fact, obstacle ?? 'our own result is absent');
    return undefined;
  }
  const difference = Math.abs(claimed - score.psi);
  record.set('claimDifference', difference);
  record.set('claimVerified', difference <= tolerance);
  return difference > tolerance;
};
