import type { Assessment, Finding, RequirementResult } from '../model/generated/assessment.ts';
import { longDate, stateWords } from './words.ts';

export interface Answered {
  readonly citation: string;
  readonly title: string;
  readonly applies: string;
}

/** A citation as people write it: a test of ours within a criterion stands in brackets, so that no list takes it for a criterion. */
export const citationText = (citation: string): string => citation.replace(/, (our test \d+)$/, ' ($1)');

/** From when a requirement applies. Empty for one without a date, such as a criterion that a report names for a period. */
const appliesText = (requirement: RequirementResult): string =>
  requirement.from === undefined
    ? requirement.state === 'always'
      ? ''
      : stateWords[requirement.state]
    : `${requirement.state === 'upcoming' ? 'Applies from' : 'In application since'} ${longDate(requirement.from)}`;

/** The requirements of an assessment by `catalog#requirement`. */
export const requirementsById = (assessment: Assessment): ReadonlyMap<string, RequirementResult> =>
  new Map(assessment.requirements.map((each) => [`${each.framework}#${each.id}`, each]));

/**
 * The provisions that a finding answers, and apart from them those that do not bind this system: a control that answers
 * two frameworks applies for the sake of one, and its exception is no breach of the other.
 */
export const answersOf = (
  finding: Finding,
  requirements: ReadonlyMap<string, RequirementResult>,
): { readonly binding: readonly Answered[]; readonly unbound: readonly Answered[] } => {
  const isUnbound = (id: string): boolean =>
    finding.outcome !== 'not-applicable' && requirements.get(id)?.outcome === 'not-applicable';
  const answered = (id: string): Answered => {
    const requirement = requirements.get(id);
    return requirement === undefined
      ? { citation: id, title: 'Not in a catalog of this audit', applies: '' }
      : { citation: citationText(requirement.citation), title: requirement.title, applies: appliesText(requirement) };
  };
  return {
    binding: finding.answers.filter((id) => !isUnbound(id)).map(answered),
    unbound: finding.answers.filter(isUnbound).map(answered),
  };
};

/** What stands before the number of a criterion: `TSP section 100, ` of `TSP section 100, CC6.1`; empty for an article. */
export const citationHead = (citation: string): string => /^.*\D\s\d+, (?=[A-Z]+\d)/.exec(citation)?.[0] ?? '';

/** The part that citations share, said once: `TSP section 100, CC6.1, CC8.1 (our test 3)`. A test of ours names its criterion already. */
export const citationsText = (all: readonly string[]): string => {
  const citations = all.filter((citation) => !all.some((other) => other.startsWith(`${citation} (our test `)));
  const heads = citations.map(citationHead);
  return citations
    .map((citation, index) =>
      index > 0 && heads[index] !== '' && heads[index] === heads[index - 1]
        ? `, ${citation.slice(heads[index]?.length ?? 0)}`
        : `${index === 0 ? '' : '; '}${citation}`,
    )
    .join('');
};

/** Citations of one date together: paper has no room for every title, which the table of requirements gives. */
export const byDate = (answered: readonly Answered[]) =>
  [...new Set(answered.map((each) => each.applies))].map((applies) => ({
    applies,
    citations: citationsText(answered.filter((each) => each.applies === applies).map((each) => each.citation)),
  }));
