import { type WrittenColumn, type WrittenRow, writeParquet } from '../../src/snapshots/write-parquet.ts';

/** A seeded stream of numbers from 0 to 1, the same on every machine. */
const seeded = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

export const columns = [
  { name: 'normal', type: 'double' },
  { name: 'heavy_tail', type: 'double' },
  { name: 'single', type: 'float' },
  { name: 'with_nulls', type: 'double' },
  { name: 'with_ties', type: 'double' },
  { name: 'shifted_far', type: 'double' },
  { name: 'age', type: 'int64' },
  { name: 'narrow_int', type: 'int64' },
  { name: 'int_with_nulls', type: 'int64' },
  { name: 'score', type: 'double' },
  { name: 'stars', type: 'int32' },
  { name: 'country', type: 'string' },
  { name: 'rare', type: 'string' },
  { name: 'active', type: 'boolean' },
] as const satisfies readonly WrittenColumn[];

const countries = ['AT', 'BE', 'DE', 'ES', 'FR', 'IT', 'NL', 'PL'] as const;

/** Rows of one side; `moved` shifts what it holds. */
const rowsOf = (count: number, seed: number, moved: number): readonly WrittenRow[] => {
  const next = seeded(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return Array.from({ length: count }, (_, index) => ({
    normal: normal() * (1 + moved / 2) + moved / 4,
    heavy_tail: Math.exp(1.5 * normal() + moved),
    single: Math.fround(normal() + moved / 3),
    with_nulls: next() < 0.1 ? null : normal() - moved / 2,
    with_ties: Math.round((normal() + moved / 2) * 4) / 4,
    shifted_far: normal() + moved * 12,
    age: 18 + Math.floor(Math.abs(normal()) * 20 + moved * 5),
    narrow_int: Math.floor(next() * 30 + moved * 2),
    int_with_nulls: next() < 0.05 ? null : Math.floor(normal() * 40 + moved * 10),
    score: Math.round(600 + 60 * normal() - 20 * moved),
    stars: 1 + Math.floor(next() ** (1 + moved) * 5),
    country: countries[Math.floor(next() ** (1 + moved) * countries.length)] as string,
    rare: index % 997 === 0 ? `rare-${moved}-${index}` : (countries[Math.floor(next() * 3)] as string),
    active: next() < 0.3 + moved / 10,
  }));
};

/** A reference and a current snapshot, Parquet. */
export const writeFiles = async (reference: number, current: number): Promise<readonly [Uint8Array, Uint8Array]> => [
  await writeParquet(columns, rowsOf(reference, 11, 0)),
  await writeParquet(columns, rowsOf(current, 12, 0.5)),
];
