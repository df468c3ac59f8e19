import { sha256 } from '../../base/digest.ts';
import { isSamePerson } from '../../base/person.ts';
import { shortened } from '../../base/plain-text.ts';
import { parseYaml, type YamlText } from '../../base/yaml.ts';
import type { AuditClock } from '../../model/policy.ts';
import { holdAgainst, readAnswer } from '../answers.ts';
import { sidecars } from '../declarations.ts';
import { factShapes } from '../fact-values.ts';
import { mostHeadings } from '../markdown.ts';
import { nearMiss } from '../near-miss.ts';
import type { EvidenceReader, ReaderContext } from '../reader.ts';
import { draftSheet, type SheetDraft } from '../sheet-draft.ts';
import { decodeText, isMapping, splitFrontMatter } from '../text-file.ts';
import { holdAgainstSystem } from './against-system.ts';
import { type DocumentText, dataSections, textSections, topicOf } from './sections.ts';

/** What governs a document: front matter, the key `document` of a YAML or JSON document, or a sidecar. */
interface Governing {
  readonly file: string;
  readonly yaml: YamlText;
  readonly base: string;
  /** Whether keys of other tools may stand there too. */
  readonly shared: boolean;
}

/** What was read of the document itself; undefined sections when its text is not read (PDF, images). */
interface Content {
  readonly governing: Governing | undefined;
  readonly read: DocumentText | undefined;
}

const facts = [
  'title',
  'type',
  'version',
  'systemVersion',
  'model',
  'owner',
  'author',
  'approvedBy',
  'approvedOn',
  'effectiveOn',
  'reviewedOn',
  'nextReviewOn',
  'signedBy',
  'signerFunction',
  'onBehalfOf',
  'place',
  'publishedUrl',
  'retentionYears',
  'standards',
  'tiers',
] as const;

const readYamlFile = (path: string, text: string, depth: number, draft: SheetDraft): YamlText | undefined => {
  const parsed = parseYaml(text, { depth });
  if (parsed.ok && isMapping(parsed.text.value)) return parsed.text;
  if (parsed.ok) draft.problem('not-yaml', 'expected keys with values', path, 1);
  else for (const problem of parsed.problems) draft.problem('not-yaml', problem.message, path, problem.line);
  return undefined;
};

const readContent = async (path: string, context: ReaderContext, draft: SheetDraft): Promise<Content> => {
  const { depth } = context.limits;
  if (!/\.(md|markdown|mdx|txt|html?|ya?ml|json)$/i.test(path)) {
    const used = await context.use(path);
    draft.set('sha256', used.sha256, { file: path });
    draft.set('hasContent', used.size > 0, { file: path });
    return { governing: undefined, read: undefined };
  }
  const bytes = await context.open(path);
  draft.set('sha256', sha256(bytes), { file: path });
  const text = decodeText(bytes);
  if (text === undefined) {
    draft.problem('not-text', 'expected UTF-8 text', path);
    return { governing: undefined, read: undefined };
  }
  if (/\.(ya?ml|json)$/i.test(path)) {
    const yaml = readYamlFile(path, text, depth, draft);
    if (!yaml || !isMapping(yaml.value)) return { governing: undefined, read: undefined };
    const own = isMapping(yaml.value.document) ? { file: path, yaml, base: '/document', shared: false } : undefined;
    return { governing: own, read: dataSections(yaml.value, 'document', yaml.lineOf) };
  }
  const { frontMatter, body } = splitFrontMatter(text, depth);
  if (frontMatter.state === 'unusable')
    for (const problem of frontMatter.problems)
      draft.problem('unusable-front-matter', problem.message, path, problem.line);
  const own =
    frontMatter.state === 'usable' ? { file: path, yaml: frontMatter.yaml, base: '', shared: true } : undefined;
  const read = textSections(body);
  if (!read) draft.problem('too-many-headings', `more than ${mostHeadings} headings; the text is not read`, path);
  return { governing: own, read };
};

const readSidecar = async (path: string, context: ReaderContext, draft: SheetDraft): Promise<Governing | undefined> => {
  const file = path + sidecars.document;
  if (!context.tree.files.some((other) => other.path === file)) return undefined;
  const text = decodeText(await context.open(file));
  if (text === undefined) draft.problem('not-text', 'expected UTF-8 text', file);
  const yaml = text === undefined ? undefined : readYamlFile(file, text, context.limits.depth, draft);
  return yaml && { file, yaml, base: '', shared: false };
};

const blockOf = (governing: Governing): Readonly<Record<string, unknown>> => {
  const root = governing.yaml.value;
  const block = governing.base !== '' && isMapping(root) ? root[governing.base.slice(1)] : root;
  return isMapping(block) ? block : {};
};

const readGoverning = (governing: Governing, draft: SheetDraft): void => {
  const { file, yaml, base, shared } = governing;
  const answers = holdAgainst('document-front-matter', file, yaml, draft, { base, foreignKeys: shared });
  if (shared)
    for (const key of Object.keys(blockOf(governing))) {
      const meant = nearMiss(key, [...facts, 'sections']);
      if (meant) draft.problem('unknown-key', `saw the key "${key}"; expected ${meant}`, file, yaml.lineOf(`/${key}`));
    }
  const shapes = factShapes('document');
  for (const fact of facts) {
    const shape = shapes[fact];
    if (shape) readAnswer(answers, `${base}/${fact}`, fact, shape, draft, draft);
  }
};

