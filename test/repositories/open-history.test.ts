import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { tipOf } from '../../src/repositories/branches.ts';
import { broughtIn, type CommitGraph, firstParentChain, readCommitGraph } from '../../src/repositories/commit-graph.ts';
import { type HistoryKind, type OpenHistory, openHistory } from '../../src/repositories/open-history.ts';
import { pathText, readTrees } from '../../src/repositories/trees.ts';
import { bundleOf, type Fixture, leftOvers, rawObject, repository, scratch } from './git-fixture.ts';

const withHistory = async <T>(
  source: string | Uint8Array,
  kind: HistoryKind,
  use: (history: OpenHistory) => Promise<T>,
): Promise<T> => {
  const history = await openHistory(source, kind);
  try {
    return await use(history);
  } finally {
    await history.close();
  }
};
const graphOf = (source: string | Uint8Array, kind: HistoryKind, branch = 'main'): Promise<CommitGraph> =>
  withHistory(source, kind, (history) => readCommitGraph(history, tipOf(history, branch), 1000));
const lines = (text: string): readonly string[] => (text === '' ? [] : text.split('\n'));

/** A history with a side branch, a merge, a file in a folder and a tag. */
const branching = (format: 'sha1' | 'sha256' = 'sha1'): Fixture => {
  const fixture = repository({ format });
  fixture.commit({ files: { 'a.txt': '1', 'dir/b.txt': '1', 'dir/deep/c.txt': '1' } });
  fixture.git(['branch', 'topic']);
  fixture.commit({ files: { 'a.txt': '2' } });
  fixture.git(['checkout', '-q', 'topic']);
  fixture.commit({ files: { 'dir/b.txt': '2', 'new file.txt': 'x' } });
  fixture.commit({ files: { 'dir/deep': 'a file now' } });
  fixture.git(['checkout', '-q', 'main']);
  fixture.merge('topic');
  fixture.git(['tag', 'v1']);
  fixture.commit({ files: { 'dir/b.txt': '3', 'ünï/ç.txt': 'x' } });
  return fixture;
};

afterEach(() => {
  expect(leftOvers()).toEqual([]);
});

describe.each(['sha1', 'sha256'] as const)('a history of %s', (format) => {
  const fixture = branching(format);
  const bundle = bundleOf(fixture);
  it.each([
    ['repository', fixture.path],
    ['repository', join(fixture.path, '.git')],
    ['bundle', bundle],
  ] as const)('is read from a %s as git counts it', async (kind, path) => {
    await withHistory(path, kind, async (history) => {
      const tip = tipOf(history, 'main');
      expect(history.format).toBe(format);
      expect(tip).toBe(fixture.git(['rev-parse', 'main']));
      const graph = await readCommitGraph(history, tip, 1000);
      expect(graph.count).toBe(Number(fixture.git(['rev-list', '--count', 'main'])));
      expect([graph.missingParents, graph.forged, graph.withNul]).toEqual([[], [], 0]);
      const chain = firstParentChain(graph);
      expect(chain.map(graph.idOf).reverse()).toEqual(lines(fixture.git(['rev-list', '--first-parent', 'main'])));
      const brought = broughtIn(graph, chain, () => true);
      for (const step of chain) {
        const parent = graph.parentsOf(step)[0];
        const range = parent === undefined ? [graph.idOf(step)] : [graph.idOf(step), `^${graph.idOf(parent)}`];
        expect((brought.get(step) ?? []).map(graph.idOf).sort()).toEqual(
          [...lines(fixture.git(['rev-list', ...range]))].sort(),
        );
      }
    });
  });

  it('has the changed paths that git diff-tree tells', async () => {
    await withHistory(fixture.path, 'repository', async (history) => {
      const graph = await readCommitGraph(history, tipOf(history, 'main'), 1000);
      const chain = firstParentChain(graph);
      const found = chain.map(() => [] as string[]);
      const parentTree = (step: number): string | undefined => {
        const parent = graph.parentsOf(step)[0];
        return parent === undefined ? undefined : graph.treeOf(parent);
      };
      await readTrees(history.objects).compare(
        chain.map((step) => ({ before: parentTree(step), after: graph.treeOf(step) })),
        (index, change) => found[index]?.push(pathText(change.path)),
      );
      for (const [index, step] of chain.entries()) {
        const parent = graph.parentsOf(step)[0];
        const git = fixture.git([
          ...['diff-tree', '-r', '-z', '--no-renames', '--no-commit-id', '--name-only', '--root'],
          ...(parent === undefined ? [] : [graph.idOf(parent)]),
          graph.idOf(step),
        ]);
        expect(found[index]?.sort()).toEqual(
          git
            .split('\0')
            .filter((path) => path !== '')
            .sort(),
        );
      }
    });
  });
});

