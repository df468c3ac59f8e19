import { basename, dirname } from 'node:path';
import { plainText } from '../../../base/plain-text.ts';
import { writeOutputs } from '../../../files/write-outputs.ts';
import { exitCodes } from '../../exit-codes.ts';
import { type PoliciesFlags, policySet, withPolicies } from '../../policies-flag.ts';
import { UsageError } from '../../usage-error.ts';
import type { Command } from '../command.ts';

/** `plumbline policy docs`: every control on one page. */
export const docs: Command = {
  name: 'docs',
  summary: 'write all policies as one page to browse: HTML or Markdown, by the ending of --out',
  define: (command, run) =>
    withPolicies(command)
      .option('--out <file>', 'file to write, .html or .md', 'plumbline-policies.html')
      .option('--as-of <date>', 'date at which exclusions are looked at (default: today)')
      .action((flags: PoliciesFlags & { readonly out: string; readonly asOf?: string }) =>
        run(async (terminal) => {
          if (!/\.(html|md)$/.test(flags.out))
            throw new UsageError(
              'bad-value',
              `--out ${plainText(flags.out)}: expected a name that ends in .html or .md`,
            );
          const { policiesMarkdown, policiesView } = await import('../../../audit/policy-docs.ts');
          const { policyPage } = await import('../../../outputs/policy-page.ts');
          const view = policiesView(await policySet(flags, terminal), flags.asOf ?? terminal.today);
          const text = flags.out.endsWith('.md') ? policiesMarkdown(view) : policyPage(view);
          await writeOutputs(dirname(flags.out), [
            { name: basename(flags.out), bytes: new TextEncoder().encode(text) },
          ]);
          terminal.out(`wrote ${plainText(flags.out)}\n`);
          return exitCodes.ok;
        }),
      ),
};
