import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { plainText } from '../../../base/plain-text.ts';
import { writeOutputs } from '../../../files/write-outputs.ts';
import { lockFile, lockText } from '../../../policy/pack-lock.ts';
import { exitCodes } from '../../exit-codes.ts';
import { type PoliciesFlags, packRequest, withPolicies } from '../../policies-flag.ts';
import { UsageError } from '../../usage-error.ts';
import type { Command } from '../command.ts';

/** `plumbline policy lock`: the digests of packs, so that an audit refuses one that was changed since. */
export const lock: Command = {
  name: 'lock',
  summary: `write the digests of your own policies to ${lockFile}, which an audit then holds them against`,
  define: (command, run) =>
    withPolicies(command)
      .option('--out <file>', 'file to write', lockFile)
      .action((flags: PoliciesFlags & { readonly out: string }) =>
        run(async (terminal) => {
          if (flags.policies.length === 0)
            throw new UsageError(
              'bad-flag',
              'policy lock needs --policies: the policies that ship are those of the tool’s version',
            );
          const { layeredPolicies } = await import('../../../audit/toolkit.ts');
          const { loadPolicies } = await import('../../../policy/load.ts');
          const { policies, packs } = await layeredPolicies(await packRequest(flags, false));
          loadPolicies(policies);
          if ((await stat(flags.out).catch(() => undefined))?.isDirectory())
            throw new UsageError('bad-value', `--out ${plainText(flags.out)}: expected a file, saw a folder`);
          const bytes = new TextEncoder().encode(lockText(packs));
          await writeOutputs(dirname(flags.out), [{ name: basename(flags.out), bytes }]);
          for (const { id, sha256, files } of packs)
            terminal.out(`${id}: ${Object.keys(files).length} files, sha256 ${sha256}\n`);
          terminal.out(`wrote ${plainText(flags.out)}\n`);
          return exitCodes.ok;
        }),
      ),
};