describe('bytes in memory', () => {
  it('stand for a bundle', async () => {
    const fixture = branching();
    expect((await graphOf(readFileSync(bundleOf(fixture)), 'bundle')).count).toBe(6);
  });
});

describe('configuration that would start programs', () => {
  it('is never read: no program starts', async () => {
    const fixture = branching();
    const canary = join(scratch(), 'canary');
    const program = join(scratch(), 'program.sh');
    writeFileSync(program, `#!/bin/sh\necho started >> '${canary}'\n`, { mode: 0o755 });
    const hooks = scratch();
    for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction', 'pre-auto-gc'])
      writeFileSync(join(hooks, hook), `#!/bin/sh\necho ${hook} >> '${canary}'\n`, { mode: 0o755 });
    writeFileSync(
      join(fixture.path, '.git', 'config'),
      `[core]
	repositoryformatversion = 0
	fsmonitor = ${program}
	hooksPath = ${hooks}
	pager = ${program}
	editor = ${program}
	sshCommand = ${program}
	alternateRefsCommand = ${program}
	gitProxy = ${program}
[gpg]
	program = ${program}
[gpg "ssh"]
	program = ${program}
[log]
	showSignature = true
[diff]
	external = ${program}
[diff "x"]
	textconv = ${program}
[filter "x"]
	smudge = ${program}
	clean = ${program}
[uploadpack]
	packObjectsHook = ${program}
[remote "origin"]
	url = ${scratch()}
	uploadpack = ${program}
	promisor = true
	partialclonefilter = blob:none
[credential]
	helper = "!${program}"
[alias]
	rev-list = "!${program}"
[include]
	path = /dev/null
`,
    );
    mkdirSync(join(fixture.path, '.git', 'info'), { recursive: true });
    writeFileSync(join(fixture.path, '.git', 'info', 'attributes'), '* diff=x filter=x\n');
    // The trap works: plain git falls into it.
    fixture.git(['status']);
    expect(readFileSync(canary, 'utf8')).toContain('started');
    writeFileSync(canary, '');
    await withHistory(fixture.path, 'repository', async (history) => {
      const graph = await readCommitGraph(history, tipOf(history, 'main'), 1000);
      expect(graph.count).toBe(6);
      await readTrees(history.objects).compare(
        [{ before: undefined, after: graph.treeOf(graph.tip) }],
        () => undefined,
      );
      expect(history.surroundings.partial).toBe(true);
    });
    expect(readFileSync(canary, 'utf8')).toBe('');
  });

  it('finds no git in the folder under audit, whatever the PATH says', async () => {
    const fixture = branching();
    const canary = join(scratch(), 'canary');
    writeFileSync(join(fixture.path, 'git'), `#!/bin/sh\necho started >> '${canary}'\n`, { mode: 0o755 });
    const before = { path: process.env.PATH, folder: process.cwd() };
    process.env.PATH = `.::${before.path}`;
    process.env.GIT_DIR = '/nonexistent';
    try {
      expect((await graphOf(fixture.path, 'repository')).count).toBe(6);
    } finally {
      process.env.PATH = before.path;
      delete process.env.GIT_DIR;
    }
    expect(() => readFileSync(canary)).toThrow();
  });

  it('says that git is not installed', async () => {
    const fixture = branching();
    const before = process.env.PATH;
    process.env.PATH = scratch();
    try {
      await expect(openHistory(fixture.path, 'repository')).rejects.toMatchObject({
        code: 'git-missing',
        family: 'surroundings',
      });
    } finally {
      process.env.PATH = before;
    }
  });
});

