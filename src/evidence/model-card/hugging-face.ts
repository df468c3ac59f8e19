import type { MarkdownFormat } from './card-format.ts';
import { readHubFrontMatter } from './hub-front-matter.ts';

/** A card of the Hugging Face hub: front matter with keys that are not ours, or that could not be used at all. */
export const huggingFace: MarkdownFormat = {
  name: 'hugging-face',
  title: 'a Hugging Face card',
  shape: 'markdown',
  recognises: ({ frontMatter, keys }) =>
    frontMatter.state === 'unusable' || Object.keys(keys).some((key) => key !== 'governance'),
  read: ({ path, frontMatter, keys }, draft) => {
    if (frontMatter.state === 'usable') readHubFrontMatter(path, frontMatter.yaml, keys, draft);
  },
};
