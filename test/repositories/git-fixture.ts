import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

/** Plain git, for building repositories and for comparing counts. The code under test never uses it. */
const environment = {
  PATH: process.env.PATH ?? '',
  LC_ALL: 'C',
  TZ: 'UTC',
  HOME: devNull,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
};

interface CommitOptions {
  readonly message?: string | Buffer;
  readonly files?: Readonly<Record<string, string | Buffer | null>>;
  readonly author?: string;
  readonly committer?: string;
  /** Both dates, `<seconds or ISO> <zone>`. */
  readonly at?: string;
  readonly authoredAt?: string;
  readonly config?: readonly string[];
}

export interface Fixture {
  readonly path: string;
  readonly git: (
    args: readonly string[],
    options?: { input?: string | Buffer; env?: Record<string, string> },
  ) => string;
  readonly commit: (options?: CommitOptions) => string;
  readonly merge: (branch: string, options?: CommitOptions) => string;
  readonly write: (path: string, content: string | Buffer) => void;
  readonly link: (path: string, target: string) => void;
}

const made: string[] = [];
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that goes away after the tests of the file. */
export const scratch = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
  made.push(folder);
  return folder;
};

const person = (text: string): { name: string; email: string } => {
  const match = /^(.*?) *<(.*)>$/.exec(text);
  return { name: match?.[1] ?? text, email: match?.[2] ?? '' };
};

/** A new repository with a work tree on branch `main`. */
export const repository = (options: { readonly format?: 'sha1' | 'sha256'; readonly path?: string } = {}): Fixture => {
  const path = options.path ?? join(scratch(), 'work');
  mkdirSync(path, { recursive: true });
  const git: Fixture['git'] = (args, { input, env } = {}) =>
    execFileSync('git', [...args], {
      cwd: path,
      env: { ...environment, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(input === undefined ? {} : { input }),
      maxBuffer: 256 * 1024 * 1024,
    })
      .toString('utf8')
      .replace(/\n$/, '');
  git(['init', '-q', '-b', 'main', `--object-format=${options.format ?? 'sha1'}`, '--template=']);
  let clock = Date.UTC(2025, 0, 1) / 1000;
  const write: Fixture['write'] = (file, content) => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    if (statSync(join(path, file), { throwIfNoEntry: false })?.isDirectory())
      rmSync(join(path, file), { recursive: true });
    writeFileSync(join(path, file), content);
  };
  const dated = (commit: CommitOptions): Record<string, string> => {
    clock += 3600;
    const at = commit.at ?? `${clock} +0000`;
    const author = person(commit.author ?? 'Ada Example <ada@example.org>');
    const committer = person(commit.committer ?? commit.author ?? 'Ada Example <ada@example.org>');
    return {
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_AUTHOR_DATE: commit.authoredAt ?? at,
      GIT_COMMITTER_NAME: committer.name,
      GIT_COMMITTER_EMAIL: committer.email,
      GIT_COMMITTER_DATE: at,
    };
  };
  return {
    path,
    git,
    write,
    link: (file, target) => symlinkSync(target, join(path, file)),
    commit: (commit = {}) => {
      for (const [file, content] of Object.entries(commit.files ?? {}))
        if (content === null) rmSync(join(path, file));
        else write(file, content);
      git(['add', '-A']);
      git(
        [
          ...(commit.config ?? []).flatMap((entry) => ['-c', entry]),
          'commit',
          '-q',
          '--allow-empty',
          '--cleanup=verbatim',
          '-F',
          '-',
        ],
        { input: commit.message ?? 'a change\n', env: dated(commit) },
      );
      return git(['rev-parse', 'HEAD']);
    },
    merge: (branch, merge = {}) => {
      git(['merge', '-q', '--no-ff', '--no-edit', '-m', String(merge.message ?? `Merge branch '${branch}'`), branch], {
        env: dated(merge),
      });
      return git(['rev-parse', 'HEAD']);
    },
  };
};

/** Writes a commit object as given, byte for byte, and tells its id. */
export const rawObject = (fixture: Fixture, type: string, bytes: string | Buffer): string =>
  fixture.git(['hash-object', '-t', type, '-w', '--literally', '--stdin'], { input: bytes });

/** A bundle of everything in a repository. */
export const bundleOf = (fixture: Fixture, what: readonly string[] = ['--all']): string => {
  const path = join(scratch(), 'history.bundle');
  fixture.git(['bundle', 'create', '-q', path, ...what]);
  return path;
};

/** Throw-away repositories of the code under test that are still there. */
export const leftOvers = (): readonly string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`plumbline-history-${process.pid}-`));
