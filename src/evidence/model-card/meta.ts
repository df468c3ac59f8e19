import { isPlaceholderProse } from '../../base/placeholder.ts';
import { factText } from '../fact-values.ts';
import { normalisedHeading } from '../heading.ts';
import type { Block, Outline } from '../markdown.ts';
import type { CardDraft } from './card-draft.ts';
import type { MarkdownFormat } from './card-format.ts';
import { headingsAmong, labelsOf } from './outline-words.ts';
import type { CardTopic } from './topics.ts';

/** Columns of the table of variants; a row is one variant. */
const columns: Readonly<Record<string, CardTopic>> = {
  params: 'parameterCount',
  parameters: 'parameterCount',
  'input modalities': 'inputs',
  'output modalities': 'outputs',
};

const isVariants = (block: Block): boolean =>
  block.kind === 'row' &&
  block.header.map(normalisedHeading).filter((name) => Object.hasOwn(columns, name)).length >= 2;

/** The table of variants: parameters, inputs and outputs are its columns. */
const readVariants = (outline: Outline, path: string, draft: CardDraft): void => {
  const rows = outline.sections.flatMap(({ blocks }) => blocks).filter(isVariants);
  const [first] = rows;
  if (!first) return;
  first.header.forEach((name, index) => {
    const topic = columns[normalisedHeading(name)];
    if (topic === undefined || draft.has(topic)) return;
    const values = [
      ...new Set(
        rows.map(({ cells }) => cells[index] ?? '').filter((cell) => cell !== '' && !isPlaceholderProse(cell)),
      ),
    ];
    if (values.length === 0) return;
    draft.by(`column "${name}"`);
    draft.set(topic, factText(values.join(', ')), {
      file: path,
      line: first.line,
      endLine: rows.at(-1)?.line ?? first.line,
    });
  });
};

/** The shape of Meta's `MODEL_CARD.md` (Llama). */
export const meta: MarkdownFormat = {
  name: 'meta',
  title: "a card in Meta's shape",
  shape: 'markdown',
  recognises: ({ outline }) => {
    const labels = labelsOf(outline);
    return (
      (labels.has('model developer') || labels.has('model developers')) &&
      (labels.has('model release date') ||
        labels.has('model dates') ||
        headingsAmong(outline, ['hardware and software', 'responsibility and safety', 'training factors']) >= 1)
    );
  },
  terms: [
    ['risks', /^responsibility and safety$|^critical (and other )?risks?( areas?)?$/],
    ['contact', /^where to send questions( or comments)?( about the model)?$/],
    ['releasedOn', /^model release date$|^model dates$/],
  ],
  read: ({ path, outline }, draft) => readVariants(outline, path, draft),
};
