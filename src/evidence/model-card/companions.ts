import type { CardContext } from './card-context.ts';
import type { DataContent, MarkdownContent } from './content.ts';
import { readContent } from './content.ts';
import { hubResults } from './hub-results.ts';
import { nvidiaSubCard } from './nvidia.ts';

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const subCardName =
  /^(bias|explainability|privacy|safety|security)([-_ &]*(and|card|safety|security|privacy|subcard))*\.(md|markdown)$/i;
const resultsFolder = /(^|\/)\.eval_results\/$/;
const cardName = /^(readme|model[-_ ]?card(\+\+)?|card|overview|index)\.(md|markdown|mdx)$/i;
const markdownName = /\.(md|markdown|mdx)$/i;

/** The folder whose card a file belongs to, going by its name alone; undefined when it looks like a card of its own. */
const homeOf = (path: string): string | undefined => {
  const folder = folderOf(path);
  if (resultsFolder.test(folder)) return folder.replace(/\.eval_results\/$/, '');
  return subCardName.test(nameOf(path)) ? folder : undefined;
};

/** The card of a folder that sub-cards and results belong to: the only one that is declared, or the only one called so. */
const hostIn = (folder: string, context: CardContext): string | undefined => {
  const cards = context.items.filter(
    (path) => folderOf(path) === folder && markdownName.test(path) && homeOf(path) === undefined,
  );
  const called = cards.filter((path) => cardName.test(nameOf(path)));
  return cards.length === 1 ? cards[0] : called.length === 1 ? called[0] : undefined;
};

/** Whether a content is what its place says that it is: part of another card. */
const isPart = (content: MarkdownContent | DataContent): boolean =>
  content.shape === 'data' ? hubResults.recognises(content) : nvidiaSubCard.recognises(content);

/** Whether a file is read together with another card, so that it is no card of its own. */
export const belongsToAnother = (content: MarkdownContent | DataContent, context: CardContext): boolean => {
  const home = homeOf(content.path);
  const host = home === undefined ? undefined : hostIn(home, context);
  return host !== undefined && host !== content.path && isPart(content);
};

/** What lies beside a card and belongs to it: its sub-cards, and its results of the Hugging Face hub. */
export const companionsOf = async (
  path: string,
  context: CardContext,
): Promise<readonly (MarkdownContent | DataContent)[]> => {
  const folder = folderOf(path);
  if (homeOf(path) !== undefined || hostIn(folder, context) !== path) return [];
  const beside = context.tree.files.filter(
    (file) => homeOf(file.path) === folder && file.size <= context.limits.textBytes,
  );
  const found: (MarkdownContent | DataContent)[] = [];
  for (const file of beside) {
    const read = readContent(file.path, await context.open(file.path), context.limits.depth);
    if (read.ok && isPart(read.content)) found.push(read.content);
  }
  return found;
};
