import { plainText, shortened } from '../../base/plain-text.ts';
import { instantOf } from '../../base/time.ts';
import type { ForgeRequest } from './forge-requests.ts';
import type { HistoryReading } from './history-reading.ts';
import { personOf } from './people.ts';

/** Where a request stands in the history. */
export interface RequestMatch {
  readonly request: ForgeRequest;
  /** Its merge commit, when that is on the first-parent chain. */
  readonly merge: number | undefined;
  readonly method: 'merge' | 'squash' | 'rebase' | 'fast-forward' | undefined;
  /** The steps of the chain that it brought in: one, or of a rebase and a fast-forward as many as it has commits. */
  readonly steps: readonly number[];
  /** Whether the tree of the merge commit is the one that the forge names. */
  readonly treeMatches: boolean | undefined;
  /** Whether the head that was reviewed is what was merged; undefined where the objects do not tell. */
  readonly headMatches: boolean | undefined;
}

/**
 * The last `count` steps that end at `merge`, when they are the commits of the request written again: plain, in their order, by
 * the same authors at the same author dates. A squash has one commit for many, and so is none of these.
 */
const rebased = (reading: HistoryReading, merge: number, request: ForgeRequest): readonly number[] | undefined => {
  const { chain, graph, positions, summaries } = reading;
  const { commits, facts } = request;
  const end = positions.get(merge);
  if (end === undefined || commits.length < 2 || commits.length !== facts.commitCount) return undefined;
  const steps = chain.slice(end + 1 - commits.length, end + 1);
  const same =
    steps.length === commits.length &&
    steps.every((step, index) => {
      const commit = commits[index];
      const summary = summaries.get(step);
      if (!commit || graph.parentsOf(step).length !== 1) return false;
      // A step before the period has no summary: its author is not known, and its place in the run must do.
      if (!summary) return true;
      const authored = instantOf(commit.authoredAt ?? '');
      return (
        (authored === undefined ||
          summary.authoredSeconds === undefined ||
          authored === summary.authoredSeconds * 1000) &&
        (commit.authorEmail === undefined || personOf('', commit.authorEmail).identity === summary.author.identity) &&
        (commit.subject === undefined || shortened(plainText(commit.subject.trim()), 200) === summary.subject)
      );
    });
  return same ? steps : undefined;
};

/** Looks a request up on the first-parent chain. */
export const matchRequest = (reading: HistoryReading, request: ForgeRequest): RequestMatch => {
  const { graph, positions, chain } = reading;
  const { mergeOid, headOid, mergeTree, commitCount } = request.facts;
  const number = mergeOid === undefined ? -1 : graph.find(mergeOid.toLowerCase());
  const none = {
    request,
    merge: undefined,
    method: undefined,
    steps: [],
    treeMatches: undefined,
    headMatches: undefined,
  };
  const position = positions.get(number);
  if (number < 0 || position === undefined) return none;
  const parents = graph.parentsOf(number);
  const head = headOid === undefined ? -1 : graph.find(headOid.toLowerCase());
  const treeMatches = mergeTree === undefined ? undefined : graph.treeOf(number) === mergeTree.toLowerCase();
  const found = { request, merge: number, treeMatches };
  if (parents.length > 1)
    return {
      ...found,
      method: 'merge',
      steps: [number],
      headMatches: headOid === undefined ? undefined : head >= 0 && parents.slice(1).includes(head),
    };
  if (head === number) {
    const steps = chain.slice(Math.max(0, position + 1 - Math.max(1, commitCount ?? 1)), position + 1);
    return { ...found, method: 'fast-forward', steps, headMatches: true };
  }
  const sameTree = head >= 0 ? graph.treeOf(head) === graph.treeOf(number) : undefined;
  const run = rebased(reading, number, request);
  return {
    ...found,
    method: run ? 'rebase' : 'squash',
    steps: run ?? [number],
    // Another tree is no contradiction here: the base may have moved since.
    headMatches: sameTree === true ? true : undefined,
  };
};
