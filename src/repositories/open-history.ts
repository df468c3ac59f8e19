import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { plainText, shortened } from '../base/plain-text.ts';
import { type TemporaryFolder, temporaryFolder } from '../files/temporary-folder.ts';
import { readBundleHeader } from './bundle-header.ts';
import { RepositoriesError } from './errors.ts';
import { type EvidenceGit, evidenceGit, GitFailure } from './evidence-git.ts';
import { isPackFile, openPack } from './git-pack-open.ts';
import { type ObjectFormat, type ObjectReader, objectReader } from './objects.ts';
import { readRepositoryFiles } from './repository-files.ts';

/** Where a history came from. A file that is opened as a bundle may turn out to be a git pack. */
export type HistoryKind = 'bundle' | 'pack' | 'repository';

/** What was seen around the objects that could make git tell another history than the objects do. None of it is obeyed. */
interface HistorySurroundings {
  /** Commit ids that references under refs/replace would replace. */
  readonly replaced: readonly string[];
  /** Lines of a grafts file. */
  readonly grafts: number;
  /** Lines of a shallow file, or prerequisites of a bundle. */
  readonly cutOff: number;
  readonly alternates: boolean;
  /** Bytes of the repository's commit-graph files, for comparing them with the commits; of a pack, how many commits differed there. */
  readonly commitGraph: readonly Buffer[] | number;
  /** Whether objects were left out on purpose (partial clone, filtered bundle). */
  readonly partial: boolean;
  /** What `git fsck` says against objects of a bundle: message id -> number of objects. */
  readonly malformed: ReadonlyMap<string, number>;
}

/** A history that was opened. `close` removes the throw-away repository and must be called, also after an error. */
export interface OpenHistory {
  readonly kind: HistoryKind;
  readonly format: ObjectFormat;
  /** Full reference name -> object id. */
  readonly refs: ReadonlyMap<string, string>;
  /** What HEAD points to: a reference name or an id. */
  readonly head: string | undefined;
  readonly surroundings: HistorySurroundings;
  readonly objects: ObjectReader;
  /** Ids of the commits that the tip reaches, and perhaps more, as fixed-width lines; cut off beyond `most` + 1. */
  readonly commitIds: (tip: string, most: number) => Promise<string>;
  /**
   * Of a git pack: the step of the branch that it says to begin at. What lies behind it was left out, and only that.
   */
  readonly boundary: string | undefined;
  readonly close: () => Promise<void>;
}

/** Milliseconds without a sign of life after which git is stopped. */
const READING = 120_000;
const INGESTING = 15 * 60_000;

const makeRepository = async (folder: TemporaryFolder, format: ObjectFormat): Promise<string> => {
  const path = join(folder.path, 'repository.git');
  await mkdir(path, { mode: 0o700 });
  await evidenceGit(path, READING).text([
    'init',
    '--quiet',
    '--bare',
    '--template=',
    `--object-format=${format}`,
    '--initial-branch=none',
  ]);
  return path;
};

/** What git said, without where we keep things: no path of this machine reaches a report. */
const sayingOf = (thrown: GitFailure, ...hidden: readonly string[]): string => {
  const line = thrown.said.split('\n').find((text) => /^(fatal|error):/.test(text)) ?? thrown.message;
  const clean = hidden.reduce(
    (text, path) => text.replaceAll(path, 'the bundle'),
    line.replace(/^(fatal|error): /, ''),
  );
  return shortened(plainText(clean), 200);
};

/** fsck says `error in commit <id>: badTimezone: ...`; only the message id is kept. Its exit code is not 0 when it found any. */
const malformedObjects = async (git: EvidenceGit): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  try {
    await git.text(['fsck', '--full', '--no-dangling', '--no-reflogs', '--no-progress']);
  } catch (thrown) {
    if (!(thrown instanceof GitFailure)) throw thrown;
    for (const [, id = ''] of thrown.said.matchAll(/^error in (?:commit|tree|blob|tag) [0-9a-f]+: ([A-Za-z]+)/gm))
      counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
};

const replacedBy = (refs: ReadonlyMap<string, string>): readonly string[] =>
  [...refs.keys()].filter((name) => name.startsWith('refs/replace/')).map((name) => name.slice('refs/replace/'.length));

const openBundle = async (path: string, folder: TemporaryFolder): Promise<Omit<OpenHistory, 'close'>> => {
  const header = await readBundleHeader(path);
  if (header.prerequisites.length > 0)
    throw new RepositoriesError(
      'incomplete-bundle',
      `the git bundle presupposes ${header.prerequisites.length} commits that it does not hold, so its history is cut off`,
      { hint: 'Make it from the first commit on: git bundle create history.bundle main --tags' },
    );
  const repository = await makeRepository(folder, header.format);
  try {
    // Unpacking computes every id from the bytes; no reference, hook or setting comes along.
    await evidenceGit(repository, INGESTING).text(['bundle', 'unbundle', path]);
  } catch (thrown) {
    if (!(thrown instanceof GitFailure)) throw thrown;
    throw new RepositoriesError('corrupt-bundle', `the git bundle cannot be unpacked: ${sayingOf(thrown, path)}`, {
      cause: thrown,
      hint: 'Make it again with: git bundle create history.bundle main --tags',
    });
  }
  const git = evidenceGit(repository, READING);
  return {
    kind: 'bundle',
    format: header.format,
    refs: header.refs,
    head: header.refs.get('HEAD'),
    surroundings: {
      replaced: replacedBy(header.refs),
      grafts: 0,
      cutOff: 0,
      alternates: false,
      commitGraph: [],
      partial: header.filter !== undefined,
      malformed: await malformedObjects(evidenceGit(repository, INGESTING)),
    },
    objects: objectReader(git, header.format),
    commitIds: walkedIds(git),
    boundary: undefined,
  };
};

