import type { MarkdownFormat } from './card-format.ts';
import { headingsOf, labelsOf } from './outline-words.ts';

/** README and card of IBM's Granite models. */
export const granite: MarkdownFormat = {
  name: 'granite',
  title: 'a Granite README',
  shape: 'markdown',
  recognises: ({ outline }) => {
    const headings = headingsOf(outline);
    return (
      headings.some((heading) => /\bgranite\b/.test(heading)) &&
      (headings.some((heading) => /^(data collection|how to use our models|pre training)$/.test(heading)) ||
        labelsOf(outline).has('developers'))
    );
  },
  terms: [
    ['providerName', /^developers$/],
    ['dataProvenance', /^data collection$/],
    ['trainingCompute', /^infrastructure$/],
  ],
};
