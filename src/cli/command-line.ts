import { Command as Commander, CommanderError } from 'commander';
import { packageVersion } from '../files/package-files.ts';
import type { Run } from './commands/command.ts';
import { commands } from './commands.ts';
import { type ExitCode, exitCodeOf, exitCodes } from './exit-codes.ts';
import { errorText, type Terminal } from './terminal.ts';

const exitCodeHelp = `
Exit codes:
  0 nothing blocks   1 something blocks   2 the question is wrong (flags, policy, profile, waivers)
  3 a bundle or signature is refused      4 the surroundings (no browser, disk full)   70 our bug
`;

/** Runs one command line and gives its exit code. Never throws and never ends the process. */
export const runCommandLine = async (argv: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  let exitCode: ExitCode = exitCodes.ok;
  const run: Run = async (body) => {
    exitCode = await body(terminal);
  };
  const program = new Commander('plumbline')
    .description('Compliance-as-code audit toolkit for the EU AI Act and SOC 2.')
    .version(packageVersion().version)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showSuggestionAfterError()
    .addHelpText('after', exitCodeHelp);
  try {
    // The one that is asked for is enough, unless all of them are to be listed: each costs the start of every run.
    const asked = Object.entries(commands).filter(([name]) => name === argv[0]);
    for (const [, load] of asked.length === 0 ? Object.entries(commands) : asked) {
      const command = await load();
      const sub = program.command(command.name).description(command.summary).exitOverride();
      command.define(sub, run);
    }
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.ok : exitCodes.question;
    terminal.err(errorText(thrown, terminal.environment.PLUMBLINE_DEBUG !== undefined));
    return exitCodeOf(thrown);
  }
};
