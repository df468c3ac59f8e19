import { shippedPolicies } from '../audit/toolkit.ts';
import { type Answered, type CatalogCoverage, catalogCoverage, type Decider } from '../policy/answer-coverage.ts';
import { loadPolicies } from '../policy/load.ts';
import { markdownTable } from './markdown-table.ts';

const deciders = ['machine', 'partly', 'person'] as const satisfies readonly Decider[];

const heads = [
  'Requirements about',
  'All',
  'Machine, answered',
  'Machine, not tested',
  'Partly, answered',
  'Partly, not tested',
  'Person, answered',
  'Person, not tested',
] as const;

const sum = (by: Readonly<Record<Decider, Answered>>, key: keyof Answered): number =>
  deciders.reduce((all, decider) => all + by[decider][key], 0);

const row = (name: string, by: Readonly<Record<Decider, Answered>>): readonly string[] => [
  name,
  String(sum(by, 'answered') + sum(by, 'untested')),
  ...deciders.flatMap((decider) => [String(by[decider].answered), String(by[decider].untested)]),
];

const sectionOf = ({ catalog, groups, total, untested, controls }: CatalogCoverage): string =>
  [
    `## ${catalog.title}`,
    `${catalog.version}. Checked on ${catalog.asOf}. ${sum(total, 'answered')} of ${sum(total, 'answered') + sum(total, 'untested')} requirements are answered by ${controls} controls.`,
    markdownTable(heads, [...groups.map(({ heading, by }) => row(heading, by)), row('**All**', total)]),
    `### Not tested here (${untested.length})`,
    untested.length === 0
      ? 'Every requirement is answered by a control.'
      : markdownTable(
          ['Provision', 'Requirement', 'Decides', 'Why it is not tested'],
          untested.map(({ id, citation, title, decides, notTestedHere }) => [
            `${citation} (\`${id}\`)`,
            title,
            decides ?? '',
            notTestedHere ?? '',
          ]),
        ),
  ].join('\n\n');

/** What the shipped controls answer and what they do not, for policies/COVERAGE.md. */
export const coverageText = (): string => {
  const { catalogs, controls } = loadPolicies(shippedPolicies());
  const all = [...controls.values()].map(({ value }) => value);
  const shipped = [...catalogs.values()].map(({ value }) => value);
  const reference = shipped.filter(({ referenceOnly }) => referenceOnly === true);
  return `${[
    '<!-- Made by `npm run generate` from policies/; do not edit. -->',
    '# What the controls answer',
    'A requirement is *answered* when a control tests something of it; it may ask for more than its controls test, and each control says in its `limits` what it leaves open. *Machine*: the evidence alone decides it. *Partly*: the evidence decides its form, its substance needs a person. *Person*: only a person can decide it, and the tool records the determination. Entries that are our own tests of a requirement are not counted.',
    ...shipped
      .filter(({ referenceOnly }) => referenceOnly !== true)
      .map((catalog) => sectionOf(catalogCoverage(catalog, all))),
    '## For reference only',
    `Mappings lead to these, no control answers them, and nothing of them is tested: ${reference.map(({ title, version }) => `${title} (${version})`).join('; ')}.`,
  ].join('\n\n')}\n`;
};
