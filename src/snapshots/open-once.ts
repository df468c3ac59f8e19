import { stat } from 'node:fs/promises';
import type { SnapshotSource } from './source.ts';

/** Keeps the two snapshots of a comparison open, and opens one again when a file of it has changed. What was used last stays. */
export const openOnce = <Open>(
  open: (source: SnapshotSource, id: number) => Promise<Open>,
  close: (open: Open) => void,
): ((source: SnapshotSource) => Promise<Open>) => {
  const opened = new Map<string, Promise<Open>>();
  let ids = 0;
  return async (source) => {
    const seen = await Promise.all(source.parts.map(({ path }) => stat(path).catch(() => undefined)));
    const key = JSON.stringify([source, seen.map((file) => [file?.size, file?.mtimeMs])]);
    const known = opened.get(key);
    if (known) {
      opened.delete(key);
      opened.set(key, known);
      return known;
    }
    for (const [oldest, left] of opened) {
      if (opened.size < 2) break;
      opened.delete(oldest);
      left.then(close).catch(() => undefined);
    }
    ids += 1;
    const opening = open(source, ids);
    opened.set(key, opening);
    opening.catch(() => opened.delete(key));
    return opening;
  };
};
