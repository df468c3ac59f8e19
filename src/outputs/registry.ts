import { plainText } from '../base/plain-text.ts';
import { type Output, OutputError } from './output.ts';

/** The output formats, each loaded only when it is asked for, so that only the PDF needs a browser. A new one is one line. */
const loaders = {
  json: async () => (await import('./json.ts')).json,
  text: async () => (await import('./text.ts')).text,
  html: async () => (await import('./html.ts')).html,
  pdf: async () => (await import('./pdf.ts')).pdf,
  sarif: async () => (await import('./sarif.ts')).sarif,
} as const satisfies Record<string, () => Promise<Output>>;

export type OutputFormat = keyof typeof loaders;

/** Every format, in the order in which they are written. */
export const outputFormats = Object.keys(loaders) as readonly OutputFormat[];

/** Loads one output. Throws OutputError `unknown-format`, never a silent fallback. */
export const loadOutput = async (format: string): Promise<Output> => {
  const known = outputFormats.find((name) => name === format);
  if (known === undefined)
    throw new OutputError(
      'unknown-format',
      `unknown output format "${plainText(format)}"; expected one of ${outputFormats.join(', ')}`,
    );
  return loaders[known]();
};
