import type {
  CategoryCounts,
  CategoryRequest,
  ColumnDistance,
  Counted,
  HistogramRequest,
  NumericCounts,
  NumericSurvey,
  OrRefusal,
  SliceRequest,
  SurveyRequest,
} from './column-counts.ts';
import type { SnapshotSource } from './source.ts';

/**
 * What a column holds, as far as counting is concerned, and how it counts:
 *
 * |             | as a number                                              | as a category                                |
 * | ----------- | -------------------------------------------------------- | -------------------------------------------- |
 * | `number`    | the double; a float is the double of the same value      | as JavaScript writes the double; 0 for -0    |
 * | `integer`   | its double; refused when one lies beyond 2^53            | its digits, exactly, whatever its size       |
 * | `decimal`   | the nearest double; refused when its digits exceed 2^53  | its digits, exactly, no zeros at the end     |
 * | `boolean`   | refused                                                  | `false`, `true`                              |
 * | `string`    | refused                                                  | its characters; no two texts are made one    |
 * | `date`      | days since 1970-01-01                                    | `2026-01-31`                                 |
 * | `timestamp` | microseconds since 1970, nanoseconds cut off             | `2026-01-31T23:59:59.000000Z`                |
 * | `other`     | refused (lists, structures, bytes, times of day ...)     | refused                                      |
 *
 * -0 is 0. NaN and infinities are neither numbers nor categories: they are counted apart, and so are nulls.
 */
export type ColumnType = 'number' | 'integer' | 'decimal' | 'boolean' | 'string' | 'date' | 'timestamp' | 'other';

export interface SnapshotColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** The type in the words of the format, for messages: `INT96`, `BYTE_ARRAY (UTF8)`, `CSV integer`, `partition`. */
  readonly physical: string;
}

export interface SnapshotSchema {
  readonly rows: number;
  /** Those of the files, then the partition columns. Every file has the same; another one is refused, by name. */
  readonly columns: readonly SnapshotColumn[];
}

/** How far a call has come. Its `share` of the work is an estimate, 0 to 1, and never falls; no result depends on it. */
export type Progress = (share: number) => void;

/** What may go with a call. */
export interface CallOptions {
  readonly progress?: Progress;
}

interface CountOptions extends CallOptions {
  /** Counts the slices of this column as well. */
  readonly sliceBy?: SliceRequest;
}

/**
 * Counts the rows of snapshots. It returns integers and values that the files hold, never rows, so that every engine gives the same
 * answer on every file that it can read. Ask for all columns in one call: an engine plans its passes over the files by call.
 *
 * What concerns a whole snapshot (a file that is no Parquet, a limit, an unknown slice column) throws a SnapshotError; what concerns one
 * column is a Refusal in its place, and costs the others nothing. Neither ever comes as a wrong number.
 * Results answer the requests in their order. A request without columns gives an empty answer and reads nothing.
 * `Source` is what the engine reads: files of this machine, or a TableSource.
 */
export interface SnapshotEngine<Source = SnapshotSource> {
  readonly name: string;
  readonly schema: (source: Source, options?: CallOptions) => Promise<SnapshotSchema>;
  /** Extremes, exact order statistics, distinct values and moments of columns of numbers: what edges are made of. */
  readonly survey: (
    source: Source,
    requests: readonly SurveyRequest[],
    options?: CallOptions,
  ) => Promise<readonly OrRefusal<NumericSurvey>[]>;
  /** Counts numbers into bins. */
  readonly histogram: (
    source: Source,
    requests: readonly HistogramRequest[],
    options?: CountOptions,
  ) => Promise<Counted<NumericCounts>>;
  /** Counts values as they are. */
  readonly categories: (
    source: Source,
    requests: readonly CategoryRequest[],
    options?: CountOptions,
  ) => Promise<Counted<CategoryCounts>>;
  /** Kolmogorov-Smirnov and Wasserstein distances of columns of numbers. Sorts both columns: the dearest call of all. */
  readonly distances: (
    reference: Source,
    current: Source,
    columns: readonly string[],
    options?: CallOptions,
  ) => Promise<readonly OrRefusal<ColumnDistance>[]>;
  readonly close: () => Promise<void>;
}
