import { pointerKeys, pointerToken } from '../../base/json-pointer.ts';

/** Numeric leaves of a thresholds file, by JSON Pointer; entries of lists go by their name where they have one. */
export type Thresholds = ReadonlyMap<string, number>;

/** `upper`: a larger value is looser. `lower`: a smaller one is. `unknown`: the key does not say. */
export type Bound = 'upper' | 'lower' | 'unknown';

/** What changed between two versions of a thresholds file. */
export interface Loosening {
  /** Whether a threshold was loosened; undefined when only changes of unknown direction were found. */
  readonly loosened: boolean | undefined;
  /** One sentence for each loosened threshold, and for each change of unknown direction. */
  readonly sentences: readonly string[];
}

const nameKeys = ['name', 'metric', 'feature', 'key'];

/**
 * The name of a list's entry: its id, else all its names together (`psi age`). Two versions of a list are compared by name,
 * not by place.
 */
const nameOf = (entry: unknown, index: number): string => {
  if (typeof entry !== 'object' || entry === null) return String(index);
  const { id, ...others } = entry as Record<string, unknown>;
  if (typeof id === 'string') return id;
  const named = nameKeys.map((key) => others[key]).filter((name) => typeof name === 'string');
  return named.length > 0 ? named.join(' ') : String(index);
};

/** The names of a list's entries. An entry never hides another: one whose name came before has ` #2` added to it. */
const namesOf = (entries: readonly unknown[]): readonly string[] => {
  const taken = new Map<string, number>();
  return entries.map((entry, index) => {
    const name = nameOf(entry, index);
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return count === 1 ? name : `${name} #${count}`;
  });
};

const numberOf = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && /^\s*[-+]?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

/** Every number of a parsed YAML or JSON document, those in quotes among them. */
export const numericLeaves = (value: unknown, at = '', found = new Map<string, number>()): Thresholds => {
  const number = numberOf(value);
  if (number !== undefined) found.set(at, number);
  else if (Array.isArray(value)) {
    const names = namesOf(value);
    for (const [index, entry] of value.entries())
      numericLeaves(entry, `${at}/${pointerToken(names[index] ?? String(index))}`, found);
  } else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) numericLeaves(inner, `${at}/${pointerToken(key)}`, found);
  return found;
};

/** Words that say outright which side a bound lies on; they win over the name of a measure. */
const sides: readonly (readonly [Bound, readonly string[]])[] = [
  ['upper', ['max', 'maximum', 'limit', 'ceiling', 'most', 'upper']],
  ['lower', ['min', 'minimum', 'floor', 'least', 'lower']],
];
/** Measures of which less is better, and more is better. */
const measures: readonly (readonly [Bound, readonly string[]])[] = [
  ['upper', ['psi', 'error', 'errors', 'latency', 'fpr', 'fnr', 'loss', 'drift', 'rmse', 'mae', 'gap']],
  ['lower', ['auc', 'accuracy', 'precision', 'recall', 'ndcg', 'coverage', 'f1', 'mrr']],
];

/** `psiMax`, `psi_max`, `PSI-max` -> psi, max. */
const wordsOf = (key: string): readonly string[] =>
  key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

const boundBy = (words: readonly string[], table: typeof sides): Bound | undefined => {
  const found = table.filter(([, known]) =>
    words.some((word) => known.some((name) => word === name || (name.length > 2 && isCompound(word, name)))),
  );
  return found.length === 0 ? undefined : found.length > 1 ? 'unknown' : found[0]?.[0];
};

/** `maxpsi`, `psimax`: written together. Only known words count, or `administrator` would hold a `min`. */
const allWords = [...sides, ...measures].flatMap(([, words]) => words);
const isCompound = (word: string, name: string): boolean =>
  (word.startsWith(name) && allWords.includes(word.slice(name.length))) ||
  (word.endsWith(name) && allWords.includes(word.slice(0, -name.length)));

/**
 * Which way a threshold binds, told by its keys, the nearest first: a word for a side (max, limit; min, floor), else the name of
 * a measure (psi, error, latency, fpr are kept low; auc, accuracy, precision, recall, ndcg are kept high).
 */
export const boundOf = (pointer: string): Bound => {
  const keys = pointerKeys(pointer).map(wordsOf).reverse();
  for (const table of [sides, measures])
    for (const words of keys) {
      const bound = boundBy(words, table);
      if (bound !== undefined) return bound;
    }
  return 'unknown';
};

/** Compares the thresholds of then and now. A threshold that is gone was loosened; a new one was not there to be loosened. */
export const looseningBetween = (then: Thresholds, now: Thresholds): Loosening => {
  const sentences: string[] = [];
  let loosened = false;
  let unknown = false;
  for (const [pointer, before] of [...then].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const key = pointerKeys(pointer).join('.');
    const after = now.get(pointer);
    if (after === before) continue;
    const bound = boundOf(pointer);
    if (after === undefined) {
      loosened = true;
      sentences.push(`${key}: ${before} then, removed now`);
    } else if (bound === 'unknown') {
      unknown = true;
      sentences.push(`${key}: ${before} then, ${after} now (whether that is looser cannot be told from the name)`);
    } else if (bound === 'upper' ? after > before : after < before) {
      loosened = true;
      sentences.push(`${key}: ${before} then, ${after} now`);
    }
  }
  return { loosened: loosened ? true : unknown ? undefined : false, sentences };
};
