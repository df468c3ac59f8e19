import type { ForgeCheck, ForgeEvent, ForgeGap, ForgeRequest, ForgeReview } from '../model/generated/forge-export.ts';
import { type ForgeAdapter, inOrder, type RawAnswer } from './normalised.ts';
import { commitId, count, firstLine, instant, type Json, known, list, object, text } from './shape.ts';

/**
 * What is asked of GitHub for every merged request. A search answers at most 1,000 requests, so that windows are halved until they
 * hold fewer; its `issueCount` is the forge's own count, against which the list is held.
 */
export const githubQuery = `query ($query: String!, $after: String) {
  search(type: ISSUE, query: $query, first: 20, after: $after) {
    issueCount
    pageInfo { hasNextPage endCursor }
    nodes {
      ... on PullRequest {
        number title url createdAt mergedAt baseRefName headRefName headRefOid
        author { login __typename }
        mergedBy { login __typename }
        mergeCommit { oid tree { oid } }
        labels(first: 50) { totalCount nodes { name } }
        closingIssuesReferences(first: 50) { totalCount nodes { number } }
        commits(first: 100) {
          totalCount
          nodes { commit { oid message authoredDate author { email user { login } } committer { email user { login } } } }
        }
        reviews(first: 100) { totalCount nodes { id state submittedAt author { login __typename } commit { oid } } }
        timelineItems(first: 100, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT, REVIEW_DISMISSED_EVENT]) {
          totalCount
          nodes {
            __typename
            ... on HeadRefForcePushedEvent { createdAt actor { login } beforeCommit { oid } afterCommit { oid } }
            ... on ReviewDismissedEvent { createdAt previousReviewState review { id } }
          }
        }
        lastCommit: commits(last: 1) {
          nodes {
            commit {
              oid
              statusCheckRollup {
                contexts(first: 100) {
                  totalCount
                  nodes {
                    __typename
                    ... on CheckRun { name conclusion completedAt checkSuite { app { slug } } }
                    ... on StatusContext { context state createdAt }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}`;

const actor = (value: unknown) => {
  const { login, __typename } = object(value);
  const name = text(login);
  return name === undefined
    ? undefined
    : {
        login: name,
        type: __typename === 'Bot' || __typename === 'Mannequin' ? ('bot' as const) : ('person' as const),
      };
};

const states = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  COMMENTED: 'commented',
  DISMISSED: 'dismissed',
  PENDING: 'pending',
} as const;
const stateOf = (value: unknown): ForgeReview['state'] => states[String(value) as keyof typeof states] ?? 'commented';

const conclusions = {
  SUCCESS: 'success',
  FAILURE: 'failure',
  ERROR: 'failure',
  STARTUP_FAILURE: 'failure',
  NEUTRAL: 'neutral',
  CANCELLED: 'cancelled',
  SKIPPED: 'skipped',
  TIMED_OUT: 'timed-out',
  ACTION_REQUIRED: 'action-required',
  STALE: 'stale',
} as const;
const conclusionOf = (value: unknown): ForgeCheck['conclusion'] =>
  conclusions[String(value) as keyof typeof conclusions];

/** A dismissed review shows only that it was dismissed; what it said before, and when that ended, its event tells. */
const reviewsOf = (node: Json): ForgeReview[] => {
  const dismissals = new Map(
    list(object(node.timelineItems).nodes)
      .filter(({ __typename }) => __typename === 'ReviewDismissedEvent')
      .map((event) => [text(object(event.review).id) ?? '', event]),
  );
  return list(object(node.reviews).nodes).flatMap((review): ForgeReview[] => {
    const id = text(review.id);
    if (id === undefined) return [];
    const dismissal = review.state === 'DISMISSED' ? dismissals.get(id) : undefined;
    return [
      known({
        id,
        by: actor(review.author),
        state: stateOf(dismissal?.previousReviewState ?? review.state),
        at: instant(review.submittedAt),
        commit: commitId(object(review.commit).oid),
        dismissedAt: instant(dismissal?.createdAt),
      }),
    ];
  });
};