describe('a history that git would tell otherwise', () => {
  it('does not follow replace references', async () => {
    const fixture = branching();
    const tip = fixture.git(['rev-parse', 'main']);
    const fake = rawObject(
      fixture,
      'commit',
      `tree ${fixture.git(['rev-parse', 'main^{tree}'])}\nauthor E <e@x> 1 +0000\ncommitter E <e@x> 1 +0000\n\nfake\n`,
    );
    fixture.git(['replace', tip, fake]);
    expect(fixture.git(['rev-list', '--count', 'main'])).toBe('1');
    for (const [kind, path] of [
      ['repository', fixture.path],
      ['bundle', bundleOf(fixture)],
    ] as const)
      await withHistory(path, kind, async (history) => {
        expect(history.surroundings.replaced).toEqual([tip]);
        expect((await readCommitGraph(history, tipOf(history, 'main'), 1000)).count).toBe(6);
      });
  });

  it('does not follow grafts', async () => {
    const fixture = branching();
    mkdirSync(join(fixture.path, '.git', 'info'), { recursive: true });
    writeFileSync(join(fixture.path, '.git', 'info', 'grafts'), `${fixture.git(['rev-parse', 'main'])}\n`);
    expect(fixture.git(['rev-list', '--count', 'main'])).toBe('1');
    await withHistory(fixture.path, 'repository', async (history) => {
      expect(history.surroundings.grafts).toBe(1);
      expect((await readCommitGraph(history, tipOf(history, 'main'), 1000)).count).toBe(6);
    });
  });

  it('counts the missing parents of a shallow clone', async () => {
    const fixture = branching();
    const shallow = join(scratch(), 'shallow');
    fixture.git(['clone', '-q', '--depth=2', '--single-branch', '-b', 'main', `file://${fixture.path}`, shallow]);
    await withHistory(shallow, 'repository', async (history) => {
      expect(history.surroundings.cutOff).toBeGreaterThan(0);
      const graph = await readCommitGraph(history, tipOf(history, 'main'), 1000);
      expect(graph.count).toBe(2);
      expect(graph.missingParents).toHaveLength(2);
    });
  });

  it('is not fooled by a shallow file over a full history', async () => {
    const fixture = branching();
    writeFileSync(join(fixture.path, '.git', 'shallow'), `${fixture.git(['rev-parse', 'main'])}\n`);
    expect(fixture.git(['rev-list', '--count', 'main'])).toBe('1');
    await withHistory(fixture.path, 'repository', async (history) => {
      const graph = await readCommitGraph(history, tipOf(history, 'main'), 1000);
      expect([graph.count, graph.missingParents.length, history.surroundings.cutOff]).toEqual([6, 0, 1]);
    });
  });

  it('does not believe an object under an id that is not its hash', async () => {
    const fixture = branching();
    const victim = fixture.git(['rev-parse', 'main~1']);
    const fake = rawObject(
      fixture,
      'commit',
      `tree ${fixture.git(['rev-parse', 'main^{tree}'])}\nauthor E <e@x> 1 +0000\ncommitter E <e@x> 1 +0000\n\nfake\n\nReviewed-by: Bo <bo@x>\n`,
    );
    swapInPack(fixture, victim, fake);
    const graph = await graphOf(fixture.path, 'repository');
    expect(graph.forged).toEqual([victim]);
    expect(graph.missingParents).toEqual([]);
    expect(graph.count).toBe(1);
  });

  it('goes on when git cannot unpack an object', async () => {
    const fixture = branching();
    const victim = fixture.git(['rev-parse', 'topic']);
    const file = join(fixture.path, '.git', 'objects', victim.slice(0, 2), victim.slice(2));
    renameSync(file, `${file}.away`);
    writeFileSync(file, 'no zlib stream');
    const graph = await graphOf(fixture.path, 'repository');
    expect(graph.missingParents).toEqual([victim]);
    expect(graph.count).toBe(4);
  });

  it('says so when the tip is not there', async () => {
    const fixture = branching();
    writeFileSync(join(fixture.path, '.git', 'refs', 'heads', 'main'), `${'1'.repeat(40)}\n`);
    await expect(graphOf(fixture.path, 'repository')).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('refuses a repository that borrows objects', async () => {
    const fixture = branching();
    const borrower = join(scratch(), 'borrower');
    fixture.git(['clone', '-q', '--shared', fixture.path, borrower]);
    await expect(openHistory(borrower, 'repository')).rejects.toMatchObject({ code: 'borrowed-objects' });
    const linked = repository();
    linked.git(['pack-refs']);
    renameSync(join(linked.path, '.git', 'objects', 'pack'), join(linked.path, '.git', 'objects', 'old'));
    symlinkSync(join(fixture.path, '.git', 'objects', 'pack'), join(linked.path, '.git', 'objects', 'pack'));
    await expect(openHistory(linked.path, 'repository')).rejects.toMatchObject({ code: 'borrowed-objects' });
  });

  it('leaves references that are named like options alone', async () => {
    const fixture = branching();
    const tip = fixture.git(['rev-parse', 'main']);
    fixture.git(['update-ref', 'refs/heads/--output=canary', tip]);
    fixture.git(['update-ref', 'refs/tags/-n', tip]);
    for (const [kind, path] of [
      ['repository', fixture.path],
      ['bundle', bundleOf(fixture)],
    ] as const) {
      expect((await graphOf(path, kind, '--output=canary')).count).toBe(6);
      expect((await graphOf(path, kind)).count).toBe(6);
    }
  });

  it('stops at the most commits that are read', async () => {
    const fixture = branching();
    await withHistory(fixture.path, 'repository', async (history) => {
      await expect(readCommitGraph(history, tipOf(history, 'main'), 5)).rejects.toMatchObject({ code: 'too-large' });
    });
  });
});

describe('what cannot be opened', () => {
  const bundle = readFileSync(bundleOf(branching()));
  const flipped = Buffer.from(bundle);
  flipped.writeUInt8(flipped.readUInt8(bundle.length - 60) ^ 0xff, bundle.length - 60);
  it.each([
    ['an empty file', Buffer.alloc(0), 'corrupt-bundle'],
    ['another file', Buffer.from('%PDF-1.7\n'), 'corrupt-bundle'],
    ['a bundle cut in its header', bundle.subarray(0, 40), 'corrupt-bundle'],
    ['a bundle cut in its pack', bundle.subarray(0, bundle.length - 30), 'corrupt-bundle'],
    ['a bundle with a flipped byte', flipped, 'corrupt-bundle'],
    ['a bundle of an unknown version', Buffer.from('# v9 git bundle\n\n'), 'corrupt-bundle'],
    ['a bundle with an unknown capability', Buffer.from('# v3 git bundle\n@telepathy\n\n'), 'corrupt-bundle'],
    ['a bundle with a wrong line', Buffer.from('# v2 git bundle\nhello\n\n'), 'corrupt-bundle'],
  ])('%s', async (_, bytes, code) => {
    const failure = await openHistory(bytes, 'bundle').catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code, family: 'refusal' });
    expect((failure as Error).message).not.toContain('plumbline-history');
  });

  it('is a bundle that presupposes commits', async () => {
    const fixture = branching();
    await expect(openHistory(bundleOf(fixture, ['main', '^main~1']), 'bundle')).rejects.toMatchObject({
      code: 'incomplete-bundle',
    });
  });

  it('is a folder without a repository, a worktree, a linked .git, a folder behind a link', async () => {
    await expect(openHistory(scratch(), 'repository')).rejects.toMatchObject({ code: 'not-a-repository' });
    await expect(openHistory(join(scratch(), 'none'), 'repository')).rejects.toMatchObject({
      code: 'not-a-repository',
    });
    const fixture = branching();
    const worktree = join(scratch(), 'tree');
    fixture.git(['worktree', 'add', '-q', worktree]);
    await expect(openHistory(worktree, 'repository')).rejects.toMatchObject({ code: 'unsupported-repository' });
    const inner = join(scratch(), 'inner');
    mkdirSync(inner);
    symlinkSync(join(fixture.path, '.git'), join(inner, '.git'));
    await expect(openHistory(inner, 'repository')).rejects.toMatchObject({ code: 'outside' });
    const outer = scratch();
    symlinkSync(fixture.path, join(outer, 'link'));
    await expect(openHistory(join(outer, 'link'), 'repository', { within: outer })).rejects.toMatchObject({
      code: 'outside',
    });
  });

  it('is a branch that is not there: the message lists those that are', async () => {
    const fixture = branching();
    await withHistory(fixture.path, 'repository', async (history) => {
      expect(() => tipOf(history, 'trunk')).toThrow(/no branch "trunk".*main, topic/);
    });
    const empty = repository();
    await withHistory(empty.path, 'repository', async (history) => {
      expect(() => tipOf(history, 'main')).toThrow(/holds no commit/);
    });
    const elsewhere = branching();
    elsewhere.git(['checkout', '-q', '--orphan', 'unborn']);
    await withHistory(elsewhere.path, 'repository', async (history) => {
      expect(() => tipOf(history, 'unborn')).toThrow(/nothing was committed to it/);
    });
  });
});

/** Makes a pack whose index names the bytes of `fake` by the id of `victim`, and removes the true object. */
const swapInPack = (fixture: Fixture, victim: string, fake: string): void => {
  // A pack of one object has one index entry: its id is written over, then both checksums of the index are made again.
  const folder = join(fixture.path, '.git', 'objects');
  const name = fixture.git(['pack-objects', '-q', join(folder, 'pack', 'pack')], { input: `${fake}\n` });
  const path = join(folder, 'pack', `pack-${name}.idx`);
  const index = readFileSync(path);
  const first = Number.parseInt(victim.slice(0, 2), 16);
  for (let at = 0; at < 256; at++) index.writeUInt32BE(at >= first ? 1 : 0, 8 + 4 * at);
  index.write(victim, 8 + 1024, 'hex');
  createHash('sha1')
    .update(index.subarray(0, -20))
    .digest()
    .copy(index, index.length - 20);
  chmodSync(path, 0o644);
  writeFileSync(path, index);
  rmSync(join(folder, victim.slice(0, 2), victim.slice(2)));
};
