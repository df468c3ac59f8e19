import { plainText } from '../../base/plain-text.ts';
import { isoInstant } from '../../base/time.ts';
import type { FactSheet, Location } from '../../model/facts.ts';
import type { ReleaseTag } from '../../repositories/tags.ts';
import type { RecordDraft, SheetDraft } from '../sheet-draft.ts';
import { entryOf, isPlatform, mergedByOnlyAuthor, seriesOf } from './change-entry.ts';
import { type ChangedPaths, pathStatuses, touchKinds } from './changed-paths.ts';
import type { CommitSummary } from './commit-summary.ts';
import type { HistoryOptions } from './history-options.ts';
import { BACKDATED, type HistoryReading, resolveCommit, shortId } from './history-reading.ts';
import { hasAddress, identities, isAmong, isNobody, namesAndAddresses, type Person, personOf } from './people.ts';

/** Whether a commit is dated more than an hour before its first parent; undefined where a date or the parent is absent. */
export const isBackdated = (reading: HistoryReading, commit: number): boolean | undefined => {
  const parent = reading.graph.parentsOf(commit)[0];
  if (parent === undefined) return false;
  const gap = reading.graph.secondsOf(parent) - reading.graph.secondsOf(commit);
  return parent === -1 || Number.isNaN(gap) ? undefined : gap > BACKDATED;
};

/**
 * Who claims to have reviewed a change: the trailers of its own commit, and of a merge also whoever stands in the trailers of
 * every commit that it brings in. A reviewer of one commit of ten has not reviewed the change.
 */
export const reviewersOf = (own: CommitSummary, others: readonly CommitSummary[]): readonly Person[] => {
  const [first, ...rest] = others;
  const ofAll = (first?.reviewers ?? []).filter((person) =>
    rest.every(({ reviewers }) => reviewers.some(({ identity }) => identity === person.identity)),
  );
  return [...own.reviewers, ...ofAll];
};

/**
 * The people who may be counted as reviewers: authors and committers of the history, and the owners of the system file. A
 * trailer is free text, so that a name that occurs nowhere else is nobody who could be asked.
 */
export const knownPeople = (reading: HistoryReading, systems: readonly FactSheet[]): ReadonlySet<string> => {
  const owners = systems.flatMap((sheet) => {
    const { owners: list } = sheet.facts as Readonly<Record<string, unknown>>;
    return Array.isArray(list) ? (list as readonly Readonly<Record<string, unknown>>[]) : [];
  });
  const told = owners.flatMap(({ name, contact }) => {
    const person = personOf(typeof name === 'string' ? name : '', typeof contact === 'string' ? contact : '');
    return [person.identity, person.name];
  });
  return new Set([...reading.knownPeople, ...told].filter((word) => word !== ''));
};

/** Everybody who had a hand in a change: authors, co-authors and committers of what it brings in. */
export const makersOf = (all: readonly CommitSummary[]): readonly Person[] =>
  all.flatMap(({ author, committer, coAuthors }) => [author, committer, ...coAuthors]);

/** The parts of a unit: its own summary, those of its other commits that are no merges, and of all. */
export const partsOf = (
  reading: HistoryReading,
  unit: number,
):
  | {
      readonly own: CommitSummary;
      readonly others: readonly CommitSummary[];
      readonly all: readonly CommitSummary[];
    }
  | undefined => {
  const own = reading.summaries.get(unit);
  if (!own) return undefined;
  const commits = reading.brought.get(unit) ?? [];
  const summary = (commit: number): readonly CommitSummary[] => {
    const found = reading.summaries.get(commit);
    return found ? [found] : [];
  };
  const plain = commits.filter((commit) => commit !== unit && reading.graph.parentsOf(commit).length < 2);
  return { own, others: plain.flatMap(summary), all: commits.flatMap(summary) };
};

const MOST_OWN = 20;

const addOwnContent = (record: RecordDraft, { ownPaths, incomplete }: ChangedPaths): void => {
  if (ownPaths) {
    record.set('ownPaths', ownPaths.slice(0, MOST_OWN).map(plainText));
    record.set('ownPathCount', ownPaths.length);
  } else
    for (const fact of ['ownPaths', 'ownPathCount'])
      record.lack(fact, incomplete ?? 'the merge changes more paths than are compared with its other parents');
};

