import { shortened } from '../base/plain-text.ts';
import type {
  Assessment,
  ConditionResult,
  FrameworkSummary,
  RequirementResult,
} from '../model/generated/assessment.ts';
import { isCounted } from './framework-counts.ts';
import { citationHead, citationText } from './view-answers.ts';
import { anchorOf, outcomeView } from './view-outcome.ts';
import { counted, longDate, stateWords } from './words.ts';

/** Characters of a reason on paper: one line. */
const reasonLength = 110;

/** `annex-i does not hold: annexISection is none` in the words of the condition. */
const releasedText = (outOfScope: string, conditions: readonly ConditionResult[], print: boolean): string => {
  const condition = conditions.find(({ id }) => outOfScope.startsWith(`${id} does not hold`));
  if (condition === undefined) return outOfScope;
  return `Does not hold: ${condition.title}${print ? '' : ` (${condition.reason})`}`;
};

/** Why nothing was tested. On paper the reason why a control does not apply stands once, among the findings. */
const notTestedText = (
  requirement: RequirementResult,
  conditions: readonly ConditionResult[],
  print: boolean,
): string | null => {
  const { outOfScope, controls } = requirement;
  const released =
    outOfScope === undefined || (print && controls.length > 0)
      ? undefined
      : releasedText(outOfScope, conditions, print);
  const reason =
    released ??
    requirement.notTestedHere ??
    (requirement.outcome === undefined ? 'No control of this profile answers it.' : undefined);
  return reason === undefined ? null : print ? shortened(reason, reasonLength) : reason;
};

/** `nist-ai-rmf: MEASURE-2.1, MEASURE-2.3; iso-42001: A.6.2.4`, what a mapping leads to. Paper has no room for it, and what does not apply bears on nothing. */
const bearsOnText = ({ bearsOn = [], outcome }: RequirementResult, print: boolean): string | null => {
  if (print || bearsOn.length === 0 || outcome === 'not-applicable') return null;
  const parts = bearsOn.map((each) => each.split('#'));
  return [...new Set(parts.map(([framework]) => framework))]
    .map((framework) => `${framework}: ${parts.flatMap(([of, id]) => (of === framework ? (id ?? '') : [])).join(', ')}`)
    .join('; ');
};

/** What all citations of a catalog begin with, such as `TSP section 100, `, so that a table of it need not say it in each row. */
const sharedHead = (members: readonly RequirementResult[]): string => {
  const head = citationHead(members[0]?.citation ?? '');
  return members.every(({ citation }) => citation.startsWith(head)) ? head : '';
};

const requirementView = (
  requirement: RequirementResult,
  penalties: FrameworkSummary['penalties'],
  head: string,
  conditions: readonly ConditionResult[],
  print: boolean,
) => ({
  citation: citationText(requirement.citation).slice(head.length),
  part: requirement.partOf !== undefined,
  title: requirement.title,
  applies:
    requirement.from === undefined
      ? stateWords[requirement.state]
      : `${requirement.state === 'upcoming' ? 'from' : 'since'} ${longDate(requirement.from)}`,
  outcome: requirement.outcome === undefined ? null : outcomeView(requirement.outcome),
  notTestedHere: notTestedText(requirement, conditions, print),
  bearsOn: bearsOnText(requirement, print),
  penalty: penalties.find(({ id }) => id === requirement.penalty)?.citation ?? null,
  controls: requirement.controls.map((control) => ({ control, anchor: anchorOf('control', control) })),
});

/** Every requirement of every catalog, in the catalog's order, under its headings. */
export const requirementsView = (assessment: Assessment, print: boolean) =>
  assessment.frameworks.map((framework) => {
    const members = assessment.requirements.filter((each) => each.framework === framework.id);
    const penalties = framework.penalties.filter(({ id }) => members.some(({ penalty }) => penalty === id));
    const head = sharedHead(members);
    const headings = [...new Set(members.map((each) => each.group ?? ''))];
    return {
      id: framework.id,
      anchor: anchorOf('requirements', framework.id),
      title: framework.title,
      version: framework.version,
      count: counted(members.filter(isCounted).length, 'requirement'),
      dated: members.some((each) => each.from !== undefined),
      mapped: !print && members.some((each) => each.bearsOn !== undefined),
      columns: members.some((each) => each.from !== undefined) ? 4 : 3,
      between: members.some((each) => each.from !== undefined) ? 2 : 1,
      penalties: penalties.map(({ citation, text }) => ({ citation, text })),
      head: head === '' ? null : head.replace(/, $/, ''),
      groups: headings.map((heading) => {
        const under = members.filter((each) => (each.group ?? '') === heading);
        // On paper what does not apply is a line of citations; the reason why stands with its controls among the findings.
        const released = print ? under.filter((each) => each.outcome === 'not-applicable') : [];
        return {
          heading: heading === '' ? null : heading,
          requirements: under
            .filter((each) => !released.includes(each))
            .map((each) => requirementView(each, penalties, head, assessment.conditions, print)),
          released: released.map(({ citation }) => citationText(citation).slice(head.length)).join('; '),
        };
      }),
    };
  });
