import { instantOf } from '../../base/time.ts';
import {
  broughtIn,
  type CommitGraph,
  firstParentChain,
  MOST_COMMIT_BYTES,
  readCommitGraph,
} from '../../repositories/commit-graph.ts';
import { type CommitObject, parseCommit } from '../../repositories/commit-object.ts';
import type { OpenHistory } from '../../repositories/open-history.ts';
import { readTrees, type Trees } from '../../repositories/trees.ts';
import { type CommitSummary, summaryOf } from './commit-summary.ts';
import { type Person, personOf } from './people.ts';

/** The audited period in seconds since 1970, half open. */
export interface Period {
  readonly start: number;
  readonly end: number;
}

/** A history read once: what every list of facts is made from. */
export interface HistoryReading {
  readonly history: OpenHistory;
  readonly graph: CommitGraph;
  readonly trees: Trees;
  readonly period: Period;
  /** First parents of the tip, oldest first. */
  readonly chain: readonly number[];
  /** Commit number -> position in the chain. */
  readonly positions: ReadonlyMap<number, number>;
  /** The population: steps of the chain whose committer date lies in the period, oldest first. */
  readonly units: readonly number[];
  /** Unit -> the commits that it brings in, itself among them. */
  readonly brought: ReadonlyMap<number, readonly number[]>;
  /** Summaries of the commits that units bring in. */
  readonly summaries: ReadonlyMap<number, CommitSummary>;
  /** Author identity of every commit in the period, on the chain or beside it. */
  readonly periodAuthors: ReadonlyMap<number, string>;
  /** Addresses, and names in lower case, of every author and committer of the whole history. */
  readonly knownPeople: ReadonlySet<string>;
}

/** Commits remembered of each person. */
const MOST_SEEN = 64;
const MOST_PEOPLE = 100_000;

/** A step dated more than this many seconds before its first parent is backdated. */
export const BACKDATED = 3600;

export const inPeriod = (seconds: number, period: Period): boolean => seconds >= period.start && seconds < period.end;

/** `period` of the audit's clock, from dates in UTC. */
export const periodOf = (clock: { readonly period: { readonly start: string; readonly end: string } }): Period => ({
  start: (instantOf(clock.period.start) ?? Number.NaN) / 1000,
  end: (instantOf(clock.period.end) ?? Number.NaN) / 1000,
});

/**
 * Walks a history once. The period is applied to dates that were parsed from the commits, never by asking git for it: git
 * stops at the first commit that is too old, so that one backdated commit hides all that lie behind it.
 */
export const readHistory = async (
  history: OpenHistory,
  tip: string,
  period: Period,
  mostCommits: number,
): Promise<HistoryReading> => {
  const authors = new Map<number, string>();
  const seen = new Map<string, number[]>();
  const see = (person: Person, number: number): void => {
    for (const word of person.identity === person.name ? [person.name] : [person.identity, person.name]) {
      const commits = seen.get(word);
      if (!commits) seen.set(word, [number]);
      // Any reached commit will do, and most are: a few stand for all.
      else if (commits.length < MOST_SEEN && commits.at(-1) !== number) commits.push(number);
    }
  };
  // Most commits are by somebody who made others: who they are is worked out once.
  const people = new Map<string, Person>();
  const personBy = (written: string, encoded: boolean, read: () => Person): Person => {
    if (encoded) return read();
    const known = people.get(written);
    if (known) return known;
    const person = read();
    if (people.size < MOST_PEOPLE && !/[\x80-\xff]/.test(written)) people.set(written, person);
    return person;
  };
  const early = new Map<number, CommitSummary>();
  const graph = await readCommitGraph(history, tip, mostCommits, (head, number, bytes) => {
    const inside = inPeriod(head.seconds ?? Number.NaN, period);
    const commit = inside ? parseCommit(bytes) : undefined;
    const whole = (): CommitObject | undefined => commit ?? parseCommit(bytes);
    const author = personBy(head.author, head.encoded, () =>
      personOf(whole()?.author.name ?? '', whole()?.author.email ?? ''),
    );
    see(author, number);
    if (head.committer !== head.author || head.encoded)
      see(
        personBy(head.committer, head.encoded, () =>
          personOf(whole()?.committer.name ?? '', whole()?.committer.email ?? ''),
        ),
        number,
      );
    if (!commit) return;
    authors.set(number, author.identity);
    early.set(number, summaryOf(commit));
  });
  const chain = firstParentChain(graph);
  const units = chain.filter((commit) => inPeriod(graph.secondsOf(commit), period));
  const wanted = new Set(units);
  const brought = broughtIn(graph, chain, (step) => wanted.has(step));
  // What a change of the period brings in may be dated otherwise.
  const summaries = new Map<number, CommitSummary>();
  const others: string[] = [];
  for (const commits of brought.values())
    for (const commit of commits) {
      const summary = early.get(commit);
      if (summary) summaries.set(commit, summary);
      else others.push(graph.idOf(commit));
    }
  early.clear();
  for await (const objects of history.objects.read(others, 'commit', MOST_COMMIT_BYTES))
    for (const object of objects) {
      const commit = object.ok ? parseCommit(object.bytes) : undefined;
      if (commit) summaries.set(graph.find(object.id), summaryOf(commit));
    }
  return {
    history,
    graph,
    trees: readTrees(history.objects),
    period,
    chain,
    positions: new Map(chain.map((commit, position) => [commit, position])),
    units,
    brought,
    summaries,
    periodAuthors: new Map([...authors].filter(([commit]) => graph.has(commit))),
    knownPeople: new Set(
      [...seen].flatMap(([word, commits]) => (word !== '' && commits.some(graph.has) ? [word] : [])),
    ),
  };
};

/** First 12 digits of a commit's id: how changes are named. */
export const shortId = (graph: CommitGraph, commit: number): string => graph.idOf(commit).slice(0, 12);

/**
 * The commit that somebody named: a full id, a tag, or the start of an id (7 digits or more) that fits one commit. No branch:
 * its name moves to whatever was committed last. Undefined when the tip does not reach it. `tags` maps tag names to the ids of the commits that they name.
 */
export const resolveCommit = (
  { graph }: Pick<HistoryReading, 'graph'>,
  tags: ReadonlyMap<string, string>,
  name: string,
): number | undefined => {
  const wanted = name.trim();
  const named = tags.get(wanted.replace(/^refs\/tags\//, ''));
  for (const id of [wanted.toLowerCase(), named ?? '']) {
    const found = graph.find(id);
    if (found >= 0) return found;
  }
  if (!/^[0-9a-f]{7,63}$/i.test(wanted)) return undefined;
  const [first, ...others] = graph.startingWith(wanted.toLowerCase());
  return others.length === 0 ? first : undefined;
};
