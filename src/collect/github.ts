import { DAY, isoInstant } from '../base/time.ts';
import type { FolderStore } from '../files/folder-store.ts';
import { type githubEvents, githubQuery } from '../forges/github.ts';
import { count, list, object, text } from '../forges/shape.ts';
import type { ForgeExport, ForgeGap } from '../model/generated/forge-export.ts';
import { CollectError } from './collect-error.ts';
import { begin, type Collection, exportFrom, rawFolder } from './collection.ts';
import type { ForgeClient } from './forge-client.ts';

/** A search answers no more than this many items, however many pages one asks for. */
const MOST_FOUND = 1000;

/** Entries of a log that are asked for. */
const MOST_LOGGED = 100;

/** The logs of a repository: name, path, and how many days they reach back. */
const logs = [
  ['force-push', 'activity?activity_type=force_push&time_period=year', 365],
  ['branch-deletion', 'activity?activity_type=branch_deletion&time_period=year', 365],
  ['bypass', 'rulesets/rule-suites?rule_suite_result=bypass&time_period=month', 31],
] as const satisfies readonly (readonly [keyof typeof githubEvents, string, number])[];

const dateOf = (headers: Headers, now: number): string => {
  const date = Date.parse(headers.get('date') ?? '');
  return isoInstant(Number.isNaN(date) ? now : date);
};

/** Collects the merged requests of one branch of a repository on GitHub, and the rules of the branch as they are now. */
export const collectGithub = async (
  client: ForgeClient,
  store: FolderStore,
  wanted: Collection,
  { now, stage }: { readonly now: () => number; readonly stage: (words: string) => void },
): Promise<ForgeExport> => {
  const { repository, branch } = wanted;
  const begun = await begin(store, wanted, async () => {
    const found = await client.ask(`/repos/${repository}`, { accept: [404] });
    if (found.status === 404)
      throw new CollectError('no-repository', `no repository ${repository} that the token may see`);
    const me = await client.ask('/user', { accept: [401, 403, 404] });
    const actor = text(object(me.body).login);
    return {
      repositoryId: String(object(found.body).id ?? ''),
      exportedAt: dateOf(found.headers, now()),
      ...(actor === undefined ? {} : { actor }),
    };
  });
  const raw = rawFolder(store);
  let announced = 0;

  const page = (from: number, until: number, number: number, after: string | null): Promise<unknown> => {
    // `..` takes both ends in, and dates here are whole seconds.
    const query = `repo:${repository} is:pr is:merged base:${branch} merged:${isoInstant(from)}..${isoInstant(until - 1000)} sort:created-asc`;
    return raw.answer(`requests-${from / 1000}-${until / 1000}-${String(number).padStart(3, '0')}`, () =>
      client.ask('/graphql', { post: { query: githubQuery, variables: { query, after } } }),
    );
  };
  const collectWindow = async (from: number, until: number): Promise<void> => {
    let after: string | null = null;
    for (let number = 1; ; number++) {
      const search = object(object(object(await page(from, until, number, after)).data).search);
      const total = count(search.issueCount);
      if (total === undefined) throw new CollectError('refused', 'the forge answered without a count of requests');
      if (total > MOST_FOUND && until - from > 2000) {
        const middle = Math.floor((from + until) / 2000) * 1000;
        await collectWindow(from, middle);
        return collectWindow(middle, until);
      }
      if (number === 1) announced += total;
      stage(`requests merged from ${isoInstant(from)}: ${Math.min(total, number * 20)} of ${total}`);
      const { hasNextPage, endCursor } = object(search.pageInfo);
      after = text(endCursor) ?? null;
      if (hasNextPage !== true || after === null) return;
    }
  };
  await collectWindow(Date.parse(wanted.start), Date.parse(wanted.end));

  stage('rules and log of the branch');
  const observedAt = isoInstant(now());
  const gaps: ForgeGap[] = [];
  /** An answer that the token may not be allowed to see: kept when it is there. */
  const maybe = async (name: string, path: string): Promise<unknown> => {
    const answer = await client.ask(path, { accept: [403, 404, 422] });
    return answer.status === 200 ? raw.answer(name, async () => answer) : undefined;
  };
  const rules = await maybe(
    `rules-${Date.parse(observedAt) / 1000}`,
    `/repos/${repository}/rules/branches/${encodeURIComponent(branch)}`,
  );
  if (rules === undefined) gaps.push({ what: 'rules', reason: 'the token may not see them' });
  for (const id of new Set(list(rules).flatMap(({ ruleset_id }) => count(ruleset_id) ?? [])))
    await maybe(`ruleset-${id}`, `/repos/${repository}/rulesets/${id}`);
  for (const [name, path, reach] of logs) {
    const what = name === 'bypass' ? 'bypasses' : 'events';
    const body = await maybe(
      `events-${name}`,
      `/repos/${repository}/${path}&ref=${encodeURIComponent(`refs/heads/${branch}`)}&per_page=${MOST_LOGGED}`,
    );
    if (!Array.isArray(body)) gaps.push({ what, reason: `${name}: the token may not see that log` });
    else if (body.length === MOST_LOGGED) gaps.push({ what, reason: `${name}: more than ${MOST_LOGGED}` });
    else if (now() - Date.parse(wanted.start) > reach * DAY)
      gaps.push({ what, reason: `${name}: the log reaches back ${reach} days, and the window begins before` });
  }
  return exportFrom(begun, raw, announced, gaps, observedAt);
};
