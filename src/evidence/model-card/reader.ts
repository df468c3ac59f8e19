import { pointerToken } from '../../base/json-pointer.ts';
import { parseYaml } from '../../base/yaml.ts';
import type { SystemFacts } from '../../model/generated/facts/system.ts';
import { sidecars } from '../declarations.ts';
import { mostHeadings, outlineOf } from '../markdown.ts';
import { nearMiss } from '../near-miss.ts';
import type { EvidenceReader, ReaderContext } from '../reader.ts';
import { draftSheet, type SheetDraft } from '../sheet-draft.ts';
import { decodeText, type FrontMatter, splitFrontMatter } from '../text-file.ts';
import { cardTitle, cardTopics, setCardFacts } from './card-facts.ts';
import { cardSections } from './card-text.ts';
import { lackGovernance, readGovernance } from './governance.ts';
import { indexedNames, readHubFrontMatter } from './hub-front-matter.ts';
import { readMetricTables } from './metric-tables.ts';

/** Reads a file that is a governance block and nothing else. */
const readGovernanceFile = async (path: string, context: ReaderContext, draft: SheetDraft): Promise<void> => {
  const text = decodeText(await context.open(path));
  if (text === undefined) {
    draft.problem('not-text', 'expected UTF-8 text', path);
    return;
  }
  const parsed = parseYaml(text, { depth: context.limits.depth });
  if (parsed.ok) readGovernance(path, parsed.text, '', draft);
  else for (const problem of parsed.problems) draft.problem('not-yaml', problem.message, path, problem.line);
};

/** The governance block: in the front matter, or in a file beside the card; in both is one too many. */
const readBlock = async (
  path: string,
  matter: FrontMatter,
  context: ReaderContext,
  draft: SheetDraft,
): Promise<void> => {
  const inside = matter.state === 'usable' && matter.keys.governance !== undefined && matter.keys.governance !== null;
  if (matter.state === 'usable')
    for (const key of Object.keys(matter.keys))
      if (nearMiss(key, ['governance']))
        draft.problem(
          'unknown-key',
          `saw the key "${key}"; expected governance`,
          path,
          matter.yaml.lineOf(`/${pointerToken(key)}`),
        );
  const beside = path + sidecars['model-card'];
  const present = context.tree.files.some((file) => file.path === beside);
  if (inside && present)
    draft.problem(
      'two-blocks',
      `the governance block is in the card and in ${beside}; expected one of them`,
      path,
      matter.yaml.lineOf('/governance'),
    );
  if (inside) readGovernance(path, matter.yaml, '/governance', draft);
  else if (present) await readGovernanceFile(beside, context, draft);
  else lackGovernance(`${path} has no governance block`, draft);
};

const stemOf = (path: string): string => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const stem = name.replace(/(\.governance)?\.[A-Za-z0-9]+$/, '');
  const folder = path.split('/').at(-2);
  const telling = folder !== undefined && !/^(model[-_ ]?)?(cards?|docs?|documents|models?)$/i.test(folder);
  return /^(readme|model[-_ ]?card|card)$/i.test(stem) && telling ? folder : stem;
};

const readMarkdown = async (path: string, text: string, context: ReaderContext, draft: SheetDraft): Promise<void> => {
  const { frontMatter, body } = splitFrontMatter(text, context.limits.depth);
  const keys = frontMatter.state === 'usable' ? frontMatter.keys : {};
  const foreign = Object.keys(keys).filter((key) => key !== 'governance').length > 0;
  draft.set('format', foreign || frontMatter.state === 'unusable' ? 'hugging-face' : 'sections');
  if (frontMatter.state === 'none') draft.lack('frontMatterUsable', 'the card has no front matter');
  else draft.set('frontMatterUsable', frontMatter.state === 'usable', { file: path, line: 1 });
  if (frontMatter.state === 'unusable')
    for (const problem of frontMatter.problems)
      draft.problem('unusable-front-matter', problem.message, path, problem.line);

  await readBlock(path, frontMatter, context, draft);
  if (frontMatter.state === 'usable') readHubFrontMatter(path, frontMatter.yaml, keys, draft);
  const outline = outlineOf(body);
  if (outline.sections.length > mostHeadings) {
    draft.problem('too-many-headings', `more than ${mostHeadings} headings; the card is not read`, path);
    return;
  }
  const sections = cardSections(outline);
  const title = cardTitle(sections);
  if (!draft.has('name') && title) draft.set('name', title.title, { file: path, line: title.line });
  readMetricTables(sections, path, draft);
  setCardFacts(outline, sections, indexedNames(keys).length, path, draft);
  const silent = sections.every((section) => section.level === 0 || section.blocks.length === 0);
  if (silent && !cardTopics.some((topic) => draft.has(topic)))
    draft.problem('no-sections', 'saw no heading with text under it; expected a model card with sections', path, 1);
};

/**
 * The identifier of the card. The governance block says it; otherwise the name or the file that is one of the inventory
 * of the system gives it; otherwise the name of the model, or of the file.
 */
const nameCard = (path: string, context: ReaderContext, draft: SheetDraft): void => {
  if (draft.get('id')) return;
  const name = draft.get('name');
  const candidates = [...(typeof name === 'string' && name !== '' ? [name] : []), stemOf(path)];
  const bare = (text: unknown): string => String(text).trim().toLowerCase();
  const inventory = context.sheetsOf('system').flatMap((sheet) => (sheet.facts as unknown as SystemFacts).models);
  const known = candidates.flatMap(
    (candidate) =>
      inventory.find((model) =>
        [model.id, model.name].some((word) => word !== undefined && bare(word) === bare(candidate)),
      )?.id ?? [],
  );
  draft.set('id', known[0] ?? candidates[0] ?? path, { file: path });
};

/** Reads a model card: Markdown with or without front matter, our governance block in it or beside it, or that block alone. */
export const modelCardReader: EvidenceReader = {
  kind: 'model-card',
  async read(item, context) {
    const { path } = item;
    const draft = draftSheet('model-card', path, '');
    draft.set('path', path);
    if (/\.ya?ml$/i.test(path)) {
      draft.set('format', 'governance');
      await readGovernanceFile(path, context, draft);
    } else if (/\.(md|markdown|mdx|txt)$/i.test(path) || !/\.[A-Za-z0-9]+$/.test(path)) {
      const text = decodeText(await context.open(path));
      if (text === undefined) draft.problem('not-text', 'expected UTF-8 text', path);
      else await readMarkdown(path, text, context, draft);
    } else
      draft.problem(
        'unsupported-format',
        `saw a file ${path.slice(path.lastIndexOf('.'))}; expected a Markdown card or a governance file in YAML`,
        path,
      );

    const metrics = draft.get('metrics') as readonly { readonly value?: number }[];
    draft.set('metricCount', metrics.filter((metric) => metric.value !== undefined).length);
    nameCard(path, context, draft);
    return draft.finish(String(draft.get('id')));
  },
};
