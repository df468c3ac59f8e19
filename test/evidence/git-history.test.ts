import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/base/canonical-json.ts';
import { memoryTree } from '../../src/files/memory.ts';
import { bundleOf, type Fixture, repository } from '../repositories/git-fixture.ts';
import { findings, readGitHistory, sheetOf } from './git-history-context.ts';

const ada = 'Ada Example <ada@example.org>';
const bo = 'Bo Sample <bo@example.org>';
const thresholds = (psi: number, recall = 0.8): string => `drift:\n  psiMax: ${psi}\nquality:\n  recall: ${recall}\n`;

interface Story {
  readonly fixture: Fixture;
  readonly ids: Readonly<Record<string, string>>;
}

/** A small honest history: thresholds first, a reviewed merge, an unreviewed one, a loosening, a rollback, two releases. */
const story = (): Story => {
  const fixture = repository();
  const ids: Record<string, string> = {};
  ids.before = fixture.commit({
    message: 'before the period\n',
    files: { 'README.md': 'x' },
    at: '2024-12-31T23:59:59Z',
  });
  ids.edge = fixture.commit({
    message: 'set thresholds first (#1)\n\nReviewed-by: Bo Sample <bo@example.org>\n',
    files: {
      'policy/thresholds.yaml': thresholds(0.2),
      'docs/technical.md': 'text',
      'model-cards/MODEL_CARD.md': 'v1',
    },
    at: '2025-01-01T00:00:00Z',
  });
  fixture.git(['checkout', '-q', '-b', 'topic']);
  ids.model = fixture.commit({
    message: 'REC-12: train the model\n\nCo-authored-by: Cy Person <cy@example.org>\n',
    files: { 'models/ranker.json': '1' },
    at: '2025-02-01T10:00:00Z',
  });
  ids.fix = fixture.commit({
    message: 'fix the model\n',
    files: { 'models/ranker.json': '2' },
    at: '2025-02-01T11:00:00Z',
    author: bo,
  });
  fixture.git(['checkout', '-q', 'main']);
  ids.merge = fixture.merge('topic', {
    message:
      "Merge branch 'topic' (#7)\n\nReviewed-by: Cy Person <cy@example.org>\nApproved-by: Di Other <di@example.org>\n",
    at: '2025-02-02T10:00:00Z',
    author: ada,
  });
  fixture.git(['tag', '-a', 'v1.0', '-m', 'first release'], {
    env: {
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@example.org',
      GIT_COMMITTER_DATE: '2025-02-03T10:00:00Z',
    },
  });
  ids.loosened = fixture.commit({
    message: 'tune\n',
    files: { 'policy/thresholds.yaml': thresholds(0.3) },
    at: '2025-03-01T10:00:00Z',
  });
  ids.newModel = fixture.commit({
    message: 'REC-13 second model\n\nReviewed-by: Ada Example <ada+work@example.org>\nReviewed-by:\n',
    files: { 'models/ranker.json': '3' },
    at: '2025-04-01T10:00:00+02:00',
  });
  fixture.git(['tag', 'v1.1']);
  ids.rollback = fixture.commit({
    message: `Revert "REC-13 second model"\n\nThis reverts commit ${ids.newModel}.\n`,
    files: { 'models/ranker.json': '2' },
    at: '2025-04-20T10:00:00Z',
    author: '12345+bobot[bot] <12345+bobot[bot]@users.noreply.github.com>',
  });
  ids.after = fixture.commit({ message: 'after the period\n', at: '2026-01-01T00:00:00Z' });
  return { fixture, ids };
};

const card = (evaluations: readonly object[]) => sheetOf('model-card', { id: 'ranker', evaluations });

