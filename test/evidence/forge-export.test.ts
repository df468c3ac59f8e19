import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/base/digest.ts';
import type { ForgeRequest } from '../../src/model/generated/forge-export.ts';
import { exportOf, readExport } from './forge-given.ts';
import { entry, facts, problems } from './given.ts';

const oid = 'a'.repeat(40);
const request = (number: number, more: Partial<ForgeRequest> = {}): ForgeRequest => ({
  number,
  base: 'main',
  mergedAt: '2025-03-02T12:00:00Z',
  commits: { total: 1, items: [{ oid }] },
  reviews: [],
  checks: [],
  ...more,
});

describe('an export', () => {
  it('gives flat lists, each entry with its request', async () => {
    const sheet = await readExport(
      exportOf(
        [
          request(7, {
            title: 'A\u0007title',
            author: { login: 'ada', type: 'person' },
            labels: ['x'],
            reviews: [{ id: 'r1', by: { login: 'bo' }, state: 'approved', at: '2025-03-02T11:00:00Z', commit: oid }],
            checks: [{ name: 'test', oid, conclusion: 'success', completedAt: '2025-03-02T11:30:00Z' }],
          }),
        ],
        {
          rules: [
            { observedAt: '2025-06-01T10:00:00Z', requiredApprovals: 1, requiredChecks: ['test'], bypassActors: [] },
          ],
          gaps: [{ what: 'checks', requests: [7], reason: 'deleted' }],
        },
      ),
      { repository: 'Example/App' },
    );
    expect(sheet.problems).toEqual([]);
    expect(facts(sheet)).toMatchObject({
      repository: 'example/app',
      repositoryMatches: true,
      requestCount: 1,
      duplicateCount: 0,
      futureCount: 0,
      outsideCount: 0,
      gapCount: 1,
      rawFileCount: 0,
      exportedAfterWindow: true,
      emergencyLabels: ['emergency', 'hotfix'],
      eventLog: false,
    });
    expect(entry(sheet, 'requests', '#7')).toMatchObject({ author: 'ada', commitCount: 1, commitsListed: 1 });
    expect(entry(sheet, 'reviews', 'r1')).toMatchObject({ request: '#7', by: 'bo', commit: oid });
    expect(entry(sheet, 'checks', '#7 check 1')).toMatchObject({ request: '#7', conclusion: 'success' });
    expect(facts(sheet).rules).toMatchObject([
      { observedOn: '2025-06-01', inPeriod: true, requiredCheckCount: 1, bypassActorCount: 0 },
    ]);
    expect(facts(sheet).gaps).toMatchObject([{ what: 'checks', requests: ['#7'] }]);
    expect(sheet.absent).toMatchObject({ '/events': 'the export holds no log of events' });
    for (const fact of ['rawMismatchCount', 'announcedCount', 'rewriteCount', 'requiredChecks'])
      expect(facts(sheet)).not.toHaveProperty(fact);
  });

  it('counts what is listed twice, keeps the first, and what lies outside or in the future', async () => {
    const review = { id: 'r1', state: 'approved' as const, at: '2026-02-01T00:00:00Z' };
    const sheet = await readExport(
      exportOf([
        request(1, { title: 'first' }),
        request(1, { title: 'second' }),
        request(2, { mergedAt: '2024-12-31T23:59:59Z', reviews: [review, review] }),
        request(3, { commits: { total: 2, items: [{ oid }, { oid }] } }),
      ]),
    );
    expect(facts(sheet)).toMatchObject({ requestCount: 4, duplicateCount: 3, outsideCount: 1, futureCount: 2 });
    expect(facts(sheet).requests).toMatchObject([{ title: 'first' }, { id: '#2' }, { id: '#3' }]);
  });

  it('made before its window ended says so; one made after the audit is of the future', async () => {
    const made = (exportedAt: string) =>
      readExport(exportOf([], { source: { forge: 'github', repository: 'example/app', exportedAt } }));
    expect(facts(await made('2025-12-31T00:00:00Z'))).toMatchObject({ exportedAfterWindow: false, futureCount: 0 });
    expect(facts(await made('2026-01-16T00:00:00Z'))).toMatchObject({ futureCount: 1 });
  });

  it('holds the raw answers against their digests', async () => {
    const source = (digest: string, path = 'raw/1.json') => ({
      forge: 'github' as const,
      repository: 'example/app',
      exportedAt: '2026-01-02T08:00:00Z',
      answers: [{ id: 'requests', totalCount: 2, files: [{ path, sha256: digest }] }],
    });
    const raw = { 'forge/raw/1.json': '{"a":1}' };
    const read = async (digest: string, path?: string) =>
      facts(await readExport(exportOf([], { source: source(digest, path) }), {}, raw));
    expect(await read(sha256('{"a":1}'))).toMatchObject({ rawFileCount: 1, rawMismatchCount: 0, announcedCount: 2 });
    expect(await read(sha256('{"a":2}'))).toMatchObject({ rawMismatchCount: 1 });
    for (const path of ['raw/2.json', '../raw/1.json', '/raw/1.json'])
      expect(await read(sha256('{"a":1}'), path)).toMatchObject({ rawMismatchCount: 1 });
  });

  it('with a log counts rewrites of the branch in the period, and not those of the branch of a request', async () => {
    const event = (type: 'force-push' | 'rule-bypass' | 'branch-deleted', at: string) => ({ type, at });
    const sheet = await readExport(
      exportOf([request(1, { events: [event('force-push', '2025-03-01T00:00:00Z')] })], {
        events: [
          event('force-push', '2025-05-01T00:00:00Z'),
          event('branch-deleted', '2025-05-02T00:00:00Z'),
          event('rule-bypass', '2025-05-03T00:00:00Z'),
          event('force-push', '2024-05-01T00:00:00Z'),
        ],
      }),
    );
    expect(facts(sheet)).toMatchObject({ eventLog: true, rewriteCount: 2 });
    const gap = await readExport(exportOf([], { events: [], gaps: [{ what: 'events', reason: 'one month only' }] }));
    expect(facts(gap)).not.toHaveProperty('rewriteCount');
  });

  it.each([
    ['no text', new Uint8Array([0xff, 0xfe, 0x00]), ['not-text -']],
    ['cut off', '{"forgeExport": 1, "requests": [', ['not-json 1']],
    ['a key twice', '{"forgeExport": 1,\n"forgeExport": 1}', ['not-json 2']],
    ['an answer of the API', '[{"number": 1}]', ['no-export -']],
    ['another object', '{"number": 1}', ['no-export -']],
    ['too deep', `${'['.repeat(100)}${']'.repeat(100)}`, ['not-json 1']],
  ])('%s is refused, and has no lists', async (_, content, expected) => {
    const sheet = await readExport(content);
    expect(problems(sheet)).toEqual(expected);
    for (const list of ['requests', 'reviews', 'checks', 'events']) expect(sheet.absent).toHaveProperty(`/${list}`);
    expect(facts(sheet)).not.toHaveProperty('branch');
  });

  it('that breaks its schema is not believed in part; every mistake is told with its line', async () => {
    const given = exportOf([
      request(1),
      { ...request(2), mergeCommit: 'xyz' },
      { ...request(3), approved: true } as never,
    ]);
    const sheet = await readExport(JSON.stringify(given, null, 1));
    expect(problems(sheet).map((problem) => problem.split(' ')[0])).toEqual(['bad-export', 'bad-export']);
    expect(sheet.problems.every(({ line }) => (line ?? 0) > 1)).toBe(true);
    expect(sheet.problems.map(({ message }) => message).join()).toMatch(/mergeCommit.*approved|approved.*mergeCommit/s);
    expect(facts(sheet).requests).toEqual([]);
  });
});
