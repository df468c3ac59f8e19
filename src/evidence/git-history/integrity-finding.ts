type Severity = 'info' | 'low' | 'medium' | 'high' | 'critical';

/** What can be wrong with a history as such. One table: identifier -> what was found. */
export const integrityTitles = {
  'INT-01': 'Replace references would show other commits than those that were made',
  'INT-02': 'A grafts file would show other parents than the commits name',
  'INT-03': 'The history is cut off',
  'INT-04': 'A commit-graph file shows other parents than the commits name',
  'INT-05': 'Objects do not have the hash that they are named by',
  'INT-06': 'Objects are missing',
  'INT-07': 'The repository borrows objects from elsewhere',
  'INT-08': 'Changes are dated before the change that they build on',
  'INT-09': 'Dates or time zones that no clock would give',
  'INT-10': 'The .mailmap was changed by somebody whom it maps',
  'INT-11': 'People who go by several names or addresses',
  'INT-12': 'Review trailers that show no review by another person',
  'INT-13': 'Commit messages with bytes that tools hide or cannot decode',
  'INT-14': 'The history was rewritten since an earlier head was sealed',
  'INT-15': 'Tags stand under another name than they were made with, or name another commit than before',
  'INT-16': 'Limits were reached',
  'INT-17': 'A file that evidence names, or that controls ask about, is a symbolic link',
  'INT-18': 'Objects fail the consistency check of git',
  'INT-19': 'Merges hold content that none of their parents holds',
  'INT-20': 'Names hold characters that tools hide or obey',
  'INT-21': 'Submodules point to content of other repositories, which was not read',
} as const;
export type IntegrityId = keyof typeof integrityTitles;

/** One integrity finding. */
export interface IntegrityFinding {
  readonly id: IntegrityId;
  readonly severity: Severity;
  readonly detail: string;
}

/** The first few of several identifiers. */
export const some = (ids: readonly string[]): string =>
  `${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ` and ${ids.length - 5} more` : ''}`;

export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;
