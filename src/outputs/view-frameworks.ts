import type { Assessment, FrameworkSummary, RequirementResult } from '../model/generated/assessment.ts';
import { outcomes } from '../model/outcome.ts';
import { frameworkCounts } from './framework-counts.ts';
import { anchorOf, outcomeView } from './view-outcome.ts';

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

const summaryOf = (framework: FrameworkSummary, index: number, requirements: readonly RequirementResult[]) => {
  const counts = frameworkCounts(framework, requirements);
  const parts = [
    ...outcomes.map((outcome) => ({ ...outcomeView(outcome), count: framework.outcomes[outcome] ?? 0 })),
    { id: 'not-tested', label: 'Not tested here', phrase: '', count: counts.untested },
  ].filter((part) => part.count > 0);
  return {
    id: framework.id,
    anchor: anchorOf('framework', framework.id),
    filter: index < 8 ? `fw${index}` : null,
    title: framework.title,
    version: framework.version,
    notice: framework.notice,
    denominators: counts.denominators,
    results: counts.results,
    parts,
    bar: segments(parts),
    barText: parts.map((part) => `${part.label}: ${part.count}`).join('; '),
  };
};

/** One card a framework, with honest denominators: what the catalog holds, what was looked at, what is not tested. */
export const frameworksView = (assessment: Assessment) =>
  assessment.frameworks.map((framework, index) => summaryOf(framework, index, assessment.requirements));
