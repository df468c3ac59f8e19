import { editDistance } from '../../../base/edit-distance.ts';
import { declaredEdges } from './declared-edges.ts';
import { deepchecks } from './deepchecks.ts';
import { equalWidth } from './equal-width.ts';
import { evidentlyBefore21, evidentlySince21 } from './evidently.ts';
import { featureEngine } from './feature-engine.ts';
import type { DriftMethod } from './method.ts';
import { refQuantile } from './ref-quantile.ts';
import { scorecardpy } from './scorecardpy.ts';

/** The method by which controls are judged, whatever the run states. */
export const judgedMethod = refQuantile(10);

const fixed = [declaredEdges, evidentlyBefore21, evidentlySince21, featureEngine, scorecardpy, deepchecks] as const;

/** Fewest and most bins of a method whose name says how many. */
const partsAllowed = [2, 100] as const;

const counted = [
  [/^psi\/ref-quantile-([1-9]\d{0,2})@1$/, refQuantile],
  [/^psi\/equal-width-([1-9]\d{0,2})@1$/, equalWidth],
] as const;

/** The methods by their names; of those whose number of bins is in their name, the one of 10 stands for all of 2 to 100. */
export const methodNames: readonly string[] = [
  judgedMethod.name,
  equalWidth(10).name,
  ...fixed.map(({ name }) => name),
].sort();

/** The method of a name; undefined for one that we do not re-perform. */
export const methodOf = (name: string): DriftMethod | undefined => {
  for (const [pattern, make] of counted) {
    const parts = Number(pattern.exec(name)?.[1]);
    if (parts >= partsAllowed[0] && parts <= partsAllowed[1]) return make(parts);
  }
  return fixed.find((method) => method.name === name);
};

/** The method whose name is nearest to one that we do not know, when it is so near that it may be meant. */
export const nearestMethod = (name: string): string | undefined => {
  const short = name.slice(0, 80);
  const [nearest] = methodNames
    .map((known) => ({ known, distance: editDistance(short, known) }))
    .sort((a, b) => a.distance - b.distance);
  return nearest && nearest.distance <= Math.max(3, nearest.known.length / 3) ? nearest.known : undefined;
};
