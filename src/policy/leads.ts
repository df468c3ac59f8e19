import type { Mapping } from '../model/policy.ts';
import {
  byCloseness,
  type Confidence,
  composed,
  inverseOf,
  leastConfidence,
  type Relation,
} from '../model/relationship.ts';

/** One step from a requirement to another, as `catalog#requirement`, by a mapping read forwards or backwards. */
export interface Hop {
  readonly from: string;
  readonly to: string;
  readonly relation: Relation;
  readonly confidence: Confidence;
  readonly because: string;
  readonly mapping: string;
}

/** Where a requirement leads: the closest way there, what follows over all its hops, and its weakest link. */
export interface Lead {
  readonly to: string;
  readonly path: readonly Hop[];
  readonly relation: Relation;
  readonly confidence: Confidence;
  /** The hop at which the most was lost: the first after which no closer relation could follow. */
  readonly weakest: Hop;
}

const frameworkOf = (requirement: string): string => requirement.split('#')[0] ?? '';

/** Every hop of the mappings, by the requirement from which it leads; each relation can be walked both ways. */
const hopsOf = (mappings: readonly Mapping[]): ReadonlyMap<string, readonly Hop[]> => {
  const hops = new Map<string, Hop[]>();
  const add = (hop: Hop): void => void hops.set(hop.from, [...(hops.get(hop.from) ?? []), hop]);
  for (const { id, from, to, maps } of mappings)
    for (const entry of maps)
      for (const left of entry.from)
        for (const right of entry.to) {
          const [here, there] = [`${from}#${left}`, `${to}#${right}`];
          const shared = { confidence: entry.confidence, because: entry.because, mapping: id };
          add({ from: here, to: there, relation: entry.relationship, ...shared });
          add({ from: there, to: here, relation: inverseOf(entry.relationship), ...shared });
        }
  return hops;
};

/** The requirements that share something with each requirement, by one hop of a mapping; both as `catalog#requirement`. */
export const directlyRelated = (mappings: readonly Mapping[]): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [...hopsOf(mappings)].map(([from, hops]) => [
      from,
      hops.filter(({ relation }) => relation !== 'no-relationship').map(({ to }) => to),
    ]),
  );

const relationOf = (path: readonly Hop[]): Relation =>
  path.reduce<Relation>((so, { relation }) => composed(so, relation), 'equal-to');

const weakestOf = (path: readonly Hop[], last: Hop): Hop => {
  const losses = path.map((hop, index) => ({
    hop,
    before: relationOf(path.slice(0, index)),
    after: relationOf(path.slice(0, index + 1)),
  }));
  const lost = losses.filter(({ before, after }) => byCloseness(before, after) < 0).at(-1);
  return lost?.hop ?? last;
};

const leadOf = (path: readonly Hop[], last: Hop): Lead => ({
  to: last.to,
  path,
  relation: relationOf(path),
  confidence: leastConfidence(path.map(({ confidence }) => confidence)),
  weakest: weakestOf(path, last),
});

const confidenceRank = { high: 0, medium: 1, low: 2 } as const satisfies Record<Confidence, number>;

const better = (left: Lead, right: Lead): boolean =>
  (byCloseness(left.relation, right.relation) ||
    confidenceRank[left.confidence] - confidenceRank[right.confidence] ||
    left.path.length - right.path.length) < 0;

/**
 * Where a requirement leads, over at most one hop for each further framework: a path that came back to a framework
 * would compare a framework with itself. Of several ways to one requirement the closest is kept. Pure; sorted by
 * framework, then by closeness, then by the order of the mappings.
 */
export const leadsFrom = (mappings: readonly Mapping[], start: string): readonly Lead[] => {
  const hops = hopsOf(mappings);
  const best = new Map<string, Lead>();
  const walk = (at: string, path: readonly Hop[], visited: readonly string[]): void => {
    for (const hop of hops.get(at) ?? []) {
      if (visited.includes(frameworkOf(hop.to))) continue;
      const lead = leadOf([...path, hop], hop);
      const known = best.get(hop.to);
      if (known === undefined || better(lead, known)) best.set(hop.to, lead);
      walk(hop.to, lead.path, [...visited, frameworkOf(hop.to)]);
    }
  };
  walk(start, [], [frameworkOf(start)]);
  const frameworks = [...new Set([...best.keys()].map(frameworkOf))];
  return [...best.values()].sort(
    (left, right) =>
      frameworks.indexOf(frameworkOf(left.to)) - frameworks.indexOf(frameworkOf(right.to)) ||
      byCloseness(left.relation, right.relation) ||
      left.path.length - right.path.length,
  );
};
