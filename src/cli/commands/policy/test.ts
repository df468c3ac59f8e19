import { exitCodes } from '../../exit-codes.ts';
import { type PoliciesFlags, policySet, withPolicies } from '../../policies-flag.ts';
import type { Command } from '../command.ts';
import { problemLines } from './problem-lines.ts';

/** `plumbline policy test`: facts given, outcome expected, for every control. */
export const test: Command = {
  name: 'test',
  summary: 'run every policy test, then take away each fact that a control reads',
  define: (command, run) =>
    withPolicies(command).action((flags: PoliciesFlags) =>
      run(async (terminal) => {
        const { testPolicies } = await import('../../../audit/test-policies.ts');
        const report = testPolicies(await policySet(flags, terminal));
        terminal.out(problemLines(report.failures));
        terminal.out(
          `${report.controls} controls, ${report.cases} cases, ${report.mutations} facts taken away; ${report.failures.length} failures\n`,
        );
        return report.failures.length === 0 ? exitCodes.ok : exitCodes.blocked;
      }),
    ),
};
