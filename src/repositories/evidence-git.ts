import { devNull } from 'node:os';
import { delimiter, isAbsolute } from 'node:path';
import { simpleGit } from 'simple-git';
import { messageOf } from '../base/errors.ts';
import { plainText } from '../base/plain-text.ts';
import { RepositoriesError } from './errors.ts';

/** A git command that ended badly: its exit code and what it said. */
export class GitFailure extends Error {
  readonly exitCode: number | null;
  readonly said: string;

  constructor(exitCode: number | null, said: string) {
    super(said.split('\n')[0] ?? '');
    this.name = 'GitFailure';
    this.exitCode = exitCode;
    this.said = said;
  }
}

/** Plumbing commands in one throw-away repository of ours. Both throw a GitFailure when git does not end with 0. */
export interface EvidenceGit {
  /** Output that is known to be ids and fixed words. */
  readonly text: (args: readonly string[]) => Promise<string>;
  /** `cat-file --batch` and kin: length-framed bytes. `input` must not be empty, or git would wait for it. */
  readonly catFile: (options: readonly string[], input?: string) => Promise<Buffer>;
}

/** The child's whole environment: an entry of PATH that is relative would find a `git` in the folder under audit. */
const environment = (): Record<string, string> => ({
  PATH: (process.env.PATH ?? '').split(delimiter).filter(isAbsolute).join(delimiter),
  ...(process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot }),
  LC_ALL: 'C',
  HOME: devNull,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_GRAFT_FILE: devNull,
});

/**
 * The only place that constructs simple-git. Every `unsafe` flag below lets a setting through that *disables* something.
 * simple-git's own guards look at arguments, never at a repository's configuration, so git must only ever run inside a
 * repository that we made. Its parsed commands (`log`, `status`, `diff`) are not used: a commit message can forge entries.
 */
export const evidenceGit = (folder: string, idleMilliseconds: number): EvidenceGit => {
  let input: string | undefined;
  let failure: GitFailure | undefined;
  const git = simpleGit({
    baseDir: folder,
    maxConcurrentProcesses: 1,
    timeout: { block: idleMilliseconds },
    // The default also settles 50 ms after exit, with output still in the pipe on a busy machine.
    completion: { onClose: true, onExit: false },
    config: [
      'core.fsmonitor=false',
      `core.hooksPath=${devNull}`,
      'core.commitGraph=false',
      'core.multiPackIndex=false',
      'core.alternateRefsCommand=',
      'protocol.allow=never',
      'log.showSignature=false',
      'gc.auto=0',
      'maintenance.auto=false',
      'advice.graftFileDeprecated=false',
      `safe.directory=${folder}`,
    ],
    unsafe: {
      allowUnsafeFsMonitor: true,
      allowUnsafeHooksPath: true,
      allowUnsafeProtocolOverride: true,
      allowUnsafeConfigPaths: true,
      allowUnsafeTemplateDir: true,
    },
    allowEnvironment: Object.keys(environment()).filter((name) => name.startsWith('GIT_')),
    // By default an exit without words, or a death by signal, counts as success.
    errors: (error, result) => {
      if (error instanceof Error) return error;
      const exitCode = result.exitCode as number | null;
      // simple-git wraps what is returned here and keeps only its first words.
      failure = exitCode === 0 ? undefined : new GitFailure(exitCode, Buffer.concat(result.stdErr).toString('utf8'));
      return failure;
    },
    input: (commands) => (commands.some((word) => word.startsWith('--batch')) ? input : undefined),
  }).env(environment());

  const named = (thrown: unknown): unknown => {
    const told = failure ?? new GitFailure(null, plainText(messageOf(thrown)));
    failure = undefined;
    return told.said.includes('spawn git ENOENT')
      ? new RepositoriesError('git-missing', 'git was not found; install git 2.36 or newer and put it on the PATH', {
          cause: thrown,
        })
      : told;
  };
  // One command at a time: `input` belongs to the command that is about to start.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(command: () => PromiseLike<T>): Promise<T> => {
    const turn = queue.then(command).catch((thrown: unknown) => {
      throw named(thrown);
    });
    queue = turn.catch(() => undefined);
    return turn;
  };
  return {
    text: (args) => inTurn(() => git.raw([...args])),
    catFile: (options, lines) =>
      inTurn(() => {
        input = lines;
        return git.binaryCatFile([...options]) as PromiseLike<Buffer>;
      }),
  };
};
