import { isoInstant } from '../base/time.ts';
import type { FolderStore } from '../files/folder-store.ts';
import { githubQuery } from '../forges/github.ts';
import { count, object, text } from '../forges/shape.ts';
import type { ForgeExport, ForgeGap } from '../model/generated/forge-export.ts';
import { CollectError } from './collect-error.ts';
import { begin, type Collection, exportFrom, rawFolder } from './collection.ts';
import type { ForgeClient } from './forge-client.ts';

/** A search answers no more than this many items, however many pages one asks for. */
const MOST_FOUND = 1000;

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

  stage('rules of the branch');
  const observedAt = isoInstant(now());
  const gaps: ForgeGap[] = [];
  const rules = await client.ask(`/repos/${repository}/rules/branches/${encodeURIComponent(branch)}`, {
    accept: [403, 404],
  });
  if (rules.status === 200) await raw.answer(`rules-${Date.parse(observedAt) / 1000}`, async () => rules);
  else gaps.push({ what: 'rules', reason: `status ${rules.status}: the token may not see them` });
  return exportFrom(begun, raw, announced, gaps, observedAt);
};
