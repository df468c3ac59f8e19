import type { Assessment, ConditionResult } from '../model/generated/assessment.ts';
import { anchorOf, outcomeView } from './view-outcome.ts';
import { byCode, conditionWords } from './words.ts';

const conditionIcons = { true: 'satisfied', false: 'not-applicable', unknown: 'undetermined' } as const;

const conditionView = (condition: ConditionResult) => ({
  id: condition.id,
  title: condition.title,
  reason: condition.reason,
  value: conditionWords[condition.value],
  icon: conditionIcons[condition.value],
});

/** The catalog of which a reader asks first how it reaches the system. */
const act = 'eu-ai-act';

/** What the policies explain of the controls that apply, in the order of the control ids. */
export const explanations = (assessment: Assessment) =>
  assessment.findings
    .filter((finding) => finding.explains !== undefined && finding.outcome !== 'not-applicable')
    .sort((a, b) => byCode(a.control, b.control))
    .map((finding) => ({
      control: finding.control,
      anchor: anchorOf('control', finding.control),
      title: finding.title,
      outcome: outcomeView(finding.outcome),
      text: finding.explains ?? '',
    }));

/** How the law reaches the system: what a reader should know of it, the conditions, and the facts that decided them. */
export const applicabilityView = (assessment: Assessment) => {
  const valued = (values: readonly ConditionResult['value'][]) =>
    values.flatMap((value) => assessment.conditions.filter((each) => each.value === value)).map(conditionView);
  const released = valued(['false']);
  return {
    title: assessment.frameworks.some((framework) => framework.id === act)
      ? 'How the AI Act applies to this system'
      : 'What decided what applies',
    any: assessment.conditions.length > 0,
    explanations: explanations(assessment),
    holding: valued(['unknown', 'true']),
    released,
    releasedCount: released.length,
  };
};
