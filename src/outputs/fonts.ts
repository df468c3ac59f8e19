import { createRequire } from 'node:module';
import { moduleBytes } from '../files/package-files.ts';

const require = createRequire(import.meta.url);

type Ranges = Readonly<Record<string, string>>;
const sans = require('@fontsource/source-sans-3/unicode.json') as Ranges;
const serif = require('@fontsource/source-serif-4/unicode.json') as Ranges;
const mono = require('@fontsource/source-code-pro/unicode.json') as Ranges;

/** The fonts of the report (SIL Open Font License 1.1), so that it looks the same everywhere and asks nobody for a file. */
const faces = [
  { name: 'source-sans-3', family: 'Source Sans 3', weight: 400, ranges: sans },
  { name: 'source-sans-3', family: 'Source Sans 3', weight: 600, ranges: sans },
  { name: 'source-serif-4', family: 'Source Serif 4', weight: 600, ranges: serif },
  { name: 'source-code-pro', family: 'Source Code Pro', weight: 400, ranges: mono },
] as const;

const subsets = ['latin', 'latin-ext'] as const;

let made: string | undefined;

/** The @font-face rules, with the font files inside as data URIs. */
export const fontCss = (): string => {
  made ??= faces
    .flatMap(({ name, family, weight, ranges }) =>
      subsets.map((subset) => {
        const bytes = moduleBytes(`@fontsource/${name}/files/${name}-${subset}-${weight}-normal.woff2`);
        const data = Buffer.from(bytes).toString('base64');
        return `@font-face{font-family:"${family}";font-weight:${weight};font-style:normal;font-display:block;src:url(data:font/woff2;base64,${data}) format("woff2");unicode-range:${ranges[subset] ?? 'U+0-FF'}}`;
      }),
    )
    .join('\n');
  return made;
};