/** Ids by walking; when the walk breaks off, every commit in the store. */
const walkedIds =
  (git: EvidenceGit): OpenHistory['commitIds'] =>
  async (tip, most) => {
    try {
      return await git.text(['rev-list', `--max-count=${most + 1}`, '--end-of-options', tip]);
    } catch (thrown) {
      if (!(thrown instanceof GitFailure)) throw thrown;
      const all = await git.catFile([
        '--batch-all-objects',
        '--unordered',
        '--batch-check=%(objectname) %(objecttype)',
      ]);
      const commits = all.toString('latin1').match(/^[0-9a-f]+(?= commit$)/gm) ?? [];
      return [...new Set([...commits, tip])].map((id) => `${id}\n`).join('');
    }
  };

const openGitPack = async (path: string, folder: TemporaryFolder): Promise<OpenHistory> => {
  const { header, objects, commitIds, close } = await openPack(path, folder.path);
  const { branch, tip, tags, surroundings, objectFormat } = header;
  return {
    kind: 'pack',
    format: objectFormat,
    refs: new Map([[`refs/heads/${branch}`, tip], ...tags.map(({ name, id }) => [`refs/tags/${name}`, id] as const)]),
    head: `refs/heads/${branch}`,
    surroundings: {
      replaced: surroundings.replaced,
      grafts: surroundings.grafts,
      cutOff: surroundings.cutOff,
      alternates: false,
      commitGraph: surroundings.contradicted,
      partial: surroundings.partial,
      malformed: new Map(),
    },
    objects,
    commitIds: async (_, most) =>
      commitIds
        .slice(0, most + 1)
        .map((id) => `${id}\n`)
        .join(''),
    boundary: header.boundary,
    close: async () => {
      close();
      await folder.remove();
    },
  };
};

/** A path as git quotes it in an alternates file. */
const quoted = (path: string): string =>
  `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

const openRepository = async (
  path: string,
  within: string | undefined,
  folder: TemporaryFolder,
): Promise<Omit<OpenHistory, 'close'>> => {
  const files = await readRepositoryFiles(path, within);
  if (files.alternates)
    throw new RepositoriesError(
      'borrowed-objects',
      'the repository borrows objects from elsewhere (alternates or symbolic links), which could be another repository of yours',
      { hint: 'Make a git bundle of it, or clone it with --dissociate.' },
    );
  const repository = await makeRepository(folder, files.format);
  // Only the objects are borrowed: git never reads the configuration, hooks, references, grafts or shallow file beside them.
  await mkdir(join(repository, 'objects', 'info'), { recursive: true });
  await writeFile(join(repository, 'objects', 'info', 'alternates'), `${quoted(files.objects)}\n`);
  const git = evidenceGit(repository, READING);
  return {
    kind: 'repository',
    format: files.format,
    refs: files.refs,
    head: files.head,
    surroundings: {
      replaced: replacedBy(files.refs),
      grafts: files.grafts,
      cutOff: files.shallow,
      alternates: false,
      commitGraph: files.commitGraph,
      partial: files.partial,
      malformed: new Map(),
    },
    objects: objectReader(git, files.format),
    commitIds: walkedIds(git),
    boundary: undefined,
  };
};

/**
 * Opens a git pack, a git bundle file, or a repository folder (bare or with `.git`). A pack is unpacked and read without git; the
 * others through a throw-away bare repository of ours in a private temporary folder: a bundle is unpacked into it and checked, a
 * folder only lends its objects. Bytes stand for a bundle or pack that lies in memory. Throws a RepositoriesError when there is nothing to read, and when the repository would lead elsewhere.
 */
export const openHistory = async (
  source: string | Uint8Array,
  kind: HistoryKind,
  options: { readonly within?: string } = {},
): Promise<OpenHistory> => {
  const folder = await temporaryFolder('history');
  try {
    let path: string;
    // Git runs in a folder of ours, from where a relative path would lead elsewhere.
    if (typeof source === 'string') path = resolve(source);
    else {
      path = join(folder.path, 'history.bundle');
      await writeFile(path, source);
    }
    if (kind !== 'repository' && (await isPackFile(path))) return await openGitPack(path, folder);
    if (kind === 'pack') throw new RepositoriesError('corrupt-pack', 'expected a git pack, saw another kind of file');
    const opened =
      kind === 'bundle' ? await openBundle(path, folder) : await openRepository(path, options.within, folder);
    return { ...opened, close: folder.remove };
  } catch (thrown) {
    await folder.remove();
    if (thrown instanceof GitFailure)
      throw new RepositoriesError('git-failed', `git failed: ${sayingOf(thrown, folder.path)}`, { cause: thrown });
    throw thrown;
  }
};
