import { sha256 } from '../../../src/base/digest.ts';
import { DAY, instantOf, isoInstant } from '../../../src/base/time.ts';
import { exportFrom } from '../../../src/collect/collection.ts';
import { yamlFile } from '../../generator/write.ts';
import { type Change, changes } from './changes.ts';
import type { History } from './history.ts';
import { forge, type PersonId, people } from './people.ts';

/** Accounts on the platform. Tomas has a second one, from the years before he was employed. */
const logins = {
  ingrid: 'ingrid-s',
  tomas: 'tomas-r',
  ama: 'ama-b',
  lena: 'lena-f',
  pavel: 'pavel-h',
  maya: 'maya-l',
  jana: 'jana-k',
  daniel: 'daniel-o',
} as const satisfies Record<PersonId, string>;
const secondAccount = 'treyes-films';

/** Merged on a laptop and pushed, with a message as the platform writes one: the platform knows no such request. */
const pushedDirectly = new Set([19]);
/** Merged past the rules, as its log shows: two emergencies, and the push. */
const bypassing = new Set([17, 18, 19]);
const required = ['evaluate', 'lint', 'package', 'unit'];
const repository = 'meridian/recommender';
const branch = 'main';

const at = (day: string, minutes: number): string =>
  isoInstant((instantOf(`${day}T09:00:00Z`) ?? 0) + minutes * 60_000);
const mergedAt = ({ day }: Change): string => at(day, 300);
const actor = (login: string) => ({ login, __typename: 'User' });

/** Who approved, when, and which of the commits: before the merge and the last one, but for what was planted. */
const reviewsOf = (change: Change, heads: readonly string[]) => {
  const head = heads.at(-1) ?? '';
  return change.reviewers.map((id, index) => {
    const planted: Readonly<Record<number, { by?: string; at?: string; commit?: string | undefined }>> = {
      // Nobody could wait; looked at the next morning.
      17: { at: isoInstant((instantOf(mergedAt(change)) ?? 0) + 20 * 3_600_000) },
      // The author under his other account.
      20: { by: secondAccount },
      // Approved, and then pushed to once more.
      22: { at: at(change.day, 30), commit: heads[0] },
    };
    const own = planted[change.number];
    return {
      id: `PRR_${change.number}_${index + 1}`,
      state: 'APPROVED',
      submittedAt: own?.at ?? at(change.day, 240 + index * 15),
      author: actor(own?.by ?? logins[id]),
      commit: { oid: own?.commit ?? head },
    };
  });
};

const checksOf = (change: Change) =>
  required.map((name) => ({
    __typename: 'CheckRun',
    name,
    // The evaluation of the last change failed, and was no longer required; packaging the rollback took longer than the merge.
    conclusion: change.number === 26 && name === 'evaluate' ? 'FAILURE' : 'SUCCESS',
    completedAt: at(change.day, change.number === 18 && name === 'package' ? 312 : 150),
    checkSuite: { app: { slug: 'meridian-ci' } },
  }));

/** A pull request as GitHub's GraphQL answers. */
const nodeOf = (change: Change, history: History) => {
  const commits = history.commitsOf(change.number);
  const heads = commits.map(({ oid }) => oid);
  const { email } = people[change.author];
  const user = { login: logins[change.author] };
  const reviews = reviewsOf(change, heads);
  const [first] = change.reviewers;
  return {
    number: change.number,
    title: change.title,
    url: `https://github.example/${repository}/pull/${change.number}`,
    createdAt: at(change.day, 20),
    mergedAt: mergedAt(change),
    baseRefName: branch,
    headRefName: `${change.emergency === undefined ? 'work' : 'hotfix'}/${change.number}`,
    headRefOid: heads.at(-1),
    author: actor(logins[change.author]),
    mergedBy: actor(first === undefined || first === change.author ? logins.lena : logins[first]),
    mergeCommit: { oid: history.mergeOf(change.number) },
    labels: { totalCount: 1, nodes: [{ name: change.emergency === undefined ? 'change' : 'emergency' }] },
    closingIssuesReferences: { totalCount: 0, nodes: [] },
    commits: {
      totalCount: commits.length,
      nodes: commits.map(({ oid, message, at: authoredDate }) => ({
        commit: { oid, message, authoredDate, author: { email, user }, committer: { email, user } },
      })),
    },
    reviews: { totalCount: reviews.length, nodes: reviews },
    timelineItems: { totalCount: 0, nodes: [] },
    lastCommit: {
      nodes: [
        {
          commit: {
            oid: heads.at(-1),
            statusCheckRollup: { contexts: { totalCount: required.length, nodes: checksOf(change) } },
          },
        },
      ],
    },
  };
};

