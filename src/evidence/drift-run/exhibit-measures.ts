import type { Exhibit } from '../../model/facts.ts';
import { binMeasures, kolmogorovSmirnovNoiseFloor, largestGapAtEdges } from './distances.ts';
import type { Found } from './measure.ts';
import type { SideCounts } from './measurement.ts';
import { judgedMethod } from './methods/registry.ts';

type Measures = NonNullable<Exhibit['measures']>;

/** Edges that are written out; of more, the first and the last say where they lie. */
const edgesShown = 12;

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
const three = (value: number): string => value.toFixed(3);
const short = (value: number): string => String(Number(value.toPrecision(6)));
const percent = (share: number): string => `${(100 * share).toFixed(share > 0 && share < 0.01 ? 2 : 1)} %`;

const missing = ({ rows, nulls, nans }: SideCounts): string =>
  rows === 0 ? 'no rows' : percent((nulls + nans) / rows);

const edgesText = (edges: readonly number[]): string =>
  edges.length <= edgesShown
    ? edges.map(short).join(', ')
    : `${edges.length} from ${short(edges[0] as number)} to ${short(edges.at(-1) as number)}`;

const distances = ({ distance }: Found, reference: readonly number[], current: readonly number[]): Measures => {
  const floor = `without change below ${three(kolmogorovSmirnovNoiseFloor(total(reference), total(current)))}`;
  if (!distance || 'reason' in distance)
    return [
      { name: 'Kolmogorov-Smirnov', value: `at least ${three(largestGapAtEdges(reference, current) ?? 0)}; ${floor}` },
    ];
  const { kolmogorovSmirnov, wasserstein, spread } = distance;
  const normed = (wasserstein ?? Number.NaN) / (spread?.standardDeviation ?? Number.NaN);
  return [
    ...(kolmogorovSmirnov === undefined
      ? []
      : [{ name: 'Kolmogorov-Smirnov', value: `${three(kolmogorovSmirnov)}; ${floor}` }]),
    ...(Number.isFinite(normed) ? [{ name: 'Wasserstein', value: `${three(normed)} standard deviations` }] : []),
  ];
};

/** What a chart of a feature tells beside its PSI: how it was binned, and the other measures. The note tells the noise floor. */
export const measuresOf = (found: Found): Measures => {
  const { measured, stated } = found;
  if ('failure' in measured || !measured.stability) return [];
  const { reference, current, edges, sides, stability, outOfRange, unseen } = measured;
  const measures = binMeasures(reference, current);
  return [
    { name: 'Method', value: `${judgedMethod.name}, ${stability.bins} bins` },
    ...(edges && edges.length > 0 ? [{ name: 'Edges', value: edgesText(edges) }] : []),
    ...(measures ? [{ name: 'Jensen-Shannon distance', value: three(measures.jensenShannonDistance) }] : []),
    ...(edges ? distances(found, reference, current) : []),
    { name: 'Missing values', value: `${missing(sides.reference)} before, ${missing(sides.current)} now` },
    ...(outOfRange === undefined
      ? []
      : [{ name: 'Outside the reference range', value: percent(outOfRange / total(current)) }]),
    ...(unseen ? [{ name: 'In unseen categories', value: percent(unseen.count / total(current)) }] : []),
    ...(stated?.psi === undefined || stated.method.name === judgedMethod.name
      ? []
      : [{ name: `By ${stated.method.name}`, value: three(stated.psi) }]),
  ];
};
