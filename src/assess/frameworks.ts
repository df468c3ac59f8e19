import type { ConditionState } from '../checks/check.ts';
import type { Finding, FrameworkSummary, RequirementResult } from '../model/generated/assessment.ts';
import { type Outcome, outcomes, worst } from '../model/outcome.ts';
import type { Catalog, Plan } from '../model/policy.ts';
import { applicationOf, unboundBecause } from './application.ts';

/**
 * What the controls that answer a requirement come to together: the worst. A control whose occasion did not arise says
 * nothing against one that was tested and is satisfied.
 */
const together = (several: readonly Outcome[]): Outcome | undefined =>
  worst(several.includes('satisfied') ? several.filter((outcome) => outcome !== 'not-exercised') : several);

/** What a finding says of one requirement that it answers. */
const outcomeFor = (finding: Finding, answer: string): Outcome =>
  finding.byAnswer?.find((said) => said.answer === answer)?.outcome ?? finding.outcome;

/** Whether an entry of a catalog is a requirement of the framework, and not a test of ours. */
const isCounted = (requirement: Pick<RequirementResult, 'partOf'>): boolean => requirement.partOf === undefined;

/** What the findings say about every requirement of the catalogs, in the order of the catalogs. */
export const requirementResults = (
  { catalogs, related }: Pick<Plan, 'catalogs' | 'related'>,
  findings: readonly Finding[],
  asOf: string,
  condition: (id: string) => ConditionState,
): RequirementResult[] => {
  const answering = new Map<string, Finding[]>();
  for (const finding of findings)
    for (const answer of finding.answers) answering.set(answer, [...(answering.get(answer) ?? []), finding]);
  return catalogs.flatMap((catalog) => {
    const answersOf = (id: string): readonly Finding[] => answering.get(`${catalog.id}#${id}`) ?? [];
    return catalog.requirements.map((requirement): RequirementResult => {
      const { state, date } = applicationOf(requirement, asOf, condition);
      const parts = catalog.requirements.filter(({ partOf }) => partOf === requirement.id);
      const answers = [...new Set([requirement, ...parts].flatMap(({ id }) => answersOf(id)))];
      const outOfScope = unboundBecause(requirement, condition);
      const bearsOn = related.get(`${catalog.id}#${requirement.id}`) ?? [];
      // A control may answer several frameworks: its exception is no breach of a requirement that does not bind.
      const outcome =
        outOfScope === undefined
          ? together(
              [requirement, ...parts].flatMap(({ id }) =>
                answersOf(id).map((finding) => outcomeFor(finding, `${catalog.id}#${id}`)),
              ),
            )
          : 'not-applicable';
      return {
        framework: catalog.id,
        id: requirement.id,
        title: requirement.title,
        citation: requirement.citation,
        ...(requirement.group === undefined ? {} : { group: requirement.group }),
        ...(requirement.partOf === undefined ? {} : { partOf: requirement.partOf }),
        ...(outOfScope === undefined ? {} : { outOfScope }),
        state,
        ...(date === undefined ? {} : { from: date.from }),
        ...(date?.basis === undefined ? {} : { basis: date.basis }),
        ...(date?.confidence === undefined ? {} : { confidence: date.confidence }),
        ...(requirement.penalty === undefined ? {} : { penalty: requirement.penalty }),
        ...(outcome === undefined ? {} : { outcome }),
        controls: answers.map((finding) => finding.control).sort(),
        ...(bearsOn.length === 0 ? {} : { bearsOn: [...bearsOn] }),
        ...(requirement.notTestedHere === undefined || outOfScope !== undefined || answers.length > 0
          ? {}
          : { notTestedHere: requirement.notTestedHere }),
      };
    });
  });
};

const tally = (several: readonly Outcome[]): Record<string, number> =>
  Object.fromEntries(outcomes.map((outcome) => [outcome, several.filter((each) => each === outcome).length]));

/**
 * Numbers of each framework. The denominator of `answered` is every requirement of the catalog, also those that nobody
 * tests here; our own tests of a requirement are not counted. `outcomes` counts answered requirements and those that do
 * not bind, `controls` counts findings, and the two never add up to each other.
 */
export const frameworkSummaries = (
  catalogs: readonly Catalog[],
  findings: readonly Finding[],
  requirements: readonly RequirementResult[],
  condition: (id: string) => ConditionState,
): FrameworkSummary[] =>
  catalogs.map((catalog) => {
    const own = requirements.filter((requirement) => requirement.framework === catalog.id && isCounted(requirement));
    const answered = own.filter((requirement) => requirement.controls.length > 0);
    const answering = findings.filter((finding) =>
      finding.answers.some((answer) => answer.startsWith(`${catalog.id}#`)),
    );
    return {
      id: catalog.id,
      title: catalog.title,
      version: catalog.version,
      notice: catalog.notice,
      requirements: own.length,
      answered: answered.length,
      controls: tally(answering.map((finding) => finding.outcome)),
      outcomes: tally(own.flatMap((requirement) => (requirement.outcome ? [requirement.outcome] : []))),
      upcoming: answered.filter((requirement) => requirement.state === 'upcoming').length,
      transitions: (catalog.transitions ?? [])
        .filter(({ when }) => when === undefined || condition(when).value !== 'false')
        .map(({ from, citation, text, confidence }) => ({ from, citation, text, confidence })),
      penalties: Object.entries(catalog.penalties ?? {}).map(([id, penalty]) => ({ id, ...penalty })),
    };
  });
