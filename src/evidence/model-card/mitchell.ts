import type { MarkdownFormat } from './card-format.ts';
import { headingsAmong } from './outline-words.ts';

const nine = [
  'model details',
  'intended use',
  'factors',
  'metrics',
  'evaluation data',
  'training data',
  'quantitative analyses',
  'ethical considerations',
  'caveats and recommendations',
];

/** The nine headings of Mitchell et al. 2019 in Markdown; four of them make the format. */
export const mitchell: MarkdownFormat = {
  name: 'mitchell',
  title: 'a card with the Mitchell sections',
  shape: 'markdown',
  recognises: ({ outline }) => headingsAmong(outline, nine) >= 4,
  terms: [
    ['biasExamination', /^factors$|^(relevant|evaluation) factors$/],
    ['performanceByGroup', /^(intersectional|unitary and intersectional) results?$/],
  ],
};

/** A card with headings and nothing that tells more of its shape: what is read when no other format is recognised. */
export const sections: MarkdownFormat = {
  name: 'sections',
  title: 'a card with sections',
  shape: 'markdown',
  recognises: () => true,
};