const checksOf = (node: Json): { readonly checks: ForgeCheck[]; readonly complete: boolean } => {
  const commit = object(list(object(node.lastCommit).nodes)[0]?.commit);
  const oid = commitId(commit.oid);
  const contexts = object(object(commit.statusCheckRollup).contexts);
  const nodes = list(contexts.nodes);
  const checks = nodes.flatMap((context): ForgeCheck[] => {
    const name = text(context.name) ?? text(context.context);
    if (name === undefined || oid === undefined) return [];
    return [
      context.__typename === 'CheckRun'
        ? known({
            name,
            source: 'check-run' as const,
            app: text(object(object(context.checkSuite).app).slug),
            oid,
            conclusion: conclusionOf(context.conclusion),
            completedAt: instant(context.completedAt),
          })
        : known({
            name,
            source: 'status' as const,
            oid,
            conclusion: conclusionOf(context.state),
            completedAt: instant(context.createdAt),
          }),
    ];
  });
  return { checks, complete: (count(contexts.totalCount) ?? 0) <= nodes.length };
};

const requestOf = (node: Json): { readonly request: ForgeRequest; readonly gaps: readonly ForgeGap[] } | undefined => {
  const number = count(node.number);
  const mergedAt = instant(node.mergedAt);
  const base = text(node.baseRefName);
  if (number === undefined || mergedAt === undefined || base === undefined) return undefined;
  const commits = object(node.commits);
  const { checks, complete } = checksOf(node);
  const items = list(commits.nodes).flatMap(({ commit }) => {
    const { oid, message, authoredDate, author, committer } = object(commit);
    const id = commitId(oid);
    return id === undefined
      ? []
      : [
          known({
            oid: id,
            subject: firstLine(message),
            authoredAt: instant(authoredDate),
            authorEmail: text(object(author).email),
            authorLogin: text(object(object(author).user).login),
            committerEmail: text(object(committer).email),
            committerLogin: text(object(object(committer).user).login),
          }),
        ];
  });
  const total = count(commits.totalCount) ?? items.length;
  const pushes = list(object(node.timelineItems).nodes).flatMap((event): ForgeEvent[] => {
    const at = instant(event.createdAt);
    return event.__typename !== 'HeadRefForcePushedEvent' || at === undefined
      ? []
      : [
          known({
            type: 'force-push' as const,
            at,
            by: text(object(event.actor).login),
            before: commitId(object(event.beforeCommit).oid),
            after: commitId(object(event.afterCommit).oid),
          }),
        ];
  });
  const short = (connection: unknown): boolean =>
    (count(object(connection).totalCount) ?? 0) > list(object(connection).nodes).length;
  const gap = (what: ForgeGap['what'], is: boolean): readonly ForgeGap[] =>
    is ? [{ what, requests: [number], reason: 'more than 100 of them; the rest was not asked for' }] : [];
  return {
    request: {
      ...known({
        number,
        title: text(node.title),
        url: text(node.url),
        author: actor(node.author),
        createdAt: instant(node.createdAt),
        mergedAt,
        mergedBy: actor(node.mergedBy),
        base,
        source: text(node.headRefName),
        head: commitId(node.headRefOid),
        mergeCommit: commitId(object(node.mergeCommit).oid),
        mergeTree: commitId(object(object(node.mergeCommit).tree).oid),
      }),
      labels: list(object(node.labels).nodes).flatMap(({ name }) => text(name) ?? []),
      issues: list(object(node.closingIssuesReferences).nodes).flatMap(({ number: issue }) =>
        count(issue) === undefined ? [] : `#${String(issue)}`,
      ),
      commits: { total, items },
      reviews: reviewsOf(node),
      checks,
      events: pushes,
    },
    gaps: [
      ...gap('commits', total > items.length),
      ...gap('reviews', short(node.reviews) || short(node.timelineItems)),
      ...gap('checks', !complete),
    ],
  };
};

interface BranchRule {
  readonly type: unknown;
  readonly parameters: Json;
}

/** The logs of a repository that are asked for, and which events their entries are. */
export const githubEvents = {
  'force-push': 'force-push',
  'branch-deletion': 'branch-deleted',
  bypass: 'rule-bypass',
} as const satisfies Readonly<Record<string, ForgeEvent['type']>>;

