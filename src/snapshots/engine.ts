import { CodedError, messageOf } from '../base/errors.ts';
import { plainText, shortened } from '../base/plain-text.ts';

/** What a column holds, as far as binning is concerned. `other` (timestamps, lists, bytes, decimals ...) is not binned. */
export type ColumnType = 'number' | 'integer' | 'boolean' | 'string' | 'other';

export interface SnapshotColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** The physical and logical Parquet type, for messages: `INT96`, `BYTE_ARRAY (UTF8)`. */
  readonly physical: string;
}

export interface SnapshotSchema {
  readonly rows: number;
  readonly columns: readonly SnapshotColumn[];
}

/** Order statistics of a numeric column, over finite values only. */
export interface NumericSummary {
  readonly name: string;
  readonly finite: number;
  /** Smallest and largest finite value; undefined when there is none. */
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** The type-1 (inverse distribution function) order statistics x[ceil(k*n/parts)], k = 1 .. parts-1, with repetitions. */
  readonly quantiles: readonly number[];
  /** Distinct finite values, when there are at most `distinctLimit`, ascending; otherwise undefined. */
  readonly distinct: readonly number[] | undefined;
}

/** Most unseen values that an engine names. */
export const unseenNamed = 20;

/** Integer counts of a numeric column. `bins[i]` counts edges[i-1] < x <= edges[i]; the outer bins are open. */
export interface NumericCounts {
  readonly name: string;
  readonly rows: number;
  readonly nulls: number;
  readonly nans: number;
  readonly positiveInfinities: number;
  readonly negativeInfinities: number;
  readonly belowMin: number;
  readonly aboveMax: number;
  readonly bins: readonly number[];
}

/** A value and how many rows hold it. Numbers are written as JavaScript writes them, booleans `false` and `true`. */
export interface CategoryCount {
  readonly value: string;
  readonly count: number;
}

/** Integer counts of a column's values taken as they are. NaN and infinities are no categories: they are counted apart. */
export interface CategoryCounts {
  readonly name: string;
  readonly rows: number;
  readonly nulls: number;
  readonly nans: number;
  readonly positiveInfinities: number;
  readonly negativeInfinities: number;
  /** Sorted by value (code units). When `known` was asked: exactly those, with 0 where there is none. */
  readonly categories: readonly CategoryCount[];
  /** Rows whose value is not among the known ones; 0 when `known` was not asked. */
  readonly unseen: number;
  /** The 20 largest of the unseen values: most rows first, ties by value (code units). */
  readonly largestUnseen: readonly CategoryCount[];
}

/** What is asked of a categorical column. With `known`, other values are counted together, however many there are. */
export interface CategoryRequest {
  readonly name: string;
  readonly known?: readonly string[];
}

/** What is asked of a numeric column: where the edges lie, and the range whose outside is counted too. */
export interface HistogramRequest {
  readonly name: string;
  readonly edges: readonly number[];
  readonly min: number;
  readonly max: number;
}

/**
 * Counts the rows of Parquet files; `file` is a path on this machine. Numbers are IEEE doubles: -0 is 0, and an integer beyond
 * 2^53, which no double holds, is refused where numbers are asked and exact where categories are. It returns integers, never rows, so that every engine gives the same answer on
 * every file that it can read. Throws SnapshotError, which names what it could not read; never gives a wrong number.
 */
export interface SnapshotEngine {
  readonly name: string;
  readonly schema: (file: string) => Promise<SnapshotSchema>;
  readonly summarize: (
    file: string,
    columns: readonly string[],
    parts: number,
    distinctLimit: number,
  ) => Promise<readonly NumericSummary[]>;
  readonly histogram: (file: string, requests: readonly HistogramRequest[]) => Promise<readonly NumericCounts[]>;
  /** Refuses a column with more than `limit` distinct values, unless the known ones were given. */
  readonly categories: (
    file: string,
    requests: readonly CategoryRequest[],
    limit: number,
  ) => Promise<readonly CategoryCounts[]>;
  readonly close: () => Promise<void>;
}

export type SnapshotErrorCode =
  | 'not-parquet'
  | 'unsupported-type'
  | 'unsupported-encoding'
  | 'unreadable'
  | 'too-many-categories'
  | 'missing-column'
  | 'limit'
  | 'engine-missing';

/** A snapshot that cannot be measured: bad content, an encoding that the engine does not read rightly, or a limit reached. */
export class SnapshotError extends CodedError<SnapshotErrorCode> {
  readonly family = 'question' as const;
}

/** What a Parquet library threw, in words for a user: its own message, or that the bytes are malformed when it stumbled over them. */
export const libraryWords = (thrown: unknown): string =>
  thrown instanceof TypeError || thrown instanceof RangeError
    ? 'the bytes are malformed'
    : shortened(plainText(messageOf(thrown).split('\n')[0] ?? ''), 300);
