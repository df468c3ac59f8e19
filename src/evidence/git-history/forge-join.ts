import { instantOf } from '../../base/time.ts';
import type { FactSheet, Location } from '../../model/facts.ts';
import type { AuditClock } from '../../model/policy.ts';
import { type PeopleMap, peopleMap } from '../people/people-map.ts';
import { setInPeriod } from '../period.ts';
import type { RecordDraft, SheetDraft } from '../sheet-draft.ts';
import { type ForgeRecord, type ForgeRequest, type ForgeSource, forgeRecord } from './forge-requests.ts';
import type { HistoryOptions } from './history-options.ts';
import { type HistoryReading, shortId } from './history-reading.ts';
import { changeMakers, requestMakers } from './makers.ts';
import { distinct, labelsOf, type Parties, type Party, partiesOf } from './parties.ts';
import { addChecks } from './request-checks.ts';
import { matchRequest, type RequestMatch } from './request-match.ts';
import { addReviews } from './request-reviews.ts';

/** What the join is made from. */
export interface JoinInput {
  readonly source: Location;
  readonly reading: HistoryReading;
  readonly options: HistoryOptions;
  readonly clock: AuditClock;
  /** The records of the changes of the period, by commit number. */
  readonly changes: ReadonlyMap<number, RecordDraft>;
  readonly exports: readonly FactSheet[];
  readonly people: readonly FactSheet[];
}

interface Context extends JoinInput {
  readonly map: PeopleMap;
  readonly parties: Parties;
  readonly record: ForgeRecord;
}

const at = (date: string | undefined): number => instantOf(date ?? '') ?? Number.NaN;

const emergencyBranch = /^(?:hotfix|emergency)(?:\/|-|$)/i;

/** Whether a request says that it is an emergency: by a label, or by the name of its branch. */
const isEmergency = ({ facts, from }: ForgeRequest): boolean =>
  (facts.labels ?? []).some((label) => from.emergencyLabels.includes(label.toLowerCase())) ||
  emergencyBranch.test(facts.source ?? '');

/** What a request touches, by what its changes touch. */
const touched = [
  ['touchesControls', ['touchesPolicy', 'touchesThresholds']],
  ['touchesModel', ['touchesModel']],
] as const;

/** Most days after leaving among persons and what they did; undefined facts when there is no map. */
const addLeavers = (
  record: RecordDraft,
  map: PeopleMap,
  acts: readonly { readonly party: Party; readonly instant: number }[],
  list?: string,
): void => {
  if (!map.supplied) {
    for (const fact of ['daysAfterLeaving', ...(list === undefined ? [] : [list])])
      record.lack(fact, 'no people map was supplied');
    return;
  }
  const days = acts.flatMap(({ party, instant }) =>
    party.persons.map((person) => ({
      person,
      days: Number.isNaN(instant) ? 0 : map.daysAfterLeaving(person, instant),
    })),
  );
  record.set('daysAfterLeaving', Math.max(0, ...days.map((each) => each.days)));
  if (list !== undefined)
    record.set(list, [...new Set(days.filter((each) => each.days > 0).map((each) => each.person))].sort());
};

