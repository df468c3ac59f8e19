import { plainText } from '../../../base/plain-text.ts';
import { exitCodes } from '../../exit-codes.ts';
import { type PoliciesFlags, policySet, withPolicies } from '../../policies-flag.ts';
import { UsageError } from '../../usage-error.ts';
import type { Command } from '../command.ts';
import { problemLines } from './problem-lines.ts';

interface TestFlags extends PoliciesFlags {
  readonly control?: string;
  readonly coverage?: boolean;
  readonly json?: boolean;
}

/** `plumbline policy test`: facts given, outcome expected, for every control; then without each fact. */
export const test: Command = {
  name: 'test',
  summary: 'run every policy test, then take away and blank each fact that a control reads',
  define: (command, run) =>
    withPolicies(command)
      .option('--control <glob>', 'only the controls whose identifier matches')
      .option('--coverage', 'a table of what the test of each control shows')
      .option('--json', 'answer as JSON, with the coverage of every control')
      .action((flags: TestFlags) =>
        run(async (terminal) => {
          const { testPolicies } = await import('../../../audit/test-policies.ts');
          const { globMatches } = await import('../../../checks/glob.ts');
          const isAsked = flags.control === undefined ? undefined : globMatches(flags.control, { ignoreCase: false });
          const report = testPolicies(await policySet(flags, terminal), isAsked);
          if (report.controls === 0)
            throw new UsageError(
              'bad-value',
              `--control ${plainText(flags.control ?? '')}: no control has such an identifier`,
            );
          const wrong = [...report.failures, ...report.survivors];
          if (flags.json) terminal.out(`${JSON.stringify(report, null, 2)}\n`);
          else {
            if (flags.coverage) {
              const { coverageTable } = await import('./coverage-table.ts');
              terminal.out(`${coverageTable(report)}\n`);
            }
            terminal.out(problemLines(wrong));
            terminal.out(
              `${report.controls} controls, ${report.cases} cases, ${report.mutations} changes of facts; ${report.failures.length} failures, ${report.survivors.length} survivors\n`,
            );
          }
          return wrong.length === 0 ? exitCodes.ok : exitCodes.blocked;
        }),
      ),
};
