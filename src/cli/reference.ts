import { Command as Commander } from 'commander';
import { shippedPolicies } from '../audit/toolkit.ts';
import { evidenceKinds } from '../model/facts.ts';
import { outcomes, outcomeWords } from '../model/outcome.ts';
import { factSchema, schemaDocument } from '../model/validate.ts';
import { loadOutput, outputFormats } from '../outputs/registry.ts';
import { loadPolicies } from '../policy/load.ts';
import { resolvePlan } from '../policy/resolve.ts';
import { engineNames } from '../snapshots/registry.ts';
import { commands } from './commands.ts';
import { markdownTable } from './markdown-table.ts';

type Schema = {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly const?: unknown;
};

/** Every command with its flags, as commander defines them: a command that holds others is shown by each of them. */
const commandRows = async (): Promise<readonly (readonly string[])[]> => {
  const rows: string[][] = [];
  for (const load of Object.values(commands)) {
    const { name, summary, define } = await load();
    const defined = define(new Commander(name), async () => undefined);
    const shown =
      defined.commands.length === 0
        ? [{ command: defined, path: name, summary }]
        : defined.commands.map((command) => ({
            command,
            path: `${name} ${command.name()}`,
            summary: command.description(),
          }));
    for (const each of shown) {
      const positional = each.command.registeredArguments
        .map((argument) => (argument.required ? ` <${argument.name()}>` : ` [${argument.name()}]`))
        .join('');
      rows.push([
        `\`plumbline ${each.path}${positional}\``,
        each.summary,
        each.command.options.map((option) => `\`${option.long ?? option.flags}\``).join(' '),
      ]);
    }
  }
  return rows;
};

const definitionsOf = (name: 'control'): Readonly<Record<string, Schema>> =>
  schemaDocument(name).definitions as Readonly<Record<string, Schema>>;

/** The reference of the README, made from the registries and schemas that the commands use. */
export const referenceText = async (): Promise<string> => {
  const set = loadPolicies(shippedPolicies());
  const control = definitionsOf('control');
  const kinds = Object.values(control).flatMap((schema) => {
    const kind = schema.properties?.kind?.const;
    return typeof kind === 'string' ? [[`\`${kind}\``, schema.description ?? '']] : [];
  });
  const comparators = Object.entries(control.comparison?.properties ?? {}).map(([name, { description }]) => [
    `\`${name}\``,
    description ?? '',
  ]);
  const outputs = await Promise.all(outputFormats.map(loadOutput));
  const profiles = [...set.profiles.values()].map(({ value }) => [
    `\`${value.id}\``,
    value.title,
    String(resolvePlan(set, value.id, undefined, '2026-11-20').controls.length),
  ]);
  const sections: readonly (readonly [string, string])[] = [
    ['Commands', markdownTable(['command', 'what it does', 'flags'], await commandRows())],
    [
      'Outputs',
      markdownTable(
        ['format', 'file', 'media type'],
        outputs.map(({ format, fileName, mediaType }) => [`\`${format}\``, `\`${fileName}\``, mediaType]),
      ),
    ],
    [
      'Kinds of evidence',
      markdownTable(
        ['kind', 'what its facts say'],
        evidenceKinds.map((kind) => [`\`${kind}\``, String(factSchema(kind).description ?? '')]),
      ),
    ],
    [
      'Outcomes',
      markdownTable(
        ['outcome', "the auditor's phrase", 'blocks unless the profile says otherwise'],
        outcomes.map((outcome) => [
          `\`${outcome}\``,
          outcomeWords[outcome].phrase,
          outcomeWords[outcome].blocks ? 'yes' : 'no',
        ]),
      ),
    ],
    ['Profiles', markdownTable(['profile', 'for whom', 'controls'], profiles)],
    [
      'Kinds of checks',
      markdownTable(['kind', 'what it tests'], [...kinds, ['`any`, `all`', control.GroupCheck?.description ?? '']]),
    ],
    ['Comparators', markdownTable(['comparator', 'holds when the fact is'], comparators)],
    ['Snapshot engines', engineNames.map((name, index) => `\`${name}\`${index === 0 ? ' (default)' : ''}`).join(', ')],
  ];
  return sections.map(([title, body]) => `### ${title}\n\n${body}\n`).join('\n');
};
