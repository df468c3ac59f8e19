import type { Catalog, Mapping } from '../model/policy.ts';
import { suggestion } from './nearest.ts';
import { type PolicyProblem, type PolicySet, type PolicySource, problemAt } from './policy-set.ts';

const sideProblems = (
  source: PolicySource<Mapping>,
  side: 'from' | 'to',
  catalog: Catalog | undefined,
  set: PolicySet,
): readonly PolicyProblem[] => {
  const { value } = source;
  if (catalog === undefined)
    return [
      problemAt(
        source,
        `/${side}`,
        `there is no catalog "${value[side]}"${suggestion(value[side], set.catalogs.keys())}`,
      ),
    ];
  const known = catalog.requirements.map(({ id }) => id);
  return value.maps.flatMap((entry, index) =>
    entry[side].flatMap((id, place) =>
      known.includes(id)
        ? []
        : [
            problemAt(
              source,
              `/maps/${index}/${side}/${place}`,
              `there is no requirement "${id}" in ${catalog.id}${suggestion(id, known)}`,
            ),
          ],
    ),
  );
};

/** Relations that are stated twice, which would leave open which of the two holds. */
const repetitions = (source: PolicySource<Mapping>): readonly PolicyProblem[] => {
  const seen = new Set<string>();
  return source.value.maps.flatMap((entry, index) =>
    entry.from.flatMap((left) =>
      entry.to.flatMap((right) => {
        const pair = `${left} to ${right}`;
        if (!seen.has(pair)) {
          seen.add(pair);
          return [];
        }
        return [problemAt(source, `/maps/${index}`, `${pair} is related already, further up`)];
      }),
    ),
  );
};

/** A mapping from or to nothing, of a framework to itself, or one that says the same pair twice. */
export const mappingProblems = (source: PolicySource<Mapping>, set: PolicySet): readonly PolicyProblem[] => {
  const { from, to } = source.value;
  return [
    ...sideProblems(source, 'from', set.catalogs.get(from)?.value, set),
    ...sideProblems(source, 'to', set.catalogs.get(to)?.value, set),
    ...(from === to ? [problemAt(source, '/to', `saw "${to}" on both sides, expected two catalogs`)] : []),
    ...repetitions(source),
  ];
};
