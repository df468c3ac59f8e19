import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** A passphrase from the environment variable that is named, or from a prompt. Never from the command line. */
export const passphraseFor = async (
  terminal: Terminal,
  variable: string | undefined,
  what: string,
): Promise<string> => {
  if (variable === undefined) return terminal.askSecret(`Passphrase of ${what}`);
  const value = terminal.environment[variable];
  if (value === undefined || value === '') {
    const state = value === '' ? 'empty' : 'not set';
    throw new UsageError('missing-value', `--passphrase-env names ${variable}, which is ${state}`);
  }
  return value;
};
