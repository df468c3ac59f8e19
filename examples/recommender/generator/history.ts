import { instantOf, isoInstant } from '../../../src/base/time.ts';
import { newRepository } from '../../generator/git.ts';
import { changes, firstFiles } from './changes.ts';
import { forge, people } from './people.ts';

/** What other evidence needs to know about the history: the commits that it names. */
export interface History {
  readonly bundle: Uint8Array;
  /** Commit of each tag. */
  readonly releases: Readonly<Record<string, string>>;
  /** The commit that reverts the market launch. */
  readonly rollback: string;
  /** The merge commit of a change, by the number of the change. */
  readonly mergeOf: (number: number) => string;
  /** The commits of the branch of a change, oldest first. */
  readonly commitsOf: (
    number: number,
  ) => readonly { readonly oid: string; readonly message: string; readonly at: string }[];
  /** A file as it was in a release. */
  readonly fileAt: (release: string, path: string) => string;
}

const minutesLater = (day: string, minutes: number): string =>
  isoInstant((instantOf(`${day}T09:00:00Z`) ?? 0) + minutes * 60_000);

/** The files with what changed between two states taken back. Good for files that nothing else has touched since. */
const undone = (
  files: ReadonlyMap<string, string>,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> =>
  new Map(
    [...files].map(([path, text]) => [path, after.get(path) === before.get(path) ? text : (before.get(path) ?? text)]),
  );

/**
 * Plays the list of changes: each is a branch of one or more commits and a merge by the forge, whose message carries the
 * reviewers; releases are annotated tags. `texts` are the authored cards and documents, as they are at the end.
 */
export const writeHistory = (texts: ReadonlyMap<string, string>): History => {
  const repository = newRepository();
  const tags: Record<string, string> = {};
  const releases: Record<string, string> = {};
  const states = new Map<string, ReadonlyMap<string, string>>();
  const merges = new Map<number, string>();
  const branches = new Map<number, { readonly oid: string; readonly message: string; readonly at: string }[]>();
  let rollback = '';

  let files: ReadonlyMap<string, string> = firstFiles(texts);
  let tip = repository.commit({
    files,
    parents: [],
    author: people.lena,
    committer: people.lena,
    at: minutesLater('2026-02-02', 0),
    message: 'Start the repository of the recommender',
  });
  states.set(tip, files);

  for (const change of changes) {
    const author = people[change.author];
    let head = tip;
    change.commits.forEach((part, index) => {
      let message = part.subject;
      if (part.reverts === undefined) files = part.edit(files, texts);
      else {
        const merge = merges.get(part.reverts) ?? '';
        const before = merges.get(part.reverts - 1) ?? '';
        files = undone(files, states.get(before) ?? new Map(), states.get(merge) ?? new Map());
        message = `${part.subject}\n\nThis reverts commit ${merge}, reversing\nchanges made to ${before}.`;
      }
      const at = minutesLater(change.day, index * 47);
      const full = `${message}\n\nRefs: MER-${400 + change.number}`;
      head = repository.commit({ files, parents: [head], author, committer: author, at, message: full });
      branches.set(change.number, [...(branches.get(change.number) ?? []), { oid: head, message: full, at }]);
      if (part.reverts !== undefined) rollback = head;
    });
    const reviewers = change.reviewers.map((id) => `Reviewed-by: ${people[id].name} <${people[id].email}>`);
    tip = repository.commit({
      files,
      parents: [tip, head],
      author,
      committer: forge,
      at: minutesLater(change.day, 300),
      message: [
        `Merge #${change.number}: ${change.title}`,
        '',
        `Refs: MER-${400 + change.number}`,
        ...(change.emergency === undefined ? [] : [`Emergency: ${change.emergency}`]),
        ...reviewers,
      ].join('\n'),
    });
    merges.set(change.number, tip);
    states.set(tip, files);
    if (change.release) {
      const { name, day, note } = change.release;
      releases[name] = tip;
      tags[`refs/tags/${name}`] = repository.tag(name, tip, people.lena, minutesLater(day, 60), note);
    }
  }
  return {
    bundle: repository.bundle({ HEAD: tip, 'refs/heads/main': tip, ...tags }),
    releases,
    rollback,
    commitsOf: (number) => branches.get(number) ?? [],
    mergeOf: (number) => merges.get(number) ?? '',
    fileAt: (release, path) => states.get(releases[release] ?? '')?.get(path) ?? '',
  };
};
