import { CodedError } from '../base/errors.ts';

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

/** Integer counts of a categorical column, sorted by value (code units). Booleans are `false` and `true`. */
export interface CategoryCounts {
  readonly name: string;
  readonly rows: number;
  readonly nulls: number;
  readonly categories: readonly { readonly value: string; readonly count: number }[];
}

/** What is asked of a numeric column: where the edges lie, and the range whose outside is counted too. */
export interface HistogramRequest {
  readonly name: string;
  readonly edges: readonly number[];
  readonly min: number;
  readonly max: number;
}

/**
 * Counts the rows of Parquet files. It returns integers, never rows, so that every engine gives the same answer on
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
  /** Refuses a column with more than `limit` distinct values. */
  readonly categories: (file: string, columns: readonly string[], limit: number) => Promise<readonly CategoryCounts[]>;
  readonly close: () => Promise<void>;
}

export type SnapshotErrorCode =
  | 'not-parquet'
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
