import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { RepositoriesError } from './errors.ts';
import type { ObjectFormat } from './objects.ts';

/**
 * What a repository folder says, read as files before git sees any of it. Its configuration, hooks, grafts, replace
 * references and commit-graph are looked at, never obeyed.
 */
export interface RepositoryFiles {
  readonly objects: string;
  readonly format: ObjectFormat;
  /** What HEAD points to: a reference name, or an id. */
  readonly head: string | undefined;
  readonly refs: ReadonlyMap<string, string>;
  readonly grafts: number;
  readonly shallow: number;
  readonly alternates: boolean;
  /** Bytes of the commit-graph files, the oldest layer first. */
  readonly commitGraph: readonly Buffer[];
  /** Whether objects were left out to be fetched on demand. */
  readonly partial: boolean;
}

const MOST_REFS = 200_000;
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_GRAPH_BYTES = 1024 * 1024 * 1024;
const bundleHint = 'Make a git bundle instead: git bundle create history.bundle main --tags';

const kindOf = async (path: string): Promise<'file' | 'folder' | 'link' | 'none'> => {
  const found = await lstat(path).catch(() => undefined);
  if (!found) return 'none';
  if (found.isSymbolicLink()) return 'link';
  return found.isDirectory() ? 'folder' : 'file';
};

/** The text of a small file; empty when there is none, or when it is a link or a folder. */
const textOf = async (path: string): Promise<string> => {
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isFile()) return '';
  if (found.size > MOST_BYTES)
    throw new RepositoriesError('too-large', `a file of the repository is larger than ${MOST_BYTES} bytes`);
  return readFile(path, 'utf8');
};

/** The commit-graph as git would load it: the single file, else the chain. Files beyond the size limit are left out. */
const commitGraphFiles = async (info: string): Promise<readonly Buffer[]> => {
  const chain = linesOf(await textOf(join(info, 'commit-graphs', 'commit-graph-chain')));
  const names = [
    join(info, 'commit-graph'),
    ...chain
      .filter((hash) => /^[0-9a-f]{40,64}$/.test(hash))
      .map((hash) => join(info, 'commit-graphs', `graph-${hash}.graph`)),
  ];
  const files: Buffer[] = [];
  for (const name of names) {
    const found = await lstat(name).catch(() => undefined);
    if (found?.isFile() && found.size <= MOST_GRAPH_BYTES) files.push(await readFile(name));
    if (files.length > 0 && name === names[0]) break;
  }
  return files;
};

const linesOf = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));

const gitFolder = async (folder: string, within: string | undefined): Promise<string> => {
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined) throw new RepositoriesError('not-a-repository', 'no such folder');
  const root = within === undefined ? real : await realpath(within);
  if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep))
    throw new RepositoriesError('outside', 'the repository lies outside the evidence folder, behind a symbolic link');
  const inner = join(real, '.git');
  const kind = await kindOf(inner);
  if (kind === 'link') throw new RepositoriesError('outside', '.git is a symbolic link; it is not followed');
  if (kind === 'file')
    throw new RepositoriesError(
      'unsupported-repository',
      '.git is a file: a linked worktree or a submodule keeps its history elsewhere',
      { hint: bundleHint },
    );
  const git = kind === 'folder' ? inner : real;
  if ((await kindOf(join(git, 'objects'))) === 'none' || (await kindOf(join(git, 'HEAD'))) === 'none')
    throw new RepositoriesError('not-a-repository', 'expected a git repository (a folder with .git, or a bare one)', {
      hint: bundleHint,
    });
  for (const [name, what] of [
    ['commondir', 'a linked worktree keeps its history elsewhere'],
    ['reftable', 'references are stored as reftable, which is not read here'],
  ] as const)
    if ((await kindOf(join(git, name))) !== 'none')
      throw new RepositoriesError('unsupported-repository', what, { hint: bundleHint });
  return git;
};

/** Whether objects would be read from outside the repository: an alternates file, or a link on the way to a pack. */
const borrows = async (objects: string): Promise<boolean> => {
  for (const name of ['alternates', 'http-alternates'])
    if ((await kindOf(join(objects, 'info', name))) !== 'none') return true;
  if ((await kindOf(objects)) === 'link') return true;
  for (const entry of await readdir(objects, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) return true;
    if (entry.isDirectory())
      for (const inner of await readdir(join(objects, entry.name), { withFileTypes: true }))
        if (inner.isSymbolicLink()) return true;
  }
  return false;
};

const readRefs = async (git: string): Promise<ReadonlyMap<string, string>> => {
  const refs = new Map<string, string>();
  for (const line of linesOf(await textOf(join(git, 'packed-refs')))) {
    const match = /^([0-9a-f]{40}|[0-9a-f]{64}) (\S.*)$/.exec(line);
    if (match) refs.set(match[2] ?? '', match[1] ?? '');
  }
  const symbolic = new Map<string, string>();
  const walk = async (name: string): Promise<void> => {
    for (const entry of await readdir(join(git, name), { withFileTypes: true }).catch(() => [])) {
      const path = `${name}/${entry.name}`;
      if (entry.isDirectory()) await walk(path);
      else if (entry.isFile() && !entry.name.endsWith('.lock')) {
        const text = (await textOf(join(git, path))).trim();
        if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)) refs.set(path, text);
        else if (text.startsWith('ref: ')) symbolic.set(path, text.slice(5).trim());
      }
      if (refs.size > MOST_REFS)
        throw new RepositoriesError('too-large', `the repository has more than ${MOST_REFS} references`);
    }
  };
  if ((await kindOf(join(git, 'refs'))) === 'folder') await walk('refs');
  for (const [name, target] of symbolic) {
    const id = refs.get(target);
    if (id !== undefined && !refs.has(name)) refs.set(name, id);
  }
  return refs;
};

/** Reads a repository folder, bare or with `.git`, without git. `within` is the folder that it must not leave. */
export const readRepositoryFiles = async (folder: string, within: string | undefined): Promise<RepositoryFiles> => {
  const git = await gitFolder(folder, within);
  const objects = join(git, 'objects');
  const head = (await textOf(join(git, 'HEAD'))).trim();
  const refs = await readRefs(git);
  const config = await textOf(join(git, 'config'));
  const headId = head.startsWith('ref: ') ? refs.get(head.slice(5).trim()) : head;
  const digits = (headId ?? [...refs.values()][0])?.length;
  return {
    objects,
    format: digits === 64 ? 'sha256' : 'sha1',
    head: head.startsWith('ref: ') ? head.slice(5).trim() : /^[0-9a-f]{40,64}$/.test(head) ? head : undefined,
    refs: new Map([...refs].filter(([, id]) => id.length === digits)),
    grafts: linesOf(await textOf(join(git, 'info', 'grafts'))).length,
    shallow: linesOf(await textOf(join(git, 'shallow'))).length,
    alternates: await borrows(objects),
    commitGraph: await commitGraphFiles(join(objects, 'info')),
    partial: /^\s*(?:partialclonefilter|promisor\s*=\s*true|partialclone)/im.test(config),
  };
};