/** Heading -> the topics that the front matter maps it to, with the line of each. */
const mappedTopics = (governing: Governing | undefined): readonly { topic: string; title: string; line: number }[] => {
  const map = governing && blockOf(governing).sections;
  if (!governing || !isMapping(map)) return [];
  return Object.entries(map).flatMap(([topic, titles]) =>
    (Array.isArray(titles) ? titles : [titles])
      .filter((title): title is string => typeof title === 'string')
      .map((title) => ({ topic, title, line: governing.yaml.lineOf(`${governing.base}/sections/${topic}`) })),
  );
};

/** Facts of the document that its sections carry: what a section says counts as the document it stands in does. */
const ofDocument = ['coversAuditedVersion', 'approvedBy', 'approvedOn', 'overdue'] as const;

const setOverdue = (draft: SheetDraft, { asOf }: AuditClock): void => {
  const next = draft.get('nextReviewOn');
  if (typeof next === 'string') draft.set('overdue', next < asOf.slice(0, 10));
  else draft.lack('overdue', 'derived from nextReviewOn, which is absent');
};

const setSections = (content: Content, governing: Governing | undefined, path: string, draft: SheetDraft): void => {
  const mapped = mappedTopics(governing);
  const type = draft.get('type');
  const put = (topic: string, title: string, line: number, file: string, endLine?: number) => {
    const id = `${path}#${topic}`;
    const source = { file, line, ...(endLine === undefined ? {} : { endLine }) };
    const record = draft.add('sections', id, source);
    record.set('title', shortened(title, 200), source);
    record.set('topic', topic, source);
    if (typeof type === 'string') record.set('documentType', type);
    else record.lack('documentType', 'the type of the document is absent');
    for (const fact of ofDocument) {
      const value = draft.get(fact);
      if (typeof value === 'string' || typeof value === 'boolean') record.set(fact, value);
      else record.lack(fact, draft.whyAbsent(fact) ?? 'the document does not say it');
    }
    return record;
  };
  if (!content.read) {
    for (const { topic, title, line } of mapped) {
      const record = put(topic, title, line, governing?.file ?? path);
      record.lack('wordCount', `the text of ${path} is not read`);
      record.lack('placeholder', `the text of ${path} is not read`);
    }
    draft.lack('sections', 'the text of this kind of file is not read, and its sidecar names no sections');
    draft.lack('hasContent', `the text of ${path} is not read`);
    draft.lack('wordCount', 'the text of this kind of file is not read');
    draft.lack('sectionCount', 'the text of this kind of file is not read');
    return;
  }
  for (const section of content.read.sections) {
    const topics = mapped
      .filter((entry) => topicOf(entry.title) === topicOf(section.title))
      .map((entry) => entry.topic);
    for (const topic of topics.length > 0 ? topics : [topicOf(section.title) || 'section']) {
      const record = put(topic, section.title, section.line, path, section.endLine);
      record.set('wordCount', section.wordCount);
      record.set('placeholder', section.placeholder);
    }
  }
  for (const { topic, title, line } of mapped)
    if (!content.read.sections.some((section) => topicOf(section.title) === topicOf(title)))
      draft.problem(
        'missing-heading',
        `sections.${topic}: no section with content has the heading "${title}"`,
        governing?.file ?? path,
        line,
      );
  draft.set('hasContent', content.read.hasContent, { file: path });
  draft.set('wordCount', content.read.wordCount);
  draft.set('sectionCount', content.read.sections.filter((section) => !section.placeholder).length);
};

/** Reads a governed document: who wrote and approved it and when, and what sections it has. */
export const documentReader: EvidenceReader = {
  kind: 'document',
  async read(item, context) {
    const { path } = item;
    const draft = draftSheet('document', path);
    draft.set('path', path);
    const content = await readContent(path, context, draft);
    const sidecar = await readSidecar(path, context, draft);
    if (content.governing && sidecar && 'type' in blockOf(content.governing))
      draft.problem(
        'two-sources',
        `${path} and ${sidecar.file} both say what the document is; the sidecar is taken`,
        path,
      );
    const governing = sidecar ?? content.governing;
    if (governing) readGoverning(governing, draft);
    else {
      for (const fact of facts) draft.lack(fact, 'the document has no front matter and no sidecar');
      if (!draft.finish('').problems.length)
        draft.problem('no-metadata', `expected front matter, or a file ${path}${sidecars.document} beside it`, path);
    }
    const first = content.read?.sections[0];
    if (!draft.has('title') && first) draft.set('title', shortened(first.title, 200), { file: path, line: first.line });
    const tiers = draft.get('tiers');
    if (Array.isArray(tiers)) draft.set('declaresHighRisk', tiers.includes('high-risk'));
    else draft.lack('declaresHighRisk', 'derived from tiers, which is absent');
    const { author, approvedBy } = { author: draft.get('author'), approvedBy: draft.get('approvedBy') };
    if (typeof author === 'string' && typeof approvedBy === 'string')
      draft.set('approverIsAuthor', isSamePerson(author, approvedBy));
    else
      draft.lack(
        'approverIsAuthor',
        `derived from author and approvedBy; ${typeof author === 'string' ? 'approvedBy' : 'author'} is absent`,
      );
    setOverdue(draft, context.clock);
    holdAgainstSystem(draft, context.sheetsOf('system'));
    setSections(content, governing, path, draft);
    return draft.finish(path);
  },
};
