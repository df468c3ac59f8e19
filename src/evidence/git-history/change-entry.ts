import type { CommitGraph } from '../../repositories/commit-graph.ts';
import type { CommitSummary } from './commit-summary.ts';
import { isAmong, type Person } from './people.ts';

/**
 * How a change says that it entered the branch. A number in a message is typed by whoever writes it, so that all but `merge` and
 * `root` are claims; a plain commit without one has no entry at all, for a squash, a rebase and a direct push look alike there.
 */
export type ChangeEntry = 'merged-request' | 'merge' | 'squash' | 'request-commit' | 'root';

/** Addresses under which the large platforms commit what was merged on their site. Only its signature shows that one did. */
const platformAddresses = new Set(['noreply@github.com', 'noreply@gitlab.com', 'noreply@bitbucket.org']);

/** Whether a commit names a platform as its committer, so that its committer date would be the platform's clock. */
export const isPlatform = ({ identity }: Person): boolean => platformAddresses.has(identity);

/** How a change claims to have entered; undefined when nothing tells. */
export const entryOf = (parents: number, own: CommitSummary): ChangeEntry | undefined => {
  if (parents === 0) return 'root';
  if (parents > 1) return own.request === undefined ? 'merge' : 'merged-request';
  if (own.request === undefined) return undefined;
  return isPlatform(own.committer) ? 'squash' : 'request-commit';
};

/** Whether the person who merged wrote every commit that the merge brings in; undefined where it brings in none. */
export const mergedByOnlyAuthor = (own: CommitSummary, others: readonly CommitSummary[]): boolean | undefined =>
  others.length === 0 ? undefined : others.every(({ author }) => isAmong(author, [own.author]));

/** Plain commits that follow each other by the same committer within so many seconds were written by one command. */
const SERIES_SECONDS = 2;

/** Runs of plain commits on the branch that one command wrote, as a rebase does: unit -> the first unit of its run, and its length. */
export const seriesOf = (
  graph: CommitGraph,
  units: readonly number[],
  committerOf: (unit: number) => string | undefined,
): ReadonlyMap<number, { readonly first: number; readonly length: number }> => {
  const runs: number[][] = [];
  for (const unit of units) {
    const before = runs.at(-1)?.at(-1);
    const parents = graph.parentsOf(unit);
    const gap = before === undefined ? Number.NaN : graph.secondsOf(unit) - graph.secondsOf(before);
    const continues =
      parents.length === 1 &&
      parents[0] === before &&
      gap >= 0 &&
      gap <= SERIES_SECONDS &&
      before !== undefined &&
      graph.parentsOf(before).length === 1 &&
      committerOf(before) !== undefined &&
      committerOf(before) === committerOf(unit);
    if (continues) runs.at(-1)?.push(unit);
    else runs.push([unit]);
  }
  return new Map(
    runs.flatMap((run) =>
      run.length < 2 ? [] : run.map((unit) => [unit, { first: run[0] ?? unit, length: run.length }] as const),
    ),
  );
};
