import { normalisedHeading } from '../heading.ts';
import type { MarkdownFormat } from './card-format.ts';
import { headingsAmong } from './outline-words.ts';

const own = [
  'license terms of use',
  'deployment geography',
  'use case',
  'release date',
  'expected release date',
  'computational load',
  'software integration',
  'model version s',
  'input s',
  'output s',
  'training testing and evaluation datasets',
  'inference',
];

/** NVIDIA's Model Card++: the overview. */
export const nvidia: MarkdownFormat = {
  name: 'nvidia',
  title: 'a Model Card++',
  shape: 'markdown',
  recognises: ({ outline }) => headingsAmong(outline, own) >= 4,
};

/** A sub-card of Model Card++ (bias, explainability, privacy, safety): a table of fields and responses, and little else. */
export const nvidiaSubCard: MarkdownFormat = {
  name: 'nvidia-sub-card',
  title: 'a sub-card of a Model Card++',
  shape: 'markdown',
  recognises: ({ outline }) => {
    const blocks = outline.sections.flatMap((section) => section.blocks);
    const rows = blocks.filter(
      ({ kind, header }) => kind === 'row' && normalisedHeading(header[0] ?? '') === 'field' && header.length === 2,
    );
    return rows.length > 0 && rows.length * 2 >= blocks.length;
  },
  terms: [
    ['explainability', /^describe how the model works\b/],
    ['performanceByGroup', /\badversely impacted groups\b.*\btested\b|\bcomparable outcomes\b/],
    ['biasExamination', /\bparticipation considerations\b|\bmitigate against unwanted bias\b/],
    ['risks', /\blife critical impact\b/],
    ['task', /^model application field\b/],
    ['dataProvenance', /^(is there )?provenance for all datasets\b/],
  ],
};
