import type { Command } from './command.ts';
import { diff } from './policy/diff.ts';
import { docs } from './policy/docs.ts';
import { lint } from './policy/lint.ts';
import { list } from './policy/list.ts';
import { lock } from './policy/lock.ts';
import { map } from './policy/map.ts';
import { mutate } from './policy/mutate.ts';
import { test } from './policy/test.ts';

/** What can be done with policies, in the order of the help: one line here, one file in policy/. */
const subcommands: Readonly<Record<string, Command>> = { lint, test, mutate, list, map, lock, diff, docs };

/** `plumbline policy ...`: the policies as software. */
export const policy: Command = {
  name: 'policy',
  summary: `${Object.keys(subcommands).join(', ')}: the policies as software`,
  define: (command, run) => {
    for (const { name, summary, define } of Object.values(subcommands))
      define(command.command(name).description(summary).exitOverride(), run);
    return command;
  },
};
