import { describe, expect, it } from 'vitest';
import type { FactSheet } from '../../src/model/facts.ts';
import type { ForgeExport, ForgeRequest } from '../../src/model/generated/forge-export.ts';
import { type Fixture, repository } from '../repositories/git-fixture.ts';
import { exportOf, readExport, readPeople } from './forge-given.ts';
import { readGitHistory } from './git-history-context.ts';

const ada = 'Ada Example <ada@example.org>';
const bo = 'Bo Example <bo@example.org>';
const forge = 'Forge <noreply@github.com>';
const merged = '2025-03-02T12:00:00Z';

interface Story {
  readonly fixture: Fixture;
  readonly head: string;
  readonly merge: string;
}

/** A root of 2024, and one merged branch of one commit by Ada. */
const story = (): Story => {
  const fixture = repository();
  fixture.commit({ at: '2024-12-01T00:00:00Z', files: { 'a.txt': '1' } });
  fixture.git(['checkout', '-q', '-b', 'work']);
  const head = fixture.commit({ author: ada, at: '2025-03-01T12:00:00Z', files: { 'a.txt': '2' }, message: 'Two\n' });
  fixture.git(['checkout', '-q', 'main']);
  const merge = fixture.merge('work', { author: ada, committer: forge, at: merged, message: 'Merge two\n' });
  return { fixture, head, merge };
};

const request = ({ head, merge }: Pick<Story, 'head' | 'merge'>, more: Partial<ForgeRequest> = {}): ForgeRequest => ({
  number: 1,
  base: 'main',
  author: { login: 'ada' },
  createdAt: '2025-03-01T13:00:00Z',
  mergedAt: merged,
  mergedBy: { login: 'bo' },
  head,
  mergeCommit: merge,
  commits: { total: 1, items: [{ oid: head, authorEmail: 'ada@example.org', authorLogin: 'ada' }] },
  reviews: [approval(head)],
  checks: [{ name: 'test', oid: head, conclusion: 'success', completedAt: '2025-03-01T14:00:00Z' }],
  ...more,
});

const approval = (commit: string, more: object = {}) => ({
  id: '1',
  by: { login: 'bo' },
  state: 'approved' as const,
  at: '2025-03-02T10:00:00Z',
  commit,
  ...more,
});

const people = (entries: string): Promise<FactSheet> => readPeople(`people:\n${entries}`);
const twoPeople = `  - { id: ada, emails: [ada@example.org], logins: [ada] }
  - { id: bo, emails: [bo@example.org], logins: [bo], roles: [{ role: compliance-owner, from: 2025-01-01 }] }
`;

const joined = async (
  { fixture }: Pick<Story, 'fixture'>,
  given: ForgeExport | undefined,
  more: { readonly people?: FactSheet; readonly options?: Readonly<Record<string, unknown>> } = {},
) => {
  const sheets = [
    ...(given === undefined ? [] : [await readExport(given, more.options)]),
    ...(more.people === undefined ? [] : [more.people]),
  ];
  const sheet = await readGitHistory(fixture.path, { sheets });
  const { changes, requests } = sheet.facts;
  return { sheet, change: changes[0] ?? { id: '' }, request: requests[0] ?? { id: '' }, changes, requests };
};

describe('a history without an export', () => {
  it('has no facts of a forge: they are absent, not false', async () => {
    const { sheet, change } = await joined(story(), undefined);
    expect(change).toMatchObject({ reviewSource: 'trailers', entered: 'merge', independentReviewerCount: 0 });
    for (const fact of ['requestCount', 'forgeRequests', 'mergeMethod', 'daysAfterLeaving', 'unknownMakerCount'])
      expect(change).not.toHaveProperty(fact);
    expect(sheet.absent['/requests']).toBe('no export of a forge was supplied');
    expect(sheet.absent['/changes/0/requestCount']).toBe('no export of a forge was supplied');
    expect(sheet.facts).toMatchObject({ forgeEvidence: false, requests: [], foreignExportCount: 0 });
  });

  it('leaves open how a plain commit entered', async () => {
    const fixture = repository();
    fixture.commit({ at: '2025-02-01T00:00:00Z', files: { a: '1' } });
    const { change, sheet } = await joined({ fixture }, undefined);
    expect(change).not.toHaveProperty('entered');
    expect(sheet.absent['/changes/0/entered']).toContain('look alike in git');
  });
});

