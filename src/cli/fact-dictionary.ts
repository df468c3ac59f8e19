import { evidenceKinds } from '../model/facts.ts';
import { factSchema } from '../model/validate.ts';
import { type FactDeclaration, factsOfPopulation, populations } from '../policy/fact-types.ts';
import { factsReadBy } from '../policy/facts-read.ts';
import type { PolicySet } from '../policy/policy-set.ts';
import { markdownTable } from './markdown-table.ts';

const typeOf = ({ type, member, minimum, maximum }: FactDeclaration): string => {
  const range = minimum === undefined && maximum === undefined ? '' : ` (${minimum ?? ''} to ${maximum ?? ''})`;
  return type === 'list'
    ? `list of ${member ?? 'text'}`
    : type + range.replace('( to ', '(up to ').replace(' to )', ' and up)');
};

/** Populations and facts -> the controls that read them. */
const readersOf = (set: PolicySet): ReadonlyMap<string, readonly string[]> => {
  const conditions = new Map([...set.conditions].map(([id, { value }]) => [id, value]));
  const readers = new Map<string, string[]>();
  for (const { value } of set.controls.values())
    for (const { population, fact } of factsReadBy(value, conditions)) {
      const key = `${population} ${fact}`;
      readers.set(key, [...(readers.get(key) ?? []), value.id]);
    }
  return readers;
};

const readBy = (controls: readonly string[]): string =>
  controls.length === 0
    ? '-'
    : controls.length > 6
      ? `${controls
          .slice(0, 5)
          .map((id) => `\`${id}\``)
          .join(' ')} and ${controls.length - 5} more`
      : controls.map((id) => `\`${id}\``).join(' ');

/** What a policy may name: every population with its facts, as Markdown, and which controls read each. */
export const factDictionary = (set: PolicySet): string => {
  const readers = readersOf(set);
  const sections = populations.map((population) => {
    const rows = [...(factsOfPopulation(population) ?? [])].map(([name, fact]) => [
      `\`${name}\``,
      typeOf(fact),
      (fact.values ?? []).map((value) => `\`${value}\``).join(' '),
      fact.description,
      readBy(readers.get(`${population} ${name}`) ?? []),
    ]);
    return `## \`${population}\`\n\n${markdownTable(['fact', 'type', 'one of', 'what it says', 'read by'], rows)}\n`;
  });
  const kinds = evidenceKinds.map((kind) => `- \`${kind}\`: ${String(factSchema(kind).description ?? '')}`);
  return [
    '# The dictionary of facts',
    '',
    'Made from `schemas/facts/` and `policies/` by `npm run generate`. A check names a population: a kind of evidence (one',
    'record a file) or `kind#/list` (the records of a list). `where` and `expect` name its facts, by the comparators that fit',
    'their type; `plumbline policy lint` holds both. A fact that the evidence does not give is absent, and no expectation is',
    'met by it.',
    '',
    ...kinds,
    '',
    ...sections,
  ].join('\n');
};
