import { isUtf8 } from 'node:buffer';
import { plainText } from '../base/plain-text.ts';
import type { ColumnType, SnapshotColumn } from './engine.ts';
import { SnapshotError } from './snapshot-error.ts';

/** A decimal as it is stored: unscaled / 10^scale. */
interface Decimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

/**
 * A value that is not null: a double of a `number`, an exact integer of an `integer`, days of a `date`, microseconds of a `timestamp`.
 */
export type Cell = number | bigint | boolean | string | Decimal;

const largest = 2n ** 53n;

/** Whether no double holds the integer, or some double holds it and its neighbour. */
export const isBeyondDoubles = (integer: bigint): boolean => integer > largest || integer < -largest;

/** Refuses a column of numbers whose digits no double holds. */
export const beyondDoubles = (name: string, type: ColumnType): SnapshotError =>
  new SnapshotError(
    'unsupported-type',
    `column ${plainText(name)} holds ${type === 'decimal' ? 'decimals of digits' : 'integers'} beyond 2^53, which no double holds; ` +
      'expected numbers, or a column declared categorical',
  );

/** A decimal's digits, without zeros at the end: `1.5`, `-0.25`, `300`. */
const decimalText = ({ unscaled, scale }: Decimal): string => {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  const text = fraction === '' ? whole : `${whole}.${fraction}`;
  return unscaled < 0n && text !== '0' ? `-${text}` : text;
};

// Years from 0 to 9999 are written with four digits; others as ISO 8601 expands them, `-000044-03-15`.
const dayText = (days: number): string => {
  const date = new Date(days * 86_400_000);
  return Number.isNaN(date.getTime()) ? `${days} days` : date.toISOString().replace(/T.*$/, '');
};

/** A moment in UTC with six digits of a second. */
const momentText = (microseconds: bigint): string => {
  const inDay = ((microseconds % 86_400_000_000n) + 86_400_000_000n) % 86_400_000_000n;
  const day = dayText(Number((microseconds - inDay) / 86_400_000_000n));
  const clock = new Date(Number(inDay / 1000n)).toISOString().slice(11, 19);
  return `${day}T${clock}.${String(inDay % 1_000_000n).padStart(6, '0')}Z`;
};

/** The double that a value counts as; throws when none holds it. */
export const numberOf = (cell: Cell, { name, type }: SnapshotColumn): number => {
  if (typeof cell === 'number') return cell + 0;
  const exact = typeof cell === 'object' ? cell.unscaled : BigInt(cell);
  if (isBeyondDoubles(exact)) throw beyondDoubles(name, type);
  // One division of two exact doubles is the nearest double.
  return typeof cell === 'object' ? Number(exact) / 10 ** cell.scale + 0 : Number(exact);
};

/** The text that a value counts as among categories. NaN and infinities are no categories; they keep their JavaScript names. */
export const categoryText = (cell: Cell, type: ColumnType): string => {
  if (typeof cell === 'object') return decimalText(cell);
  if (type === 'date') return dayText(Number(cell));
  if (type === 'timestamp') return momentText(BigInt(cell as bigint));
  return String(typeof cell === 'number' ? cell + 0 : cell);
};

/** Text out of bytes, or out of what a library made of them; throws when it is not UTF-8: two texts could have become one. */
export const textOf = (value: unknown, name: string): string => {
  const unclear = typeof value === 'string' ? value.includes('\uFFFD') : !isUtf8(value as Uint8Array);
  if (unclear) throw new SnapshotError('unreadable', `column ${plainText(name)} holds text that is not UTF-8`);
  return typeof value === 'string' ? value : new TextDecoder('utf-8', { ignoreBOM: true }).decode(value as Uint8Array);
};