describe('a merge', () => {
  it('is joined to its request, whose approvals take the place of trailers', async () => {
    const it = story();
    const { sheet, change, request: record } = await joined(it, exportOf([request(it)]));
    expect(sheet.facts).toMatchObject({ forgeEvidence: true, foreignExports: [] });
    expect(change).toMatchObject({
      requestCount: 1,
      forgeRequests: ['#1'],
      mergeMethod: 'merge',
      entered: 'request',
      reviewSource: 'forge',
      independentReviewerCount: 1,
      independentReviewers: ['bo'],
    });
    expect(record).toMatchObject({
      id: '#1',
      found: true,
      inPeriod: true,
      headMatches: true,
      change: it.merge.slice(0, 12),
      makers: ['ada'],
      approvers: ['bo'],
      approvalCount: 1,
      independentApprovalCount: 1,
      timelyApprovalCount: 1,
      finalHeadApprovalCount: 1,
      openObjectionCount: 0,
      lateReviewCount: 0,
      retroReviewHours: 0,
      unknownIdentityCount: 0,
      emergency: false,
      touchesControls: false,
    });
  });

  const counts = async (reviews: ForgeRequest['reviews'], more: Partial<ForgeRequest> = {}) => {
    const it = story();
    const filled = reviews.map((review) => (review.commit === 'head' ? { ...review, commit: it.head } : review));
    const { request: record } = await joined(it, exportOf([request(it, { reviews: filled, ...more })]));
    return [
      record.approvalCount,
      record.independentApprovalCount,
      record.timelyApprovalCount,
      record.finalHeadApprovalCount,
    ];
  };
  const other = '0'.repeat(40);

  it.each([
    ['nobody reviewed', [], [0, 0, 0, 0]],
    ['the author approved', [approval('head', { by: { login: 'ADA' } })], [1, 0, 0, 0]],
    ['a bot approved', [approval('head', { by: { login: 'check', type: 'bot' } })], [1, 0, 0, 0]],
    ['a declared bot approved', [approval('head', { by: { login: 'renovate[bot]' } })], [1, 0, 0, 0]],
    ['the approval came after the merge', [approval('head', { at: '2025-03-02T12:00:01Z' })], [1, 1, 0, 0]],
    ['another head was approved', [approval(other)], [1, 1, 1, 0]],
    ['the approval was dismissed before', [approval('head', { dismissedAt: '2025-03-02T11:00:00Z' })], [0, 0, 0, 0]],
    [
      'the approval was dismissed afterwards',
      [approval('head', { dismissedAt: '2025-03-03T11:00:00Z' })],
      [1, 1, 1, 1],
    ],
    ['only a comment', [approval('head', { state: 'commented' })], [0, 0, 0, 0]],
    [
      'a later objection takes an approval back',
      [approval('head'), approval('head', { id: '2', state: 'changes-requested', at: '2025-03-02T11:00:00Z' })],
      [0, 0, 0, 0],
    ],
    [
      'a later comment does not',
      [approval('head'), approval('head', { id: '2', state: 'commented', at: '2025-03-02T11:00:00Z' })],
      [1, 1, 1, 1],
    ],
    [
      'the last of two approvals counts',
      [approval('head'), approval(other, { id: '2', at: '2025-03-02T11:00:00Z' })],
      [1, 1, 1, 0],
    ],
    [
      'one person who approves twice is one',
      [approval(other), approval('head', { id: '2', at: '2025-03-02T11:00:00Z' })],
      [1, 1, 1, 1],
    ],
    ['an approval without a date', [{ ...approval('head'), at: undefined } as never], [1, 1, undefined, undefined]],
    ['an approval without a head', [{ ...approval('head'), commit: undefined } as never], [1, 1, 1, undefined]],
  ] as const)('%s', async (_, reviews, expected) => {
    expect(await counts(reviews.map((each) => JSON.parse(JSON.stringify(each))))).toEqual(expected);
  });

  it('shows an objection that was still open, and how late a review came', async () => {
    const it = story();
    const { request: record } = await joined(
      it,
      exportOf([
        request(it, {
          labels: ['Hotfix'],
          reviews: [
            approval(it.head, { state: 'changes-requested' }),
            approval(it.head, { id: '2', by: { login: 'cy' }, at: '2025-03-03T18:00:00Z' }),
          ],
        }),
      ]),
    );
    expect(record).toMatchObject({ openObjectionCount: 1, lateReviewCount: 1, retroReviewHours: 30, emergency: true });
  });

  it('whoever pushed to the branch has a hand in it', async () => {
    const it = story();
    const events = [{ type: 'force-push' as const, at: '2025-03-02T11:00:00Z', by: 'bo' }];
    const { request: record } = await joined(it, exportOf([request(it, { events })]));
    expect(record).toMatchObject({ makers: ['ada', 'bo'], approvalCount: 1, independentApprovalCount: 0 });
  });

  it('with another head than the one approved has no approval on what was merged', async () => {
    const it = story();
    const { request: record } = await joined(
      it,
      exportOf([
        request(it, {
          head: other,
          reviews: [approval(other)],
          commits: { total: 1, items: [{ oid: other, authorLogin: 'ada', authorEmail: 'ada@example.org' }] },
        }),
      ]),
    );
    expect(record).toMatchObject({ headMatches: false, timelyApprovalCount: 1, finalHeadApprovalCount: 0 });
  });

  it('holds its tree against the one that the forge names', async () => {
    const it = story();
    const tree = it.fixture.git(['rev-parse', `${it.merge}^{tree}`]);
    expect((await joined(it, exportOf([request(it, { mergeTree: tree })]))).request).toMatchObject({
      treeMatches: true,
    });
    expect((await joined(it, exportOf([request(it, { mergeTree: other })]))).request).toMatchObject({
      treeMatches: false,
    });
  });

  it('is judged by the checks that a merge needs', async () => {
    const it = story();
    const check = (name: string, conclusion: 'success' | 'failure' | 'skipped', at = '2025-03-01T14:00:00Z') => ({
      name,
      oid: it.head,
      conclusion,
      completedAt: at,
    });
    const given = exportOf([
      request(it, {
        checks: [
          check('lint', 'failure'),
          check('lint', 'success', '2025-03-01T15:00:00Z'),
          check('test', 'success'),
          check('test', 'failure', '2025-03-01T15:00:00Z'),
          check('scan', 'skipped'),
          check('docs', 'success', '2025-03-02T12:30:00Z'),
          { name: 'package', oid: other, conclusion: 'success', completedAt: '2025-03-01T14:00:00Z' },
        ],
      }),
    ]);
    const options = { requiredChecks: ['lint', 'test', 'scan', 'docs', 'package'] };
    expect((await joined(it, given, { options })).request).toMatchObject({
      requiredCheckCount: 5,
      failedChecks: ['scan: skipped', 'test: failure'],
      lateChecks: ['docs'],
      missingChecks: ['package'],
    });
    const unsaid = (await joined(it, given)).request;
    expect(unsaid).toMatchObject({ failedChecks: ['scan: skipped', 'test: failure'] });
    for (const fact of ['requiredCheckCount', 'missingCheckCount']) expect(unsaid).not.toHaveProperty(fact);
    const ruled = { ...given, rules: [{ observedAt: '2025-06-01T00:00:00Z', requiredChecks: ['lint'] }] };
    expect((await joined(it, ruled)).request).toMatchObject({
      requiredCheckCount: 1,
      failedCheckCount: 0,
      missingCheckCount: 0,
    });
  });

  it('does not tell what the export admits to lack', async () => {
    const it = story();
    const gaps = [
      { what: 'reviews' as const, requests: [1], reason: 'the answer was cut off' },
      { what: 'checks' as const, reason: 'deleted after 400 days' },
    ];
    const { request: record, change, sheet } = await joined(it, exportOf([request(it)], { gaps }));
    for (const fact of ['approvalCount', 'finalHeadApprovalCount', 'failedCheckCount', 'checkCount'])
      expect(record).not.toHaveProperty(fact);
    expect(change).not.toHaveProperty('independentReviewerCount');
    expect(sheet.absent['/requests/0/approvalCount']).toContain('the answer was cut off');
  });
});

