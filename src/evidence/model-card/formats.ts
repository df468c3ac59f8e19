import type { CardFormat, DataFormat, MarkdownFormat } from './card-format.ts';
import type { CardContent } from './content.ts';
import { cyclonedx } from './cyclonedx.ts';
import { granite } from './granite.ts';
import { hubResults } from './hub-results.ts';
import { huggingFace } from './hugging-face.ts';
import { meta } from './meta.ts';
import { mitchell, sections } from './mitchell.ts';
import { mitchellJson } from './mitchell-json.ts';
import { modelCardToolkit } from './model-card-toolkit.ts';
import { monai } from './monai.ts';
import { nvidia, nvidiaSubCard } from './nvidia.ts';
import { openai } from './openai.ts';
import { spdx } from './spdx.ts';
import { transparencyFaq } from './transparency-faq.ts';

/** The formats of model cards. The first that recognises the content reads it; the last one in Markdown reads any. */
export const cardFormats: readonly CardFormat[] = [
  cyclonedx,
  spdx,
  modelCardToolkit,
  mitchellJson,
  monai,
  hubResults,
  huggingFace,
  nvidiaSubCard,
  nvidia,
  transparencyFaq,
  meta,
  openai,
  granite,
  mitchell,
  sections,
];

const dataFormats = cardFormats.filter((format): format is DataFormat => format.shape === 'data');
const markdownFormats = cardFormats.filter((format): format is MarkdownFormat => format.shape === 'markdown');

/** Headings that formats of Markdown cards have of their own. They count in every one: formats are mixed in the wild. */
export const markdownTerms = markdownFormats.flatMap(({ terms }) => terms ?? []);

/** The format of a content; undefined for JSON or YAML that is no card that we know. */
export const formatOf = (content: CardContent): CardFormat | undefined =>
  content.shape === 'data'
    ? dataFormats.find((format) => format.recognises(content))
    : markdownFormats.find((format) => format.recognises(content));
