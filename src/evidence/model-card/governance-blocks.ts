import { pointerToken } from '../../base/json-pointer.ts';
import { parseYaml, type YamlText } from '../../base/yaml.ts';
import { sidecars } from '../declarations.ts';
import { nearMiss } from '../near-miss.ts';
import { decodeText, isMapping } from '../text-file.ts';
import type { CardContext } from './card-context.ts';
import type { CardDraft } from './card-draft.ts';
import type { CardContent } from './content.ts';
import { lackGovernance, readGovernance } from './governance.ts';

/** One governance block: where it stands, and which model it means, when it says so. */
interface Block {
  readonly file: string;
  readonly yaml: YamlText;
  readonly base: string;
  readonly model: string | undefined;
  readonly name: string | undefined;
}

/** The governance blocks of one card: none, one, or one for each model of a file that describes several. */
export interface GovernanceBlocks {
  readonly blocks: readonly Block[];
  /** Tells a card everything that is wrong with them. */
  readonly problems: readonly {
    readonly code: string;
    readonly message: string;
    readonly file: string;
    readonly line?: number;
  }[];
  /** Whether a file beside the card is there, be it readable or not. */
  readonly beside: boolean;
}

const textIn = (block: unknown, key: string): string | undefined => {
  const value = isMapping(block) ? block[key] : undefined;
  return typeof value === 'string' ? value : undefined;
};

const blockAt = (file: string, yaml: YamlText, base: string, value: unknown): Block => ({
  file,
  yaml,
  base,
  model: textIn(value, 'model'),
  name: textIn(value, 'name'),
});

/** The blocks of a YAML text: one mapping, or a list of them. */
export const blocksIn = (file: string, yaml: YamlText): readonly Block[] =>
  Array.isArray(yaml.value) && yaml.value.length > 0
    ? yaml.value.map((value: unknown, index) => blockAt(file, yaml, `/${index}`, value))
    : [blockAt(file, yaml, '', yaml.value)];

/** Finds the governance blocks of a card: in its front matter, or in the file beside it; in both is one too many. */
export const findBlocks = async (content: CardContent, context: CardContext): Promise<GovernanceBlocks> => {
  const { path } = content;
  const problems: GovernanceBlocks['problems'][number][] = [];
  const blocks: Block[] = [];
  const matter = content.shape === 'markdown' ? content.frontMatter : { state: 'none' as const };
  if (matter.state === 'usable') {
    for (const key of Object.keys(matter.keys))
      if (nearMiss(key, ['governance']))
        problems.push({
          code: 'unknown-key',
          message: `saw the key "${key}"; expected governance`,
          file: path,
          line: matter.yaml.lineOf(`/${pointerToken(key)}`),
        });
    const inside = matter.keys.governance;
    if (inside !== undefined && inside !== null) blocks.push(blockAt(path, matter.yaml, '/governance', inside));
  }
  const beside = path + sidecars['model-card'];
  if (!context.tree.files.some((file) => file.path === beside)) return { blocks, problems, beside: false };
  if (blocks.length > 0) {
    const line = matter.state === 'usable' ? { line: matter.yaml.lineOf('/governance') } : {};
    const message = `the governance block is in the card and in ${beside}; expected one of them`;
    return { blocks, problems: [...problems, { code: 'two-blocks', message, file: path, ...line }], beside: true };
  }
  const text = decodeText(await context.open(beside));
  if (text === undefined) problems.push({ code: 'not-text', message: 'expected UTF-8 text', file: beside });
  else {
    const parsed = parseYaml(text, { depth: context.limits.depth });
    if (parsed.ok) blocks.push(...blocksIn(beside, parsed.text));
    else problems.push(...parsed.problems.map((problem) => ({ code: 'not-yaml', file: beside, ...problem })));
  }
  return { blocks, problems, beside: true };
};

const bare = (text: string): string => text.trim().toLowerCase();

const means = (block: Block, names: readonly string[]): boolean =>
  [block.model, block.name].some((word) => word !== undefined && names.map(bare).includes(bare(word)));

/** Reads a block into a card. */
export const readBlock = (block: Block, draft: CardDraft): void => {
  draft.by('governance block');
  draft.set('governanceBlock', true, { file: block.file, line: block.yaml.lineOf(block.base) });
  readGovernance(block.file, block.yaml, block.base, draft);
};

/**
 * Gives one card its block, before anything else is read into it. With one model and one block there is nothing to ask;
 * otherwise the block is the one whose `model` or `name` is a name of the model in its file.
 */
export const giveBlock = (
  path: string,
  found: GovernanceBlocks,
  names: readonly string[],
  alone: boolean,
  draft: CardDraft,
): void => {
  const block = alone && found.blocks.length === 1 ? found.blocks[0] : found.blocks.find((each) => means(each, names));
  if (block) {
    readBlock(block, draft);
    return;
  }
  const reason = found.beside
    ? `no governance block beside ${path} is about this model`
    : `${path} has no governance block`;
  draft.by('');
  draft.set('governanceBlock', false, { file: path });
  lackGovernance(reason, draft);
};

/** Tells a card what is wrong with the blocks of its file; with several models, also of blocks that mean none of them. */
export const tellBlockProblems = (
  found: GovernanceBlocks,
  models: readonly { readonly names: readonly string[] }[],
  draft: CardDraft,
): void => {
  for (const problem of found.problems) draft.problem(problem.code, problem.message, problem.file, problem.line);
  if (models.length <= 1 && found.blocks.length <= 1) return;
  const known = models.flatMap(({ names }) => names.slice(0, 1)).join(', ');
  for (const block of found.blocks.filter((each) => !models.some(({ names }) => means(each, names))))
    draft.problem(
      'which-model',
      `saw a governance block for ${block.model ?? block.name ?? 'no model'}; expected its model or name to be one of ${known}`,
      block.file,
      block.yaml.lineOf(block.base),
    );
};