describe('other ways to merge', () => {
  /** Two commits of a branch, put onto main as plain commits: each alone (rebase), or as one (squash). */
  const plain = (squash: boolean) => {
    const fixture = repository();
    fixture.commit({ at: '2024-12-01T00:00:00Z', files: { a: '0' } });
    fixture.git(['checkout', '-q', '-b', 'work']);
    const at = ['2025-03-01T12:00:00Z', '2025-03-01T13:00:00Z'];
    const heads = at.map((date, index) =>
      fixture.commit({ author: ada, at: date, files: { a: `${index + 1}` }, message: `Part ${index}\n` }),
    );
    fixture.git(['checkout', '-q', 'main']);
    fixture.commit({
      author: bo,
      committer: forge,
      at: '2025-03-01T20:00:00Z',
      files: { b: '1' },
      message: 'Between\n',
    });
    const steps = squash
      ? [fixture.commit({ author: ada, committer: forge, at: merged, files: { a: '2' }, message: 'Both\n' })]
      : at.map((date, index) =>
          fixture.commit({
            author: ada,
            committer: forge,
            authoredAt: date,
            at: merged,
            files: { a: `${index + 1}` },
            message: `Part ${index}\n`,
          }),
        );
    const one = request(
      { head: heads[1] ?? '', merge: steps.at(-1) ?? '' },
      {
        commits: {
          total: 2,
          items: heads.map((oid, index) => ({
            oid,
            subject: `Part ${index}`,
            authoredAt: at[index] ?? '',
            authorEmail: 'ada@example.org',
            authorLogin: 'ada',
          })),
        },
      },
    );
    return { fixture, one, steps };
  };

  it('knows the steps of a rebase, and that a plain commit beside them was pushed directly', async () => {
    const { fixture, one, steps } = plain(false);
    const { changes, request: record } = await joined({ fixture }, exportOf([one]));
    expect(record).toMatchObject({ mergeMethod: 'rebase', found: true, finalHeadApprovalCount: 1 });
    expect(changes.map(({ oid, entered, requestCount }) => [oid, entered, requestCount])).toEqual([
      [expect.any(String), 'direct', 0],
      [steps[0], 'request', 1],
      [steps[1], 'request', 1],
    ]);
    expect(changes[0]).toMatchObject({ independentReviewerCount: 0, reviewSource: 'forge' });
  });

  it('does not take the step before a squash for part of it', async () => {
    const { fixture, one } = plain(true);
    const { changes, request: record } = await joined({ fixture }, exportOf([one]));
    expect(record).toMatchObject({ mergeMethod: 'squash' });
    expect(changes.map(({ requestCount }) => requestCount)).toEqual([0, 1]);
  });

  it('of a squash whose commits are not all listed, cannot say who had no hand in it', async () => {
    const { fixture, one } = plain(true);
    const cut = { ...one, commits: { total: 2, items: one.commits.items.slice(0, 1) } };
    const { request: record, sheet } = await joined({ fixture }, exportOf([cut]));
    expect(record).not.toHaveProperty('independentApprovalCount');
    expect(sheet.absent['/requests/0/independentApprovalCount']).toContain('1 of 2 commits');
  });
});

