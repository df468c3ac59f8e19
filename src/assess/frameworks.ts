import type { ConditionState } from '../checks/check.ts';
import type { Finding, FrameworkSummary, RequirementResult } from '../model/generated/assessment.ts';
import { type Outcome, outcomes, worst } from '../model/outcome.ts';
import type { Catalog } from '../model/policy.ts';
import { applicationOf, binds } from './application.ts';

/** What the findings say about every requirement of the catalogs, in the order of the catalogs. */
export const requirementResults = (
  catalogs: readonly Catalog[],
  findings: readonly Finding[],
  asOf: string,
  condition: (id: string) => ConditionState,
): RequirementResult[] => {
  const answering = new Map<string, Finding[]>();
  for (const finding of findings)
    for (const answer of finding.answers) answering.set(answer, [...(answering.get(answer) ?? []), finding]);
  return catalogs.flatMap((catalog) =>
    catalog.requirements.map((requirement): RequirementResult => {
      const { state, date } = applicationOf(requirement, asOf, condition);
      const answers = answering.get(`${catalog.id}#${requirement.id}`) ?? [];
      // A control may answer several frameworks: its exception is no breach of a requirement that does not bind.
      const outcome =
        answers.length > 0 && !binds(requirement, condition)
          ? 'not-applicable'
          : worst(answers.map((finding) => finding.outcome));
      return {
        framework: catalog.id,
        id: requirement.id,
        title: requirement.title,
        citation: requirement.citation,
        ...(requirement.group === undefined ? {} : { group: requirement.group }),
        state,
        ...(date === undefined ? {} : { from: date.from }),
        ...(date?.basis === undefined ? {} : { basis: date.basis }),
        ...(date?.confidence === undefined ? {} : { confidence: date.confidence }),
        ...(requirement.penalty === undefined ? {} : { penalty: requirement.penalty }),
        ...(outcome === undefined ? {} : { outcome }),
        controls: answers.map((finding) => finding.control).sort(),
        ...(requirement.notTestedHere === undefined ? {} : { notTestedHere: requirement.notTestedHere }),
      };
    }),
  );
};

const tally = (several: readonly Outcome[]): Record<string, number> =>
  Object.fromEntries(outcomes.map((outcome) => [outcome, several.filter((each) => each === outcome).length]));

/**
 * Numbers of each framework. The denominator of `answered` is every requirement of the catalog, also those that nobody
 * tests here; `outcomes` counts answered requirements and `controls` counts findings, and the two never add up to each
 * other.
 */
export const frameworkSummaries = (
  catalogs: readonly Catalog[],
  findings: readonly Finding[],
  requirements: readonly RequirementResult[],
): FrameworkSummary[] =>
  catalogs.map((catalog) => {
    const own = requirements.filter((requirement) => requirement.framework === catalog.id);
    const answered = own.filter((requirement) => requirement.outcome !== undefined);
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
      outcomes: tally(answered.flatMap((requirement) => (requirement.outcome ? [requirement.outcome] : []))),
      upcoming: answered.filter((requirement) => requirement.state === 'upcoming').length,
    };
  });
