import { plainData } from '../base/plain-text.ts';
import type { Catalog, Condition, Control, Requirement } from '../model/policy.ts';
import type { ControlView, PoliciesView } from '../outputs/policy-page.ts';
import { checkWords } from '../policy/check-words.ts';
import { factsReadBy } from '../policy/facts-read.ts';
import type { PolicySet, PolicySource } from '../policy/policy-set.ts';
import { resolvePlan } from '../policy/resolve.ts';

const decides = {
  machine: 'decided by the machine',
  partly: 'decided in part by the machine',
  person: 'decided by a person',
} as const satisfies Record<Control['decides'], string>;

const floorWords = {
  atMost: 'at most',
  atLeast: 'at least',
  noLongerThan: 'no longer than',
  noShorterThan: 'no shorter than',
} as const;

const titleOf = (conditions: ReadonlyMap<string, Condition>, id: string): string => conditions.get(id)?.title ?? id;

/** Since when a requirement applies, with the condition of each date. */
const datesOf = ({ applies = [] }: Requirement, conditions: ReadonlyMap<string, Condition>): string =>
  applies.length === 0
    ? 'always'
    : applies
        .map(({ from, when }) =>
          when === undefined ? `from ${from}` : `from ${from} when: ${titleOf(conditions, when)}`,
        )
        .join('; ');

const catalogsOf = (set: PolicySet): readonly Catalog[] => [...set.catalogs.values()].map(({ value }) => value);

const answersOf = (control: Control, set: PolicySet, conditions: ReadonlyMap<string, Condition>): readonly string[] =>
  control.answers.map((answer) => {
    const [catalog = '', id = ''] = answer.split('#');
    const requirement = set.catalogs.get(catalog)?.value.requirements.find((each) => each.id === id);
    return requirement ? `${requirement.citation}: ${requirement.title} (${datesOf(requirement, conditions)})` : answer;
  });

/** `drift-run#/features: psi, role`, a line a population. */
const factsByPopulation = (control: Control, conditions: ReadonlyMap<string, Condition>): readonly string[] => {
  const read = factsReadBy(control, conditions);
  return [...new Set(read.map(({ population }) => population))].map((path) => {
    const facts = read.filter(({ population }) => population === path).map(({ fact }) => fact);
    return `${path}: ${facts.join(', ')}`;
  });
};

const controlView = (
  { value: control, pack }: PolicySource<Control>,
  set: PolicySet,
  conditions: ReadonlyMap<string, Condition>,
): ControlView => ({
  id: control.id,
  title: control.title,
  failureTitle: control.failureTitle,
  severity: `${control.severity} severity`,
  method: control.method.toLowerCase(),
  decides: decides[control.decides],
  pack: pack ?? null,
  why: control.why,
  explains: control.explains ?? null,
  applies: control.appliesWhen === undefined ? 'Always' : `When: ${titleOf(conditions, control.appliesWhen)}`,
  checks: control.checks.map((check) => checkWords(check, control.parameters ?? {})),
  parameters: Object.entries(control.parameters ?? {}).map(([name, { value, title, floor }]) => ({
    name,
    value: String(value),
    title,
    floor:
      floor === undefined
        ? null
        : Object.entries(floor)
            .map(([word, limit]) => `${floorWords[word as keyof typeof floorWords]} ${limit}`)
            .join(', '),
  })),
  answers: answersOf(control, set, conditions),
  facts: factsByPopulation(control, conditions),
  remedy: control.remedy,
  limits: control.limits ?? null,
  cases: (set.tests.get(control.id)?.value.cases ?? []).map(({ outcome, name }) => ({ outcome, name })),
});

/** The policies as a page shows them; what applies to whom is looked at as of a date. */
export const policiesView = (set: PolicySet, asOf: string): PoliciesView => {
  const conditions = new Map([...set.conditions].map(([id, { value }]) => [id, value]));
  const sources = [...set.controls.values()].sort((left, right) => (left.value.id < right.value.id ? -1 : 1));
  const subjects = [...new Set(sources.map(({ value }) => value.id.split('.')[0] ?? ''))];
  const catalogs = catalogsOf(set).filter(({ referenceOnly }) => referenceOnly !== true);
  return plainData({
    title:
      set.packs.length === 0
        ? 'Policies of Plumbline'
        : `Policies of Plumbline, with ${set.packs.map(({ title }) => title).join(', ')}`,
    summary: `${sources.length} controls, ${set.profiles.size} profiles and ${catalogs.length} frameworks, as of ${asOf}.`,
    subjects: subjects.map((subject) => {
      const own = sources.filter(({ value }) => value.id.split('.')[0] === subject);
      return {
        name: subject.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase()),
        anchor: subject,
        count: own.length,
        controls: own.map((source) => controlView(source, set, conditions)),
      };
    }),
    frameworks: catalogs.map((catalog) => {
      const requirements = catalog.requirements.map((requirement) => ({
        citation: requirement.citation,
        title: requirement.title,
        applies: datesOf(requirement, conditions),
        controls: sources
          .filter(({ value }) => value.answers.includes(`${catalog.id}#${requirement.id}`))
          .map(({ value }) => value.id),
        notTested: requirement.notTestedHere ?? null,
      }));
      const answered = requirements.filter(({ controls }) => controls.length > 0).length;
      return {
        id: catalog.id,
        title: catalog.title,
        summary: `${answered} of ${requirements.length} entries are answered by a control. ${catalog.notice}`,
        requirements,
      };
    }),
    profiles: [...set.profiles.values()].map(({ value }) => {
      const plan = resolvePlan(set, value.id, undefined, asOf);
      return {
        id: value.id,
        title: value.title,
        description: value.description ?? null,
        builtOn: plan.extends.length === 0 ? null : plan.extends.join(', then '),
        count: `${plan.controls.length} controls`,
        controls: plan.controls.map(({ control }) => control.id),
      };
    }),
  });
};

const lines = (control: ControlView): readonly string[] => [
  `### ${control.title}`,
  '',
  `\`${control.id}\`; ${control.severity}; ${control.method}; ${control.decides}${control.pack === null ? '' : `; pack ${control.pack}`}`,
  '',
  control.why,
  '',
  `- Applies: ${control.applies}`,
  ...control.checks.map((check) => `- Tests: ${check}`),
  ...control.parameters.map(
    ({ name, value, title, floor }) =>
      `- Parameter \`${name}\` ${value}: ${title}${floor === null ? '' : ` (floor: ${floor})`}`,
  ),
  ...control.answers.map((answer) => `- Answers ${answer}`),
  `- Reads: ${control.facts.join('; ')}`,
  `- When it fails: ${control.failureTitle}. ${control.remedy}`,
  ...(control.limits === null ? [] : [`- Limits: ${control.limits}`]),
  ...control.cases.map(({ outcome, name }) => `- Its test shows ${outcome}: ${name}`),
  '',
];

/** The same as Markdown. */
export const policiesMarkdown = (view: PoliciesView): string =>
  [
    `# ${view.title}`,
    '',
    view.summary,
    '',
    ...view.profiles.map(({ id, title, count }) => `- Profile \`${id}\`: ${title}, ${count}`),
    '',
    ...view.subjects.flatMap(({ name, controls }) => [`## ${name}`, '', ...controls.flatMap(lines)]),
  ].join('\n');
