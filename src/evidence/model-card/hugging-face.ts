import type { MarkdownFormat } from './card-format.ts';
import { readHubFrontMatter } from './hub-front-matter.ts';

/** Keys that only the cards of datasets have. */
const datasetKeys = ['task_categories', 'size_categories', 'annotations_creators', 'dataset_info'];

/** A card of the Hugging Face hub: front matter with keys that are not ours, or that could not be used at all. */
export const huggingFace: MarkdownFormat = {
  name: 'hugging-face',
  title: 'a Hugging Face card',
  shape: 'markdown',
  recognises: ({ frontMatter, keys }) =>
    frontMatter.state === 'unusable' || Object.keys(keys).some((key) => key !== 'governance'),
  read: ({ path, frontMatter, keys, outline }, draft) => {
    const title = outline.sections.find(({ level }) => level === 1)?.title ?? '';
    if (datasetKeys.some((key) => Object.hasOwn(keys, key)) || /^dataset card\b/i.test(title))
      draft.problem('dataset-card', 'saw the card of a dataset; expected the card of a model', path, 1);
    if (frontMatter.state === 'usable') readHubFrontMatter(path, frontMatter.yaml, keys, draft);
  },
};
