import { readFile } from 'node:fs/promises';
import type { Command as CommanderCommand } from 'commander';
import type { PackRequest } from '../audit/toolkit.ts';
import { messageOf } from '../base/errors.ts';
import { plainText } from '../base/plain-text.ts';
import { FilesError } from '../files/tree.ts';
import { lockFile } from '../policy/pack-lock.ts';
import type { PolicySet, PolicyText } from '../policy/policy-set.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** What `--policies` and `--policies-lock` hold once they are read. */
export interface PoliciesFlags {
  readonly policies: readonly string[];
  readonly policiesLock?: string;
}

/** Adds `--policies DIR`, which may be given several times. */
export const withPolicies = (command: CommanderCommand): CommanderCommand =>
  command.option(
    '--policies <dir>',
    'folder of your own policies, layered over those that ship; may be repeated',
    (folder: string, before: readonly string[]) => [...before, folder],
    [],
  );

/** Adds `--policies` and the lock that the folders are held against. */
export const withLockedPolicies = (command: CommanderCommand): CommanderCommand =>
  withPolicies(command).option(
    '--policies-lock <file>',
    `lock that the folders of --policies must match (default: ${lockFile} here, if it is there)`,
  );

const readLockFile = async (named: string | undefined): Promise<PackRequest['lock']> => {
  try {
    return { text: await readFile(named ?? lockFile, 'utf8'), file: plainText(named ?? lockFile) };
  } catch (cause) {
    if (named === undefined) return undefined;
    throw new FilesError('missing-file', `cannot read ${plainText(named)}: ${messageOf(cause)}`, { cause });
  }
};

/** The packs that the flags ask for; with the lock only where a lock is held. */
export const packRequest = async (flags: PoliciesFlags, locked: boolean): Promise<PackRequest> => {
  if (flags.policies.includes('')) throw new UsageError('bad-value', '--policies: expected a folder, saw nothing');
  const lock = locked ? await readLockFile(flags.policiesLock) : undefined;
  return { folders: flags.policies, ...(lock === undefined ? {} : { lock }) };
};

/** The policy texts that the flags ask for. Files of a pack that nobody reads are told, a line each. */
export const policyTexts = async (
  flags: PoliciesFlags,
  terminal: Terminal,
  locked = false,
): Promise<readonly PolicyText[]> => {
  const { layeredPolicies } = await import('../audit/toolkit.ts');
  const { policies, ignored } = await layeredPolicies(await packRequest(flags, locked));
  for (const path of ignored) terminal.err(`${path}: not read; a pack is .yaml and .md\n`);
  return policies;
};

/** The policies that the flags ask for, fit to be run. Throws a PolicyError with every problem. */
export const policySet = async (flags: PoliciesFlags, terminal: Terminal): Promise<PolicySet> => {
  const { loadPolicies } = await import('../policy/load.ts');
  return loadPolicies(await policyTexts(flags, terminal));
};
