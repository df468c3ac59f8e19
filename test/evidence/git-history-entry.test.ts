import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/base/canonical-json.ts';
import { requestOf } from '../../src/evidence/git-history/request-number.ts';
import { bundleOf, repository, scratch } from '../repositories/git-fixture.ts';
import { findings, readGitHistory } from './git-history-context.ts';

const ada = 'Ada Example <ada@example.org>';
const bo = 'Bo Sample <bo@example.org>';
const github = 'GitHub <noreply@github.com>';

describe('the request that a message names', () => {
  it.each([
    ['Merge pull request #12 from ada/topic\n\nTitle (#7)\n', '#12'],
    ['Merge #12: title', '#12'],
    ['Merged PR 12: title', '#12'],
    ['Merged in topic (pull request #12)', '#12'],
    ['A title (#12)\n\nbody', '#12'],
    ["Merge branch 'topic' into 'main'\n\nTitle\n\nSee merge request group/name!12\n", '!12'],
    ['Revert "A title (#12)" (#13)', '#13'],
    ['Revert "Merge pull request #12 from x"', undefined],
    ['Revert "A title (#12)"', undefined],
    ['fix #12', undefined],
    ['A title\n\nsee (#12)\n', undefined],
    ["Merge branch 'v1.2'", undefined],
    ['', undefined],
  ])('of %j is %j', (message, number) => {
    expect(requestOf(message)).toBe(number);
  });
});

