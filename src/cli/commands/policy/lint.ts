import { exitCodes } from '../../exit-codes.ts';
import { type PoliciesFlags, policyTexts, withPolicies } from '../../policies-flag.ts';
import type { Command } from '../command.ts';
import { problemLines } from './problem-lines.ts';

/** `plumbline policy lint`: everything that is wrong with the policies, at once. */
export const lint: Command = {
  name: 'lint',
  summary: 'hold every path, fact, comparator, parameter, condition and citation against the schemas',
  define: (command, run) =>
    withPolicies(command).action((flags: PoliciesFlags) =>
      run(async (terminal) => {
        const { lintPolicies } = await import('../../../policy/lint.ts');
        const files = await policyTexts(flags, terminal);
        const problems = lintPolicies(files);
        terminal.out(problemLines(problems));
        terminal.out(
          problems.length === 0 ? `${files.length} policy files, no problem\n` : `${problems.length} problems\n`,
        );
        return problems.length === 0 ? exitCodes.ok : exitCodes.question;
      }),
    ),
};
