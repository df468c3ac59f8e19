import { stringify } from 'yaml';
import { governanceFields, governanceLists } from '../evidence/model-card/governance.ts';
import type { Asked, CardView, LackingFact } from './card.ts';

/** For what a fact is asked, by date of application, short enough for a line or two. */
export const askedText = (asked: readonly Asked[], most = 3): string => {
  const byDate = new Map<string, string[]>();
  for (const { citation, from = '' } of asked) {
    const cited = byDate.get(from) ?? [];
    const short = citation.replace(/^TSP section 100, /, 'SOC 2 ');
    if (!cited.includes(short)) cited.push(short);
    byDate.set(from, cited);
  }
  return [...byDate]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([from, cited]) => {
      const more = cited.length > most ? ` and ${cited.length - most} more` : '';
      return `${cited.slice(0, most).join(', ')}${more}${from === '' ? '' : ` from ${from}`}`;
    })
    .join('; ');
};

const examples: Readonly<Record<string, string>> = {
  metrics: '- { name: AUC, dataset: Test 2026, slice: all, value: 0.81, threshold: 0.78, better: higher }',
  evaluations:
    '- { id: eval-2026-06, thresholdsPath: evaluation/thresholds.yaml, evaluatedCommit: v4.2, evaluatedOn: 2026-05-28 }',
  datasets: '- { id: events-2026, role: training }        role: training, validation, testing',
};

const pointers: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...governanceFields.map(([pointer, fact]) => [fact, pointer.slice(1).split('/')] as const),
  ...governanceLists.map((list) => [list, [list]] as const),
]);

/** Facts that a governance block can state, and that a control asks for. */
const writable = (view: CardView): readonly LackingFact[] =>
  view.lacking.filter(({ fact, asked }) => pointers.has(fact) && asked.length > 0);

const commented = (lacking: LackingFact, key: string, indent: string): string => {
  const example = examples[lacking.fact];
  return [
    `${indent}# ${lacking.description}`,
    `${indent}# Needed for ${askedText(lacking.asked)}`,
    ...(example === undefined ? [] : [`${indent}# ${example}`]),
    `${indent}${key}: unknown`,
  ].join('\n');
};

/** The missing answers as keys of a governance block, each `unknown`, with what it is and for what it is asked. */
const blockText = (view: CardView, indent: string): string => {
  const groups = new Map<string, string[]>();
  for (const lacking of writable(view)) {
    const [group = '', key] = pointers.get(lacking.fact) ?? [];
    const lines = groups.get(key === undefined ? '' : group) ?? [];
    groups.set(key === undefined ? '' : group, lines);
    lines.push(commented(lacking, key ?? group, key === undefined ? indent : `${indent}  `));
  }
  return [...groups].flatMap(([group, lines]) => (group === '' ? lines : [`${indent}${group}:`, ...lines])).join('\n');
};

/** What a card lacks as a file of governance answers beside it: one block, or a list of them for a file of several models. */
export const sidecarTemplate = (file: string, views: readonly CardView[]): string => {
  const head = `# What ${file} does not say. Every answer may be left out or \`unknown\`, which counts as not said.\n`;
  const [only, ...more] = views;
  if (only && more.length === 0)
    return `${head}\nmodel: unknown   # id of the model in system.yaml\n${blockText(only, '')}\n`;
  const blocks = views.map(
    (view) =>
      `\n- name: ${stringify(view.name ?? view.id, { defaultStringType: 'QUOTE_DOUBLE' }).trim()}\n${blockText(view, '  ')}\n`,
  );
  return `${head}${blocks.join('')}`;
};

const headings: Readonly<Record<string, string>> = {
  intendedPurpose: 'Intended use',
  intendedUsers: 'Intended users',
  outOfScopeUse: 'Out-of-scope use',
  foreseeableMisuse: 'Misuse',
  limitations: 'Limitations',
  risks: 'Known risks',
  trainingData: 'Training data',
  sensitiveData: 'Personal data',
  evaluation: 'Evaluation',
  performanceByGroup: 'Performance by group',
  inputs: 'Inputs',
  outputs: 'Outputs',
  architecture: 'Model architecture',
  ethicalConsiderations: 'Ethical considerations',
  explainability: 'Explainability',
  hardware: 'Hardware requirements',
  environment: 'Environmental impact',
  oversightMeasures: 'Human oversight',
  monitoringPlan: 'Monitoring plan',
  robustnessMeasures: 'Robustness',
  cybersecurityMeasures: 'Cybersecurity',
  biasExamination: 'Bias examination',
  dataProvenance: 'Data provenance',
  dataPreparation: 'Data preparation',
  dataGaps: 'Data gaps',
  lifetime: 'Lifetime and maintenance',
  predeterminedChanges: 'Pre-determined changes',
  contact: 'Contact',
  owner: 'Owner',
  license: 'License',
  version: 'Version',
};

/** What a Markdown card lacks as Markdown: what sections can state as sections, the rest as a governance block. */
export const sectionsTemplate = (view: CardView): string => {
  const prose = view.lacking.filter(({ fact, asked }) => Object.hasOwn(headings, fact) && asked.length > 0);
  const rest: CardView = { ...view, lacking: view.lacking.filter((each) => !prose.includes(each)) };
  const sections = prose.map(
    ({ fact, description, asked }) =>
      `## ${headings[fact]}\n\n<!-- ${description} Needed for ${askedText(asked)} -->\n\nTODO\n`,
  );
  return `---\ngovernance:\n  model: unknown\n${blockText(rest, '  ')}\n---\n\n${sections.join('\n')}`;
};
