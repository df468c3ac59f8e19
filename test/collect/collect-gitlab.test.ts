import { describe, expect, it } from 'vitest';
import { forgeClient } from '../../src/collect/forge-client.ts';
import { collectGitlab } from '../../src/collect/gitlab.ts';
import { validate } from '../../src/model/validate.ts';
import { readExport } from '../evidence/forge-given.ts';
import { facts } from '../evidence/given.ts';
import { type Asked, forgeServer, memoryStore, type Reply } from './forge-server.ts';

const oid = (number: number): string => number.toString(16).padStart(40, '0');
const project = '/api/v4/projects/acme%2Fapp';

const request = (iid: number, more: object = {}) => ({
  iid,
  title: `Change ${iid}`,
  web_url: `https://gitlab.test/acme/app/-/merge_requests/${iid}`,
  author: { username: 'ada' },
  merge_user: { username: 'bo' },
  created_at: '2025-01-01T00:00:00.123Z',
  merged_at: '2025-03-02T12:00:00.000Z',
  target_branch: 'main',
  source_branch: 'work',
  sha: oid(iid),
  merge_commit_sha: null,
  squash_commit_sha: oid(1000 + iid),
  labels: ['hotfix'],
  ...more,
});

const note = (id: number, body: string, created_at: string, system = true) => ({
  id,
  body,
  created_at,
  system,
  author: { username: 'bo' },
});

/** GitLab with these requests, in pages of a hundred. */
const gitlab =
  (requests: readonly ReturnType<typeof request>[]) =>
  ({ url }: Asked): Reply => {
    const page = <T>(all: readonly T[]): Reply => {
      const number = Number(url.searchParams.get('page') ?? 1);
      return { body: all.slice((number - 1) * 100, number * 100) };
    };
    const path = url.pathname;
    if (path === project) return { body: { id: 7, only_allow_merge_if_pipeline_succeeds: true } };
    if (path === '/api/v4/user') return { body: { username: 'auditor' } };
    if (path === `${project}/merge_requests`) return page(requests);
    if (path === `${project}/protected_branches/main`)
      return {
        body: {
          name: 'main',
          allow_force_push: false,
          push_access_levels: [{ access_level: 40, access_level_description: 'Maintainers' }],
        },
      };
    if (path === `${project}/approvals`) return { status: 403, body: { message: '403 Forbidden' } };
    const [, iid = '', part = ''] = /merge_requests\/(\d+)\/(\w+)$/.exec(path) ?? [];
    switch (part) {
      case 'commits':
        return page([
          {
            id: oid(Number(iid)),
            title: 'Two',
            authored_date: '2025-03-01T13:00:00+01:00',
            author_email: 'ada@example.org',
            committer_email: 'ada@example.org',
          },
          {
            id: oid(500),
            title: 'One',
            authored_date: '2025-03-01T10:00:00Z',
            author_email: 'ada@example.org',
            committer_email: 'ada@example.org',
          },
        ]);
      case 'notes':
        return page([
          note(1, 'approved this merge request', '2025-03-01T11:00:00Z'),
          note(2, 'approved this merge request', '2025-03-01T11:30:00Z', false),
          note(3, 'unapproved this merge request', '2025-03-01T12:30:00Z'),
          note(4, 'approved this merge request', '2025-03-02T09:00:00Z'),
        ]);
      case 'versions':
        return page([
          { head_commit_sha: oid(Number(iid)), created_at: '2025-03-01T12:00:00Z' },
          { head_commit_sha: oid(500), created_at: '2025-03-01T10:00:00Z' },
        ]);
      case 'pipelines':
        return page([
          { sha: oid(Number(iid)), status: 'success', updated_at: '2025-03-01T14:00:00Z' },
          { sha: oid(Number(iid)), status: 'running', updated_at: '2025-03-01T15:00:00Z' },
        ]);
      case 'closes_issues':
        return page([{ iid: 9 }]);
      default:
        return { status: 404, body: { message: '404 Not Found' } };
    }
  };

