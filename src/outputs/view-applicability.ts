import type { Assessment, ConditionResult } from '../model/generated/assessment.ts';
import { anchorOf, outcomeView } from './view-outcome.ts';
import { byCode, conditionWords, counted } from './words.ts';

const conditionIcons = { true: 'satisfied', false: 'not-applicable', unknown: 'undetermined' } as const;

/** Conditions shown before the appendix: those that keep most controls away. */
const decidingLimit = 5;

const conditionView = (condition: ConditionResult) => ({
  id: condition.id,
  anchor: anchorOf('condition', condition.id),
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

/** Controls that say that they do not apply because a condition does not hold. */
const releasedBy = ({ id, reason }: ConditionResult, findings: Assessment['findings']): number =>
  findings.filter((finding) => finding.reason === `${id} does not hold: ${reason}`).length;

/**
 * How the law reaches the system: what a reader should know of it, what keeps most controls away, what is unknown, and
 * every condition with the facts that decided it, for the appendix.
 */
export const applicabilityView = (assessment: Assessment) => {
  const { conditions, findings } = assessment;
  const valued = (value: ConditionResult['value']) => conditions.filter((each) => each.value === value);
  const weighty = valued('false')
    .map((condition) => ({ condition, count: releasedBy(condition, findings) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || byCode(a.condition.id, b.condition.id));
  const [hold, unknown, released] = [valued('true').length, valued('unknown').length, valued('false').length];
  const counts = [
    `${hold} ${hold === 1 ? 'holds' : 'hold'}`,
    ...(unknown === 0 ? [] : [`${unknown} ${unknown === 1 ? 'is' : 'are'} unknown`]),
    `${released} ${released === 1 ? 'does' : 'do'} not hold`,
  ];
  return {
    title: assessment.frameworks.some((framework) => framework.id === act)
      ? 'How the AI Act applies to this system'
      : 'What decided what applies',
    any: conditions.length > 0,
    explanations: explanations(assessment),
    count: counted(conditions.length, 'condition'),
    counts: counts.join(', '),
    deciding: weighty.slice(0, decidingLimit).map(({ condition, count }) => ({
      ...conditionView(condition),
      effect: `${counted(count, 'control')} ${count === 1 ? 'does' : 'do'} not apply`,
    })),
    unknown: valued('unknown').map(conditionView),
    conditions: (['unknown', 'true', 'false'] as const)
      .map((value) => ({
        value: conditionWords[value],
        icon: conditionIcons[value],
        count: valued(value).length,
        // Many conditions rest on the same facts, which need to be said once.
        facts: [...new Set(valued(value).map(({ reason }) => reason))].map((reason) => ({
          reason,
          conditions: valued(value)
            .filter((each) => each.reason === reason)
            .map(conditionView),
        })),
      }))
      .filter(({ count }) => count > 0),
  };
};
