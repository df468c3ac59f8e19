import type { DriftRunFacts } from '../model/generated/facts/drift-run.ts';
import type { Outcome } from '../model/outcome.ts';

export type DriftFeature = DriftRunFacts['features'][number];

/** What can be said of one score against the limit it is held to; without a limit, against its noise. */
export type DriftStanding = 'above' | 'within' | 'too-few' | 'not-measured' | 'moved' | 'still' | 'not-held';

/** How each standing reads, and the icon and tone that say it. */
export const driftStandings = {
  above: { label: 'above limit', icon: 'not-satisfied' },
  'too-few': { label: 'too few rows', icon: 'undetermined' },
  'not-measured': { label: 'not measured', icon: 'undetermined' },
  within: { label: 'within limit', icon: 'satisfied' },
  moved: { label: 'beyond noise', icon: 'unattested' },
  still: { label: 'within noise', icon: 'not-exercised' },
  'not-held': { label: 'not monitored', icon: 'not-applicable' },
} as const satisfies Record<DriftStanding, { readonly label: string; readonly icon: Outcome }>;

/** The limit of a feature: the stricter of the one that was asked and the one that its card declares. */
export const limitOf = ({ declaredLimit }: DriftFeature, asked: number | undefined): number | undefined => {
  const limits = [asked, declaredLimit].filter((limit) => limit !== undefined);
  return limits.length === 0 ? undefined : Math.min(...limits);
};

/**
 * Where a feature stands. A score at the limit is above it, as in the policies. A sample whose noise alone can reach the
 * limit shows nothing by staying below it.
 */
export const driftStandingOf = (feature: DriftFeature, asked: number | undefined): DriftStanding => {
  const { psi, noiseFloor = 0, monitored } = feature;
  if (monitored === false) return 'not-held';
  if (psi === undefined) return 'not-measured';
  const limit = limitOf(feature, asked);
  if (limit === undefined) return psi > noiseFloor ? 'moved' : 'still';
  if (psi >= limit) return 'above';
  return noiseFloor >= limit ? 'too-few' : 'within';
};

/** Features in the order in which a reader wants them: the largest score first, those without one last, then by name. */
export const byScore = (features: readonly DriftFeature[]): readonly DriftFeature[] =>
  features.toSorted((a, b) => (b.psi ?? -1) - (a.psi ?? -1) || ((a.feature ?? a.id) < (b.feature ?? b.id) ? -1 : 1));

/** Why a feature has no score, in the words of the sheet. */
export const absenceOf = (
  facts: DriftRunFacts,
  absent: Readonly<Record<string, string>>,
  feature: DriftFeature,
): string => absent[`/features/${facts.features.indexOf(feature)}/psi`] ?? 'no reason is known';
