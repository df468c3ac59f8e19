import type { Assessment, Finding, RequirementResult } from '../model/generated/assessment.ts';
import { longDate, stateWords } from './words.ts';

export interface Answered {
  readonly citation: string;
  readonly title: string;
  readonly applies: string;
}

const appliesText = (requirement: RequirementResult): string =>
  requirement.from === undefined
    ? stateWords[requirement.state]
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
      : { citation: requirement.citation, title: requirement.title, applies: appliesText(requirement) };
  };
  return {
    binding: finding.answers.filter((id) => !isUnbound(id)).map(answered),
    unbound: finding.answers.filter(isUnbound).map(answered),
  };
};

/** The part that citations share, said once: `TSP section 100, CC6.1, CC6.3`. */
export const citationsText = (citations: readonly string[]): string => {
  const heads = citations.map((citation) => /^(.*\D\s\d+, )(?=[A-Z]+\d)/.exec(citation)?.[1] ?? '');
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
