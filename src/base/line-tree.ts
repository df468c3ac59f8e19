import { pointerKeys } from './json-pointer.ts';

/**
 * Lines of the values of a text, in the shape of its data. A map from pointers to lines would do, but for a hostile text, of
 * which it would hold a long key once for each value below it.
 */
export interface LineTree {
  readonly line: number;
  readonly below: Map<string, LineTree>;
}

/** A value on a line; what stands in it is added below. */
export const lineTree = (line: number): LineTree => ({ line, below: new Map() });

/** The line of the value at a JSON Pointer, or of its nearest ancestor that is there. */
export const lineIn = (root: LineTree, pointer: string): number => {
  let found = root;
  for (const key of pointerKeys(pointer)) {
    const next = found.below.get(key);
    if (next === undefined) break;
    found = next;
  }
  return found.line;
};
