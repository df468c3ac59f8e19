import { describe, expect, it } from 'vitest';
import { forgeClient } from '../../src/collect/forge-client.ts';
import { collectGithub } from '../../src/collect/github.ts';
import type { ForgeExport } from '../../src/model/generated/forge-export.ts';
import { validate } from '../../src/model/validate.ts';
import { readExport } from '../evidence/forge-given.ts';
import { facts } from '../evidence/given.ts';
import { type Asked, forgeServer, memoryStore, type Reply } from './forge-server.ts';

const oid = (number: number): string => number.toString(16).padStart(40, '0');
const person = (login: string) => ({ login, __typename: 'User' });

/** A pull request as GitHub's GraphQL gives one, merged at noon of the n-th day of 2025. */
const node = (number: number, more: object = {}) => ({
  number,
  title: `Change ${number}`,
  url: `https://github.test/acme/app/pull/${number}`,
  createdAt: '2025-01-01T00:00:00Z',
  mergedAt: new Date(Date.UTC(2025, 0, number, 12)).toISOString(),
  baseRefName: 'main',
  headRefName: 'work',
  headRefOid: oid(number),
  author: person('ada'),
  mergedBy: person('bo'),
  mergeCommit: { oid: oid(1000 + number), tree: { oid: oid(2000 + number) } },
  labels: { totalCount: 1, nodes: [{ name: 'emergency' }] },
  closingIssuesReferences: { totalCount: 1, nodes: [{ number: 7 }] },
  commits: {
    totalCount: 1,
    nodes: [
      {
        commit: {
          oid: oid(number),
          message: 'One\n\nBody',
          authoredDate: '2025-01-01T00:00:00+02:00',
          author: { email: 'ada@example.org', user: { login: 'ada' } },
          committer: { email: 'noreply@github.com', user: null },
        },
      },
    ],
  },
  reviews: {
    totalCount: 1,
    nodes: [
      {
        id: `R${number}`,
        state: 'APPROVED',
        submittedAt: '2025-01-01T10:00:00Z',
        author: person('bo'),
        commit: { oid: oid(number) },
      },
    ],
  },
  timelineItems: { totalCount: 0, nodes: [] },
  lastCommit: {
    nodes: [
      {
        commit: {
          oid: oid(number),
          statusCheckRollup: {
            contexts: {
              totalCount: 2,
              nodes: [
                {
                  __typename: 'CheckRun',
                  name: 'test',
                  conclusion: 'SUCCESS',
                  completedAt: '2025-01-01T09:00:00Z',
                  checkSuite: { app: { slug: 'actions' } },
                },
                { __typename: 'StatusContext', context: 'scan', state: 'ERROR', createdAt: '2025-01-01T09:30:00Z' },
              ],
            },
          },
        },
      },
    ],
  },
  ...more,
});

const rules = [
  { type: 'pull_request', parameters: { required_approving_review_count: 2, dismiss_stale_reviews_on_push: true } },
  { type: 'required_status_checks', parameters: { required_status_checks: [{ context: 'test' }] } },
  { type: 'deletion', ruleset_id: 5 },
];
const answers: Readonly<Record<string, unknown>> = {
  '/repos/acme/app/rules/branches/main': rules,
  '/repos/acme/app/rulesets/5': { bypass_actors: [{ actor_type: 'Team', actor_id: 3, bypass_mode: 'always' }] },
};
/** The log: a push by force in the window, one before it, and a merge past the rules. */
const log = (url: URL): unknown => {
  if (url.searchParams.get('ref') !== 'refs/heads/main') return undefined;
  const pushed = (timestamp: string) => ({
    timestamp,
    actor: { login: 'bo' },
    ref: 'refs/heads/main',
    before: oid(1),
    after: oid(2),
  });
  if (url.searchParams.get('activity_type') === 'force_push')
    return [pushed('2025-12-20T00:00:00Z'), pushed('2024-12-31T23:59:59Z')];
  if (url.searchParams.get('activity_type') === 'branch_deletion') return [];
  return [
    {
      pushed_at: '2025-12-19T00:00:00Z',
      actor_name: 'ada',
      ref: 'refs/heads/main',
      before_sha: oid(3),
      after_sha: oid(4),
    },
  ];
};

/** GitHub with these pull requests: it searches by date of merge, gives pages, and finds no more than `most`. */
const github =
  (nodes: readonly ReturnType<typeof node>[], most = 1000) =>
  (asked: Asked): Reply => {
    const { url, body } = asked;
    if (url.pathname === '/repos/acme/app') return { body: { id: 42, full_name: 'acme/app' } };
    if (url.pathname === '/user') return { body: { login: 'auditor' } };
    const answer = answers[url.pathname];
    if (answer !== undefined) return { body: answer };
    if (/\/(?:activity|rule-suites)$/.test(url.pathname)) return { body: log(url) };
    if (url.pathname !== '/graphql') return { status: 404, body: { message: 'Not Found' } };
    const { query, after } = (body as { variables: { query: string; after: string | null } }).variables;
    const [, from = '', until = ''] = /merged:(\S+)\.\.(\S+)/.exec(query) ?? [];
    const found = nodes.filter(
      ({ mergedAt }) => Date.parse(mergedAt) >= Date.parse(from) && Date.parse(mergedAt) <= Date.parse(until),
    );
    const start = Number(after ?? 0);
    const page = found.slice(start, Math.min(start + 20, most));
    return {
      body: {
        data: {
          search: {
            issueCount: found.length,
            pageInfo: { hasNextPage: start + 20 < Math.min(found.length, most), endCursor: String(start + 20) },
            nodes: page,
          },
        },
      },
    };
  };

