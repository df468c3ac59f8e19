import { exitCodes } from '../../exit-codes.ts';
import { type PoliciesFlags, policySet, withPolicies } from '../../policies-flag.ts';
import type { Command } from '../command.ts';

/** `plumbline policy list`: the controls of a profile with what they answer, and the profiles. */
export const list: Command = {
  name: 'list',
  summary: 'list the controls with what they answer, and the profiles',
  define: (command, run) =>
    withPolicies(command)
      .option('--profile <id>', 'only the controls of a profile')
      .option('--as-of <date>', 'date at which exclusions are looked at (default: today)')
      .action((flags: PoliciesFlags & { readonly profile?: string; readonly asOf?: string }) =>
        run(async (terminal) => {
          const { resolvePlan } = await import('../../../policy/resolve.ts');
          const set = await policySet(flags, terminal);
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
      ),
};
