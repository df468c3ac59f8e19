import type { MarkdownFormat } from './card-format.ts';
import { headingsAmong } from './outline-words.ts';

const own = [
  'model date',
  'model type',
  'model version',
  'model versions',
  'paper or other links',
  'paper and samples',
  'documents',
  'feedback',
  'model use',
  'data mission statement',
  'performance and limitations',
  'bias and fairness',
];

/** The shape of OpenAI's cards (CLIP, Whisper, GPT-2): Mitchell's sections with headings of their own. */
export const openai: MarkdownFormat = {
  name: 'openai',
  title: "a card in OpenAI's shape",
  shape: 'markdown',
  recognises: ({ outline }) => headingsAmong(outline, own) >= 3,
  terms: [['trainingData', /^data mission statement$/]],
};
