import type {
  Assessment,
  ConditionResult,
  Finding,
  TailoringChange,
  WaiverResult,
} from '../model/generated/assessment.ts';
import { type Outcome, outcomes, outcomeWords } from '../model/outcome.ts';
import { type Profile, projectLayer } from '../model/policy.ts';
import { tailoredBy } from '../model/tailored.ts';
import { namesItem, openChecks, openItems } from './coverage.ts';

/** What the gate rests on. `system` is the identifier that stands for a control as a whole in a waiver. */
export interface GateContext {
  readonly blocks: readonly Outcome[];
  readonly waivers: readonly WaiverResult[];
  readonly system: string;
  readonly profile: Profile;
  readonly conditions: readonly ConditionResult[];
  readonly tailoring: readonly TailoringChange[];
  /** Who admits what plumbline.yaml leaves out and loosens; undefined when nobody does. */
  readonly admittedBy: string | undefined;
}

/** The outcomes that block: those of the command line, else of the profile, else the defaults. */
export const blockingOutcomes = (profile: Profile, override?: readonly Outcome[]): readonly Outcome[] => {
  const named = override ?? profile.gate?.blocks;
  return outcomes.filter((outcome) => (named ? named.includes(outcome) : outcomeWords[outcome].blocks));
};

/**
 * Whether effective waivers cover all that keeps a finding from being clean. Our own fault (`errored`) cannot be
 * waived.
 */
const isCovered = (finding: Finding, waivers: readonly WaiverResult[], system: string): boolean => {
  if (finding.outcome === 'errored') return false;
  if (waivers.some(({ subject }) => subject === system)) return true;
  const matchers = waivers.map(namesItem);
  const open = openChecks(finding.checks);
  return (
    open.length > 0 &&
    open.every((check) => {
      const items = openItems(check);
      return items.length > 0 && items.every(({ item }) => matchers.some((names) => names(item)));
    })
  );
};

/**
 * Why the profile says nothing of this system, so that none of its silence is a pass: it is for others, nobody knows
 * whether it is for this one, or it tested no more than the evidence itself.
 */
const misfits = (findings: readonly Finding[], { profile, conditions }: GateContext): readonly string[] => {
  const state = conditions.find(({ id }) => id === profile.for);
  const tested = findings.some(
    ({ control, outcome }) => !control.startsWith('evidence.') && outcome !== 'not-applicable',
  );
  return [
    ...(profile.for === undefined || state?.value === 'true'
      ? []
      : [
          `the profile ${profile.id} is for "${profile.title}", ${state?.value === 'false' ? 'which this system is not' : 'of which nothing is known'}: ${state?.reason ?? `there is no condition ${profile.for}`}`,
        ]),
    ...(tested
      ? []
      : [`no control of the profile ${profile.id} applies to this system, apart from those of the evidence itself`]),
  ];
};

/**
 * Why what plumbline.yaml does to the policies cannot open the gate: whoever is audited writes that file, and an exclusion
 * says more than a waiver, which needs an approver.
 */
const unadmitted = ({ tailoring, admittedBy }: GateContext): readonly string[] => {
  const words = tailoredBy(projectLayer, tailoring);
  return words === undefined || admittedBy !== undefined
    ? []
    : [
        `${words}, which lies with the evidence, and neither the profile nor whoever ran the audit (--admit-tailoring) admits it`,
      ];
};

/**
 * Lays effective waivers over the findings and decides what blocks. An outcome is never changed; an upcoming finding
 * never blocks. A profile that does not fit the system keeps the gate closed, and so does a plumbline.yaml that leaves
 * out or loosens what nobody admits, whatever the findings say.
 */
export const decideGate = (
  findings: readonly Finding[],
  context: GateContext,
): { readonly findings: Finding[]; readonly gate: Assessment['gate'] } => {
  const { blocks, waivers, system } = context;
  const decided = findings.map((finding): Finding => {
    const own = waivers.filter(({ state, control }) => state === 'effective' && control === finding.control);
    const counts = blocks.includes(finding.outcome) && finding.upcomingFrom === undefined;
    return {
      ...finding,
      waivedBy: own.map(({ id }) => id),
      blocks: counts && !(own.length > 0 && isCovered(finding, own, system)),
    };
  });
  const blocking = decided.filter((finding) => finding.blocks);
  // Whoever asks that nothing block is answered so; the misfit is then told nowhere but in the findings.
  const unfit = blocks.length === 0 ? [] : [...misfits(findings, context), ...unadmitted(context)];
  return {
    findings: decided,
    gate: {
      blocked: blocking.length > 0 || unfit.length > 0,
      blocking: blocking.map(({ control }) => control),
      reasons: [...unfit, ...blocking.map(({ control, outcome, reason }) => `${control} is ${outcome}: ${reason}`)],
    },
  };
};
