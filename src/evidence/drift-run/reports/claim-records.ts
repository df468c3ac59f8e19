import type { DriftRunFile } from '../../../model/generated/drift-run.ts';
import type { AuditClock } from '../../../model/policy.ts';
import { factText } from '../../fact-values.ts';
import { setInPeriod } from '../../period.ts';
import type { SheetDraft } from '../../sheet-draft.ts';
import type { Found } from '../measure.ts';
import { methodNames, methodOf } from '../methods/registry.ts';
import type { StatedScore } from '../stated-score.ts';
import type { ReportClaim } from './read-reports.ts';

/** Largest difference between a claimed score of which we compute the very number and ours that is no difference. */
const tolerance = 0.001;

interface Verdict {
  readonly difference?: number;
  readonly verified?: boolean;
  readonly reason: string;
}

type FeatureFacts = Readonly<Record<string, unknown>>;

const amount = (facts: FeatureFacts | undefined, fact: string): number | undefined => {
  const value = facts?.[fact];
  return typeof value === 'number' ? value : undefined;
};

/** What our own measurement says of a claim. A score of another meaning than ours is never held against ours. */
const verdictOf = (
  claim: ReportClaim,
  ours: FeatureFacts | undefined,
  again: StatedScore | undefined,
  unmeasured: string,
): Verdict => {
  const { score, meaning, named, approximate, method } = claim;
  if (score === undefined) return { reason: 'the report holds no number' };
  if (approximate)
    return { reason: `${claim.claimant} estimates its scores from sketches; they cannot be re-performed` };
  if (meaning === 'psi') {
    if (method === undefined) return { reason: `how ${claim.claimant} computes its PSI is not known` };
    if (methodOf(method) === undefined)
      return { reason: `the method ${method} is not one that we re-perform (${methodNames.join(', ')})` };
    if (again?.psi === undefined) return { reason: again?.reason ?? unmeasured };
    const difference = Math.abs(again.psi - score);
    return { difference, verified: difference <= tolerance, reason: '' };
  }
  const own = claim.ours === undefined ? undefined : amount(ours, claim.ours);
  if (own !== undefined) {
    const difference = Math.abs(own - score);
    return { difference, verified: difference <= tolerance, reason: '' };
  }
  const what =
    meaning === 'p-value'
      ? 'a p-value, not a PSI'
      : meaning === 'distance'
        ? 'a distance, not a PSI'
        : 'of a kind that is not known';
  return { reason: `the score (${named ?? 'no method named'}) is ${what}, and we do not re-perform it` };
};

/** Writes every claim of the reports beside what we found, by our method and by the claimant's, verified or not. */
export const setReportClaims = (
  claims: readonly ReportClaim[],
  run: DriftRunFile,
  measured: ReadonlyMap<string, Found>,
  draft: SheetDraft,
  clock: AuditClock,
): void => {
  const features = (draft.get('features') ?? []) as readonly FeatureFacts[];
  const sheet = draft.finish('').absent;
  for (const claim of claims) {
    const index = features.findIndex(({ feature }) => feature === claim.feature);
    const ours = features[index];
    const name = factText(claim.feature);
    const record = draft.add(
      'claims',
      `${factText(run.id)}/${name}/${factText(claim.named ?? 'unnamed')}`,
      claim.source,
    );
    for (const [fact, value] of [
      ['run', factText(run.id)],
      ['model', factText(run.model)],
      ['windowEnd', run.window.end],
      ['claimant', claim.claimant],
      ['report', claim.report],
      ['feature', name],
      ['meaning', claim.meaning],
      ['approximate', claim.approximate],
    ] as const)
      record.set(fact, value);
    setInPeriod(record, ['windowEnd'], clock);
    const put = (fact: string, value: string | number | boolean | undefined, reason: string): void => {
      if (value === undefined) record.lack(fact, reason);
      else record.set(fact, typeof value === 'string' ? factText(value) : value);
    };
    put('named', claim.named, 'the report names no method');
    put('method', claim.method, 'the score is no PSI that we re-perform');
    put('score', claim.score, 'the report holds no number');
    put('threshold', claim.threshold, 'the report states no limit');
    put('drifted', claim.drifted, 'the report states no verdict');
    const unmeasured = ours ? 'our own result is absent' : 'neither snapshot has the column';
    put('psi', amount(ours, 'psi'), sheet[`/features/${index}/psi`] ?? unmeasured);
    const again = measured.get(claim.feature)?.reported.find(({ method }) => method.name === claim.method);
    const { difference, verified, reason } = verdictOf(claim, ours, again, unmeasured);
    put('reperformedPsi', again?.psi, reason === '' ? 'the score is no PSI' : reason);
    put('difference', difference, reason);
    put('verified', verified, reason);
  }
  // Without reports there is nothing that anybody claims. A report that could not be read may claim anything.
  if ((run.reports ?? []).length > 0) draft.lack('claims', 'no score could be read in the reports that the run names');
};
