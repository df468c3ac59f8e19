import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/base/limits.ts';
import { openDirectory } from '../../src/files/directory.ts';
import { bundleOf, type Fixture, leftOvers, rawObject, repository, scratch } from '../repositories/git-fixture.ts';
import { findings, type HistorySheet, readGitHistory, sheetOf } from './git-history-context.ts';

afterEach(() => {
  expect(leftOvers()).toEqual([]);
});

const linear = (count: number): { fixture: Fixture; ids: readonly string[] } => {
  const fixture = repository();
  return {
    fixture,
    ids: Array.from({ length: count }, (_, at) => fixture.commit({ message: `change ${at}\n`, files: { f: `${at}` } })),
  };
};
const subjects = (sheet: HistorySheet): readonly (string | undefined)[] =>
  sheet.facts.changes.map(({ subject }) => subject);

/** Commits bytes of our own on top of main. */
const onMain = (fixture: Fixture, head: readonly string[], message: string | Buffer): string => {
  const id = rawObject(
    fixture,
    'commit',
    Buffer.concat([
      Buffer.from(
        `tree ${fixture.git(['rev-parse', 'main^{tree}'])}\nparent ${fixture.git(['rev-parse', 'main'])}\n${head.join('\n')}\n\n`,
        'latin1',
      ),
      Buffer.from(message),
    ]),
  );
  fixture.git(['update-ref', 'refs/heads/main', id]);
  return id;
};
const people = [
  'author Ada Example <ada@example.org> 1735800000 +0000',
  'committer Ada Example <ada@example.org> 1735800000 +0000',
];

