import { evidenceRequests } from '../audit/evidence-requests.ts';
import { shippedPolicies } from '../audit/toolkit.ts';
import { instantOf } from '../base/time.ts';
import type { EvidenceRequestList } from '../model/generated/evidence-requests.ts';
import { loadPolicies } from '../policy/load.ts';
import { resolvePlan } from '../policy/resolve.ts';
import { standingOf } from './people-run.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

interface PlanRequest {
  readonly evidence?: string;
  readonly profile?: string;
  readonly asOf?: string;
  readonly trust?: string;
  readonly missing?: true;
}

/** The evidence request list that the flags ask for; with an evidence folder, the folder is audited first. */
export const evidenceRequestList = async (flags: PlanRequest, terminal: Terminal): Promise<EvidenceRequestList> => {
  const { evidence, missing } = flags;
  const asOf = flags.asOf ?? terminal.today;
  if (asOf.length !== 10 || instantOf(asOf) === undefined)
    throw new UsageError('bad-value', `--as-of ${asOf}: expected a date, YYYY-MM-DD`);
  if (evidence === undefined) {
    const stray = (['missing', 'trust'] as const).find((flag) => flags[flag] !== undefined);
    if (stray !== undefined)
      throw new UsageError('bad-flag', `--${stray} without --evidence: there is nothing to look at`);
    const policies = loadPolicies(shippedPolicies().filter(({ path }) => !path.startsWith('tests/')));
    return evidenceRequests(resolvePlan(policies, flags.profile, undefined, asOf), asOf);
  }
  const { audited } = await standingOf({ ...flags, evidence, asOf }, terminal);
  const list = evidenceRequests(audited.plan, asOf, audited);
  return missing
    ? {
        ...list,
        requests: list.requests.filter(({ state }) => state !== 'there'),
        questions: list.questions.filter(({ state }) => state !== 'there'),
      }
    : list;
};
