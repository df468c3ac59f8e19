import { instantOf } from '../../base/time.ts';
import { makersOf, partsOf } from './changes.ts';
import type { HistoryReading } from './history-reading.ts';
import { distinct, type Parties, type Party } from './parties.ts';
import { isNobody, type Person } from './people.ts';
import type { RequestMatch } from './request-match.ts';

/** Under this account GitHub commits what was merged on its site; it is nobody. */
const platformLogins = new Set(['web-flow', 'ghost']);

const partyOf = (parties: Parties, { identity, name }: Person): Party =>
  parties.of({ ...(identity.includes('@') ? { email: identity } : {}), name });

/** Everybody with a hand in a change by the commits alone, without the platform that committed a merge. */
export const changeMakers = (reading: HistoryReading, unit: number, parties: Parties): readonly Party[] => {
  const parts = partsOf(reading, unit);
  if (!parts) return [];
  const { own, others } = parts;
  // Who merges is no author: of a merge only the commits that it brings in are counted, of a plain commit not its committer.
  const commits = others.length > 0 ? makersOf(others) : [own.author];
  const people = [...commits, ...own.coAuthors].filter((person) => !isNobody(person));
  return distinct(
    people.map((person) => partyOf(parties, person)),
    parties.same,
  );
};

/** Everybody with a hand in a request, and when; `unlisted` says why somebody may be lacking. */
export const requestMakers = (
  match: RequestMatch,
  parties: Parties,
  reading: HistoryReading,
): {
  readonly makers: readonly Party[];
  readonly acts: readonly { readonly party: Party; readonly instant: number }[];
  readonly unlisted: string | undefined;
} => {
  const { request, steps } = match;
  const { facts, commits, events, from } = request;
  const created = instantOf(facts.createdAt ?? '') ?? Number.NaN;
  const acts = [
    ...(facts.author === undefined
      ? []
      : [{ party: parties.of({ login: facts.author, bot: facts.authorType === 'bot' }), instant: created }]),
    ...commits.flatMap((commit) => [
      {
        party: parties.of({ login: commit.authorLogin, email: commit.authorEmail }),
        instant: instantOf(commit.authoredAt ?? '') ?? Number.NaN,
      },
      ...(platformLogins.has(commit.committerLogin ?? '') || /^noreply@/i.test(commit.committerEmail ?? '')
        ? []
        : [{ party: parties.of({ login: commit.committerLogin, email: commit.committerEmail }), instant: Number.NaN }]),
    ]),
    ...events.flatMap(({ by, at }) =>
      by === undefined ? [] : [{ party: parties.of({ login: by }), instant: instantOf(at ?? '') ?? Number.NaN }],
    ),
  ].filter(({ party }) => party.label !== '');
  const ofGit = steps.flatMap((step) => changeMakers(reading, step, parties));
  // A merge holds the commits of the request themselves, so that nobody can be lacking.
  const complete =
    (match.method === 'merge' && match.headMatches === true) ||
    match.method === 'fast-forward' ||
    commits.length >= (facts.commitCount ?? Number.POSITIVE_INFINITY);
  const gap = from.gap('commits', facts.id);
  return {
    makers: [...acts.map(({ party }) => party), ...ofGit],
    acts,
    unlisted: complete
      ? undefined
      : (gap ??
        `${(facts.commitCount ?? 0) - commits.length} of ${facts.commitCount ?? 'its'} commits, which the export does not list`),
  };
};