describe('an honest history', () => {
  const { fixture, ids } = story();
  const short = (name: string): string => (ids[name] ?? '').slice(0, 12);
  const bundle = bundleOf(fixture);
  const sheets = [
    card([
      {
        id: 'eval-1',
        thresholdsPath: './policy/thresholds.yaml',
        evaluatedCommit: 'v1.0',
        evaluatedOn: '2024-12-30',
      },
      { id: 'eval-2', thresholdsPath: 'policy/thresholds.yaml', evaluatedCommit: ids.rollback },
      { id: 'eval-3', thresholdsPath: 'policy/thresholds.yaml', evaluatedCommit: (ids.before ?? '').slice(0, 8) },
      { id: 'eval-4', thresholdsPath: '../../etc/passwd', evaluatedCommit: 'v1.0' },
      { id: 'eval-5', thresholdsPath: 'policy/thresholds.yaml', evaluatedCommit: 'v9' },
      { id: 'eval-6' },
    ]),
    sheetOf('system', { owners: [{ id: 'di', name: 'Di Other', contact: 'di@example.org' }] }),
    sheetOf('register', {
      deployments: [
        { id: 'D-1', commit: ids.merge, inPeriod: true },
        { id: 'D-2', commit: 'abcdef1', inPeriod: false },
        { id: 'D-3' },
      ],
    }),
    sheetOf('drift-run', { id: '2025-04', inPeriod: true, windowEnd: '2025-04-15', responseCommit: ids.rollback }),
    sheetOf('drift-run', { id: '2025-05', windowEnd: '2025-04-20', responseCommit: (ids.rollback ?? '').slice(0, 10) }),
    sheetOf('drift-run', { id: '2025-06', windowEnd: '2025-06-15', responseCommit: 'abcdef1' }),
    sheetOf('drift-run', { id: '2025-07', windowEnd: '2025-07-15' }),
  ];
  const reading = readGitHistory(bundle, { sheets });
  const change = async (name: string) => (await reading).facts.changes.find(({ id }) => id === short(name));

  it('counts as git counts', async () => {
    const { facts, problems } = await reading;
    expect(problems).toEqual([]);
    expect(facts.commitCount).toBe(Number(fixture.git(['rev-list', '--count', 'main'])));
    const window = ['--since-as-filter=2025-01-01T00:00:00Z', '--until=2025-12-31T23:59:59Z'];
    expect(facts.periodCommitCount).toBe(Number(fixture.git(['rev-list', '--count', ...window, 'main'])));
    expect(facts.changeCount).toBe(Number(fixture.git(['rev-list', '--count', '--first-parent', ...window, 'main'])));
    expect(facts).toMatchObject({
      source: 'bundle',
      branch: 'main',
      tip: ids.after,
      objectFormat: 'sha1',
      tagCount: 2,
      complete: true,
      shallow: false,
      missingParents: 0,
      hashMismatches: 0,
      replaceRefs: 0,
      grafts: 0,
      alternates: false,
      backdatedChanges: 0,
      forgeEvidence: false,
      signedCommitCount: 0,
      identityCount: 3,
      codeowners: false,
    });
  });

  it('takes the period as half open, in UTC, oldest change first', async () => {
    const { facts } = await reading;
    expect(facts.changes.map(({ id }) => id)).toEqual(['edge', 'merge', 'loosened', 'newModel', 'rollback'].map(short));
    expect((await change('newModel'))?.committedAt).toBe('2025-04-01T08:00:00Z');
  });

  it('attributes to a merge what it brings in, and asks for reviewers who had no part in it', async () => {
    expect(await change('merge')).toMatchObject({
      oid: ids.merge,
      subject: "Merge branch 'topic' (#7)",
      kind: 'merge',
      commitCount: 3,
      authors: ['ada@example.org', 'bo@example.org'],
      coAuthors: ['cy@example.org'],
      committer: 'ada@example.org',
      reviewers: ['cy@example.org', 'di@example.org'],
      independentReviewers: ['di@example.org'],
      independentReviewerCount: 1,
      unknownReviewers: [],
      workItems: ['REC-12'],
      workItemCount: 1,
      touchesModel: true,
      touchesModelCard: false,
      touchesThresholds: false,
      touchesPolicy: false,
      touchesDocumentation: false,
      paths: ['models/ranker.json'],
      pathCount: 1,
      release: 'v1.0',
      bot: false,
      aiAssisted: false,
      signed: false,
      backdated: false,
    });
    expect(await change('edge')).toMatchObject({
      kind: 'commit',
      independentReviewerCount: 1,
      workItems: [],
      touchesModelCard: true,
      touchesThresholds: true,
      touchesPolicy: true,
      touchesDocumentation: true,
      touchesModel: false,
      pathCount: 3,
    });
  });

  it('takes nobody for an independent reviewer of their own change', async () => {
    expect(await change('newModel')).toMatchObject({
      reviewers: ['ada@example.org'],
      independentReviewers: [],
      independentReviewerCount: 0,
      release: 'v1.1',
    });
    expect(findings(await reading)).toEqual({ 'INT-12': 'low' });
  });

  it('sees the rollback, and the bot that made it', async () => {
    const { absent, facts } = await reading;
    const rollback = await change('rollback');
    expect(rollback).toMatchObject({
      revertOf: ids.newModel,
      bot: true,
      authors: ['bobot[bot]@users.noreply.github.com'],
    });
    expect(rollback).not.toHaveProperty('release');
    expect(absent[`/changes/${facts.changes.indexOf(rollback as never)}/release`]).toMatch(/no tag/);
  });

  it('lists the releases of the period', async () => {
    expect((await reading).facts.releases).toEqual([
      {
        id: 'v1.0',
        oid: ids.merge,
        taggedAt: '2025-02-03T10:00:00Z',
        annotated: true,
        signed: false,
        cardPresent: true,
        documentationPresent: true,
        unevaluatedModelPaths: [],
        unevaluatedModelCount: 0,
        modelChangedSinceLastRelease: true,
        cardChangedSinceLastRelease: true,
        documentationChangedSinceLastRelease: true,
      },
      {
        id: 'v1.1',
        oid: ids.newModel,
        taggedAt: '2025-04-01T08:00:00Z',
        annotated: false,
        signed: false,
        cardPresent: true,
        documentationPresent: true,
        unevaluatedModelPaths: ['models/ranker.json'],
        unevaluatedModelCount: 1,
        modelChangedSinceLastRelease: true,
        cardChangedSinceLastRelease: false,
        documentationChangedSinceLastRelease: false,
      },
    ]);
  });

  it('tests evaluations against ancestry', async () => {
    const { facts, absent } = await reading;
    expect(facts.evaluations).toEqual([
      {
        id: 'eval-1',
        model: 'ranker',
        thresholdsPath: './policy/thresholds.yaml',
        commitFound: true,
        evaluatedCommit: ids.merge,
        thresholdsPrecede: true,
        commitBeforeEvaluation: false,
        evaluatedOn: '2024-12-30',
        thresholdsCommit: ids.edge,
        thresholdsCommittedOn: '2025-01-01',
        thresholdsSameAtTip: false,
        changedAfter: [short('loosened')],
        loosenings: ['drift.psiMax: 0.2 then, 0.3 now'],
        thresholdsLoosened: true,
      },
      expect.objectContaining({
        id: 'eval-2',
        thresholdsCommit: ids.loosened,
        thresholdsSameAtTip: true,
        changedAfter: [],
        loosenings: [],
        thresholdsLoosened: false,
      }),
      {
        id: 'eval-3',
        model: 'ranker',
        thresholdsPath: 'policy/thresholds.yaml',
        commitFound: true,
        evaluatedCommit: ids.before,
        thresholdsPrecede: false,
      },
      expect.objectContaining({ id: 'eval-4', commitFound: true }),
      expect.objectContaining({ id: 'eval-5', commitFound: false, evaluatedCommit: 'v9' }),
      { id: 'eval-6', model: 'ranker' },
    ]);
    expect(absent['/evaluations/2/thresholdsLoosened']).toMatch(/no thresholds at the evaluated commit/);
    expect(absent['/evaluations/3/thresholdsPrecede']).toMatch(/leaves the repository/);
    expect(absent['/evaluations/4/thresholdsPrecede']).toMatch(/v9 is not in the history/);
    expect(absent['/evaluations/5/commitFound']).toMatch(/names no evaluated commit/);
  });

  it('looks up the responses to drift', async () => {
    const { facts, absent } = await reading;
    expect(facts.responses).toEqual([
      {
        id: '2025-04',
        inPeriod: true,
        commit: ids.rollback,
        found: true,
        isRevert: true,
        committedAt: '2025-04-20T10:00:00Z',
        afterWindow: true,
      },
      expect.objectContaining({ id: '2025-05', commit: ids.rollback, afterWindow: false }),
      { id: '2025-06', commit: 'abcdef1', found: false },
    ]);
    expect(absent['/responses/2/isRevert']).toMatch(/not in the history/);
  });

  it('looks up the commits that were deployed', async () => {
    const { facts, absent } = await reading;
    expect(facts.deployments).toEqual([
      { id: 'D-1', inPeriod: true, commit: ids.merge, found: true, release: 'v1.0', tagged: true },
      { id: 'D-2', inPeriod: false, commit: 'abcdef1', found: false, tagged: false },
      { id: 'D-3' },
    ]);
    expect(absent['/deployments/2/found']).toMatch(/names no commit/);
  });

  it('looks up emergency changes, and the change of the period that brings their commit in', async () => {
    const registers = sheetOf('register', {
      'emergency-changes': [
        { id: 'E-1', inPeriod: true, commit: ids.merge },
        { id: 'E-2', inPeriod: true, commit: 'abcdef1' },
        { id: 'E-3' },
      ],
    });
    const { facts, absent } = await readGitHistory(fixture.path, { sheets: [registers] });
    expect(facts.emergencies).toEqual([
      { id: 'E-1', inPeriod: true, commit: ids.merge, found: true, change: ids.merge },
      { id: 'E-2', inPeriod: true, commit: 'abcdef1', found: false },
      { id: 'E-3' },
    ]);
    expect(absent['/emergencies/1/change']).toMatch(/no change of the period/);
    expect(absent['/emergencies/2/found']).toMatch(/names no commit/);
  });

  it('says the same of the repository, of a bundle in memory, and when read again', async () => {
    const { facts } = await reading;
    const folder = await readGitHistory(fixture.path, { sheets });
    expect(folder.facts).toEqual({ ...facts, id: 'work', source: 'repository' });
    const inMemory = await readGitHistory('', {
      sheets,
      tree: memoryTree({ 'history.bundle': readFileSync(bundle) }),
      path: 'history.bundle',
    });
    expect(canonicalJson(inMemory)).toBe(canonicalJson(await readGitHistory(bundle, { sheets })));
  });

  it('reads the folder of the evidence itself when the path is a dot', async () => {
    const dot = await readGitHistory(`${fixture.path}/x`, { path: '.' });
    expect(dot.facts.changeCount).toBe(5);
  });

  it('uses the globs of plumbline.yaml', async () => {
    const { facts } = await readGitHistory(bundle, {
      options: {
        modelPaths: ['README.md'],
        policyPaths: ['models/**'],
        thresholdPaths: ['docs/*'],
        bots: ['bo@example.org'],
      },
    });
    const merge = facts.changes.find(({ id }) => id === short('merge'));
    expect(merge).toMatchObject({ touchesModel: false, touchesPolicy: true, bot: true });
    expect(facts.changes[0]).toMatchObject({ touchesThresholds: true, touchesPolicy: false });
  });
});

