import { plainText } from '../../base/plain-text.ts';
import type { FactSheet } from '../../model/facts.ts';
import type { SystemFacts } from '../../model/generated/facts/system.ts';
import type { EvidenceReader } from '../reader.ts';
import type { CardContext } from './card-context.ts';
import { type CardDraft, draftCard } from './card-draft.ts';
import { type CardPart, cardTitle, setTextFacts, stateTopics } from './card-facts.ts';
import type { DataFormat, DataModel, MarkdownFormat } from './card-format.ts';
import { cardSections } from './card-text.ts';
import { belongsToAnother, companionsOf } from './companions.ts';
import { type DataContent, type MarkdownContent, readContent } from './content.ts';
import { cardFormats, formatOf, markdownTerms } from './formats.ts';
import { blocksIn, findBlocks, giveBlock, readBlock, tellBlockProblems } from './governance-blocks.ts';
import { readHubResults } from './hub-results.ts';
import { readMetricTables } from './metric-tables.ts';
import { deriveHighRisk } from './risk-classification.ts';
import { modelParts, modelsDescribed } from './several-models.ts';
import { cardTopics } from './topics.ts';

const untelling = /^(\.|(model[-_ ]?)?(cards?|docs?|documents|documentation|models?|configs?))$/i;

/** The name of the file without its ending; for a README or the like, that of the nearest folder whose name tells something. */
const stemOf = (path: string): string => {
  const folders = path.split('/');
  const stem = (folders.pop() ?? path).replace(/(\.governance)?\.[A-Za-z0-9]+$/, '');
  const telling = folders.findLast((folder) => !untelling.test(folder));
  return /^(readme|model[-_ ]?card|card|metadata|overview|index)$/i.test(stem) ? (telling ?? stem) : stem;
};

/**
 * The identifier of a card. The governance block says it; otherwise a name of the model, or the file, that is one of the
 * inventory of the system gives it; otherwise the name of the model, or of the file.
 */
const nameCard = (path: string, names: readonly string[], context: CardContext, draft: CardDraft): void => {
  if (draft.get('id')) return;
  const name = draft.get('name');
  const own = typeof name === 'string' && name !== '' ? [name] : [];
  const candidates = [...new Set([...own, ...names.map(plainText), ...(names.length > 1 ? [] : [stemOf(path)])])];
  const bare = (text: unknown): string => String(text).trim().toLowerCase();
  const inventory = context.sheetsOf('system').flatMap((sheet) => (sheet.facts as unknown as SystemFacts).models);
  const known = candidates.flatMap(
    (candidate) =>
      inventory.find((model) =>
        [model.id, model.name].some((word) => word !== undefined && bare(word) === bare(candidate)),
      )?.id ?? [],
  );
  draft.by('name of the model or of the file');
  draft.set('id', known[0] ?? candidates[0] ?? path, { file: path });
};

const start = (path: string, format: string): CardDraft => {
  const draft = draftCard(path);
  draft.by('path');
  draft.set('path', path);
  draft.by('content of the file');
  draft.set('format', format);
  return draft;
};

const finish = (draft: CardDraft, path: string, names: readonly string[], context: CardContext): CardDraft => {
  const metrics = draft.get('metrics') as readonly { readonly value?: number }[];
  draft.by('count of metrics with a value');
  draft.set('metricCount', metrics.filter((metric) => metric.value !== undefined).length);
  nameCard(path, names, context, draft);
  draft.by('words of the risk classification');
  deriveHighRisk(draft);
  return draft;
};

const refused = (path: string, problems: readonly { code: string; message: string; line?: number }[]): CardDraft => {
  const draft = draftCard(path);
  draft.set('path', path);
  for (const { code, message, line } of problems) draft.problem(code, message, path, line);
  return draft;
};

/** Most models that one file may describe: beyond that it is an inventory, and no card. */
const mostModels = 1_000;

const tooMany = (path: string, count: number): CardDraft =>
  refused(path, [
    {
      code: 'unsupported-format',
      message: `saw ${count} models in one file; at most ${mostModels} are read`,
      line: 1,
    },
  ]);

/** Reads a file that is a governance block and nothing else, or a list of them. */
const readGovernanceFile = (content: DataContent): readonly CardDraft[] => {
  const blocks = blocksIn(content.path, { value: content.value, lineOf: content.lineOf });
  if (blocks.length > mostModels) return [tooMany(content.path, blocks.length)];
  return blocks.map((block) => {
    const draft = start(content.path, 'governance');
    readBlock(block, draft);
    return draft;
  });
};