const addRequest = (draft: SheetDraft, match: RequestMatch, context: Context): void => {
  const { reading, parties, map, changes } = context;
  const { request } = match;
  const { facts, from } = request;
  const record = draft.add('requests', request.name, { file: from.file });
  const take = (fact: string, value: string | boolean | readonly string[] | undefined, why: string): void => {
    if (value === undefined) record.lack(fact, why);
    else record.set(fact, value);
  };
  const unsaid = 'the export does not say';
  for (const fact of ['title', 'author', 'mergedBy', 'createdAt', 'mergedAt', 'issues'] as const)
    take(fact, facts[fact], unsaid);
  setInPeriod(record, ['mergedAt'], context.clock);
  const found = match.merge !== undefined;
  record.set('found', found);
  const absent = found
    ? 'the objects do not tell'
    : `its merge commit ${facts.mergeOid ?? '(none named)'} is no step of the branch`;
  take('change', match.merge === undefined ? undefined : shortId(reading.graph, match.merge), absent);
  take('mergeMethod', match.method, absent);
  take('treeMatches', match.treeMatches, found ? 'the export names no tree' : absent);
  take('headMatches', match.headMatches, absent);
  const bypass =
    from.bypassed &&
    [facts.mergeOid ?? '', ...match.steps.map(reading.graph.idOf)].some((oid) => from.bypassed?.has(oid));
  record.set('emergency', isEmergency(request) || bypass === true);
  take(
    'bypass',
    bypass,
    from.gap('bypasses') ?? from.gap('events') ?? 'the export holds no log of what happened to the branch',
  );
  const author = parties.of({ login: facts.author, bot: facts.authorType === 'bot' });
  record.set('bot', !author.human);
  for (const [fact, kinds] of touched) {
    const seen = match.steps.flatMap((step) => kinds.map((kind) => changes.get(step)?.get(kind)));
    if (seen.includes(true)) record.set(fact, true);
    else if (seen.length > 0 && seen.every((each) => each === false)) record.set(fact, false);
    else record.lack(fact, found ? 'its changes lie outside of the period, or could not be read' : absent);
  }

  const { makers, acts, unlisted } = requestMakers(match, context.parties, reading);
  const reviewers = request.reviews
    .filter(({ state }) => state !== 'commented' && state !== 'pending')
    .map(({ by, byType }) => parties.of({ login: by, bot: byType === 'bot' }));
  const strangers = labelsOf(makers.filter(({ known }) => !known));
  const unknown = [...new Set([...strangers, ...labelsOf(reviewers.filter(({ known }) => !known))])].sort();
  record.set('makers', labelsOf(distinct(makers, parties.same)));
  record.set('unknownIdentities', unknown);
  record.set('unknownIdentityCount', unknown.length);
  addReviews(
    record,
    request,
    makers,
    unlisted === undefined ? strangers : [unlisted, ...strangers],
    match.headMatches === false,
    parties,
    map,
  );
  addChecks(record, request);
  addLeavers(
    record,
    map,
    [
      ...acts,
      ...request.reviews.map((review) => ({ party: parties.of({ login: review.by }), instant: at(review.at) })),
      { party: parties.of({ login: facts.mergedBy }), instant: at(facts.mergedAt) },
    ],
    'leavers',
  );
};

/** The export that covers a change by its date, when one does and admits no lack of requests. */
const covering = (sources: readonly ForgeSource[], instant: number): ForgeSource | undefined =>
  sources.find((source) => instant >= source.start && instant < source.end && source.gap('requests') === undefined);

const bypassed = (oid: unknown, sources: readonly ForgeSource[]): boolean =>
  typeof oid === 'string' && sources.some((source) => source.bypassed?.has(oid));

const addToChange = (
  record: RecordDraft,
  matches: readonly RequestMatch[],
  instant: number,
  requestRecords: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
  { record: forge }: Context,
): void => {
  const forgeFacts = ['requestCount', 'forgeRequests', 'mergeMethod'];
  const covered = covering(forge.sources, instant) !== undefined;
  if (matches.length === 0 && !covered) {
    const why = forge.sources.length === 0 ? forge.absence : 'no export covers the date of the change';
    for (const fact of forgeFacts) record.lack(fact, why);
    record.set('reviewSource', 'trailers');
    if (record.get('kind') === 'merge') record.set('entered', 'merge');
    else record.lack('entered', `a squash, a rebase and a direct push look alike in git, and ${why}`);
    return;
  }
  record.set('requestCount', matches.length);
  record.set(
    'forgeRequests',
    matches.map(({ request }) => request.name),
  );
  record.set('reviewSource', 'forge');
  record.set('entered', matches.length > 0 ? 'request' : 'direct');
  const [match] = matches;
  if (match?.method) record.set('mergeMethod', match.method);
  else record.lack('mergeMethod', 'no request of the export brought the change in');
  const known = matches.map(({ request }) => requestRecords.get(request.name));
  // A push past the rules is an emergency too, whether or not it says so and has a request.
  if (known.some((each) => each?.emergency === true) || bypassed(record.get('oid'), forge.sources))
    record.set('emergency', true);
  const workItems = [record.get('workItems'), ...known.map((each) => each?.issues)].flatMap((list) =>
    Array.isArray(list) ? (list as readonly string[]) : [],
  );
  record.set('workItems', [...new Set(workItems)].sort());
  record.set('workItemCount', new Set(workItems).size);
  // The record of the forge takes the place of trailers, which are claims.
  const of = match && requestRecords.get(match.request.name);
  const count = matches.length === 0 ? 0 : of?.independentApprovalCount;
  record.set('independentReviewers', []);
  if (typeof count === 'number') {
    record.set('independentReviewerCount', count);
    record.set('independentReviewers', count === 0 ? [] : ((of?.independentApprovers ?? []) as readonly string[]));
  } else record.withdraw('independentReviewerCount', `the record of ${match?.request.name ?? ''} does not tell`);
};

