import { join } from 'node:path';
import type { FolderStore } from '../../../files/folder-store.ts';
import type { Forge } from '../../../forges/registry.ts';
import type { ForgeExport } from '../../../model/generated/forge-export.ts';
import { exitCodes } from '../../exit-codes.ts';
import { progressLine } from '../../terminal.ts';
import { UsageError } from '../../usage-error.ts';
import type { Command } from '../command.ts';
import { periodProblems } from './period-problems.ts';

interface Flags {
  readonly branch: string;
  readonly api: string;
  readonly start?: string;
  readonly end?: string;
  readonly out?: string;
}

/** What sets one forge apart on the command line. */
export interface ForgeCommand {
  readonly forge: Forge;
  readonly summary: string;
  /** How the repository is written, with an example of one. */
  readonly repository: { readonly argument: string; readonly pattern: RegExp; readonly example: string };
  readonly api: string;
  /** Names of the environment variables that hold the token, the first that is set counts. */
  readonly tokens: readonly string[];
  readonly authorization: (token: string) => readonly [string, string];
  readonly collect: () => Promise<
    (
      client: import('../../../collect/forge-client.ts').ForgeClient,
      store: FolderStore,
      wanted: import('../../../collect/collection.ts').Collection,
      options: { readonly now: () => number; readonly stage: (words: string) => void },
    ) => Promise<ForgeExport>
  >;
}

/** Name of the export in the folder that a collection fills; the raw answers lie in `raw/` beside it. */
const exportFile = 'forge-export.json';

/** `plumbline collect github|gitlab`: requests, reviews and checks of a period, with the raw answers. */
export const forgeCommand = (given: ForgeCommand): Command => ({
  name: given.forge,
  summary: given.summary,
  define: (command, run) =>
    command
      .argument(`<${given.repository.argument}>`, 'the repository')
      .option('--branch <name>', 'the protected branch', 'main')
      .option('--start <day>', 'first day of the period')
      .option('--end <day>', 'day after its last')
      .option('--out <folder>', 'the folder to write; an interrupted collection there goes on')
      .option('--api <address>', 'address of the API', given.api)
      .addHelpText(
        'after',
        `\nThe token is taken from ${given.tokens.join(' or ')} and written nowhere. It needs to read, and no more.\n` +
          `\nExample:\n  plumbline collect ${given.forge} ${given.repository.example} --start 2026-01-01 --end 2027-01-01 --out evidence/forge\n`,
      )
      .action((repository: string, flags: Flags) =>
        run(async (terminal) => {
          const { start, end, out } = flags;
          const token = given.tokens.map((name) => terminal.environment[name]?.trim()).find((value) => value);
          const problems = [
            ...(given.repository.pattern.test(repository)
              ? []
              : [
                  `saw the repository "${repository}"; expected ${given.repository.argument}, such as ${given.repository.example}`,
                ]),
            ...(await periodProblems(flags)),
            ...(out === undefined ? ['--out is missing; expected the folder to write'] : []),
            ...(token === undefined
              ? [`no token: set ${given.tokens[0]} to one that may read the repository`]
              : /^[\x21-\x7e]+$/.test(token)
                ? []
                : [`the token in the environment holds characters that no token has`]),
          ];
          if (
            problems.length > 0 ||
            start === undefined ||
            end === undefined ||
            out === undefined ||
            token === undefined
          )
            throw new UsageError('bad-value', 'nothing was collected', {
              details: problems.map((message) => ({ message })),
            });
          const { folderStore } = await import('../../../files/folder-store.ts');
          const target = folderStore(out);
          if ((await target.read(exportFile)) !== undefined)
            throw new UsageError('bad-value', `${join(out, exportFile)} is there already; nothing was collected`, {
              hint: 'an export is never changed: name another folder, and declare both in plumbline.yaml',
            });
          const { forgeClient } = await import('../../../collect/forge-client.ts');
          const collect = await given.collect();
          const progress = progressLine(terminal);
          const { now } = terminal;
          try {
            const client = forgeClient({
              api: flags.api,
              authorization: given.authorization(token),
              wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
              now,
              stage: progress.stage,
            });
            const wanted = {
              forge: given.forge,
              host: new URL(flags.api).host,
              repository,
              branch: flags.branch,
              start: `${start}T00:00:00Z`,
              end: `${end}T00:00:00Z`,
            };
            const made = await collect(client, folderStore(join(out, 'raw')), wanted, { now, stage: progress.stage });
            await target.write(exportFile, Buffer.from(`${JSON.stringify(made, null, 1)}\n`));
            progress.clear();
            const count = (what: 'reviews' | 'checks'): number =>
              made.requests.reduce((sum, request) => sum + request[what].length, 0);
            terminal.out(
              `${join(out, exportFile)}: ${made.requests.length} requests merged into ${flags.branch} from ${start} to ${end} (not included), ${count('reviews')} reviews, ${count('checks')} checks\n`,
            );
            for (const gap of made.gaps ?? [])
              terminal.err(
                `lacks ${gap.what}${gap.requests === undefined ? '' : ` of ${gap.requests.join(', ')}`}: ${gap.reason}\n`,
              );
            if (Date.parse(made.source.exportedAt) < Date.parse(wanted.end))
              terminal.err('the period has not ended: collect what follows into another folder\n');
            return exitCodes.ok;
          } finally {
            progress.clear();
          }
        }),
      ),
});
