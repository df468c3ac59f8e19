import type { ColumnType } from './engine.ts';
import type { SnapshotFormat } from './source.ts';
import { nested, type TextCell } from './text-rows.ts';
import type { WrittenColumn } from './write-parquet.ts';

const kinds = ['integer', 'number', 'boolean', 'string', 'nested'] as const;
type CellKind = (typeof kinds)[number];

// 007 and +1 are no numbers: a code that begins with 0 would lose its digit.
const integer = /^-?(0|[1-9]\d*)$/;
const number = /^-?(0|[1-9]\d*)?(\.\d*)?([eE][+-]?\d+)?$/;
const notFinite: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
  '-infinity': Number.NEGATIVE_INFINITY,
};

const csvKind = (text: string): CellKind => {
  // An integer that no double holds keeps its digits as text.
  if (integer.test(text)) return Number.isSafeInteger(Number(text)) ? 'integer' : 'string';
  if (number.test(text) && /\d/.test(text.replace(/[eE].*$/, ''))) return 'number';
  const word = text.toLowerCase();
  if (word === 'true' || word === 'false') return 'boolean';
  return Object.hasOwn(notFinite, word) ? 'number' : 'string';
};

const kindOf = (cell: Exclude<TextCell, null>, format: SnapshotFormat): CellKind => {
  if (cell === nested) return 'nested';
  if (typeof cell === 'string') return format === 'csv' ? csvKind(cell) : 'string';
  if (typeof cell === 'boolean') return 'boolean';
  return Number.isSafeInteger(cell) ? 'integer' : 'number';
};

/** What a column of a text file turns out to hold. */
export interface TextColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** For messages: `CSV integer`, `JSON of several types`. */
  readonly physical: string;
  readonly written: WrittenColumn['type'];
  readonly values: number;
}

/**
 * Finds out the types of columns while their cells go by; all of them count, not a sample. A CSV column is of numbers only when every
 * cell is one: an empty cell is a null, `NaN`, `inf` and `Infinity` are numbers, 007 is text. A column of JSON is what JSON says.
 */
export const typeFinder = (format: Exclude<SnapshotFormat, 'parquet'>) => {
  const seen = new Map<string, Record<CellKind, number>>();
  const word = format === 'csv' ? 'CSV' : 'JSON';
  const columnOf = (name: string, counts: Record<CellKind, number>): TextColumn => {
    const held = kinds.filter((kind) => counts[kind] > 0);
    const values = held.reduce((sum, kind) => sum + counts[kind], 0);
    const as = (type: ColumnType, physical: string, written: WrittenColumn['type']): TextColumn => ({
      name,
      type,
      physical: `${word} ${physical}`,
      written,
      values,
    });
    const [only, second] = held;
    if (only === undefined) return as('other', 'without values', 'string');
    if (counts.nested > 0) return as('other', 'lists or objects', 'string');
    if (held.every((kind) => kind === 'integer')) return as('integer', 'integer', 'int64');
    if (held.every((kind) => kind === 'integer' || kind === 'number')) return as('number', 'number', 'double');
    if (second === undefined && only === 'boolean') return as('boolean', 'boolean', 'boolean');
    if (second === undefined || format === 'csv') return as('string', 'text', 'string');
    return as('other', 'of several types', 'string');
  };
  return {
    add: (name: string, cell: TextCell | undefined): void => {
      const counts = seen.get(name) ?? { integer: 0, number: 0, boolean: 0, string: 0, nested: 0 };
      seen.set(name, counts);
      if (cell !== null && cell !== undefined) counts[kindOf(cell, format)] += 1;
    },
    columns: (): readonly TextColumn[] => [...seen].map(([name, counts]) => columnOf(name, counts)),
  };
};

/** A cell as the value of its column. */
export const valueIn = (cell: TextCell | undefined, { type }: TextColumn): number | string | boolean | null => {
  if (cell === null || cell === undefined || cell === nested || type === 'other') return null;
  if (typeof cell !== 'string' || type === 'string') return cell;
  if (type === 'boolean') return cell.toLowerCase() === 'true';
  return notFinite[cell.toLowerCase()] ?? Number(cell);
};
