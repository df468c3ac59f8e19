import type { MarkdownFormat } from './card-format.ts';
import { headingsOf } from './outline-words.ts';

const questions = [
  /^what (is|are|is are) .+/,
  /^what can .+ do\b/,
  /\bintended uses?\b/,
  /^how was .+ evaluated\b/,
  /^what are the limitations\b/,
  /^what operational factors\b/,
];

/** Microsoft's Responsible AI transparency FAQ: headings are questions. */
export const transparencyFaq: MarkdownFormat = {
  name: 'transparency-faq',
  title: 'a transparency FAQ',
  shape: 'markdown',
  recognises: ({ outline }) => {
    const headings = headingsOf(outline);
    return questions.filter((question) => headings.some((heading) => question.test(heading))).length >= 4;
  },
  terms: [
    ['architecture', /^how does .+ work\b/],
    ['limitations', /^how can users minimi[sz]e the impact\b/],
  ],
};