describe('reconciliation', () => {
  it('shows a request whose merge commit is not on the branch', async () => {
    const it = story();
    const lost = request({ head: it.head, merge: 'f'.repeat(40) }, { number: 2 });
    const { requests } = await joined(it, exportOf([request(it), lost]));
    expect(requests.map(({ id, found }) => [id, found])).toEqual([
      ['#1', true],
      ['#2', false],
    ]);
  });

  it('shows a change that two requests claim', async () => {
    const it = story();
    const { change } = await joined(it, exportOf([request(it), request(it, { number: 2 })]));
    expect(change).toMatchObject({ requestCount: 2, forgeRequests: ['#1', '#2'] });
  });

  it('does not use an export of another repository, and says so', async () => {
    const it = story();
    const foreign = exportOf([request({ head: 'e'.repeat(40), merge: 'f'.repeat(40) })]);
    const { sheet, change } = await joined(it, foreign);
    expect(sheet.facts).toMatchObject({ foreignExportCount: 1, foreignExports: ['forge/export.json'], requests: [] });
    expect(sheet.absent['/requests']).toContain('another repository');
    expect(change).toMatchObject({ reviewSource: 'trailers' });
    expect(change).not.toHaveProperty('requestCount');
  });

  it('does not use an export of another branch, nor for changes outside of its window', async () => {
    const it = story();
    const { sheet } = await joined(it, exportOf([], { branch: { name: 'next' } }));
    expect(sheet.absent['/requests']).toBe('the export is of the branch next, not of main');
    const window = { start: '2025-04-01T00:00:00Z', end: '2026-01-01T00:00:00Z' };
    const late = await joined(it, exportOf([], { window }));
    expect(late.change).not.toHaveProperty('requestCount');
    expect(late.sheet.absent['/changes/0/requestCount']).toBe('no export covers the date of the change');
  });

  it('of a request in two exports believes the later one', async () => {
    const it = story();
    const early = await readExport(
      exportOf([request(it, { reviews: [] })], {
        source: { forge: 'github', repository: 'example/app', exportedAt: '2025-06-01T00:00:00Z' },
      }),
    );
    const late = await readExport(exportOf([request(it)]));
    for (const sheets of [
      [early, late],
      [late, early],
    ])
      expect((await readGitHistory(it.fixture.path, { sheets })).facts.requests).toMatchObject([
        { id: '#1', approvalCount: 1 },
      ]);
  });
});

