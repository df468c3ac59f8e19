import type { Catalog, Requirement } from '../model/policy.ts';
import { suggestion } from './nearest.ts';
import { type PolicyProblem, type PolicySet, type PolicySource, problemAt } from './policy-set.ts';

/** A name that a requirement gives, where it stands, and the tables in which it must be found. */
interface Reference {
  readonly at: string;
  readonly what: string;
  readonly name: string;
  readonly known: readonly string[];
}

const referencesOf = (requirement: Requirement, catalog: Catalog, set: PolicySet): readonly Reference[] => {
  const conditions = [...set.conditions.keys()];
  const tableOf = (table: 'sources' | 'scopes' | 'penalties'): readonly string[] => Object.keys(catalog[table] ?? {});
  const condition = (at: string, name: string | undefined): readonly Reference[] =>
    name === undefined ? [] : [{ at, what: 'condition', name, known: conditions }];
  return [
    ...condition('appliesWhen', requirement.appliesWhen),
    ...(requirement.applies ?? []).flatMap(({ when }, place) => condition(`applies/${place}/when`, when)),
    ...(requirement.source ?? []).map((name, place) => ({
      at: `source/${place}`,
      what: `source in ${catalog.id}`,
      name,
      known: tableOf('sources'),
    })),
    ...(requirement.appliesTo ?? []).map((name, place) => ({
      at: `appliesTo/${place}`,
      what: `scope in ${catalog.id}`,
      name,
      known: tableOf('scopes'),
    })),
    ...(requirement.penalty === undefined
      ? []
      : [
          {
            at: 'penalty',
            what: `penalty in ${catalog.id}`,
            name: requirement.penalty,
            known: tableOf('penalties'),
          },
        ]),
  ];
};

/** Requirements that are there twice, transitions of no date, and names of conditions, sources, scopes and penalties that nothing defines. */
export const catalogProblems = (source: PolicySource<Catalog>, set: PolicySet): readonly PolicyProblem[] => {
  const { requirements, transitions = [] } = source.value;
  const ids = requirements.map(({ id }) => id);
  const dates = requirements.flatMap(({ applies = [] }) => applies.map(({ from }) => from));
  const moved = transitions.flatMap(({ from, when }, index) => [
    ...(dates.includes(from)
      ? []
      : [problemAt(source, `/transitions/${index}/from`, `no requirement of ${source.value.id} applies from ${from}`)]),
    ...(when === undefined || set.conditions.has(when)
      ? []
      : [
          problemAt(
            source,
            `/transitions/${index}/when`,
            `there is no condition "${when}"${suggestion(when, set.conditions.keys())}`,
          ),
        ]),
  ]);
  const found = requirements.flatMap((requirement, index) => [
    ...(ids.indexOf(requirement.id) === index
      ? []
      : [problemAt(source, `/requirements/${index}/id`, `the requirement "${requirement.id}" is there twice`)]),
    ...referencesOf(requirement, source.value, set)
      .filter(({ name, known }) => !known.includes(name))
      .map(({ at, what, name, known }) =>
        problemAt(source, `/requirements/${index}/${at}`, `there is no ${what} "${name}"${suggestion(name, known)}`),
      ),
  ]);
  return [...moved, ...found];
};

/** What a catalog defines and no requirement of it names. */
export const unusedNames = (source: PolicySource<Catalog>): readonly PolicyProblem[] => {
  const { requirements } = source.value;
  const used = {
    sources: requirements.flatMap((requirement) => requirement.source ?? []),
    scopes: requirements.flatMap((requirement) => requirement.appliesTo ?? []),
    penalties: requirements.flatMap((requirement) => requirement.penalty ?? []),
  };
  return (['sources', 'scopes', 'penalties'] as const).flatMap((table) =>
    Object.keys(source.value[table] ?? {})
      .filter((name) => !used[table].includes(name))
      .map((name) => problemAt(source, `/${table}/${name}`, `no requirement names "${name}" of the ${table}`)),
  );
};

/** Dates of application that do not say what they rest on. */
export const datesWithoutBasis = (source: PolicySource<Catalog>): readonly PolicyProblem[] =>
  source.value.requirements.flatMap((requirement, index) =>
    (requirement.applies ?? []).flatMap(({ from, basis, confidence }, place) =>
      basis === undefined || confidence === undefined
        ? [
            problemAt(
              source,
              `/requirements/${index}/applies/${place}`,
              `${source.value.id}#${requirement.id} applies from ${from}; say on which basis and with which confidence`,
            ),
          ]
        : [],
    ),
  );
