import { instantOf, isoDate } from '../../base/time.ts';
import type { FactValue } from '../../model/facts.ts';
import type { ForgeEvent, ForgeExport, ForgeRequest } from '../../model/generated/forge-export.ts';
import type { AuditClock } from '../../model/policy.ts';
import { factText } from '../fact-values.ts';
import { setInPeriod } from '../period.ts';
import type { RecordDraft, SheetDraft } from '../sheet-draft.ts';

/** Events after which nothing that the branch held before is sure. */
const rewriting: ReadonlySet<string> = new Set(['force-push', 'protection-removed', 'branch-deleted']);

const said = (value: FactValue): FactValue =>
  typeof value === 'string'
    ? factText(value)
    : Array.isArray(value)
      ? value.map((member) => (typeof member === 'string' ? factText(member) : String(member)))
      : value;

/** Sets what is there; what is not has no key, and the reader of the fact is told so. */
const setAll = (record: RecordDraft, facts: Readonly<Record<string, FactValue | undefined>>): void => {
  for (const [fact, value] of Object.entries(facts))
    if (value === undefined) record.lack(fact, 'the export does not say');
    else record.set(fact, said(value));
};

/** How a request is named: `#12` on GitHub, `!12` on GitLab. */
const requestName = ({ source }: ForgeExport, { number }: ForgeRequest): string =>
  `${source.forge === 'gitlab' ? '!' : '#'}${number}`;

const addRequest = (draft: SheetDraft, file: string, given: ForgeExport, request: ForgeRequest): void => {
  const source = { file };
  const name = requestName(given, request);
  setAll(draft.add('requests', name, source), {
    number: request.number,
    title: request.title,
    url: request.url,
    author: request.author?.login,
    authorType: request.author?.type,
    createdAt: request.createdAt,
    mergedAt: request.mergedAt,
    mergedBy: request.mergedBy?.login,
    base: request.base,
    source: request.source,
    headOid: request.head,
    mergeOid: request.mergeCommit,
    mergeTree: request.mergeTree,
    labels: request.labels,
    issues: request.issues,
    commitCount: request.commits.total,
    commitsListed: request.commits.items.length,
  });
  for (const { by, id, ...review } of request.reviews)
    setAll(draft.add('reviews', factText(id), source), {
      request: name,
      by: by?.login,
      byType: by?.type,
      state: review.state,
      at: review.at,
      commit: review.commit,
      dismissedAt: review.dismissedAt,
    });
  for (const [index, commit] of request.commits.items.entries())
    setAll(draft.add('commits', `${name} commit ${index + 1}`, source), { request: name, ...commit });
  for (const [index, check] of request.checks.entries())
    setAll(draft.add('checks', `${name} check ${index + 1}`, source), { request: name, ...check });
};

const addEvent = (
  draft: SheetDraft,
  file: string,
  event: ForgeEvent,
  request: string | undefined,
  clock: AuditClock,
): void => {
  const id = request === undefined ? `${event.type} ${event.at}` : `${request} ${event.type} ${event.at}`;
  const record = draft.add('events', id, { file });
  setAll(record, { request, protectedBranch: request === undefined, ...event });
  setInPeriod(record, ['at'], clock);
};

/** Writes the lists of an export. A second request of one number is left out: the summary counts it. */
export const addLists = (draft: SheetDraft, file: string, given: ForgeExport, clock: AuditClock): void => {
  const seen = new Set<number>();
  const requests = given.requests.filter(({ number }) => !seen.has(number) && seen.add(number));
  for (const request of requests) addRequest(draft, file, given, request);
  for (const request of requests)
    for (const event of request.events ?? []) addEvent(draft, file, event, requestName(given, request), clock);
  for (const event of given.events ?? []) addEvent(draft, file, event, undefined, clock);
  draft.set('eventLog', given.events !== undefined, { file });
  const entries = draft.get('events') as readonly Readonly<Record<string, unknown>>[];
  const rewrites = entries.filter(
    ({ protectedBranch, inPeriod, type }) =>
      protectedBranch === true && inPeriod !== false && typeof type === 'string' && rewriting.has(type),
  );
  const gap = given.gaps?.find(({ what }) => what === 'events');
  if (given.events !== undefined && gap === undefined) draft.set('rewriteCount', rewrites.length, { file });
  else draft.lack('rewriteCount', gap?.reason ?? 'the export holds no log of events');
  if (given.events === undefined) draft.lack('events', 'the export holds no log of events');
  for (const rule of given.rules ?? []) {
    const record = draft.add('rules', rule.observedAt, { file });
    setAll(record, {
      ...rule,
      observedOn: isoDate(instantOf(rule.observedAt) ?? 0),
      requiredCheckCount: rule.requiredChecks?.length,
      bypassActorCount: rule.bypassActors?.length,
    });
    setInPeriod(record, ['observedAt'], clock);
  }
  if (given.rules === undefined) draft.lack('rules', 'the export holds no rules of the branch');
  for (const [index, gap] of (given.gaps ?? []).entries())
    setAll(draft.add('gaps', `${index + 1} ${gap.what}`, { file }), {
      what: gap.what,
      reason: gap.reason,
      ...(gap.requests === undefined
        ? {}
        : { requests: gap.requests.map((number) => `${given.source.forge === 'gitlab' ? '!' : '#'}${number}`) }),
    });
};