/** Who may pass the rules by, of every ruleset that is in force; undefined when one of them was not shown. */
const bypassActors = (rules: readonly Json[], answers: readonly RawAnswer[]): string[] | undefined => {
  const rulesets = [...new Set(rules.flatMap(({ ruleset_id }) => count(ruleset_id) ?? []))];
  const shown = rulesets.map((id) => {
    const body = object(answers.find(({ name }) => name === `ruleset-${id}.json`)?.body);
    return Array.isArray(body.bypass_actors) ? list(body.bypass_actors) : undefined;
  });
  if (shown.includes(undefined)) return undefined;
  return shown
    .flatMap((actors) => actors ?? [])
    .map(
      ({ actor_type, actor_id, bypass_mode }) => `${String(actor_type)} ${String(actor_id)} (${String(bypass_mode)})`,
    )
    .sort();
};

/** GitHub: pages of the search, the rules of the branch with their rulesets, and the logs of what happened to it. */
export const github: ForgeAdapter = {
  requests: (answers, wanted) => {
    const found = answers
      .filter(({ name }) => name.startsWith('requests-'))
      .flatMap(({ body }) =>
        list(object(object(object(body).data).search).nodes).flatMap((node) => requestOf(node) ?? []),
      );
    const requests = inOrder(
      found.map(({ request }) => request),
      wanted,
    );
    const numbers = new Set(requests.map(({ number }) => number));
    const gaps = found
      .flatMap((each) => each.gaps)
      .filter(({ requests: concerned }) => (concerned ?? []).some((number) => numbers.has(number)));
    return { requests, gaps };
  },
  rules: (answers, observedAt) => {
    const body = answers.find(({ name }) => name.startsWith('rules-'))?.body;
    if (!Array.isArray(body)) return undefined;
    const rules = list(body).map(({ type, parameters }): BranchRule => ({ type, parameters: object(parameters) }));
    const of = (type: string) => rules.filter((rule) => rule.type === type);
    const reviews = of('pull_request').map(({ parameters }) => parameters);
    const flag = (name: string): boolean => reviews.some((parameters) => parameters[name] === true);
    const checks = of('required_status_checks').flatMap(({ parameters }) =>
      list(parameters.required_status_checks).flatMap(({ context }) => text(context) ?? []),
    );
    const actors = bypassActors(list(body), answers);
    return known({
      observedAt,
      requiredApprovals: Math.max(0, ...reviews.map((each) => count(each.required_approving_review_count) ?? 0)),
      dismissStale: flag('dismiss_stale_reviews_on_push'),
      lastPushApproval: flag('require_last_push_approval'),
      codeOwnerReview: flag('require_code_owner_review'),
      requiredChecks: [...new Set(checks)].sort(),
      forcePushAllowed: of('non_fast_forward').length === 0,
      deletionAllowed: of('deletion').length === 0,
      bypassActors: actors,
      enforcedOnAdmins: actors && !actors.some((actor) => /^(?:OrganizationAdmin|RepositoryRole)\b/.test(actor)),
    });
  },
  events: (answers, { start, end }) => {
    const logs = answers.filter(({ name }) => name.startsWith('events-'));
    if (logs.length < Object.keys(githubEvents).length || !logs.every(({ body }) => Array.isArray(body)))
      return undefined;
    return logs
      .flatMap(({ name, body }) => {
        const type = githubEvents[name.replace(/^events-|\.json$/g, '') as keyof typeof githubEvents];
        return list(body).flatMap((entry): ForgeEvent[] => {
          const at = instant(entry.timestamp) ?? instant(entry.pushed_at);
          if (at === undefined || Date.parse(at) < Date.parse(start) || Date.parse(at) >= Date.parse(end)) return [];
          return [
            known({
              type,
              at,
              by: text(object(entry.actor).login) ?? text(entry.actor_name),
              ref: text(entry.ref),
              before: commitId(entry.before) ?? commitId(entry.before_sha),
              after: commitId(entry.after) ?? commitId(entry.after_sha),
            }),
          ];
        });
      })
      .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  },
};