describe('how a change entered', () => {
  const fixture = repository();
  const at = (second: number): string => `2025-03-01T10:00:${String(second).padStart(2, '0')}Z`;
  fixture.commit({ message: 'root\n', files: { a: '1', same: 'content' }, at: '2025-01-01T00:00:00Z' });
  fixture.commit({
    message: 'Squashed (#3)\n',
    files: { a: '2' },
    author: ada,
    committer: github,
    at: '2025-01-02T00:00:00Z',
  });
  fixture.commit({ message: 'Typed (#4)\n', files: { a: '3' }, at: '2025-01-03T00:00:00Z' });
  fixture.commit({ message: 'nothing tells\n', files: { a: '4' }, at: '2025-01-04T00:00:00Z' });
  fixture.git(['checkout', '-q', '-b', 'topic']);
  fixture.commit({
    message: 'work\n\nSigned-off-by: Ada Example <ada@example.org>\n',
    files: { b: '1' },
    at: '2025-02-01T00:00:00Z',
  });
  fixture.git(['checkout', '-q', 'main']);
  fixture.merge('topic', { message: 'Merge pull request #5 from ada/topic', author: ada, at: '2025-02-02T00:00:00Z' });
  fixture.git(['checkout', '-q', '-b', 'other']);
  fixture.commit({ message: 'more\n', files: { c: '1' }, author: bo, at: '2025-02-03T00:00:00Z' });
  fixture.git(['checkout', '-q', 'main']);
  fixture.merge('other', {
    message: "Merge branch 'other'\n\nsigned-off-by: A\nSigned-off-by: B\nReviewed-by: Bo Sample <bo@example.org>",
    author: ada,
    at: '2025-02-04T00:00:00Z',
  });
  for (const second of [0, 1, 3])
    fixture.commit({ message: `part ${second}\n`, files: { d: `${second}` }, at: at(second) });
  fixture.commit({ message: 'by another\n', files: { d: 'x' }, author: bo, at: at(4) });
  fixture.commit({
    message: 'files\n',
    files: { a: '9', b: null, same: null, 'moved/same': 'content', fresh: 'new' },
    at: '2025-04-01T00:00:00Z',
  });
  const reading = readGitHistory(fixture.path);
  const changes = async () => (await reading).facts.changes;

  it('is told where the commits tell it, and left open where they do not', async () => {
    expect((await changes()).map(({ subject, entry, request }) => [subject, entry, request])).toEqual([
      ['root', 'root', undefined],
      ['Squashed (#3)', 'squash', '#3'],
      ['Typed (#4)', 'request-commit', '#4'],
      ['nothing tells', undefined, undefined],
      ['Merge pull request #5 from ada/topic', 'merged-request', '#5'],
      ["Merge branch 'other'", 'merge', undefined],
      ['part 0', undefined, undefined],
      ['part 1', undefined, undefined],
      ['part 3', undefined, undefined],
      ['by another', undefined, undefined],
      ['files', undefined, undefined],
    ]);
    expect((await reading).absent['/changes/3/entry']).toMatch(/look alike/);
    expect((await changes()).map(({ claimsRequest }) => claimsRequest).filter(Boolean)).toHaveLength(3);
    expect((await changes()).flatMap(({ committedByPlatform }, index) => (committedByPlatform ? [index] : []))).toEqual(
      [1],
    );
  });

  it('tells the merges that the only author made', async () => {
    expect((await changes()).map(({ merger, mergedByOnlyAuthor }) => [merger, mergedByOnlyAuthor]).slice(4, 6)).toEqual(
      [
        ['ada@example.org', true],
        ['ada@example.org', false],
      ],
    );
    expect((await changes())[0]).not.toHaveProperty('mergedByOnlyAuthor');
  });

  it('tells a run of commits that one command wrote', async () => {
    const first = (await changes())[6]?.id;
    expect((await changes()).map(({ series, seriesLength }) => [series, seriesLength]).slice(5)).toEqual([
      [undefined, undefined],
      [first, 3],
      [first, 3],
      [first, 3],
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  it('counts trailers by kind, and shows those of the change itself', async () => {
    expect((await reading).facts.trailerKinds).toEqual([
      { id: 'reviewed-by', count: 1, commitCount: 1 },
      { id: 'signed-off-by', count: 3, commitCount: 2 },
    ]);
    expect((await changes())[5]?.trailers).toEqual([
      'signed-off-by: A',
      'Signed-off-by: B',
      'Reviewed-by: Bo Sample <bo@example.org>',
    ]);
  });

  it('counts paths by what became of them; a move is one', async () => {
    expect((await changes()).at(-1)).toMatchObject({
      pathCount: 5,
      addedPathCount: 1,
      modifiedPathCount: 1,
      deletedPathCount: 1,
      movedPathCount: 1,
      touchesSubmodule: false,
    });
  });
});

describe('a merge', () => {
  const merged = (solve: (path: string) => void) => {
    const fixture = repository();
    fixture.commit({ files: { a: 'one\ntwo\nthree\n', b: 'b', 'dir/c': 'c' } });
    fixture.git(['checkout', '-q', '-b', 'topic']);
    fixture.commit({ files: { a: 'ONE\ntwo\nthree\n', 'dir/c': 'c2' } });
    fixture.git(['checkout', '-q', 'main']);
    fixture.commit({ files: { a: 'one\ntwo\nTHREE\n' } });
    fixture.git([
      '-c',
      'user.name=x',
      '-c',
      'user.email=x@example.org',
      'merge',
      '-q',
      '--no-commit',
      '--no-ff',
      'topic',
    ]);
    solve(fixture.path);
    fixture.commit({ message: "Merge branch 'topic'\n" });
    return fixture;
  };
  const own = async (path: string) => {
    const sheet = await readGitHistory(path);
    const { ownPaths, ownPathCount, kind } = sheet.facts.changes.at(-1) ?? {};
    return { kind, ownPaths, ownPathCount, finding: findings(sheet)['INT-19'] };
  };

  it('of texts holds nothing of its own', async () => {
    expect(await own(merged(() => undefined).path)).toEqual({
      kind: 'merge',
      ownPaths: [],
      ownPathCount: 0,
      finding: undefined,
    });
  });

  it('that changes, adds or removes what both sides hold alike is told', async () => {
    const fixture = merged((path) => {
      writeFileSync(join(path, 'b'), 'changed while merging');
      writeFileSync(join(path, 'dir/new'), 'added while merging');
    });
    expect(await own(fixture.path)).toEqual({
      kind: 'merge',
      ownPaths: ['b', 'dir/new'],
      ownPathCount: 2,
      finding: 'medium',
    });
  });

  it('that moves a file of one side holds nothing of its own', async () => {
    const fixture = merged((path) => writeFileSync(join(path, 'dir/moved'), 'c2'));
    expect((await own(fixture.path)).ownPaths).toEqual([]);
  });

  it('of a history that is cut off cannot be told', async () => {
    const fixture = merged(() => undefined);
    const shallow = join(scratch(), 'shallow');
    fixture.git(['clone', '-q', '--depth=1', `file://${fixture.path}`, shallow]);
    expect((await readGitHistory(shallow)).facts.changes[0]).not.toHaveProperty('ownPathCount');
  });
});

describe('names and content', () => {
  it('that hide something, people of several names, submodules and links are findings', async () => {
    const fixture = repository();
    fixture.commit({ files: { 'card\u202etxt': 'x' } });
    fixture.commit({ author: 'Ada Other <ada@example.org>' });
    fixture.commit({ author: 'Ada Example <ada@home.example>' });
    fixture.git(['update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},vendor/lib`]);
    mkdirSync(join(fixture.path, 'models'));
    fixture.link('models/model.onnx', '/etc/passwd');
    fixture.git(['add', 'models/model.onnx']);
    fixture.git(['commit', '-q', '-m', 'pin'], {
      env: {
        GIT_AUTHOR_NAME: 'Bo',
        GIT_AUTHOR_EMAIL: 'bo@example.org',
        GIT_COMMITTER_NAME: 'Bo',
        GIT_COMMITTER_EMAIL: 'bo@example.org',
        GIT_AUTHOR_DATE: '2025-06-01T00:00:00Z',
        GIT_COMMITTER_DATE: '2025-06-01T00:00:00Z',
      },
    });
    fixture.git(['update-ref', 'refs/tags/v1\u200b', 'HEAD']);
    const sheet = await readGitHistory(fixture.path);
    expect(findings(sheet)).toEqual({ 'INT-11': 'low', 'INT-17': 'medium', 'INT-20': 'medium', 'INT-21': 'info' });
    expect(sheet.facts.integrity[0]?.detail).toMatch(/^1 address is used under several names, 1 name with several/);
    expect(sheet.facts.integrity[2]?.detail).toMatch(/1 reference: refs\/tags\/v1\\u\{200b\}/);
    expect(sheet.facts.changes.at(-1)?.touchesSubmodule).toBe(true);
  });
});

describe('an earlier head', () => {
  const story = () => {
    const fixture = repository();
    fixture.commit();
    const sealed = fixture.commit();
    fixture.git(['tag', 'v1']);
    return { fixture, sealed };
  };

  it('that the branch stands on shows nothing; a rewrite and a moved tag are grave', async () => {
    const { fixture, sealed } = story();
    const folder = dirname(fixture.path);
    const then = await readGitHistory(fixture.path);
    writeFileSync(join(folder, 'facts.json'), canonicalJson([then]));
    fixture.commit();
    const options = { earlier: ['facts.json', sealed] };
    const honest = await readGitHistory(fixture.path, { options });
    expect(honest.problems).toEqual([]);
    expect(honest.facts.earlierHeads).toEqual([
      {
        id: `facts.json ${sealed.slice(0, 12)}`,
        tip: sealed,
        source: 'facts',
        reached: true,
        onBranch: true,
        movedTags: [],
        movedTagCount: 0,
        goneTagCount: 0,
      },
      {
        id: sealed.slice(0, 12),
        tip: sealed,
        source: 'declared',
        reached: true,
        onBranch: true,
        movedTags: [],
        movedTagCount: 0,
        goneTagCount: 0,
      },
    ]);
    expect(findings(honest)).toEqual({});

    fixture.git(['reset', '-q', '--hard', 'HEAD~2']);
    fixture.commit({ message: 'rewritten\n' });
    fixture.git(['tag', '-f', 'v1']);
    const rewritten = await readGitHistory(bundleOf(fixture, ['main', '--tags']), {
      options: { earlier: [sealed] },
    });
    expect(rewritten.facts.earlierHeads[0]).toMatchObject({ reached: false, onBranch: false });
    const moved = await readGitHistory(fixture.path, { options });
    expect(moved.facts.earlierHeads[0]).toMatchObject({ reached: false, movedTags: ['v1'], movedTagCount: 1 });
    expect(findings(moved)).toMatchObject({ 'INT-14': 'critical', 'INT-15': 'high' });
    expect(moved.facts.graveFindings).toBe(2);
  });

  it('that was only merged back is not on the branch', async () => {
    const { fixture, sealed } = story();
    fixture.git(['branch', 'old']);
    fixture.git(['reset', '-q', '--hard', 'HEAD~1']);
    fixture.commit({ files: { other: '1' } });
    fixture.merge('old');
    const sheet = await readGitHistory(fixture.path, { options: { earlier: [sealed] } });
    expect(sheet.facts.earlierHeads[0]).toMatchObject({ reached: true, onBranch: false });
    expect(findings(sheet)['INT-14']).toBe('critical');
  });

  it('behind the cut of a shallow clone cannot be told', async () => {
    const { fixture, sealed } = story();
    fixture.commit();
    const shallow = join(scratch(), 'shallow');
    fixture.git(['clone', '-q', '--depth=1', `file://${fixture.path}`, shallow]);
    const sheet = await readGitHistory(shallow, { options: { earlier: [sealed] } });
    expect(sheet.facts.earlierHeads[0]).not.toHaveProperty('reached');
    expect(sheet.absent['/earlierHeads/0/reached']).toMatch(/cut off/);
    expect(findings(sheet)['INT-14']).toBeUndefined();
  });

  it('that cannot be read is a problem', async () => {
    const { fixture } = story();
    writeFileSync(join(dirname(fixture.path), 'other.json'), '{"not": "facts"}');
    writeFileSync(join(dirname(fixture.path), 'broken.json'), '{');
    const sheet = await readGitHistory(fixture.path, {
      options: { earlier: ['abc', 'other.json', 'broken.json', 'gone.json'] },
    });
    expect(sheet.facts.earlierHeads).toEqual([]);
    expect(sheet.problems.map(({ code, file }) => [code, file])).toEqual([
      ['earlier-head', 'broken.json'],
      ['earlier-head', 'other.json'],
      ['earlier-head', 'work'],
      ['earlier-head', 'work'],
    ]);
  });
});
