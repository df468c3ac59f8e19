import type { FileTree } from '../files/tree.ts';
import type { Finding } from '../model/generated/assessment.ts';
import type { Outcome } from '../model/outcome.ts';
import type { PolicyText } from '../policy/policy-set.ts';
import { runAudit } from './audit.ts';
import { defaultToolkit } from './toolkit.ts';

/** A control that comes out otherwise on the same evidence. Undefined where the policies do not have it. */
interface OutcomeDifference {
  readonly control: string;
  readonly from?: Outcome;
  readonly to?: Outcome;
  /** Why it comes out as it does with the new policies, or came out with the old ones when it is gone. */
  readonly reason: string;
}

/** What two sets of policies make of the same evidence at the same date, and how each gate stands. */
export interface OutcomeDiff {
  readonly outcomes: readonly OutcomeDifference[];
  readonly blocked: { readonly from: boolean; readonly to: boolean };
  readonly controls: number;
}

/** Audits the same evidence with either policies. Throws what an audit throws when the question is wrong. */
export const diffOutcomes = async (
  tree: FileTree,
  asOf: string,
  profile: string | undefined,
  from: readonly PolicyText[],
  to: readonly PolicyText[],
): Promise<OutcomeDiff> => {
  const audit = async (policies: readonly PolicyText[]) => {
    const { assessment } = await runAudit({ tree, asOf, profile, engine: 'duckdb' }, defaultToolkit({ policies }));
    return {
      blocked: assessment.gate.blocked,
      findings: new Map(assessment.findings.map((finding): [string, Finding] => [finding.control, finding])),
    };
  };
  const [before, after] = [await audit(from), await audit(to)];
  const ids = [...new Set([...before.findings.keys(), ...after.findings.keys()])].sort();
  return {
    controls: ids.length,
    blocked: { from: before.blocked, to: after.blocked },
    outcomes: ids.flatMap((control): OutcomeDifference[] => {
      const [old, now] = [before.findings.get(control), after.findings.get(control)];
      if (old?.outcome === now?.outcome) return [];
      return [
        {
          control,
          ...(old === undefined ? {} : { from: old.outcome }),
          ...(now === undefined ? {} : { to: now.outcome }),
          reason: (now ?? old)?.reason ?? '',
        },
      ];
    }),
  };
};
