import { DAY, instantOf } from '../../base/time.ts';
import type { ForgeExport } from '../../model/generated/forge-export.ts';
import type { AuditClock } from '../../model/policy.ts';
import { factText } from '../fact-values.ts';
import type { SheetDraft } from '../sheet-draft.ts';

/** Labels that mark an emergency where plumbline.yaml names none. */
const emergencyLabels = ['emergency', 'hotfix'];

/** What a gap of requests may be of: the rules and the log are other matters. */
const ofRequests: ReadonlySet<string> = new Set(['requests', 'reviews', 'commits', 'checks']);

const texts = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.every((member) => typeof member === 'string') ? value : undefined;

/** How often something stands in a list after its first time. */
const repeated = (keys: readonly string[]): number => keys.length - new Set(keys).size;

/** Every date in an export that the forge set. A commit carries dates of its author's clock, which are left out. */
const forgeDates = (given: ForgeExport): readonly string[] =>
  [
    ...given.requests.flatMap((request) => [
      request.createdAt,
      request.mergedAt,
      ...request.reviews.flatMap((review) => [review.at, review.dismissedAt]),
      ...request.checks.map((check) => check.completedAt),
      ...(request.events ?? []).map((event) => event.at),
    ]),
    ...(given.rules ?? []).map((rule) => rule.observedAt),
    ...(given.events ?? []).map((event) => event.at),
  ].filter((date) => date !== undefined);

const at = (date: string): number => instantOf(date) ?? Number.NaN;

/** Where an export came from, which window it covers, and what is odd about it as a whole. */
export const addSummary = (
  draft: SheetDraft,
  file: string,
  given: ForgeExport,
  options: Readonly<Record<string, unknown>>,
  clock: AuditClock,
): void => {
  const { source, window, branch, requests } = given;
  const here = { file };
  const set = (fact: string, value: string | number | boolean | readonly string[] | undefined): void => {
    if (value === undefined) draft.lack(fact, 'the export does not say');
    else draft.set(fact, typeof value === 'string' ? factText(value) : value, here);
  };
  set('forge', source.forge);
  set('host', source.host);
  set('repository', source.repository);
  set('repositoryId', source.repositoryId);
  set('branch', branch.name);
  set('tip', branch.tip);
  set('exportedAt', source.exportedAt);
  set('actor', source.actor);
  set('tool', source.tool);
  set('windowStart', window.start);
  set('windowEnd', window.end);
  set('exportedAfterWindow', at(source.exportedAt) >= at(window.end));
  const expected = typeof options.repository === 'string' ? factText(options.repository) : undefined;
  if (expected === undefined)
    for (const fact of ['repositoryExpected', 'repositoryMatches'])
      draft.lack(fact, 'plumbline.yaml does not say which repository the export must be of');
  else {
    set('repositoryExpected', expected);
    set('repositoryMatches', expected.toLowerCase() === source.repository.toLowerCase());
  }
  set('requestCount', requests.length);
  const announced = source.answers?.map(({ totalCount }) => totalCount).filter((count) => count !== undefined) ?? [];
  set('announcedCount', announced.length === 0 ? undefined : announced.reduce((sum, count) => sum + count, 0));
  set(
    'duplicateCount',
    repeated(requests.map(({ number }) => String(number))) +
      repeated(requests.flatMap(({ reviews }) => reviews.map(({ id }) => id))) +
      requests.reduce((sum, { commits }) => sum + repeated(commits.items.map(({ oid }) => oid)), 0),
  );
  const latest = Math.min(at(source.exportedAt), at(clock.asOf) + DAY - 1);
  set(
    'futureCount',
    forgeDates(given).filter((date) => at(date) > latest).length + (at(source.exportedAt) > latest ? 1 : 0),
  );
  set(
    'outsideCount',
    requests.filter(({ mergedAt }) => at(mergedAt) < at(window.start) || at(mergedAt) >= at(window.end)).length,
  );
  set('gapCount', given.gaps?.filter(({ what }) => ofRequests.has(what)).length ?? 0);
  const required = texts(options.requiredChecks);
  if (required) draft.set('requiredChecks', required);
  else draft.lack('requiredChecks', 'plumbline.yaml names none');
  draft.set('emergencyLabels', texts(options.emergencyLabels) ?? emergencyLabels);
};
