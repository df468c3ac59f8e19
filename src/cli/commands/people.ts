import { exitCodes } from '../exit-codes.ts';
import type { Command } from './command.ts';

/** `plumbline people propose`: entries for a people map, to be checked by somebody who knows these people. */
const propose: Command = {
  name: 'propose',
  summary: 'list who acts in the history and on the platform and is in no people map, as entries to check and copy',
  define: (command, run) =>
    command
      .argument('[dir]', 'evidence folder', '.')
      .option('--mailmap <file>', 'a .mailmap whose lines are proposals too')
      .addHelpText('after', '\nExample:\n  plumbline people propose evidence > people.yaml\n')
      .action((dir: string, flags: { readonly mailmap?: string }) =>
        run(async (terminal) => {
          const { proposalText } = await import('../people-proposal.ts');
          terminal.out(await proposalText(dir, flags.mailmap, terminal));
          return exitCodes.ok;
        }),
      ),
};

/** `plumbline people ...` */
export const people: Command = {
  name: 'people',
  summary: 'propose: who is who, for a people map',
  define: (command, run) => {
    propose.define(command.command(propose.name).description(propose.summary).exitOverride(), run);
    return command;
  },
};
