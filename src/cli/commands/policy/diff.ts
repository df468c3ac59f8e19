import { plainText, shortened } from '../../../base/plain-text.ts';
import type { PolicyDifference } from '../../../policy/diff.ts';
import type { PolicyText } from '../../../policy/policy-set.ts';
import { exitCodes } from '../../exit-codes.ts';
import { UsageError } from '../../usage-error.ts';
import type { Command } from '../command.ts';

interface DiffFlags {
  readonly evidence?: string;
  readonly asOf?: string;
  readonly profile?: string;
  readonly json?: boolean;
}

/**
 * The policies of a side: `shipped`; a pack, over those that ship; or a whole folder of policies, such as an older
 * version of those that ship, which stands alone.
 */
const sideOf = async (named: string): Promise<readonly PolicyText[]> => {
  const { layeredPolicies, shippedPolicies } = await import('../../../audit/toolkit.ts');
  const shipped = shippedPolicies();
  if (named === 'shipped') return shipped;
  const { policies } = await layeredPolicies({ folders: [named] });
  const own = policies.filter(({ pack }) => pack !== undefined);
  const paths = new Set(shipped.map(({ path }) => path));
  const isWhole = own.some(({ path }) => paths.has(path)) && own.every(({ pack }) => pack?.replaces.length === 0);
  return isWhole
    ? own.map(({ path, text, root }) => ({ path, text, ...(root === undefined ? {} : { root }) }))
    : policies;
};

const valueText = (value: unknown): string =>
  value === undefined
    ? 'nothing'
    : shortened(plainText(typeof value === 'string' ? value : JSON.stringify(value)), 120);

const differenceText = ({ kind, id, change, changes }: PolicyDifference): string =>
  [
    `${{ added: '+', removed: '-', changed: '~' }[change]} ${kind} ${plainText(id)}`,
    ...changes.map(
      ({ pointer, from, to }) =>
        `    ${plainText(pointer.slice(1).replaceAll('/', '.'))}: ${valueText(from)} -> ${valueText(to)}`,
    ),
    '',
  ].join('\n');

/** `plumbline policy diff A B`: what another version of policies changes, also for one's own evidence. */
export const diff: Command = {
  name: 'diff',
  summary: 'what differs between two sets of policies, and what that changes for your evidence',
  define: (command, run) =>
    command
      .argument('<from>', 'folder of policies or of a pack, or "shipped"')
      .argument('<to>', 'likewise')
      .option('--evidence <dir>', 'evidence folder: audit it with both, and show what comes out otherwise')
      .option('--as-of <date>', 'date of these audits (default: today)')
      .option('--profile <id>', 'profile of these audits; overrides plumbline.yaml')
      .option('--json', 'answer as JSON')
      .addHelpText(
        'after',
        '\nExamples:\n  plumbline policy diff shipped our-policies\n  plumbline policy diff our-policies-1 our-policies-2 --evidence evidence\n',
      )
      .action((from: string, to: string, flags: DiffFlags) =>
        run(async (terminal) => {
          if (flags.evidence === undefined && (flags.asOf !== undefined || flags.profile !== undefined))
            throw new UsageError('bad-flag', '--as-of and --profile without --evidence: nothing is audited');
          const { loadPolicies } = await import('../../../policy/load.ts');
          const { diffPolicies } = await import('../../../policy/diff.ts');
          const [left, right] = [await sideOf(from), await sideOf(to)];
          const policies = diffPolicies(loadPolicies(left), loadPolicies(right));
          let evidence: Awaited<ReturnType<typeof import('../../../audit/diff-outcomes.ts').diffOutcomes>> | undefined;
          if (flags.evidence !== undefined) {
            const { diffOutcomes } = await import('../../../audit/diff-outcomes.ts');
            const { openDirectory } = await import('../../../files/directory.ts');
            const { defaultLimits } = await import('../../../base/limits.ts');
            const tree = await openDirectory(flags.evidence, defaultLimits);
            evidence = await diffOutcomes(tree, flags.asOf ?? terminal.today, flags.profile, left, right);
          }
          if (flags.json) {
            terminal.out(`${JSON.stringify({ policies, ...(evidence === undefined ? {} : { evidence }) }, null, 2)}\n`);
            return exitCodes.ok;
          }
          terminal.out(policies.map(differenceText).join(''));
          const count = (change: PolicyDifference['change']): number =>
            policies.filter((each) => each.change === change).length;
          terminal.out(`${count('added')} added, ${count('removed')} removed, ${count('changed')} changed\n`);
          if (evidence) {
            const gate = (blocked: boolean): string => (blocked ? 'closed' : 'open');
            terminal.out(`\nFor ${plainText(flags.evidence ?? '')}, of ${evidence.controls} controls:\n`);
            for (const each of evidence.outcomes)
              terminal.out(
                `  ${each.control}: ${each.from ?? 'not tested'} -> ${each.to ?? 'not tested'}\n      ${shortened(plainText(each.reason), 200)}\n`,
              );
            terminal.out(
              `${evidence.outcomes.length} come out otherwise; the gate is ${gate(evidence.blocked.from)} -> ${gate(evidence.blocked.to)}\n`,
            );
          }
          return exitCodes.ok;
        }),
      ),
};
