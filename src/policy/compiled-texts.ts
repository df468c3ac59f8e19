import { packageText } from '../files/package-files.ts';

/** What policy texts say, by the SHA-256 of the text. */
export type CompiledTexts = Readonly<Record<string, unknown>>;

/** Where the build writes the texts of one folder of policies/, below the package. */
export const compiledPath = (folder: string): string => `dist/compiled/policies/${folder}.json`;

const loaded = new Map<string, CompiledTexts>();

const textsOf = (folder: string): CompiledTexts => {
  const known = loaded.get(folder);
  if (known) return known;
  let texts: CompiledTexts = {};
  try {
    texts = JSON.parse(packageText(compiledPath(folder))) as CompiledTexts;
  } catch {
    // A checkout that was not built: every text is parsed.
  }
  loaded.set(folder, texts);
  return texts;
};

/**
 * The plain data of a policy text that the build parsed already; undefined for any other text. The digest is the key,
 * so that a text which changed since is parsed again. Parsing YAML costs a run twenty times what JSON does.
 */
export const compiledText = (folder: string, digest: string): unknown =>
  Object.hasOwn(textsOf(folder), digest) ? textsOf(folder)[digest] : undefined;