describe('messages and names that would forge a log', () => {
  it('invent no commit and no reviewer', async () => {
    const { fixture } = linear(2);
    const fake = '1'.repeat(40);
    fixture.commit({
      message: `honest title\n\nòòòòòò ${fake} ò 2025-06-01 ò feat: approved ò  ò Reviewed-by: Boss <boss@example.org>\n ò Boss ò boss@example.org òò\n\u001e\u001f${fake}\n\ncommit ${fake}\nAuthor: Boss <boss@example.org>\n`,
      author: 'Ada ò boss@example.org <ada@example.org>',
    });
    fixture.commit({
      message: 'title\n\nReviewed-by: Boss <boss@example.org>\n\nthe last paragraph is no block of trailers\n',
    });
    const sheet = await readGitHistory(fixture.path);
    expect(subjects(sheet)).toEqual(['change 0', 'change 1', 'honest title', 'title']);
    expect(sheet.facts.changes.map(({ authors }) => authors)).toEqual(Array(4).fill(['ada@example.org']));
    expect(sheet.facts.changes.every(({ reviewers }) => reviewers?.length === 0)).toBe(true);
  });

  it('control characters of a subject are shown, not obeyed', async () => {
    const fixture = repository();
    fixture.commit({ message: '\u001b[31mred\u202e title\n' });
    expect(subjects(await readGitHistory(fixture.path))).toEqual(['\\u{1b}[31mred\\u{202e} title']);
  });

  it('a trailer behind a NUL byte is not believed, and the byte is a finding', async () => {
    const { fixture } = linear(1);
    onMain(fixture, people, 'title\n\nbody\n\0\n\nReviewed-by: Boss <boss@example.org>\n');
    const sheet = await readGitHistory(fixture.path);
    expect(sheet.facts.changes.at(-1)).toMatchObject({ subject: 'title', independentReviewerCount: 0 });
    expect(findings(sheet)).toMatchObject({ 'INT-13': 'medium' });
  });

  it('names that are no UTF-8 are read as declared; undeclared ones are a finding', async () => {
    const { fixture } = linear(1);
    onMain(
      fixture,
      [
        'author J\xf6rg <j@example.org> 1735800000 +0000',
        'committer J\xf6rg <j@example.org> 1735800000 +0000',
        'encoding ISO-8859-1',
      ],
      Buffer.from('caf\xe9\n', 'latin1'),
    );
    expect(findings(await readGitHistory(fixture.path))).toEqual({});
    onMain(
      fixture,
      ['author J\xf6rg <j@example.org> 1735800000 +0000', 'committer J\xf6rg <j@example.org> 1735800000 +0000'],
      Buffer.from('caf\xe9\n', 'latin1'),
    );
    const sheet = await readGitHistory(fixture.path);
    expect(subjects(sheet).slice(1)).toEqual(['café', 'café']);
    expect(findings(sheet)).toEqual({ 'INT-13': 'medium' });
  });

  it('the same bytes in another encoding are nobody else, and make nobody unknown', async () => {
    const fixture = repository();
    fixture.commit({ author: 'Bo Sample <bo@example.org>' });
    fixture.commit({ author: 'Cy Person <cy@example.org>', config: ['i18n.commitEncoding=utf-16le'] });
    fixture.commit({ message: 'x\n\nReviewed-by: Cy Person <cy@example.org>\n' });
    fixture.commit({ author: 'Cy Person <cy@example.org>' });
    const before = await readGitHistory(fixture.path);
    expect(before.facts.changes[2]?.independentReviewers).toEqual(['cy@example.org']);
    fixture.git(['reset', '-q', '--hard', 'HEAD~1']);
    const after = await readGitHistory(fixture.path);
    expect(after.facts.changes[2]?.independentReviewers).toEqual([]);
  });

  it('paths that are no UTF-8 stay apart', async () => {
    const fixture = repository();
    const blob = rawObject(fixture, 'blob', 'x');
    const entry = (name: string): Buffer =>
      Buffer.concat([Buffer.from(`100644 ${name}\0`, 'latin1'), Buffer.from(blob, 'hex')]);
    const tree = rawObject(fixture, 'tree', Buffer.concat([entry('a\xe9'), entry('a\xea')]));
    const commit = rawObject(fixture, 'commit', `tree ${tree}\n${people.join('\n')}\n\ntitle\n`);
    fixture.git(['update-ref', 'refs/heads/main', commit]);
    expect((await readGitHistory(fixture.path)).facts.changes[0]).toMatchObject({
      paths: ['a\\xe9', 'a\\xea'],
      pathCount: 2,
    });
  });
});

