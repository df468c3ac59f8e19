import type { ForgeCheck, ForgeRequest, ForgeReview } from '../model/generated/forge-export.ts';
import { type ForgeAdapter, inOrder, type RawAnswer } from './normalised.ts';
import { commitId, count, firstLine, instant, type Json, known, list, object, text } from './shape.ts';

const actor = (value: unknown) => {
  const login = text(object(value).username);
  return login === undefined
    ? undefined
    : { login, type: /^(?:project|group)_\d+_bot/.test(login) ? ('bot' as const) : ('person' as const) };
};

/** What a system note says of a review; GitLab's list of approvals has neither withdrawn ones nor their times. */
const said = (body: string): ForgeReview['state'] | undefined => {
  if (/^approved this merge request/.test(body)) return 'approved';
  if (/^unapproved this merge request/.test(body)) return 'dismissed';
  return /^(?:has )?requested changes/.test(body) ? 'changes-requested' : undefined;
};

const conclusions = {
  success: 'success',
  failed: 'failure',
  canceled: 'cancelled',
  skipped: 'skipped',
  manual: 'action-required',
} as const;

/** The head of a request at an instant: that of the last version pushed by then. */
const headAt = (versions: readonly Json[], at: string | undefined): string | undefined =>
  versions
    .map((version) => ({ at: instant(version.created_at) ?? '', head: commitId(version.head_commit_sha) }))
    .filter((version) => at !== undefined && version.at !== '' && version.at <= at)
    .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
    .at(-1)?.head;

const requestOf = (node: Json, parts: (what: string) => readonly Json[]): ForgeRequest | undefined => {
  const number = count(node.iid);
  const mergedAt = instant(node.merged_at);
  const base = text(node.target_branch);
  if (number === undefined || mergedAt === undefined || base === undefined) return undefined;
  const versions = parts('versions');
  const reviews = parts('notes').flatMap((note): ForgeReview[] => {
    const state = note.system === true ? said(text(note.body) ?? '') : undefined;
    const at = instant(note.created_at);
    return state === undefined
      ? []
      : [known({ id: `note ${String(note.id)}`, by: actor(note.author), state, at, commit: headAt(versions, at) })];
  });
  const checks = parts('pipelines').flatMap((pipeline): ForgeCheck[] => {
    const oid = commitId(pipeline.sha);
    const conclusion = conclusions[String(pipeline.status) as keyof typeof conclusions];
    return oid === undefined
      ? []
      : [
          known({
            name: 'pipeline',
            source: 'pipeline' as const,
            oid,
            conclusion,
            completedAt: conclusion === undefined ? undefined : instant(pipeline.updated_at),
          }),
        ];
  });
  // Newest first, as GitLab lists them.
  const items = [...parts('commits')].reverse().flatMap((commit) => {
    const oid = commitId(commit.id);
    return oid === undefined
      ? []
      : [
          known({
            oid,
            subject: firstLine(commit.title),
            authoredAt: instant(commit.authored_date),
            authorEmail: text(commit.author_email),
            committerEmail: text(commit.committer_email),
          }),
        ];
  });
  return {
    ...known({
      number,
      title: text(node.title),
      url: text(node.web_url),
      author: actor(node.author),
      createdAt: instant(node.created_at),
      mergedAt,
      mergedBy: actor(node.merge_user) ?? actor(node.merged_by),
      base,
      source: text(node.source_branch),
      head: commitId(node.sha),
      // A merge, else a squash, else the branch was moved to the head itself.
      mergeCommit: commitId(node.merge_commit_sha) ?? commitId(node.squash_commit_sha) ?? commitId(node.sha),
    }),
    labels: Array.isArray(node.labels) ? node.labels.flatMap((label) => text(label) ?? []) : [],
    issues: parts('issues').flatMap(({ iid }) => (count(iid) === undefined ? [] : `#${String(iid)}`)),
    commits: { total: items.length, items },
    reviews,
    checks,
  };
};

const named = (answers: readonly RawAnswer[], prefix: string): readonly Json[] =>
  answers.filter(({ name }) => name.startsWith(prefix)).flatMap(({ body }) => list(body));

/** GitLab: the list of merged requests, and of each its commits, notes, versions, pipelines and closed issues. */
export const gitlab: ForgeAdapter = {
  requests: (answers, wanted) => {
    const byRequest = new Map<string, RawAnswer[]>();
    for (const answer of answers) {
      const key = /^request-(\d+)-/.exec(answer.name)?.[1];
      if (key !== undefined) byRequest.set(key, [...(byRequest.get(key) ?? []), answer]);
    }
    const requests = named(answers, 'requests-').flatMap(
      (node) =>
        requestOf(node, (what) =>
          named(byRequest.get(String(node.iid)) ?? [], `request-${String(node.iid)}-${what}-`),
        ) ?? [],
    );
    return { requests: inOrder(requests, wanted), gaps: [] };
  },
  rules: (answers, observedAt) => {
    const of = (name: string): Json => object(answers.find((answer) => answer.name.startsWith(`rules-${name}`))?.body);
    const branch = of('branch');
    if (text(branch.name) === undefined) return undefined;
    const project = of('project');
    const approvals = of('approvals');
    return known({
      observedAt,
      requiredApprovals: count(approvals.approvals_before_merge),
      dismissStale:
        typeof approvals.reset_approvals_on_push === 'boolean' ? approvals.reset_approvals_on_push : undefined,
      requiredChecks: project.only_allow_merge_if_pipeline_succeeds === true ? ['pipeline'] : [],
      forcePushAllowed: branch.allow_force_push === true,
      // The API and git refuse to delete a protected branch.
      deletionAllowed: false,
      bypassActors: list(branch.push_access_levels)
        .filter(({ access_level }) => access_level !== 0)
        .flatMap(({ access_level_description }) => text(access_level_description) ?? []),
    });
  },
  // GitLab lists pushes by force in no answer that is asked for.
  events: () => undefined,
};