/** Writes the population of changes onto the sheet, oldest first, and tells their records. `paths` stand in the order of the units. */
export const addChanges = (
  draft: SheetDraft,
  source: Location,
  reading: HistoryReading,
  options: HistoryOptions,
  paths: readonly ChangedPaths[],
  tags: readonly ReleaseTag[],
  known: ReadonlySet<string>,
): ReadonlyMap<number, RecordDraft> => {
  const records = new Map<number, RecordDraft>();
  const { graph, units, positions, brought } = reading;
  const names = new Map(tags.map((tag) => [tag.name, tag.commit]));
  const released = tags
    .flatMap((tag) => {
      const position = positions.get(graph.find(tag.commit));
      return position === undefined ? [] : [{ name: tag.name, position }];
    })
    .sort((a, b) => a.position - b.position || (a.name < b.name ? -1 : 1));
  const isBot = ({ identity, name }: Person): boolean => options.isBot(identity) || options.isBot(name);
  const series = seriesOf(graph, units, (unit) => reading.summaries.get(unit)?.committer.identity);
  let nextRelease = 0;
  for (const [index, unit] of units.entries()) {
    const parts = partsOf(reading, unit);
    const changed = paths[index];
    if (!parts || !changed) continue;
    const { own, others, all } = parts;
    const record = draft.add('changes', shortId(graph, unit), source);
    records.set(unit, record);
    const parents = graph.parentsOf(unit);
    const reviewers = reviewersOf(own, others);
    const makers = makersOf(all);
    // A tool does not answer for what it approves, so that its approval is none.
    const apart = reviewers.filter((person) => !isAmong(person, makers) && !isNobody(person) && !isBot(person));
    const isKnown = (person: Person): boolean => hasAddress(person) && known.has(person.identity);
    const independent = identities(apart.filter(isKnown));
    const unknown = identities(apart.filter((person) => !isKnown(person)));
    const workItems = [...new Set(all.flatMap((commit) => commit.workItems))].sort();

    record.set('oid', graph.idOf(unit));
    record.set('subject', own.subject);
    record.set('kind', parents.length === 0 ? 'root' : parents.length > 1 ? 'merge' : 'commit');
    const entry = entryOf(parents.length, own);
    if (entry !== undefined) record.set('entry', entry);
    else
      record.lack(
        'entry',
        'a plain commit whose message names no request; a squash, a rebase and a direct push look alike',
      );
    if (own.request !== undefined) record.set('request', own.request);
    else record.lack('request', 'the message names none');
    record.set('claimsRequest', own.request !== undefined);
    record.set('committedByPlatform', isPlatform(own.committer));
    const run = series.get(unit);
    if (run) {
      record.set('series', shortId(graph, run.first));
      record.set('seriesLength', run.length);
    }
    if (parents.length > 1) {
      record.set('merger', own.author.identity);
      const only = mergedByOnlyAuthor(own, others);
      if (only === undefined) record.lack('mergedByOnlyAuthor', 'the merge brings in no commit of its own');
      else record.set('mergedByOnlyAuthor', only);
      addOwnContent(record, changed);
    }
    record.set('trailers', own.trailers);
    const authors = others.length > 0 ? others.map(({ author }) => author) : [own.author];
    record.set('authors', identities(authors));
    record.set('coAuthors', identities(all.flatMap(({ coAuthors }) => coAuthors)));
    record.set('committer', own.committer.identity);
    record.set('makers', namesAndAddresses(makers));
    record.set('committedAt', isoInstant(graph.secondsOf(unit) * 1000));
    if (own.authoredSeconds !== undefined) record.set('authoredAt', isoInstant(own.authoredSeconds * 1000));
    else record.lack('authoredAt', 'the commit holds no author date that can be read');
    record.set('reviewers', identities(reviewers));
    record.set('independentReviewers', independent);
    record.set('unknownReviewers', unknown);
    if (independent.length > 0 || unknown.length === 0) record.set('independentReviewerCount', independent.length);
    else
      record.lack(
        'independentReviewerCount',
        `the only reviewers, ${unknown.slice(0, 3).join(', ')}, occur nowhere else in the history or among the owners of the system, or have no address`,
      );
    record.set('workItems', workItems);
    record.set('workItemCount', workItems.length);
    record.set('signed', graph.signed(unit));
    record.set('bot', authors.some(isBot));
    record.set(
      'aiAssisted',
      all.some((commit) => commit.aiAssisted),
    );
    record.set(
      'emergency',
      [own, ...all].some((commit) => commit.emergency),
    );
    record.set('commitCount', brought.get(unit)?.length ?? 0);

    record.set('paths', changed.paths.map(plainText));
    if (changed.incomplete === undefined) record.set('pathCount', changed.count);
    else record.lack('pathCount', changed.incomplete);
    for (const status of pathStatuses)
      if (changed.incomplete === undefined) record.set(`${status}PathCount`, changed.byStatus[status]);
      else record.lack(`${status}PathCount`, changed.incomplete);
    if (changed.incomplete === undefined) record.set('touchesSubmodule', changed.submodules > 0);
    else record.lack('touchesSubmodule', changed.incomplete);
    for (const kind of touchKinds)
      if (changed.touches.has(kind) || changed.incomplete === undefined)
        record.set(`touches${kind}`, changed.touches.has(kind));
      else record.lack(`touches${kind}`, changed.incomplete);

    const reverts = own.reverts ?? (others.length === 1 ? others[0]?.reverts : undefined);
    if (reverts !== undefined) {
      const found = resolveCommit(reading, names, reverts);
      record.set('revertOf', found === undefined ? reverts : graph.idOf(found));
    }
    const position = positions.get(unit) ?? 0;
    while (released[nextRelease] && (released[nextRelease]?.position ?? 0) < position) nextRelease++;
    const release = released[nextRelease];
    if (release) record.set('release', plainText(release.name));
    else record.lack('release', 'no tag of the branch contains it yet');
    const backdated = isBackdated(reading, unit);
    if (backdated !== undefined) record.set('backdated', backdated);
    else record.lack('backdated', 'its first parent, or a date, is absent');
  }
  return records;
};
