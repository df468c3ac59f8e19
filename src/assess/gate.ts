import type { Assessment, Finding, WaiverResult } from '../model/generated/assessment.ts';
import { type Outcome, outcomes, outcomeWords } from '../model/outcome.ts';
import type { Profile } from '../model/policy.ts';
import { namesItem, openChecks, openItems } from './coverage.ts';

/** What the gate rests on. `system` is the identifier that stands for a control as a whole in a waiver. */
export interface GateContext {
  readonly blocks: readonly Outcome[];
  readonly waivers: readonly WaiverResult[];
  readonly system: string;
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
 * Lays effective waivers over the findings and decides what blocks. An outcome is never changed; an upcoming finding
 * never blocks.
 */
export const decideGate = (
  findings: readonly Finding[],
  { blocks, waivers, system }: GateContext,
): { readonly findings: Finding[]; readonly gate: Assessment['gate'] } => {
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
  return {
    findings: decided,
    gate: {
      blocked: blocking.length > 0,
      blocking: blocking.map(({ control }) => control),
      reasons: blocking.map(({ control, outcome, reason }) => `${control} is ${outcome}: ${reason}`),
    },
  };
};
