import { plainText } from '../../../base/plain-text.ts';
import type { Catalog } from '../../../model/policy.ts';
import { relationWords } from '../../../model/relationship.ts';
import type { Hop, Lead } from '../../../policy/leads.ts';
import type { PolicySet } from '../../../policy/policy-set.ts';
import { exitCodes } from '../../exit-codes.ts';
import { type PoliciesFlags, policySet, withPolicies } from '../../policies-flag.ts';
import { UsageError } from '../../usage-error.ts';
import type { Command } from '../command.ts';

interface Flags extends PoliciesFlags {
  readonly to?: string;
  readonly all?: true;
}

type Suggest = (word: string, known: Iterable<string>) => string;

const catalogOf = (id: string, set: PolicySet, suggestion: Suggest): Catalog => {
  const catalog = set.catalogs.get(id)?.value;
  if (catalog) return catalog;
  throw new UsageError('bad-value', `there is no framework "${id}"${suggestion(id, set.catalogs.keys())}`, {
    hint: `Frameworks: ${[...set.catalogs.keys()].sort().join(', ')}.`,
  });
};

const requirementOf = (name: string, set: PolicySet, suggestion: Suggest) => {
  const [framework = '', id] = name.split('#');
  const catalog = catalogOf(framework, set, suggestion);
  const requirement = catalog.requirements.find((each) => each.id === id);
  if (requirement) return requirement;
  const known = catalog.requirements.map((each) => `${framework}#${each.id}`);
  throw new UsageError(
    'bad-value',
    `saw "${name}", expected a requirement such as ${known[0] ?? framework}${suggestion(name, known)}`,
  );
};

const hopText = ({ from, relation, to }: Hop): string => `${from} ${relation} ${to}`;

/** One place that a requirement leads to: the relation, the title, and why, or by which hops and over which weakest link. */
const leadLines = ({ to, path, relation, confidence, weakest }: Lead, title: string): readonly string[] => [
  `  ${relation.padEnd(15)}  ${to}  ${plainText(title)}`,
  ...(path.length === 1
    ? [`    confidence ${confidence}: ${plainText(weakest.because)}`]
    : [
        ...path.map((hop) => `    by ${hopText(hop)} (confidence ${hop.confidence})`),
        `    weakest link: ${hopText(weakest)}; confidence over all ${confidence}`,
      ]),
];

/** `plumbline policy map REQUIREMENT`: where a requirement leads in other frameworks, by which way, and how far that holds. */
export const map: Command = {
  name: 'map',
  summary: 'show where a requirement leads in other frameworks, and the weakest link on the way',
  define: (command, run) =>
    withPolicies(command)
      .argument('<requirement>', 'a requirement, as framework#identifier: eu-ai-act#9.8')
      .option('--to <framework>', 'only what is reached in this framework')
      .option('--all', 'also what is reached over hops of which nothing follows')
      .action((name: string, flags: Flags) =>
        run(async (terminal) => {
          const { leadsFrom } = await import('../../../policy/leads.ts');
          const { suggestion } = await import('../../../policy/nearest.ts');
          const set = await policySet(flags, terminal);
          const start = requirementOf(name, set, suggestion);
          if (flags.to !== undefined) catalogOf(flags.to, set, suggestion);
          const mappings = [...set.mappings.values()].map(({ value }) => value);
          const found = leadsFrom(mappings, name).filter(
            ({ to }) => flags.to === undefined || to.startsWith(`${flags.to}#`),
          );
          const shown = flags.all ? found : found.filter(({ relation }) => relation !== 'unknown');
          const hidden = found.length - shown.length;
          terminal.out(`${name}  ${plainText(`${start.title} (${start.citation})`)}\n`);
          for (const framework of new Set(shown.map(({ to }) => to.split('#')[0] ?? ''))) {
            const catalog = catalogOf(framework, set, suggestion);
            terminal.out(`\n${plainText(catalog.title)}${catalog.referenceOnly ? ', for reference only' : ''}\n`);
            for (const lead of shown.filter(({ to }) => to.startsWith(`${framework}#`)))
              terminal.out(
                `${leadLines(lead, requirementOf(lead.to, set, suggestion).title)
                  .map((line) => `${line}\n`)
                  .join('')}`,
              );
          }
          if (found.length === 0) terminal.out('\nNo mapping leads from here.\n');
          if (hidden > 0)
            terminal.out(
              `\n${hidden} more ${hidden === 1 ? 'is' : 'are'} reached over several hops, of which nothing follows; --all shows ${hidden === 1 ? 'it' : 'them'}.\n`,
            );
          const used = new Set(shown.map(({ relation }) => relation));
          if (used.size > 0) terminal.out('\n');
          for (const relation of used)
            terminal.out(`${relation}: the requirement ${relationWords[relation]} the other.\n`);
          terminal.out('Informative: what is tested of one requirement says nothing of another.\n');
          return exitCodes.ok;
        }),
      ),
};
