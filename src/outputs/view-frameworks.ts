import type { Assessment, FrameworkSummary, RequirementResult } from '../model/generated/assessment.ts';
import { outcomes } from '../model/outcome.ts';
import { anchorOf, outcomeView } from './view-findings.ts';
import { counted, longDate, stateWords } from './words.ts';

/** Citations listed under one date; more are left to the table of requirements. */
const citationLimit = 24;

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Segments of a bar of `total` units over a view box that is 1000 wide. */
const segments = (parts: readonly { readonly id: string; readonly label: string; readonly count: number }[]) => {
  const total = Math.max(
    1,
    parts.reduce((sum, part) => sum + part.count, 0),
  );
  let x = 0;
  return parts
    .filter((part) => part.count > 0)
    .map((part) => {
      const width = (part.count / total) * 1000;
      const segment = { ...part, x: Math.round(x * 10) / 10, width: Math.max(1, Math.round((width - 3) * 10) / 10) };
      x += width;
      return segment;
    });
};

const summaryOf = (framework: FrameworkSummary, index: number) => {
  const tested = outcomes.map((outcome) => ({
    ...outcomeView(outcome),
    count: framework.outcomes[outcome] ?? 0,
  }));
  const judged = tested.reduce((sum, part) => sum + part.count, 0);
  const parts = [
    ...tested,
    { id: 'not-tested', label: 'Not tested here', phrase: '', count: Math.max(0, framework.requirements - judged) },
  ];
  const controls = outcomes
    .map((outcome) => ({ ...outcomeView(outcome), count: framework.controls[outcome] ?? 0 }))
    .filter((part) => part.count > 0);
  return {
    id: framework.id,
    anchor: anchorOf('framework', framework.id),
    filter: index < 8 ? `fw${index}` : null,
    title: framework.title,
    version: framework.version,
    notice: framework.notice,
    denominators: `${counted(framework.requirements, 'requirement')} in the catalog; ${framework.answered} answered by controls of this profile; ${Math.max(0, framework.requirements - framework.answered)} not tested here.`,
    upcoming:
      framework.upcoming === 0
        ? null
        : `${framework.upcoming} of the answered ${framework.upcoming === 1 ? 'requirement does' : 'requirements do'} not apply yet.`,
    parts: parts.filter((part) => part.count > 0),
    bar: segments(parts),
    barText: parts
      .filter((part) => part.count > 0)
      .map((part) => `${part.label}: ${part.count}`)
      .join('; '),
    controls,
    controlTotal: controls.reduce((sum, part) => sum + part.count, 0),
  };
};

/** One card a framework, with honest denominators: what the catalog holds, what is answered, what is not tested. */
export const frameworksView = (assessment: Assessment) => assessment.frameworks.map(summaryOf);

const tierName = (index: number): string => `Penalty ${String.fromCodePoint(65 + (index % 26))}`;

const requirementView = (requirement: RequirementResult, penalties: readonly string[]) => ({
  citation: requirement.citation,
  title: requirement.title,
  applies:
    requirement.from === undefined
      ? stateWords[requirement.state]
      : `${requirement.state === 'upcoming' ? 'from' : 'since'} ${requirement.from}`,
  upcoming: requirement.state === 'upcoming',
  outcome: requirement.outcome === undefined ? null : outcomeView(requirement.outcome),
  notTestedHere:
    requirement.outcome === undefined
      ? (requirement.notTestedHere ?? 'No control of this profile answers it.')
      : (requirement.notTestedHere ?? null),
  penalty: requirement.penalty === undefined ? null : tierName(penalties.indexOf(requirement.penalty)),
  controls: requirement.controls.map((control) => ({ control, anchor: anchorOf('control', control) })),
});

/** Every requirement of every catalog, in the catalog's order, under its headings. */
export const requirementsView = (assessment: Assessment) =>
  assessment.frameworks.map((framework) => {
    const members = assessment.requirements.filter((each) => each.framework === framework.id);
    const penalties = [...new Set(members.flatMap((each) => each.penalty ?? []))];
    const headings = [...new Set(members.map((each) => each.group ?? ''))];
    return {
      id: framework.id,
      anchor: anchorOf('requirements', framework.id),
      title: framework.title,
      version: framework.version,
      count: counted(members.length, 'requirement'),
      penalties: penalties.map((text, index) => ({ name: tierName(index), text })),
      groups: headings.map((heading) => ({
        heading: heading === '' ? null : heading,
        requirements: members
          .filter((each) => (each.group ?? '') === heading)
          .map((each) => requirementView(each, penalties)),
      })),
    };
  });

/** What applies later: the answered requirements that are not yet in application, by date. */
export const datesView = (assessment: Assessment) => {
  const answered = assessment.requirements.filter((each) => each.controls.length > 0);
  const later = answered.filter((each) => each.state === 'upcoming');
  const dates = [...new Set(later.map((each) => each.from ?? ''))].sort(byCode);
  return {
    today: frameworkCounts(assessment, answered),
    any: later.length > 0,
    dates: dates.map((date) => {
      const members = later.filter((each) => (each.from ?? '') === date);
      return {
        date: date === '' ? 'No date given' : longDate(date),
        count: counted(members.length, 'requirement'),
        bases: [...new Set(members.map((each) => basisText(each)))].filter((basis) => basis !== '').sort(byCode),
        parts: outcomes
          .map((outcome) => ({
            ...outcomeView(outcome),
            count: members.filter((each) => each.outcome === outcome).length,
          }))
          .filter((part) => part.count > 0),
        citations: members.length > citationLimit ? null : members.map((each) => each.citation).join('; '),
      };
    }),
  };
};

const basisText = (requirement: RequirementResult): string =>
  requirement.basis === undefined
    ? ''
    : requirement.confidence === undefined
      ? requirement.basis
      : `${requirement.basis} (confidence: ${requirement.confidence})`;

const frameworkCounts = (assessment: Assessment, answered: readonly RequirementResult[]) =>
  assessment.frameworks.map((framework) => {
    const members = answered.filter((each) => each.framework === framework.id);
    const now = members.filter((each) => each.state !== 'upcoming').length;
    return {
      title: framework.title,
      text: `controls of this profile answer ${counted(members.length, 'requirement')}, of which ${now} ${now === 1 ? 'applies' : 'apply'} on ${longDate(assessment.asOf)}${members.length === now ? '' : ` and ${members.length - now} will apply later`}.`,
    };
  });