const readDataCard = async (
  content: DataContent,
  format: DataFormat,
  context: CardContext,
): Promise<readonly CardDraft[]> => {
  const { path } = content;
  const whole: DataModel = { value: content.value, pointer: '', names: [] };
  const models = format.models?.(content) ?? [whole];
  if (models.length > mostModels) return [finish(tooMany(path, models.length), path, [], context)];
  const found = await findBlocks(content, context);
  if (models.length === 0) {
    const draft = start(path, format.name);
    draft.problem('unsupported-format', `saw ${format.title} without a model in it; expected at least one`, path, 1);
    return [finish(draft, path, [], context)];
  }
  return models.map((model, index) => {
    const draft = start(path, format.name);
    giveBlock(path, found, model.names, models.length === 1, draft);
    if (index === 0) tellBlockProblems(found, models, draft);
    format.read(content, model, draft);
    draft.by('count of models in the file');
    draft.set('modelCount', models.length);
    return finish(draft, path, model.names, context);
  });
};

const readMarkdownCard = async (
  content: MarkdownContent,
  format: MarkdownFormat,
  context: CardContext,
): Promise<readonly CardDraft[]> => {
  const { path, outline, frontMatter } = content;
  const found = await findBlocks(content, context);
  const sections = cardSections(outline, markdownTerms);
  const companions = await companionsOf(path, context);
  const described = modelsDescribed(sections).count;
  const parts = modelParts(sections)?.map((part) => ({ ...part, names: [part.title] }));
  const models = parts ?? [{ title: undefined, line: 1, names: [] as string[], sections }];

  return models.map((model, index) => {
    const draft = start(path, format.name);
    if (frontMatter.state === 'none') draft.lack('frontMatterUsable', 'the card has no front matter');
    else draft.set('frontMatterUsable', frontMatter.state === 'usable', { file: path, line: 1 });
    if (index === 0 && frontMatter.state === 'unusable')
      for (const problem of frontMatter.problems)
        draft.problem('unusable-front-matter', problem.message, path, problem.line);
    giveBlock(path, found, model.names, models.length === 1, draft);
    if (index === 0) tellBlockProblems(found, models, draft);
    draft.by('heading');
    if (model.title !== undefined && !draft.has('name'))
      draft.set('name', model.title, { file: path, line: model.line });
    format.read?.(content, draft);
    const title = cardTitle(model.sections);
    draft.by('title of the card');
    if (!draft.has('name') && title) draft.set('name', title.title, { file: path, line: title.line });

    const pieces: CardPart[] = [{ file: path, sections: model.sections }];
    if (models.length === 1)
      for (const companion of companions) {
        if (companion.shape === 'data') readHubResults(companion, draft);
        else pieces.push({ file: companion.path, sections: cardSections(companion.outline, markdownTerms) });
      }
    for (const piece of pieces) readMetricTables(piece.sections, piece.file, draft);
    stateTopics(pieces, markdownTerms, draft);
    setTextFacts(outline, model.sections, path, draft);
    const indexed = Array.isArray(content.keys['model-index']) ? content.keys['model-index'].length : 0;
    draft.by('count of models in the file');
    draft.set('modelCount', Math.max(indexed, described, models.length));
    if (parts === undefined && described > 1)
      draft.problem(
        'several-models',
        `saw headings that come back for ${described} models; expected one model, or one heading above the sections of each`,
        path,
        1,
      );
    const silent = pieces.every((piece) =>
      piece.sections.every((section) => section.level === 0 || section.blocks.length === 0),
    );
    if (silent && !cardTopics.some((topic) => draft.has(topic)))
      draft.problem('no-sections', 'saw no heading with text under it; expected a model card with sections', path, 1);
    return finish(draft, path, model.names, context);
  });
};

/**
 * Reads the cards of one file: one for each model that it describes, none when it is part of another card (a sub-card beside
 * it, a file of results below it). Each draft still knows by which rule a fact was read.
 */
export const readCards = async (path: string, context: CardContext): Promise<readonly CardDraft[]> => {
  const read = readContent(path, await context.open(path), context.limits.depth);
  if (!read.ok) return [finish(refused(path, read.problems), path, [], context)];
  const { content } = read;
  if (belongsToAnother(content, context)) return [];
  const format = formatOf(content);
  if (content.shape === 'markdown' && format?.shape === 'markdown') return readMarkdownCard(content, format, context);
  if (content.shape !== 'data') return [];
  if (format?.shape === 'data') return readDataCard(content, format, context);
  if (/\.ya?ml$/i.test(path)) return readGovernanceFile(content).map((draft) => finish(draft, path, [], context));
  const known = cardFormats.flatMap((each) => (each.shape === 'data' ? [each.title] : []));
  const message = `saw JSON that is no card that we know; expected ${known.join(', or ')}`;
  return [finish(refused(path, [{ code: 'unsupported-format', message, line: 1 }]), path, [], context)];
};

/** Reads a model card in any of the formats of `formats.ts`, with our governance block in it or beside it, or that block alone. */
export const modelCardReader: EvidenceReader = {
  kind: 'model-card',
  async read(item, context): Promise<readonly FactSheet[]> {
    return (await readCards(item.path, context)).map((draft) => draft.finish(String(draft.get('id'))));
  },
};
