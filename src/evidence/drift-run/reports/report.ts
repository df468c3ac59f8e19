/** What kind of number a score is. Of a p-value, small means drift; of the others, large. */
export type ScoreMeaning = 'psi' | 'distance' | 'p-value' | 'unknown';

/** One score that a report of another tool claims for a column. */
export interface ReportedScore {
  readonly feature: string;
  /** The method in the words of the report; undefined when it names none. */
  readonly named: string | undefined;
  readonly meaning: ScoreMeaning;
  /** Undefined when the report holds NaN, an infinity or nothing. */
  readonly score: number | undefined;
  /** Limit that the tool held the score to. */
  readonly threshold: number | undefined;
  /** The tool's own verdict. */
  readonly drifted: boolean | undefined;
  /** Whether the tool works on sketches or samples, so that its score is near the true one at best. */
  readonly approximate: boolean;
  /** Fact of ours that is the same number when the report is right; undefined when we compute none. */
  readonly ours?: 'kolmogorovSmirnov';
  /** JSON pointer into the report; undefined for a report that is no JSON. */
  readonly pointer?: string;
}

/** A format in which a tool reports drift. A new one is one file and one line in the registry. */
export interface ReportFormat {
  /** The tool's name. */
  readonly claimant: string;
  /** The method of ours that re-performs a PSI of this tool when the run file names none; undefined when there is none. */
  readonly psiMethod: string | undefined;
  /** The scores, when the value is a report of this format; undefined when it is not. */
  readonly scoresOf: (report: ReportContent) => readonly ReportedScore[] | undefined;
}

/** A report as far as it was read: JSON, or the rows of a table. */
export type ReportContent = { readonly json: unknown } | { readonly rows: readonly Readonly<Record<string, string>>[] };

/** A member of something that may be a mapping. */
export const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;

/** The members of something that may be a mapping. */
export const members = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

export const finite = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

export const flagOf = (value: unknown): boolean | undefined =>
  typeof value === 'boolean'
    ? value
    : value === 'True' || value === 'true'
      ? true
      : value === 'False' || value === 'false'
        ? false
        : undefined;
