import { instantOf } from '../../base/time.ts';
import type { RecordDraft } from '../sheet-draft.ts';
import type { ForgeRequest } from './forge-requests.ts';

type Check = ForgeRequest['checks'][number];

const instant = ({ completedAt }: Check): number => instantOf(completedAt ?? '') ?? Number.NaN;

/** The last run of a name that had ended by an instant. */
const lastBy = (runs: readonly Check[], until: number): Check | undefined =>
  runs
    .filter((run) => instant(run) <= until)
    .sort((one, other) => instant(one) - instant(other))
    .at(-1);

/**
 * Which checks ran on what was merged, and how they ended before the merge. `skipped` and `neutral` are no success: a check that
 * did not run found nothing. Where nobody says which checks a merge needs, every one that ran must have succeeded, and which were
 * missing cannot be told.
 */
export const addChecks = (record: RecordDraft, request: ForgeRequest): void => {
  const { from, facts } = request;
  const names = ['requiredCheckCount', 'missingChecks', 'missingCheckCount'];
  const counted = ['failedChecks', 'failedCheckCount', 'lateChecks', 'lateCheckCount', 'checkCount'];
  const gap = from.gap('checks', facts.id);
  if (from.requiredChecks) record.set('requiredCheckCount', from.requiredChecks.length);
  else
    record.lack('requiredCheckCount', 'neither plumbline.yaml nor rules in the export say which checks a merge needs');
  if (gap !== undefined || facts.headOid === undefined) {
    const reason = gap ?? 'the export does not say what the last head was';
    for (const fact of [...names, ...counted]) record.lack(fact, reason);
    return;
  }
  const merged = instantOf(facts.mergedAt ?? '') ?? Number.NaN;
  const relevant = request.checks.filter(({ oid }) => oid === facts.headOid || oid === facts.mergeOid);
  const byName = new Map<string, Check[]>();
  for (const check of relevant) byName.set(check.name ?? '', [...(byName.get(check.name ?? '') ?? []), check]);
  const asked =
    from.requiredChecks ??
    [...byName.keys()].filter((name) => byName.get(name)?.some(({ oid }) => oid === facts.headOid));
  const late: string[] = [];
  const failed: string[] = [];
  const missing: string[] = [];
  for (const name of [...asked].sort()) {
    const runs = byName.get(name) ?? [];
    const last = lastBy(runs, merged);
    if (last) {
      if (last.conclusion !== 'success') failed.push(`${name}: ${last.conclusion ?? 'not ended'}`);
    } else if (runs.some((run) => instant(run) > merged)) late.push(name);
    else missing.push(name);
  }
  record.set('checkCount', relevant.length);
  record.set('failedChecks', failed);
  record.set('failedCheckCount', failed.length);
  record.set('lateChecks', late);
  record.set('lateCheckCount', late.length);
  if (from.requiredChecks) {
    record.set('missingChecks', missing);
    record.set('missingCheckCount', missing.length);
  } else for (const fact of names.slice(1)) record.lack(fact, 'nobody says which checks a merge needs');
};
