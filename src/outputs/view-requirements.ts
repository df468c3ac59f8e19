import { shortened } from '../base/plain-text.ts';
import type { Assessment, FrameworkSummary, RequirementResult } from '../model/generated/assessment.ts';
import { isCounted } from './framework-counts.ts';
import { anchorOf, outcomeView } from './view-outcome.ts';
import { counted, stateWords } from './words.ts';

/** Characters of a reason on paper: one line. */
const reasonLength = 110;

/** Why nothing was tested. On paper the reason why a control does not apply stands once, among the findings. */
const notTestedText = (requirement: RequirementResult, print: boolean): string | null => {
  const { outOfScope, controls } = requirement;
  const released = !print ? outOfScope : controls.length > 0 ? undefined : outOfScope?.split(': ')[0];
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

const requirementView = (requirement: RequirementResult, penalties: FrameworkSummary['penalties'], print: boolean) => ({
  citation: requirement.citation,
  part: requirement.partOf !== undefined,
  title: requirement.title,
  applies:
    requirement.from === undefined
      ? stateWords[requirement.state]
      : `${requirement.state === 'upcoming' ? 'from' : 'since'} ${requirement.from}`,
  outcome: requirement.outcome === undefined ? null : outcomeView(requirement.outcome),
  notTestedHere: notTestedText(requirement, print),
  bearsOn: bearsOnText(requirement, print),
  penalty: penalties.find(({ id }) => id === requirement.penalty)?.citation ?? null,
  // What does not apply is tabled by its reason among the findings.
  controls: (print && requirement.outcome === 'not-applicable' ? [] : requirement.controls).map((control) => ({
    control,
    anchor: anchorOf('control', control),
  })),
});

/** Every requirement of every catalog, in the catalog's order, under its headings. */
export const requirementsView = (assessment: Assessment, print: boolean) =>
  assessment.frameworks.map((framework) => {
    const members = assessment.requirements.filter((each) => each.framework === framework.id);
    const penalties = framework.penalties.filter(({ id }) => members.some(({ penalty }) => penalty === id));
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
      penalties: penalties.map(({ citation, text }) => ({ citation, text })),
      groups: headings.map((heading) => ({
        heading: heading === '' ? null : heading,
        requirements: members
          .filter((each) => (each.group ?? '') === heading)
          .map((each) => requirementView(each, penalties, print)),
      })),
    };
  });
