import type { Command as CommanderCommand } from 'commander';
import type { ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';

/** Runs the body of a command and turns what it returns or throws into the exit code, in one place. */
export type Run = (body: (terminal: Terminal) => Promise<ExitCode>) => Promise<void>;

/** One command: its name, its one-line help, and how its flags are defined. The registry is in ../commands.ts. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly define: (command: CommanderCommand, run: Run) => CommanderCommand;
}
