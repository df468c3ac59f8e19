import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { CardView } from '../../audit/card.ts';
import { exitCodes } from '../exit-codes.ts';
import { UsageError } from '../usage-error.ts';
import type { Command } from './command.ts';

interface Flags {
  readonly json?: boolean;
  readonly writeMissing?: string | true;
  readonly force?: boolean;
}

/** Where the missing answers go: the path given, `-` for the terminal, else a governance file beside the card. */
const writeMissing = async (
  file: string,
  views: readonly CardView[],
  flags: Flags,
): Promise<{ readonly path: string | undefined; readonly text: string }> => {
  const { sectionsTemplate, sidecarTemplate } = await import('../../audit/card-template.ts');
  const { writeOutputs } = await import('../../files/write-outputs.ts');
  const target = flags.writeMissing === true ? `${file}.governance.yaml` : String(flags.writeMissing);
  const markdown = /\.(md|markdown|mdx)$/i.test(target);
  const [first, ...more] = views;
  if (markdown && (more.length > 0 || !first))
    throw new UsageError(
      'bad-value',
      `${file} describes ${views.length} models; their missing answers go to a .yaml file`,
    );
  const text = markdown && first ? sectionsTemplate(first) : sidecarTemplate(basename(file), views);
  if (target === '-') return { path: undefined, text };
  const present = await stat(target).catch(() => undefined);
  if (present && flags.force !== true)
    throw new UsageError('bad-value', `${target} is there already; nothing was written`, {
      hint: 'name another file, `-` for the terminal, or add --force to replace it',
    });
  await writeOutputs(dirname(target), [{ name: basename(target), bytes: new TextEncoder().encode(text) }]);
  return { path: target, text };
};

/** `plumbline card FILE`: what a model card says, from which line, and what it lacks for which requirement. */
export const card: Command = {
  name: 'card',
  summary: 'show what a model card says, from which line, and what it lacks for which requirement',
  define: (command, run) =>
    command
      .argument('<file>', 'a model card in any format that is read')
      .option('--json', 'machine-readable')
      .option(
        '--write-missing [out]',
        'write what is missing as a template: beside the card, to a .md or .yaml file, or to -',
      )
      .option('--force', 'replace a file that is there')
      .addHelpText('after', '\nExample:\n  plumbline card cards/ranker.md --write-missing\n')
      .action((file: string, flags: Flags) =>
        run(async (terminal) => {
          const { askedOfCards, viewCards } = await import('../../audit/card.ts');
          const { defaultToolkit } = await import('../../audit/toolkit.ts');
          const { openDirectory } = await import('../../files/directory.ts');
          const { loadPolicies } = await import('../../policy/load.ts');
          const { cardsText } = await import('../card-text.ts');
          const found = await stat(file).catch(() => undefined);
          if (!found?.isFile())
            throw new UsageError('bad-value', found ? `${file} is no file` : `no such file: ${file}`);
          const { limits, policies } = defaultToolkit();
          const set = loadPolicies(policies.filter(({ path }) => !path.startsWith('tests/')));
          const tree = await openDirectory(dirname(file), limits, (folder) => folder === '.eval_results');
          const views = await viewCards(basename(file), tree, limits, askedOfCards(set));
          const unread =
            views.every(({ stated }) => stated.length === 0) && views.some(({ problems }) => problems.length > 0);
          if (flags.json === true) terminal.out(`${JSON.stringify({ file: basename(file), cards: views }, null, 2)}\n`);
          else
            terminal.out(
              cardsText(basename(file), views, { width: Math.min(100, terminal.width), color: terminal.color }),
            );
          if (flags.writeMissing !== undefined && unread)
            throw new UsageError(
              'bad-value',
              `${file} could not be read, so that nobody knows what it lacks; nothing was written`,
            );
          if (flags.writeMissing !== undefined) {
            if (flags.writeMissing === true && views.some(({ governanceBlock }) => governanceBlock))
              throw new UsageError(
                'bad-value',
                `${file} has a governance block already; a second one would be one too many`,
                {
                  hint: 'write the missing answers to - or to another file, and copy them into the block',
                },
              );
            const { path, text } = await writeMissing(join(dirname(file), basename(file)), views, flags);
            terminal.out(path === undefined ? `\n${text}` : `\nwrote ${path}\n`);
          }
          return unread ? exitCodes.blocked : exitCodes.ok;
        }),
      ),
};