describe('the default globs', () => {
  it.each([
    ['models/a/weights.bin', { touchesModel: true }],
    ['export/net.onnx', { touchesModel: true }],
    ['models/a/MODEL_CARD.md', { touchesModel: false, touchesModelCard: true }],
    ['cards/recommender.md', { touchesModelCard: true }],
    ['model_card.yaml', { touchesModelCard: true }],
    ['models/thresholds.json', { touchesModel: false, touchesThresholds: true }],
    ['.github/workflows/ci.yml', { touchesPolicy: true }],
    ['.github/CODEOWNERS', { touchesPolicy: true }],
    ['CODEOWNERS', { touchesPolicy: true }],
    ['waivers.yaml', { touchesPolicy: true }],
    ['docs/architecture.md', { touchesDocumentation: true }],
    [
      'src/main.ts',
      { touchesModel: false, touchesPolicy: false, touchesDocumentation: false, touchesThresholds: false },
    ],
    ['locale/pt.pt', { touchesModel: false }],
  ])('%s', async (path, expected) => {
    const fixture = repository();
    fixture.commit({ files: { [path]: 'x' } });
    const { facts } = await readGitHistory(fixture.path);
    expect(facts.changes[0]).toMatchObject({ kind: 'root', ...expected });
    expect(facts.codeowners).toBe(path.endsWith('CODEOWNERS'));
  });
});