const wanted = {
  forge: 'github' as const,
  host: 'github.test',
  repository: 'acme/app',
  branch: 'main',
  start: '2025-01-01T00:00:00Z',
  end: '2026-01-01T00:00:00Z',
};

const collecting = async (reply: (asked: Asked) => Reply, store = memoryStore(), more: object = {}) => {
  const server = await forgeServer(reply);
  const stages: string[] = [];
  const options = { now: () => Date.UTC(2026, 0, 2), stage: (words: string) => void stages.push(words) };
  const client = forgeClient({
    api: server.api,
    authorization: ['authorization', 'Bearer secret-token'],
    wait: async () => undefined,
    ...options,
  });
  return { server, store, stages, collect: () => collectGithub(client, store, { ...wanted, ...more }, options) };
};

/** The export read by the audit, the raw answers beside it. */
const readBack = async (made: ForgeExport, store: ReturnType<typeof memoryStore>) => {
  const raw = [...store.files].map(([name, bytes]) => [`forge/raw/${name}`, Buffer.from(bytes).toString('utf8')]);
  return readExport(made, {}, Object.fromEntries(raw));
};

describe('collect github', () => {
  it('writes what the pages say, with the digests of the answers, and the audit works the same out of them', async () => {
    const { collect, store } = await collecting(github(Array.from({ length: 45 }, (_, index) => node(index + 1))));
    const made = await collect();
    expect(validate('forge-export', made)).toMatchObject({ ok: true });
    expect(made.source).toMatchObject({ repositoryId: '42', actor: 'auditor', exportedAt: '2026-01-01T08:00:00Z' });
    expect(made.source.answers?.[0]).toMatchObject({ id: 'requests', pages: 3, totalCount: 45 });
    expect(made.requests.map(({ number }) => number)).toEqual(Array.from({ length: 45 }, (_, index) => index + 1));
    expect(made.requests[0]).toEqual({
      number: 1,
      title: 'Change 1',
      url: 'https://github.test/acme/app/pull/1',
      author: { login: 'ada', type: 'person' },
      createdAt: '2025-01-01T00:00:00Z',
      mergedAt: '2025-01-01T12:00:00Z',
      mergedBy: { login: 'bo', type: 'person' },
      base: 'main',
      source: 'work',
      head: oid(1),
      mergeCommit: oid(1001),
      mergeTree: oid(2001),
      labels: ['emergency'],
      issues: ['#7'],
      commits: {
        total: 1,
        items: [
          {
            oid: oid(1),
            subject: 'One',
            authoredAt: '2024-12-31T22:00:00Z',
            authorEmail: 'ada@example.org',
            authorLogin: 'ada',
            committerEmail: 'noreply@github.com',
          },
        ],
      },
      reviews: [
        {
          id: 'R1',
          by: { login: 'bo', type: 'person' },
          state: 'approved',
          at: '2025-01-01T10:00:00Z',
          commit: oid(1),
        },
      ],
      checks: [
        {
          name: 'test',
          source: 'check-run',
          app: 'actions',
          oid: oid(1),
          conclusion: 'success',
          completedAt: '2025-01-01T09:00:00Z',
        },
        { name: 'scan', source: 'status', oid: oid(1), conclusion: 'failure', completedAt: '2025-01-01T09:30:00Z' },
      ],
      events: [],
    });
    expect(made.rules).toEqual([
      {
        observedAt: '2026-01-02T00:00:00Z',
        requiredApprovals: 2,
        dismissStale: true,
        lastPushApproval: false,
        codeOwnerReview: false,
        requiredChecks: ['test'],
        forcePushAllowed: true,
        deletionAllowed: false,
        bypassActors: ['Team 3 (always)'],
        enforcedOnAdmins: true,
      },
    ]);
    expect(made.events).toEqual([
      {
        type: 'rule-bypass',
        at: '2025-12-19T00:00:00Z',
        by: 'ada',
        ref: 'refs/heads/main',
        before: oid(3),
        after: oid(4),
      },
      {
        type: 'force-push',
        at: '2025-12-20T00:00:00Z',
        by: 'bo',
        ref: 'refs/heads/main',
        before: oid(1),
        after: oid(2),
      },
    ]);
    // The log of bypasses reaches back a month, and the window a year.
    expect(made.gaps?.map(({ what }) => what)).toEqual(['events', 'events', 'bypasses']);
    expect(JSON.stringify([...store.files].map(([, bytes]) => Buffer.from(bytes).toString()))).not.toContain(
      'secret-token',
    );
    expect(facts(await readBack(made, store))).toMatchObject({
      requestCount: 45,
      announcedCount: 45,
      rawFileCount: 8,
      rawMismatchCount: 0,
      matchesRaw: true,
      gapCount: 0,
    });
    const [first, ...others] = made.requests;
    if (!first) throw new Error('expected requests');
    const forged = { ...made, requests: [{ ...first, reviews: [] }, ...others] };
    expect(facts(await readBack(forged, store))).toMatchObject({ rawMismatchCount: 0, matchesRaw: false });
    for (const part of [{ events: [] }, { rules: [] }])
      expect(facts(await readBack({ ...made, ...part }, store))).toMatchObject({ matchesRaw: false });
  });

  it('halves windows that hold more than a search finds', async () => {
    const many = Array.from({ length: 2500 }, (_, index) =>
      node(index + 1, { mergedAt: new Date(Date.UTC(2025, 0, 1) + index * 3_600_000).toISOString() }),
    );
    const { collect } = await collecting(github(many));
    const made = await collect();
    expect(made.requests).toHaveLength(2500);
    expect(made.source.answers?.[0]?.totalCount).toBe(2500);
  });

  it('goes on after an interruption, and asks for nothing that is there', async () => {
    const nodes = Array.from({ length: 45 }, (_, index) => node(index + 1));
    let broken = true;
    const honest = github(nodes);
    const { collect, server, store } = await collecting((asked) =>
      broken && (asked.body as { variables?: { after: unknown } } | undefined)?.variables?.after === '20'
        ? { status: 500 }
        : honest(asked),
    );
    await expect(collect()).rejects.toMatchObject({ code: 'unreachable' });
    expect([...store.files.keys()]).toHaveLength(2);
    broken = false;
    const before = server.asked.length;
    const made = await collect();
    expect(made.requests).toHaveLength(45);
    // Pages two and three, the rules, a ruleset and three logs.
    expect(server.asked.length - before).toBe(7);
    const { collect: another } = await collecting(honest, store, { branch: 'next' });
    await expect(another()).rejects.toMatchObject({
      code: 'other-collection',
      message: expect.stringContaining('branch: main, not next'),
    });
  });

  it('keeps what a dismissed review said before, and who pushed by force', async () => {
    const { collect } = await collecting(
      github([
        node(1, {
          reviews: {
            totalCount: 2,
            nodes: [
              { id: 'R1', state: 'DISMISSED', submittedAt: '2025-01-01T10:00:00Z', author: person('bo'), commit: null },
              { id: 'R2', state: 'APPROVED', submittedAt: '2025-01-01T10:00:00Z', author: null, commit: null },
            ],
          },
          timelineItems: {
            totalCount: 2,
            nodes: [
              {
                __typename: 'ReviewDismissedEvent',
                createdAt: '2025-01-01T11:00:00Z',
                previousReviewState: 'APPROVED',
                review: { id: 'R1' },
              },
              {
                __typename: 'HeadRefForcePushedEvent',
                createdAt: '2025-01-01T09:00:00Z',
                actor: { login: 'bo' },
                beforeCommit: { oid: oid(5) },
                afterCommit: { oid: oid(6) },
              },
            ],
          },
        }),
      ]),
    );
    const [one] = (await collect()).requests;
    expect(one?.reviews).toEqual([
      {
        id: 'R1',
        by: { login: 'bo', type: 'person' },
        state: 'approved',
        at: '2025-01-01T10:00:00Z',
        dismissedAt: '2025-01-01T11:00:00Z',
      },
      { id: 'R2', state: 'approved', at: '2025-01-01T10:00:00Z' },
    ]);
    expect(one?.events).toEqual([
      { type: 'force-push', at: '2025-01-01T09:00:00Z', by: 'bo', before: oid(5), after: oid(6) },
    ]);
  });

  it('admits what it did not get', async () => {
    const honest = github([
      node(1, { reviews: { totalCount: 101, nodes: [] }, commits: { totalCount: 300, nodes: [] } }),
    ]);
    const { collect } = await collecting((asked) =>
      /\/(?:rules|rulesets|activity)(?:\/|$)/.test(asked.url.pathname)
        ? { status: 403, body: { message: 'no' } }
        : honest(asked),
    );
    const made = await collect();
    expect(made.gaps?.map(({ what, requests }) => [what, requests])).toEqual([
      ['commits', [1]],
      ['reviews', [1]],
      ['rules', undefined],
      ['events', undefined],
      ['events', undefined],
      ['bypasses', undefined],
    ]);
    expect(made).not.toHaveProperty('rules');
    expect(made).not.toHaveProperty('events');
  });

  it('of a repository that is not there writes nothing', async () => {
    const { collect, store } = await collecting(() => ({ status: 404, body: { message: 'Not Found' } }));
    await expect(collect()).rejects.toMatchObject({ code: 'no-repository', family: 'question' });
    expect(store.files.size).toBe(0);
  });
});
