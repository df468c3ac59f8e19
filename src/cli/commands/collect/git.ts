import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { exitCodes } from '../../exit-codes.ts';
import { progressLine } from '../../terminal.ts';
import { UsageError } from '../../usage-error.ts';
import type { Command } from '../command.ts';
import { periodProblems } from './period-problems.ts';

interface Flags {
  readonly branch: string;
  readonly start?: string;
  readonly end?: string;
  readonly out?: string;
  readonly also?: readonly string[];
  readonly files?: readonly string[];
  readonly wholeHistory?: boolean;
  readonly force?: boolean;
}

/** What is wrong with the flags, all at once. */
const wrong = async (flags: Flags): Promise<readonly string[]> => [
  ...(await periodProblems(flags)),
  ...(flags.out === undefined ? ['--out is missing; expected the file to write'] : []),
  ...(flags.also ?? []).flatMap((id) =>
    /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id) ? [] : [`--also: saw ${id}; expected a full commit id`],
  ),
];

const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** `plumbline collect git`: a git pack of the period, which an audit reads without git and without believing its collector. */
export const git: Command = {
  name: 'git',
  summary: 'write the history of a branch in a period as a git pack, to be read without git',
  define: (command, run) =>
    command
      .argument('[repository]', 'a repository folder or a git bundle', '.')
      .option('--branch <name>', 'the protected branch', 'main')
      .option('--start <day>', 'first day of the period')
      .option('--end <day>', 'day after its last')
      .option('--out <file>', 'the file to write')
      .option(
        '--also <commit>',
        'begin early enough to hold this commit, such as one that was evaluated; may be repeated',
        several,
      )
      .option(
        '--files <glob>',
        'take the content of these files too, besides cards and thresholds; may be repeated',
        several,
      )
      .option('--whole-history', 'take every commit, and not only those of the period')
      .option('--force', 'replace a file that is there')
      .addHelpText(
        'after',
        '\nExample:\n  plumbline collect git . --start 2026-01-01 --end 2027-01-01 --out evidence/history.gitpack\n',
      )
      .action((repository: string, flags: Flags) =>
        run(async (terminal) => {
          const problems = await wrong(flags);
          const { start, end, out } = flags;
          if (problems.length > 0 || start === undefined || end === undefined || out === undefined)
            throw new UsageError('bad-value', 'nothing was collected', {
              details: problems.map((message) => ({ message })),
            });
          if ((await stat(out).catch(() => undefined)) && flags.force !== true)
            throw new UsageError('bad-value', `${out} is there already; nothing was written`, {
              hint: 'name another file, or add --force to replace it',
            });
          const found = await stat(repository).catch(() => undefined);
          if (!found) throw new UsageError('bad-value', `no such file or folder: ${repository}`);
          const { historyOptions, readBytes } = await import('../../../evidence/git-history/history-options.ts');
          const { globMatcher } = await import('../../../files/glob.ts');
          const { writeOutputs } = await import('../../../files/write-outputs.ts');
          const { defaultLimits } = await import('../../../base/limits.ts');
          const { collectPack } = await import('../../../repositories/git-pack-collect.ts');
          const { openHistory } = await import('../../../repositories/open-history.ts');
          const progress = progressLine(terminal);
          progress.stage('opening the repository');
          const history = await openHistory(repository, found.isFile() ? 'bundle' : 'repository');
          try {
            const known = readBytes(historyOptions({}));
            const isMore = globMatcher(flags.files ?? []);
            const pack = await collectPack(history, {
              branch: flags.branch,
              start,
              end,
              wholeHistory: flags.wholeHistory === true,
              also: flags.also ?? [],
              fileBytes: (path) => (isMore(path) ? Number.POSITIVE_INFINITY : known(path)),
              mostCommits: defaultLimits.commits,
              stage: progress.stage,
            });
            await writeOutputs(dirname(out), [{ name: basename(out), bytes: pack.bytes }]);
            progress.clear();
            const { commit, tag, tree, blob } = pack.header.counts;
            terminal.out(
              `${out}: ${pack.changes} changes of ${flags.branch} from ${start} to ${end} (not included), in ${commit} commits, ${tag} tags, ${tree} folders and ${blob} files; ${pack.bytes.length} bytes\n` +
                `tip ${pack.header.tip}\n` +
                `behind ${pack.header.boundary ?? 'nothing: the history begins in the period'}\n`,
            );
            if (pack.missing.length > 0)
              terminal.err(
                `${pack.missing.length} objects were not there to be taken, which the audit will find: ${pack.missing.slice(0, 3).join(', ')}\n`,
              );
            return exitCodes.ok;
          } finally {
            progress.clear();
            await history.close();
          }
        }),
      ),
};
