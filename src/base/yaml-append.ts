import { isDeepStrictEqual } from 'node:util';
import { isMap, isSeq, parseDocument, stringify } from 'yaml';
import { parseYaml } from './yaml.ts';

const written = (entry: unknown, indent: number): string => {
  const body = stringify([entry], { lineWidth: 0 });
  return body.replace(/^(?=.)/gm, ' '.repeat(indent));
};

/**
 * A YAML text with one more entry at the end of the list under `key`; every other byte, comments among them, stays. An
 * empty text begins the list. Undefined when the text is no list that can be continued line by line: then nothing must be
 * written. What comes out is read again before it is given back.
 */
export const withEntry = (text: string, key: string, entry: unknown, depth: number): string | undefined => {
  const candidate = (): string | undefined => {
    const document = parseDocument(text);
    if (document.contents === null)
      return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${key}:\n${written(entry, 2)}`;
    const empty = new RegExp(`^${key}:[ \\t]*\\[[ \\t]*\\][ \\t]*(#.*)?\\r?$`, 'm');
    if (empty.test(text))
      return text.replace(
        empty,
        (_all, comment = '') => `${key}:${comment && ` ${comment}`}\n${written(entry, 2).trimEnd()}`,
      );
    const list = isMap(document.contents) ? document.contents.get(key, true) : undefined;
    if (!isSeq(list) || list.flow || !list.range) return undefined;
    const start = text.lastIndexOf('\n', list.range[0] - 1) + 1;
    const indent = list.range[0] - start;
    if (text.slice(start, list.range[0]).trim() !== '') return undefined;
    const last = list.items.at(-1) as { readonly range?: readonly [number, number, number] } | undefined;
    const ends = text.indexOf('\n', Math.max(0, (last?.range?.[1] ?? list.range[1]) - 1));
    const at = ends < 0 ? text.length : ends + 1;
    const before = text.slice(0, at);
    return `${before}${before.endsWith('\n') ? '' : '\n'}${written(entry, indent)}${text.slice(at)}`;
  };
  const made = candidate();
  if (made === undefined) return undefined;
  const [old, now] = [parseYaml(text, { depth }), parseYaml(made, { depth })];
  if (!now.ok || !old.ok) return undefined;
  const value = (old.text.value ?? {}) as Readonly<Record<string, unknown>>;
  const entries = (value[key] ?? []) as readonly unknown[];
  return isDeepStrictEqual(now.text.value, { ...value, [key]: [...entries, entry] }) ? made : undefined;
};
