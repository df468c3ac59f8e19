/** What one run may cost. Evidence beyond a limit is refused by name, never cut silently. Sizes in bytes. */
export interface Limits {
  /** Largest text file that is parsed (YAML, Markdown, CSV, JSON). */
  readonly textBytes: number;
  /** Largest file of any kind in an evidence folder. */
  readonly fileBytes: number;
  /** Most files that an evidence folder may hold. */
  readonly files: number;
  /** Deepest nesting of YAML and JSON. */
  readonly depth: number;
  /** Most commits that are read from one history. */
  readonly commits: number;
  /** Most columns of a snapshot. */
  readonly columns: number;
  /** Most distinct values of a categorical column that are counted apart. */
  readonly categories: number;
  /** Most scores of features within slices that one drift run gives. */
  readonly sliceScores: number;
  /** Most values, of both snapshots and all columns of numbers, that are sorted for distances without bins. */
  readonly sortedValues: number;
  /** Memory of one snapshot measurement, and its time: so much, and so much more for each mebibyte of the files. */
  readonly engineMemoryBytes: number;
  readonly engineMilliseconds: number;
  readonly engineMillisecondsPerMebibyte: number;
}

export const defaultLimits: Limits = {
  textBytes: 2 * 1024 * 1024,
  fileBytes: 8 * 1024 * 1024 * 1024,
  files: 20_000,
  depth: 64,
  commits: 5_000_000,
  columns: 4_096,
  categories: 100_000,
  sliceScores: 5_000,
  sortedValues: 1_000_000,
  engineMemoryBytes: 2 * 1024 * 1024 * 1024,
  engineMilliseconds: 5 * 60 * 1000,
  engineMillisecondsPerMebibyte: 500,
};
