import { exitCodes } from '../exit-codes.ts';
import type { Command } from './command.ts';

const problemLines = (
  problems: readonly { readonly file?: string; readonly line?: number; readonly message: string }[],
): string =>
  problems
    .map(({ file, line, message }) => `policies/${file ?? ''}${line === undefined ? '' : `:${line}`}: ${message}\n`)
    .join('');

/** `plumbline policy lint|test|list`: the policies as software. */
export const policy: Command = {
  name: 'policy',
  summary: 'lint, test and list the policies',
  define: (command, run) => {
    command
      .command('lint')
      .description('hold every path, fact, comparator, parameter, condition and citation against the schemas')
      .exitOverride()
      .action(() =>
        run(async (terminal) => {
          const { shippedPolicies } = await import('../../audit/toolkit.ts');
          const { lintPolicies } = await import('../../policy/lint.ts');
          const files = shippedPolicies();
          const problems = lintPolicies(files);
          terminal.out(problemLines(problems));
          terminal.out(
            problems.length === 0 ? `${files.length} policy files, no problem\n` : `${problems.length} problems\n`,
          );
          return problems.length === 0 ? exitCodes.ok : exitCodes.question;
        }),
      );
    command
      .command('test')
      .description('run every policy test, then take away each fact that a control reads')
      .exitOverride()
      .action(() =>
        run(async (terminal) => {
          const { shippedPolicies } = await import('../../audit/toolkit.ts');
          const { loadPolicies } = await import('../../policy/load.ts');
          const { testPolicies } = await import('../../audit/test-policies.ts');
          const report = testPolicies(loadPolicies(shippedPolicies()));
          terminal.out(problemLines(report.failures));
          terminal.out(
            `${report.controls} controls, ${report.cases} cases, ${report.mutations} facts taken away; ${report.failures.length} failures\n`,
          );
          return report.failures.length === 0 ? exitCodes.ok : exitCodes.blocked;
        }),
      );
    command
      .command('list')
      .description('list the controls with what they answer, and the profiles')
      .option('--profile <id>', 'only the controls of a profile')
      .option('--as-of <date>', 'date at which exclusions are looked at (default: today)')
      .exitOverride()
      .action((flags: { readonly profile?: string; readonly asOf?: string }) =>
        run(async (terminal) => {
          const { shippedPolicies } = await import('../../audit/toolkit.ts');
          const { loadPolicies } = await import('../../policy/load.ts');
          const { resolvePlan } = await import('../../policy/resolve.ts');
          const set = loadPolicies(shippedPolicies());
          const plan = resolvePlan(set, flags.profile, undefined, flags.asOf ?? terminal.today);
          const idWidth = Math.max(...plan.controls.map(({ control }) => control.id.length));
          for (const { control } of plan.controls) {
            terminal.out(
              `${control.id.padEnd(idWidth)}  ${control.severity.padEnd(8)}  ${control.decides.padEnd(7)}  ${control.title}\n${' '.repeat(idWidth + 2)}answers ${control.answers.join(', ')}\n`,
            );
          }
          terminal.out(`\n${plan.controls.length} controls in profile ${plan.profile.id} (${plan.profile.title})\n`);
          if (flags.profile === undefined) {
            terminal.out('\nProfiles:\n');
            for (const { value } of set.profiles.values()) terminal.out(`  ${value.id.padEnd(20)}  ${value.title}\n`);
          }
          return exitCodes.ok;
        }),
      );
    return command;
  },
};