describe('what leaves the period or moves', () => {
  it('a tip dated after the audit is a grave finding, though it is no change of the period', async () => {
    const fixture = repository();
    fixture.commit({ at: '2025-02-01T00:00:00Z' });
    fixture.commit({ at: '2027-02-01T00:00:00Z' });
    const { facts } = await readGitHistory(fixture.path);
    expect(facts).toMatchObject({ changeCount: 1, graveFindings: 1 });
    expect(facts.integrity).toMatchObject([{ id: 'INT-09', severity: 'high' }]);
  });

  it('a branch names no evaluated commit', async () => {
    const fixture = repository();
    fixture.commit();
    const sheets = [card([{ id: 'eval-1', thresholdsPath: 'a.yaml', evaluatedCommit: 'main' }])];
    const { facts, absent } = await readGitHistory(fixture.path, { sheets });
    expect(facts.evaluations[0]).toMatchObject({ commitFound: false });
    expect(absent['/evaluations/0/thresholdsPrecede']).toMatch(/main is the name of a branch, which moves/);
  });
});

describe('reviews of a merge', () => {
  it('count from the branch only when every commit names the reviewer', async () => {
    const fixture = repository();
    fixture.commit({ author: bo });
    for (const [branch, second] of [
      ['all', 'Reviewed-by: Bo Sample <bo@example.org>\n'],
      ['half', 'Signed-off-by: Ada Example <ada@example.org>\n'],
    ] as const) {
      fixture.git(['checkout', '-q', '-b', branch, 'main']);
      fixture.commit({ message: 'one\n\nReviewed-by: Bo Sample <bo@example.org>\n' });
      fixture.commit({ message: `two\n\n${second}` });
      fixture.git(['checkout', '-q', 'main']);
      fixture.merge(branch);
    }
    const { facts } = await readGitHistory(fixture.path);
    expect(facts.changes.slice(1).map(({ independentReviewers }) => independentReviewers)).toEqual([
      ['bo@example.org'],
      [],
    ]);
  });
});

