import { beyondDoubles, isBeyondDoubles } from './cell.ts';
import { type Column, cellOf, type OpenSnapshot } from './duckdb-snapshot.ts';

/**
 * Refuses numbers that no double holds. Their doubles reach 2^53 then, which they seldom do: only those columns are read again, as they
 * are stored.
 */
export const checkDoubles = async (
  { session }: OpenSnapshot,
  { name, type, value, decimals }: Column,
  range: { readonly min: number; readonly max: number } | undefined,
): Promise<void> => {
  if (type === 'number' || range === undefined) return;
  if (Math.max(-range.min, range.max) * 10 ** decimals < 2 ** 53 * (1 - 1e-9)) return;
  const [row = []] = await session.rows(`SELECT min(${value}), max(${value}) FROM ${session.source}`);
  for (const extreme of row) {
    const cell = cellOf(extreme);
    const exact = typeof cell === 'object' ? cell?.unscaled : cell;
    if (typeof exact === 'bigint' && isBeyondDoubles(exact)) throw beyondDoubles(name, type);
  }
};
