// The string part is unrolled: an alternation would keep a way back for every character of a long string.
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]|[^\s"{}[\]:,]+/g;
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);
const deepest = 64;

/**
 * JSON.parse that also refuses duplicate keys (of which JSON.parse keeps the last, another reader the first), keys that reach
 * a prototype, and nesting beyond 64 levels. Throws an Error that says what was seen.
 */
export const parseStrictJson = (text: string): unknown => {
  const open: (Set<string> | undefined)[] = [];
  let expectsKey = false;
  // The value is parsed last: the scan bounds the depth first, and JSON.parse then holds the text to the grammar.
  for (const [word] of text.matchAll(token)) {
    if (word === '{' || word === '[') {
      open.push(word === '{' ? new Set() : undefined);
      if (open.length > deepest) throw new Error(`nested deeper than ${deepest} levels`);
      expectsKey = word === '{';
    } else if (word === '}' || word === ']') {
      open.pop();
      expectsKey = false;
    } else if (word === ',') expectsKey = open.at(-1) !== undefined;
    else if (expectsKey && word.startsWith('"')) {
      const key = String(JSON.parse(word));
      if (forbidden.has(key)) throw new Error(`the key "${key}" is not accepted`);
      const keys = open.at(-1);
      if (keys?.has(key)) throw new Error(`the key "${key}" occurs twice`);
      keys?.add(key);
      expectsKey = false;
    }
  }
  return JSON.parse(text) as unknown;
};

/** Base64 with padding in its one canonical form; undefined for anything else (blanks, URL alphabet, stray bits). */
export const strictBase64 = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
};

/** UTF-8 text; throws a TypeError on bytes that are none. A byte-order mark is kept, so that JSON refuses it. */
export const strictUtf8 = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