describe('a reviewer', () => {
  it('is no tool, and has an address', async () => {
    const fixture = repository();
    fixture.commit({ author: 'helper[bot] <1+helper[bot]@users.noreply.github.com>' });
    fixture.commit({ author: 'Tool <noreply@example.com>' });
    fixture.commit({ author: bo });
    const by = ['helper[bot] <1+helper[bot]@users.noreply.github.com>', 'Tool <noreply@example.com>', 'Bo Sample'];
    for (const person of by) fixture.commit({ message: `one\n\nReviewed-by: ${person}\n` });
    const { facts } = await readGitHistory(fixture.path);
    const seen = facts.changes.slice(3).map((change) => [change.independentReviewerCount, change.unknownReviewers]);
    expect(seen).toEqual([
      [0, []],
      [0, []],
      [undefined, ['bo sample']],
    ]);
  });

  const reviewed = 'one\n\nReviewed-by: Nobody Real <nobody@example.com>\n';
  it('who occurs nowhere else is nobody that could be asked', async () => {
    const fixture = repository();
    fixture.commit();
    fixture.commit({ message: reviewed });
    const { facts, absent } = await readGitHistory(fixture.path);
    expect(facts.changes[1]).toMatchObject({ independentReviewers: [], unknownReviewers: ['nobody@example.com'] });
    expect(facts.changes[1]).not.toHaveProperty('independentReviewerCount');
    expect(absent['/changes/1/independentReviewerCount']).toMatch(/nobody@example.com, occur nowhere else/);
  });

  it('counts when known as an author before the period, or as an owner', async () => {
    const fixture = repository();
    fixture.commit({ author: 'Nobody Real <nobody@example.com>', at: '2020-01-01T00:00:00Z' });
    fixture.commit({ message: reviewed, at: '2025-02-01T00:00:00Z' });
    const other = repository();
    other.commit({ message: reviewed });
    const owner = sheetOf('system', { owners: [{ id: 'n', name: 'Nobody Real', contact: 'nobody@example.com' }] });
    for (const read of [readGitHistory(fixture.path), readGitHistory(other.path, { sheets: [owner] })])
      expect((await read).facts.changes[0]).toMatchObject({ independentReviewerCount: 1, unknownReviewers: [] });
  });
});

describe('a period without changes', () => {
  it('is explained; before the first commit it is a problem', async () => {
    const fixture = repository();
    fixture.commit({ at: '2025-06-01T00:00:00Z' });
    const later = await readGitHistory(fixture.path, { period: { start: '2025-07-01', end: '2025-08-01' } });
    expect(later.facts.changes).toEqual([]);
    expect(later.problems).toEqual([]);
    expect(later.absent['/changes']).toMatch(/no change of main is dated in the period 2025-07-01/);
    const earlier = await readGitHistory(fixture.path, { period: { start: '2024-01-01', end: '2025-01-01' } });
    expect(earlier.problems).toEqual([
      expect.objectContaining({
        code: 'period-before-history',
        message: expect.stringMatching(/ends before the first change.*2025-06-01/),
      }),
    ]);
  });
});