describe('identities', () => {
  it('a .mailmap is not used; who maps themselves is a finding', async () => {
    const { fixture } = linear(1);
    fixture.commit({ files: { '.mailmap': 'Boss <boss@example.org> <ada@example.org>\n' } });
    const sheet = await readGitHistory(fixture.path);
    expect(fixture.git(['log', '-1', '--use-mailmap', '--format=%aE'])).toBe('boss@example.org');
    expect(sheet.facts.changes.at(-1)?.authors).toEqual(['ada@example.org']);
    expect(findings(sheet)).toEqual({ 'INT-10': 'medium' });
  });

  it.each([
    ['ADA@Example.ORG', 'Other Name'],
    ['ada+review@example.org', 'Other Name'],
    ['someone@example.com', 'ada  EXAMPLE'],
  ])('one person under another address does not review their own change: %s', async (email, name) => {
    const fixture = repository();
    fixture.commit({ message: `x\n\nReviewed-by: ${name} <${email}>\n` });
    const sheet = await readGitHistory(fixture.path);
    expect(sheet.facts.changes[0]).toMatchObject({ independentReviewerCount: 0 });
    expect(findings(sheet)).toEqual({ 'INT-12': 'low' });
  });

  it('no-reply addresses of one account are one', async () => {
    const fixture = repository();
    fixture.commit({
      author: 'Ada <77+AdaEx@users.noreply.github.com>',
      message: 'x\n\nReviewed-by: A. Example <adaex@users.noreply.github.com>\n',
    });
    const { facts } = await readGitHistory(fixture.path);
    expect(facts.changes[0]).toMatchObject({
      authors: ['adaex@users.noreply.github.com'],
      independentReviewerCount: 0,
    });
  });

  it('a declared tool among the authors is told', async () => {
    const fixture = repository();
    fixture.commit({ message: 'x\n\nAssisted-by: some model\n' });
    fixture.commit({ message: 'x\n\nCo-authored-by: Helper <noreply@example.com>\n' });
    fixture.commit({ message: 'x\n\nCo-authored-by: Bo <bo@example.org>\n' });
    expect((await readGitHistory(fixture.path)).facts.changes.map(({ aiAssisted }) => aiAssisted)).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('dates', () => {
  it('a backdated commit hides nothing behind it, and is a finding', async () => {
    const fixture = repository();
    fixture.commit({ message: 'one\n', at: '2025-02-01T00:00:00Z' });
    fixture.commit({ message: 'two\n', at: '2025-03-01T00:00:00Z' });
    fixture.commit({ message: 'backdated\n', at: '2019-01-01T00:00:00Z' });
    expect(fixture.git(['rev-list', '--count', '--since=2025-01-01T00:00:00Z', 'main'])).toBe('0');
    const sheet = await readGitHistory(fixture.path);
    expect(subjects(sheet)).toEqual(['one', 'two']);
    expect(sheet.facts.backdatedChanges).toBe(1);
    expect(findings(sheet)).toEqual({ 'INT-08': 'high' });
  });

  it('within the period it is a medium finding, an hour is nothing, and old ones do not count', async () => {
    const fixture = repository();
    fixture.commit({ at: '2020-03-01T00:00:00Z' });
    fixture.commit({ at: '2019-03-01T00:00:00Z' });
    fixture.commit({ at: '2025-03-01T12:00:00Z' });
    fixture.commit({ at: '2025-03-01T11:00:00Z' });
    fixture.commit({ at: '2025-03-01T09:59:59Z' });
    const sheet = await readGitHistory(fixture.path);
    expect(sheet.facts.changes.map(({ backdated }) => backdated)).toEqual([false, false, true]);
    expect(sheet.facts.backdatedChanges).toBe(1);
    expect(findings(sheet)).toEqual({ 'INT-08': 'medium' });
  });

  it('no date, a date after the audit, and a zone that does not exist are findings', async () => {
    const { fixture } = linear(1);
    onMain(fixture, ['author A <a@example.org> soon +0000', 'committer A <a@example.org> soon +0000'], 'undated\n');
    onMain(
      fixture,
      ['author A <a@example.org> 1735900000 +9999', 'committer A <a@example.org> 1735900000 +0000'],
      'zone\n',
    );
    onMain(
      fixture,
      ['author A <a@example.org> 1893456000 +0000', 'committer A <a@example.org> 1735900001 +0000'],
      'written in 2030\n',
    );
    const sheet = await readGitHistory(fixture.path);
    expect(subjects(sheet)).toEqual(['change 0', 'zone', 'written in 2030']);
    expect(findings(sheet)).toEqual({ 'INT-08': 'high', 'INT-09': 'low' });
    expect(sheet.facts.changes[1]).not.toHaveProperty('backdated');
  });
});

describe('what surrounds the objects', () => {
  it('replace references are critical when they replace what is audited', async () => {
    const { fixture, ids } = linear(3);
    const fake = rawObject(
      fixture,
      'commit',
      `tree ${fixture.git(['rev-parse', 'main^{tree}'])}\n${people.join('\n')}\n\nfake\n\nReviewed-by: Boss <boss@example.org>\n`,
    );
    fixture.git(['replace', ids[1] ?? '', fake]);
    const sheet = await readGitHistory(fixture.path);
    expect(subjects(sheet)).toEqual(['change 0', 'change 1', 'change 2']);
    expect(sheet.facts.replaceRefs).toBe(1);
    expect(findings(sheet)).toEqual({ 'INT-01': 'critical' });
    expect(findings(await readGitHistory(bundleOf(fixture)))).toEqual({ 'INT-01': 'critical' });
    const otherYear = await readGitHistory(fixture.path, { period: { start: '2024-01-01', end: '2025-01-01' } });
    expect(findings(otherYear)).toEqual({ 'INT-01': 'high' });
  });

  it('grafts are counted and not followed', async () => {
    const { fixture, ids } = linear(3);
    mkdirSync(join(fixture.path, '.git', 'info'), { recursive: true });
    writeFileSync(join(fixture.path, '.git', 'info', 'grafts'), `${ids[2]}\n`);
    const sheet = await readGitHistory(fixture.path);
    expect(sheet.facts).toMatchObject({ grafts: 1, commitCount: 3, changeCount: 3, complete: true });
    expect(findings(sheet)).toEqual({ 'INT-02': 'high' });
  });

  it('a shallow clone is incomplete, and what cannot be compared is absent with its reason', async () => {
    const { fixture } = linear(4);
    const shallow = join(scratch(), 'shallow');
    fixture.git(['clone', '-q', '--depth=2', `file://${fixture.path}`, shallow]);
    const sheet = await readGitHistory(shallow);
    expect(sheet.facts).toMatchObject({
      shallow: true,
      complete: false,
      missingParents: 1,
      changeCount: 2,
      commitCount: 2,
    });
    expect(findings(sheet)).toEqual({ 'INT-03': 'critical' });
    expect(sheet.facts.changes[0]).not.toHaveProperty('pathCount');
    expect(sheet.facts.changes[0]).not.toHaveProperty('touchesModel');
    expect(sheet.absent['/changes/0/touchesModel']).toMatch(/first parent is not in the history/);
    expect(sheet.facts.changes[1]).toMatchObject({ pathCount: 1, touchesModel: false });
  });

  it('a clone without folders gives changes without paths', async () => {
    const { fixture } = linear(3);
    const partial = join(scratch(), 'partial.git');
    fixture.git(['config', 'uploadpack.allowFilter', 'true']);
    fixture.git(['clone', '-q', '--bare', '--filter=tree:0', `file://${fixture.path}`, partial]);
    const sheet = await readGitHistory(partial);
    expect(sheet.facts).toMatchObject({ changeCount: 3, complete: true });
    expect(sheet.absent['/changes/2/pathCount']).toMatch(/not in the repository/);
    expect(sheet.absent['/codeowners']).toMatch(/could not be read/);
    expect(findings(sheet)).toEqual({ 'INT-06': 'info' });
  });

  it('objects that git finds malformed in a bundle are a finding', async () => {
    const { fixture } = linear(1);
    onMain(
      fixture,
      ['author A <a@example.org> 1735800000 +0000', 'committer A a@example.org> 1735800000 +0000'],
      'odd\n',
    );
    const sheet = await readGitHistory(bundleOf(fixture));
    expect(findings(sheet)['INT-18']).toBe('low');
    expect(sheet.facts.integrity.find(({ id }) => id === 'INT-18')?.detail).toMatch(/^[A-Za-z]+ in 1 object$/);
  });

  it('a tag that was moved to another name is a finding', async () => {
    const { fixture } = linear(2);
    fixture.git(['tag', '-a', 'v1', '-m', 'one'], {
      env: {
        GIT_COMMITTER_NAME: 'A',
        GIT_COMMITTER_EMAIL: 'a@example.org',
        GIT_COMMITTER_DATE: '2025-01-02T00:00:00Z',
      },
    });
    fixture.git(['update-ref', 'refs/tags/v2', fixture.git(['rev-parse', 'v1'])]);
    const sheet = await readGitHistory(fixture.path);
    expect(findings(sheet)).toEqual({ 'INT-15': 'high' });
    expect(sheet.facts.integrity[0]?.detail).toBe('v2 was made as v1');
  });

  it('a tree that unfolds without end is given up', async () => {
    const fixture = repository();
    const blob = rawObject(fixture, 'blob', 'x');
    let tree = fixture.git(['mktree'], {
      input: Array.from({ length: 40 }, (_, at) => `100644 blob ${blob}\tf${at}\n`).join(''),
    });
    for (let depth = 0; depth < 6; depth++)
      tree = fixture.git(['mktree'], {
        input: Array.from({ length: 40 }, (_, at) => `040000 tree ${tree}\td${at}\n`).join(''),
      });
    const commit = rawObject(fixture, 'commit', `tree ${tree}\n${people.join('\n')}\n\nbomb\n`);
    fixture.git(['update-ref', 'refs/heads/main', commit]);
    const sheet = await readGitHistory(fixture.path);
    expect(sheet.facts.changes[0]).not.toHaveProperty('pathCount');
    expect(sheet.absent['/changes/0/pathCount']).toMatch(/more files than are looked at/);
    expect(findings(sheet)).toEqual({ 'INT-16': 'medium' });
  });
});

describe('what cannot be read is a problem in plain words', () => {
  const cases: readonly (readonly [string, () => string, string, RegExp])[] = [
    ['an empty repository', () => repository().path, 'empty-repository', /holds no commit/],
    [
      'a folder without a repository',
      () => {
        const folder = join(scratch(), 'plain');
        mkdirSync(folder);
        return folder;
      },
      'not-a-repository',
      /expected a git repository/,
    ],
    ['a folder that is not there', () => join(scratch(), 'none'), 'not-a-repository', /no such folder/],
    ['an empty bundle', () => file(Buffer.alloc(0)), 'corrupt-bundle', /expected a git bundle/],
    [
      'a truncated bundle',
      () => file(readFileSync(bundleOf(linear(2).fixture)).subarray(0, -25)),
      'corrupt-bundle',
      /cannot be unpacked/,
    ],
    [
      'a bundle of a range',
      () => bundleOf(linear(3).fixture, ['main', '^main~1']),
      'incomplete-bundle',
      /presupposes 1 commits/,
    ],
  ];
  const file = (bytes: Buffer): string => {
    const path = join(scratch(), 'history.bundle');
    writeFileSync(path, bytes);
    return path;
  };
  it.each(cases)('%s', async (_, make, code, message) => {
    const sheet = await readGitHistory(make(), {
      sheets: [sheetOf('drift-run', { id: 'r', windowEnd: '2025-01-31', responseCommit: 'abcdef1' })],
    });
    expect(sheet.problems).toEqual([expect.objectContaining({ code, message: expect.stringMatching(message) })]);
    expect(sheet.facts.changes).toEqual([]);
    expect(sheet.absent['/changes']).toMatch(/could not be read/);
    expect(sheet.facts).not.toHaveProperty('changeCount');
    expect(JSON.stringify(sheet)).not.toMatch(/plumbline-history-|\bat .*\.ts:/);
  });

  it('another branch: the branches that are there are listed', async () => {
    const { fixture } = linear(1);
    const sheet = await readGitHistory(fixture.path, { options: { branch: 'release' } });
    expect(sheet.problems).toEqual([
      expect.objectContaining({
        code: 'missing-branch',
        message: expect.stringMatching(/no branch "release"; it holds main/),
      }),
    ]);
  });

  it('a bundle cut off is told as such: shallow, incomplete, with a finding', async () => {
    const sheet = await readGitHistory(bundleOf(linear(3).fixture, ['main', '^main~1']));
    expect(sheet.facts).toMatchObject({ shallow: true, complete: false });
    expect(findings(sheet)).toEqual({ 'INT-03': 'high' });
  });

  it('a repository that borrows objects', async () => {
    const { fixture } = linear(1);
    const borrower = join(scratch(), 'borrower');
    fixture.git(['clone', '-q', '--shared', fixture.path, borrower]);
    const sheet = await readGitHistory(borrower);
    expect(sheet.facts.alternates).toBe(true);
    expect(findings(sheet)).toEqual({ 'INT-07': 'high' });
    expect(sheet.problems[0]?.message).not.toContain(fixture.path);
  });

  it('more commits than the limit', async () => {
    const { fixture } = linear(3);
    const sheet = await readGitHistory(fixture.path, { limits: { commits: 2 } });
    expect(sheet.problems[0]).toMatchObject({ code: 'too-large' });
    expect(findings(sheet)).toEqual({ 'INT-16': 'high' });
  });

  it('a repository behind a link that leaves the evidence folder', async () => {
    const { fixture } = linear(1);
    const folder = scratch();
    symlinkSync(fixture.path, join(folder, 'repo'));
    const tree = await openDirectory(folder, defaultLimits);
    const sheet = await readGitHistory('', { tree, path: 'repo' });
    expect(sheet.problems[0]).toMatchObject({ code: 'outside' });
  });
});

describe('a commit-graph file', () => {
  const withGraph = (): { fixture: Fixture; path: string } => {
    const fixture = repository();
    fixture.commit();
    fixture.git(['checkout', '-q', '-b', 'a']);
    fixture.commit({ files: { a: '1' } });
    fixture.git(['checkout', '-q', '-b', 'b', 'main']);
    fixture.commit({ files: { b: '1' } });
    fixture.git(['checkout', '-q', 'main']);
    fixture.commit({ files: { c: '1' } });
    fixture.git(['merge', '-q', '-m', 'octopus', 'a', 'b'], {
      env: {
        ...{
          GIT_AUTHOR_NAME: 'Ada Example',
          GIT_AUTHOR_EMAIL: 'ada@example.org',
          GIT_AUTHOR_DATE: '2025-05-01T00:00:00Z',
        },
        ...{
          GIT_COMMITTER_NAME: 'Ada Example',
          GIT_COMMITTER_EMAIL: 'ada@example.org',
          GIT_COMMITTER_DATE: '2025-05-01T00:00:00Z',
        },
      },
    });
    fixture.git(['commit-graph', 'write', '--reachable']);
    return { fixture, path: join(fixture.path, '.git', 'objects', 'info', 'commit-graph') };
  };

  it('that tells the truth is no finding, also with three parents', async () => {
    const { fixture } = withGraph();
    const sheet = await readGitHistory(fixture.path);
    expect(sheet.facts.commitCount).toBe(5);
    expect(findings(sheet)).toEqual({});
  });

  it('that hides history from git hides nothing here, and is a finding', async () => {
    const { fixture, path } = withGraph();
    const file = readFileSync(path);
    const chunk = (name: string): number => Number(file.readBigUInt64BE(file.indexOf(name) + 4));
    const tip = Buffer.from(fixture.git(['rev-parse', 'main']), 'hex');
    const index = (file.indexOf(tip, chunk('OIDL')) - chunk('OIDL')) / 20;
    file.writeUInt32BE(0x70000000, chunk('CDAT') + index * 36 + 20);
    file.writeUInt32BE(0x70000000, chunk('CDAT') + index * 36 + 24);
    chmodSync(path, 0o644);
    writeFileSync(path, file);
    expect(fixture.git(['rev-list', '--count', 'main'])).toBe('1');
    const sheet = await readGitHistory(fixture.path);
    expect(sheet.facts).toMatchObject({ commitCount: 5, changeCount: 3, complete: true });
    expect(findings(sheet)).toEqual({ 'INT-04': 'high' });
  });

  it('that is damaged is left alone', async () => {
    const { fixture, path } = withGraph();
    chmodSync(path, 0o644);
    writeFileSync(path, readFileSync(path).subarray(0, 90));
    expect((await readGitHistory(fixture.path)).facts).toMatchObject({ commitCount: 5 });
  });
});
