import { git } from './collect/git.ts';
import { github } from './collect/github.ts';
import { gitlab } from './collect/gitlab.ts';
import type { Command } from './command.ts';

/** What can be collected, in the order of the help: one line here, one file in collect/. */
const subcommands: Readonly<Record<string, Command>> = { git, github, gitlab };

/** `plumbline collect ...`: the outside world in, evidence out. */
export const collect: Command = {
  name: 'collect',
  summary: `${Object.keys(subcommands).join(', ')}: evidence to hand over, made from where it lies`,
  define: (command, run) => {
    for (const { name, summary, define } of Object.values(subcommands))
      define(command.command(name).description(summary).exitOverride(), run);
    return command;
  },
};
