import { parseJson } from '../base/json.ts';

/** Parses strict JSON of at most 64 levels. Throws an Error that says what was seen. */
export const parseStrictJson = (text: string): unknown => {
  const parsed = parseJson(text, { depth: 64 });
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message ?? 'no JSON');
  return parsed.text.value;
};

/** Base64 with padding in its one canonical form; undefined for anything else (blanks, URL alphabet, stray bits). */
export const strictBase64 = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
};

/** UTF-8 text; throws a TypeError on bytes that are none. A byte-order mark is kept, so that JSON refuses it. */
export const strictUtf8 = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