describe('the people map', () => {
  it('knows an author who approves under another account', async () => {
    const it = story();
    const map = await people('  - { id: ada, emails: [ada@example.org], logins: [ada, bo] }\n');
    const { request: record, change } = await joined(it, exportOf([request(it)]), { people: map });
    expect(record).toMatchObject({
      approvalCount: 1,
      independentApprovalCount: 0,
      selfApproved: true,
      makers: ['ada'],
    });
    expect(change).toMatchObject({ independentReviewerCount: 0 });
  });

  it('knows a reviewer of trailers who is the author under another address', async () => {
    const fixture = repository();
    fixture.commit({ author: bo, at: '2025-02-01T00:00:00Z', files: { a: '1' } });
    fixture.commit({
      author: ada,
      at: '2025-02-02T00:00:00Z',
      files: { a: '2' },
      message: 'Two\n\nReviewed-by: Bo Example <bo@example.org>\n',
    });
    expect((await joined({ fixture }, undefined)).changes[1]).toMatchObject({ independentReviewerCount: 1 });
    const map = await people('  - { id: ada, emails: [ada@example.org, bo@example.org] }\n');
    expect((await joined({ fixture }, undefined, { people: map })).changes[1]).toMatchObject({
      independentReviewerCount: 0,
      independentReviewers: [],
    });
  });

  it('judges no approval while an author is in no map: it may be the approver', async () => {
    const it = story();
    const map = await people('  - { id: bo, emails: [bo@example.org], logins: [bo] }\n');
    const { request: record, change, sheet } = await joined(it, exportOf([request(it)]), { people: map });
    expect(record).toMatchObject({ unknownIdentities: ['ada'], unknownIdentityCount: 1, approvalCount: 1 });
    expect(record).not.toHaveProperty('independentApprovalCount');
    expect(sheet.absent['/requests/0/independentApprovalCount']).toContain('ada in no people map');
    expect(change).toMatchObject({ unknownMakers: ['ada'], unknownMakerCount: 1 });
    expect(change).not.toHaveProperty('independentReviewerCount');
  });

  it('judges no approval of an account that two persons claim', async () => {
    const it = story();
    const map = await people(`${twoPeople}  - { id: cy, logins: [bo] }\n`);
    const { request: record } = await joined(it, exportOf([request(it)]), { people: map });
    expect(record).toMatchObject({ approvalCount: 1, unknownIdentities: ['bo'] });
    expect(record).not.toHaveProperty('independentApprovalCount');
  });

  it('tells who had left, and who held a role when', async () => {
    const it = story();
    const left = twoPeople.replace('logins: [ada] }', 'logins: [ada], leftOn: 2025-02-20 }');
    const { request: record, change } = await joined(it, exportOf([request(it)]), { people: await people(left) });
    // Opened and committed on 1 March, nine days after the last one.
    expect(record).toMatchObject({ daysAfterLeaving: 9, leavers: ['ada'], complianceApprovalCount: 1 });
    expect(change).toMatchObject({ daysAfterLeaving: 10 });
    const later = twoPeople.replace('from: 2025-01-01', 'from: 2025-04-01');
    const { request: other } = await joined(it, exportOf([request(it)]), { people: await people(later) });
    expect(other).toMatchObject({ daysAfterLeaving: 0, leavers: [], complianceApprovalCount: 0 });
  });
});

describe('the log of the forge', () => {
  it('shows a merge that passed the rules by, which is an emergency whether or not it says so', async () => {
    const it = story();
    const events = [{ type: 'rule-bypass' as const, at: merged, by: 'ada', after: it.merge }];
    const { request: record, change } = await joined(it, exportOf([request(it)], { events }));
    expect(record).toMatchObject({ bypass: true, emergency: true });
    expect(change).toMatchObject({ emergency: true });
    expect((await joined(it, exportOf([request(it)], { events: [] }))).request).toMatchObject({
      bypass: false,
      emergency: false,
    });
    expect((await joined(it, exportOf([request(it)]))).request).not.toHaveProperty('bypass');
  });

  it('shows a push past the rules that has no request', async () => {
    const it = story();
    const events = [{ type: 'rule-bypass' as const, at: merged, by: 'ada', after: it.merge }];
    const { change } = await joined(it, exportOf([], { events }));
    expect(change).toMatchObject({ entered: 'direct', emergency: true });
    expect((await joined(it, exportOf([], { events: [] }))).change).toMatchObject({ emergency: false });
    const gaps = [{ what: 'bypasses' as const, reason: 'one month only' }];
    expect((await joined(it, exportOf([request(it)], { events, gaps }))).request).not.toHaveProperty('bypass');
  });
});