/** A reviewer whom the people map knows as an author under another address has not reviewed. */
const withMap = (record: RecordDraft, makers: readonly Party[], { map, parties }: Context): void => {
  const unknown = labelsOf(makers.filter(({ known }) => !known));
  if (map.supplied) {
    record.set('unknownMakers', unknown);
    record.set('unknownMakerCount', unknown.length);
  } else for (const fact of ['unknownMakers', 'unknownMakerCount']) record.lack(fact, 'no people map was supplied');
  const trailers = record.get('independentReviewers');
  if (!map.supplied || record.get('reviewSource') === 'forge' || !Array.isArray(trailers)) return;
  const left = (trailers as readonly string[]).filter((email) => {
    const reviewer = parties.of({ email });
    return reviewer.human && !makers.some((maker) => parties.same(maker, reviewer));
  });
  record.set('independentReviewers', left);
  if (record.has('independentReviewerCount')) record.set('independentReviewerCount', left.length);
};

/**
 * Joins the exports of a forge and the people map to the history: the requests are looked up on the first-parent chain, and each
 * change is told which requests brought it in. Without an export that covers it these facts are absent, never false. An export
 * of which nothing at all is in the history is of another repository: it is told, and not used.
 */
export const joinForge = (draft: SheetDraft, input: JoinInput): void => {
  const { reading, options, exports, people, source, changes } = input;
  const given = forgeRecord(exports, options.branch);
  const matched = given.requests.map((request) => matchRequest(reading, request));
  const foreign = new Set(
    given.sources
      .filter(({ file }) => {
        const ofSource = matched.filter(({ request }) => request.from.file === file);
        return ofSource.length > 0 && ofSource.every(({ merge }) => merge === undefined);
      })
      .map(({ file }) => file),
  );
  const sources = given.sources.filter(({ file }) => !foreign.has(file));
  draft.set('foreignExports', [...foreign].sort(), source);
  draft.set('foreignExportCount', foreign.size, source);
  const matches = matched.filter(({ request }) => !foreign.has(request.from.file));
  const record = {
    ...given,
    sources,
    absence:
      foreign.size > 0 && sources.length === 0
        ? `the export is of another repository: none of its merge commits is a step of ${options.branch}`
        : given.absence,
  };
  const map = peopleMap(people);
  const links = matches.flatMap(({ request }) =>
    request.commits.flatMap(({ authorEmail, authorLogin, committerEmail, committerLogin }) => [
      ...(authorEmail && authorLogin ? [{ email: authorEmail, login: authorLogin }] : []),
      ...(committerEmail && committerLogin ? [{ email: committerEmail, login: committerLogin }] : []),
    ]),
  );
  const parties = partiesOf(map, options.isBot, links);
  const context: Context = { ...input, map, parties, record };
  draft.set('forgeEvidence', sources.length > 0, source);

  for (const match of matches) addRequest(draft, match, context);
  if (matches.length === 0)
    draft.lack('requests', sources.length === 0 ? record.absence : 'the exports list no merged request of the branch');
  const requestRecords = new Map(
    ((draft.get('requests') ?? []) as readonly Readonly<Record<string, unknown>>[]).map((each) => [
      String(each.id),
      each,
    ]),
  );
  const byStep = new Map<number, RequestMatch[]>();
  for (const match of matches) for (const step of match.steps) byStep.set(step, [...(byStep.get(step) ?? []), match]);
  for (const [unit, change] of changes) {
    const instant = reading.graph.secondsOf(unit) * 1000;
    const makers = changeMakers(reading, unit, parties);
    addToChange(change, byStep.get(unit) ?? [], instant, requestRecords, context);
    withMap(change, makers, context);
    addLeavers(
      change,
      map,
      makers.map((party) => ({ party, instant })),
    );
  }
};
