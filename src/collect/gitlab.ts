import { isoInstant } from '../base/time.ts';
import type { FolderStore } from '../files/folder-store.ts';
import { list, object, text } from '../forges/shape.ts';
import type { ForgeExport, ForgeGap } from '../model/generated/forge-export.ts';
import { CollectError } from './collect-error.ts';
import { begin, type Collection, exportFrom, rawFolder } from './collection.ts';
import type { ForgeClient } from './forge-client.ts';

const PAGE = 100;

/** What is asked of each request: name of the part, and its path. */
const parts = [
  ['commits', 'commits'],
  ['notes', 'notes?sort=asc&order_by=created_at'],
  ['versions', 'versions'],
  ['pipelines', 'pipelines'],
  ['issues', 'closes_issues'],
] as const;

/** Collects the merged requests of one branch of a project on GitLab, and the protection of the branch as it is now. */
export const collectGitlab = async (
  client: ForgeClient,
  store: FolderStore,
  wanted: Collection,
  { now, stage }: { readonly now: () => number; readonly stage: (words: string) => void },
): Promise<ForgeExport> => {
  const { repository, branch, start, end } = wanted;
  const project = `/projects/${encodeURIComponent(repository)}`;
  const begun = await begin(store, wanted, async () => {
    const found = await client.ask(project, { accept: [404] });
    if (found.status === 404)
      throw new CollectError('no-repository', `no project ${repository} that the token may see`);
    const me = await client.ask('/user', { accept: [401, 403, 404] });
    const actor = text(object(me.body).username);
    const date = Date.parse(found.headers.get('date') ?? '');
    return {
      repositoryId: String(object(found.body).id ?? ''),
      exportedAt: isoInstant(Number.isNaN(date) ? now() : date),
      ...(actor === undefined ? {} : { actor }),
    };
  });
  const raw = rawFolder(store);
  /** All pages of a list: a full page may be followed by another. */
  const pages = async (name: string, path: string): Promise<readonly ReturnType<typeof object>[]> => {
    const all: ReturnType<typeof object>[] = [];
    for (let number = 1; ; number++) {
      const body = await raw.answer(`${name}-${String(number).padStart(3, '0')}`, () =>
        client.ask(`${path}${path.includes('?') ? '&' : '?'}per_page=${PAGE}&page=${number}`),
      );
      if (!Array.isArray(body)) throw new CollectError('refused', `${path.split('?')[0]}: expected a list`);
      all.push(...list(body));
      if (body.length < PAGE) return all;
    }
  };
  // Whatever was merged in the window was changed in it or later, and in the order of their making requests keep their place.
  const query = new URLSearchParams({
    state: 'merged',
    target_branch: branch,
    updated_after: start,
    order_by: 'created_at',
    sort: 'asc',
    scope: 'all',
  });
  stage('list of merged requests');
  const listed = (await pages('requests', `${project}/merge_requests?${query}`)).filter(
    ({ merged_at }) =>
      Date.parse(text(merged_at) ?? '') >= Date.parse(start) && Date.parse(text(merged_at) ?? '') < Date.parse(end),
  );
  for (const [index, { iid }] of listed.entries()) {
    stage(`request ${index + 1} of ${listed.length}`);
    for (const [name, path] of parts)
      await pages(`request-${String(iid)}-${name}`, `${project}/merge_requests/${String(iid)}/${path}`);
  }
  stage('protection of the branch');
  const gaps: ForgeGap[] = [];
  const observedAt = isoInstant(now());
  const ofRules = [
    ['branch', `${project}/protected_branches/${encodeURIComponent(branch)}`],
    ['project', project],
    ['approvals', `${project}/approvals`],
  ] as const;
  for (const [name, path] of ofRules) {
    const answer = await client.ask(path, { accept: [403, 404] });
    if (answer.status === 200) await raw.answer(`rules-${name}`, async () => answer);
    else gaps.push({ what: 'rules', reason: `${name}: status ${answer.status}` });
  }
  const numbers = new Set(listed.map(({ iid }) => iid));
  return exportFrom(begun, raw, numbers.size, gaps, observedAt);
};
