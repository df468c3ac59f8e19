import { exitCodes } from '../../exit-codes.ts';
import { type PoliciesFlags, policySet, withPolicies } from '../../policies-flag.ts';
import type { Command } from '../command.ts';
import { problemLines } from './problem-lines.ts';

/** `plumbline policy mutate`: does any control pass on nothing? */
export const mutate: Command = {
  name: 'mutate',
  summary: 'take away and blank each fact that a control reads, in every case: nothing may be satisfied by it',
  define: (command, run) =>
    withPolicies(command)
      .option('--json', 'answer as JSON')
      .action((flags: PoliciesFlags & { readonly json?: boolean }) =>
        run(async (terminal) => {
          const { testPolicies } = await import('../../../audit/test-policies.ts');
          const { controls, cases, mutations, survivors } = testPolicies(await policySet(flags, terminal));
          if (flags.json) terminal.out(`${JSON.stringify({ controls, cases, mutations, survivors }, null, 2)}\n`);
          else {
            terminal.out(problemLines(survivors));
            terminal.out(
              `${controls} controls, ${cases} cases, ${mutations} changes of facts; ${survivors.length} survivors\n`,
            );
          }
          return survivors.length === 0 ? exitCodes.ok : exitCodes.blocked;
        }),
      ),
};