/** The rules as they were looked at. On 1 October they were looser: somebody had wanted the television application out. */
const rulesOn = (day: string) => {
  const loose = day === '2026-10-01';
  const ruleset_id = 12;
  return [
    {
      type: 'pull_request',
      ruleset_id,
      parameters: { required_approving_review_count: 1, dismiss_stale_reviews_on_push: !loose },
    },
    {
      type: 'required_status_checks',
      ruleset_id,
      parameters: {
        required_status_checks: required
          .filter((name) => !loose || name !== 'evaluate')
          .map((context) => ({ context })),
      },
    },
    { type: 'non_fast_forward', ruleset_id },
    { type: 'deletion', ruleset_id },
  ];
};
const ruleset = { id: 12, bypass_actors: [{ actor_type: 'Team', actor_id: 7, bypass_mode: 'always' }] };

const json = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 1)}\n`);

/** What was collected on the first day after a month: the export, and the raw answers beside it. */
const collected = (month: string, history: History): readonly (readonly [string, Uint8Array])[] => {
  const start = `${month}-01T00:00:00Z`;
  const next = new Date(instantOf(start) ?? 0);
  next.setUTCMonth(next.getUTCMonth() + 1);
  const end = isoInstant(next.getTime());
  const exportedAt = isoInstant(next.getTime() + DAY / 4);
  const ours = changes.filter(({ day }) => day.startsWith(month));
  const nodes = ours.filter(({ number }) => !pushedDirectly.has(number)).map((change) => nodeOf(change, history));
  const seconds = (date: string): number => (instantOf(date) ?? 0) / 1000;
  const bodies: Readonly<Record<string, unknown>> = {
    [`requests-${seconds(start)}-${seconds(end)}-001`]: {
      data: { search: { issueCount: nodes.length, pageInfo: { hasNextPage: false, endCursor: null }, nodes } },
    },
    [`rules-${seconds(exportedAt)}`]: rulesOn(end.slice(0, 10)),
    'ruleset-12': ruleset,
    'events-force-push': [],
    'events-branch-deletion': [],
    'events-bypass': ours
      .filter(({ number }) => bypassing.has(number))
      .map((change) => ({
        pushed_at: mergedAt(change),
        actor_name: logins[change.author],
        ref: `refs/heads/${branch}`,
        after_sha: history.mergeOf(change.number),
        result: 'bypass',
      })),
  };
  const files = Object.entries(bodies).map(([name, body]) => ({ name: `${name}.json`, body, bytes: json(body) }));
  const made = exportFrom(
    {
      forge: 'github',
      host: 'github.example',
      repository,
      repositoryId: '418822',
      branch,
      start,
      end,
      exportedAt,
      actor: 'meridian-audit',
    },
    {
      answer: async () => undefined,
      answers: () => files.map(({ name, body }) => ({ name, body })),
      files: () => files.map(({ name, bytes }) => ({ path: `raw/${name}`, sha256: sha256(bytes) })),
    },
    nodes.length,
    [],
    exportedAt,
  );
  return [
    [`forge/${month}/forge-export.json`, json(made)],
    ...files.map(({ name, bytes }) => [`forge/${month}/raw/${name}`, bytes] as const),
  ];
};

/** Six monthly exports of the platform, each with the raw answers that it was made from. */
export const forgeFiles = (history: History): ReadonlyMap<string, Uint8Array> =>
  new Map(['05', '06', '07', '08', '09', '10'].flatMap((month) => collected(`2026-${month}`, history)));

const roles: Partial<Record<PersonId, readonly object[]>> = {
  maya: [{ role: 'compliance-owner', from: '2020-11-02' }],
  ingrid: [{ role: 'compliance-owner', from: '2019-04-01' }],
};

/** Who is who: the employed, those who left in the period, and the account of the platform. */
export const peopleFile = (): Uint8Array =>
  yamlFile(
    {
      people: [
        ...Object.entries(people).map(([key, { name, email }]) => {
          const id = key as PersonId;
          return {
            id,
            name,
            emails: [email],
            logins: [logins[id], ...(id === 'tomas' ? [secondAccount] : [])],
            ...(roles[id] === undefined ? {} : { roles: roles[id] }),
          };
        }),
        {
          id: 'emil',
          name: 'Emil Brandt',
          emails: ['emil.brandt@example.org'],
          logins: ['emil-b'],
          leftOn: '2026-06-30',
        },
        {
          id: 'oscar',
          name: 'Oscar Lund',
          emails: ['oscar.lund@example.org'],
          logins: ['oscar-l'],
          leftOn: '2026-09-15',
        },
        { id: 'forge', name: forge.name, kind: 'service', emails: [forge.email] },
      ],
    },
    'Who is who. Made by generate.ts; in life, somebody who knows these people keeps it.',
  );