const collecting = async (reply: (asked: Asked) => Reply, store = memoryStore()) => {
  const server = await forgeServer(reply);
  const options = { now: () => Date.UTC(2026, 0, 2), stage: () => undefined };
  const client = forgeClient({
    api: `${server.api}/api/v4`,
    authorization: ['private-token', 'secret-token'],
    wait: async () => undefined,
    ...options,
  });
  const wanted = {
    forge: 'gitlab' as const,
    host: 'gitlab.test',
    repository: 'acme/app',
    branch: 'main',
    start: '2025-01-01T00:00:00Z',
    end: '2026-01-01T00:00:00Z',
  };
  return { server, store, collect: () => collectGitlab(client, store, wanted, options) };
};

describe('collect gitlab', () => {
  it('writes approvals with their times and heads, pipelines and rules, and the audit works the same out', async () => {
    const { collect, store } = await collecting(
      gitlab([request(1), request(2, { merged_at: '2024-12-31T00:00:00Z' })]),
    );
    const made = await collect();
    expect(validate('forge-export', made)).toMatchObject({ ok: true });
    expect(made.requests).toEqual([
      {
        number: 1,
        title: 'Change 1',
        url: 'https://gitlab.test/acme/app/-/merge_requests/1',
        author: { login: 'ada', type: 'person' },
        createdAt: '2025-01-01T00:00:00Z',
        mergedAt: '2025-03-02T12:00:00Z',
        mergedBy: { login: 'bo', type: 'person' },
        base: 'main',
        source: 'work',
        head: oid(1),
        mergeCommit: oid(1001),
        labels: ['hotfix'],
        issues: ['#9'],
        commits: {
          total: 2,
          items: [
            {
              oid: oid(500),
              subject: 'One',
              authoredAt: '2025-03-01T10:00:00Z',
              authorEmail: 'ada@example.org',
              committerEmail: 'ada@example.org',
            },
            {
              oid: oid(1),
              subject: 'Two',
              authoredAt: '2025-03-01T12:00:00Z',
              authorEmail: 'ada@example.org',
              committerEmail: 'ada@example.org',
            },
          ],
        },
        reviews: [
          {
            id: 'note 1',
            by: { login: 'bo', type: 'person' },
            state: 'approved',
            at: '2025-03-01T11:00:00Z',
            commit: oid(500),
          },
          {
            id: 'note 3',
            by: { login: 'bo', type: 'person' },
            state: 'dismissed',
            at: '2025-03-01T12:30:00Z',
            commit: oid(1),
          },
          {
            id: 'note 4',
            by: { login: 'bo', type: 'person' },
            state: 'approved',
            at: '2025-03-02T09:00:00Z',
            commit: oid(1),
          },
        ],
        checks: [
          {
            name: 'pipeline',
            source: 'pipeline',
            oid: oid(1),
            conclusion: 'success',
            completedAt: '2025-03-01T14:00:00Z',
          },
          { name: 'pipeline', source: 'pipeline', oid: oid(1) },
        ],
      },
    ]);
    expect(made.rules).toEqual([
      {
        observedAt: '2026-01-02T00:00:00Z',
        requiredChecks: ['pipeline'],
        forcePushAllowed: false,
        deletionAllowed: false,
        bypassActors: ['Maintainers'],
      },
    ]);
    expect(made.gaps).toEqual([{ what: 'rules', reason: 'approvals: status 403' }]);
    const raw = [...store.files].map(([name, bytes]) => [`forge/raw/${name}`, Buffer.from(bytes).toString('utf8')]);
    expect(facts(await readExport(made, {}, Object.fromEntries(raw)))).toMatchObject({
      matchesRaw: true,
      rawMismatchCount: 0,
      announcedCount: 1,
      requestCount: 1,
    });
  });

  it('reads all pages, and after an interruption asks only for what is lacking', async () => {
    const honest = gitlab(Array.from({ length: 120 }, (_, index) => request(index + 1)));
    let broken = true;
    const { collect, server } = await collecting((asked) =>
      broken && asked.url.pathname.endsWith('/merge_requests/120/notes') ? { status: 502 } : honest(asked),
    );
    await expect(collect()).rejects.toMatchObject({ code: 'unreachable' });
    broken = false;
    const before = server.asked.length;
    expect((await collect()).requests).toHaveLength(120);
    // Four parts of the last request, and three of the rules.
    expect(server.asked.length - before).toBe(7);
  });

  it('of a project that is not there says so', async () => {
    const { collect } = await collecting(() => ({ status: 404, body: {} }));
    await expect(collect()).rejects.toMatchObject({ code: 'no-repository' });
  });
});
