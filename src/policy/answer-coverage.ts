import type { Catalog, Control, Requirement } from '../model/policy.ts';

/** Who can decide a requirement. */
export type Decider = NonNullable<Requirement['decides']>;

/** How many requirements a control answers, and how many nobody tests here. */
export interface Answered {
  readonly answered: number;
  readonly untested: number;
}

/** What a catalog comes to: by its headings, by who decides, and what nobody tests here with its reason. */
export interface CatalogCoverage {
  readonly catalog: Catalog;
  readonly groups: readonly { readonly heading: string; readonly by: Readonly<Record<Decider, Answered>> }[];
  readonly total: Readonly<Record<Decider, Answered>>;
  readonly untested: readonly Requirement[];
  /** Controls that answer a requirement of the catalog, or a test of one. */
  readonly controls: number;
}

const tally = (
  requirements: readonly Requirement[],
  isAnswered: (requirement: Requirement) => boolean,
): Readonly<Record<Decider, Answered>> => {
  const of = (decider: Decider): Answered => {
    const own = requirements.filter(({ decides }) => decides === decider);
    const answered = own.filter(isAnswered).length;
    return { answered, untested: own.length - answered };
  };
  return { machine: of('machine'), partly: of('partly'), person: of('person') };
};

/**
 * What the controls answer of a catalog. Our own tests of a requirement are not counted; a control that answers one
 * answers the requirement. Whether a requirement is answered says nothing of how much of it the control tests.
 */
export const catalogCoverage = (catalog: Catalog, controls: readonly Control[]): CatalogCoverage => {
  const answers = new Set(controls.flatMap((control) => control.answers));
  const counted = catalog.requirements.filter(({ partOf }) => partOf === undefined);
  const isAnswered = (requirement: Requirement): boolean =>
    catalog.requirements.some(
      ({ id, partOf }) => (id === requirement.id || partOf === requirement.id) && answers.has(`${catalog.id}#${id}`),
    );
  const headings = [...new Set(counted.map(({ group }) => group ?? ''))];
  return {
    catalog,
    groups: headings.map((heading) => ({
      heading,
      by: tally(
        counted.filter(({ group }) => (group ?? '') === heading),
        isAnswered,
      ),
    })),
    total: tally(counted, isAnswered),
    untested: counted.filter((requirement) => !isAnswered(requirement)),
    controls: controls.filter((control) => control.answers.some((answer) => answer.startsWith(`${catalog.id}#`)))
      .length,
  };
};
