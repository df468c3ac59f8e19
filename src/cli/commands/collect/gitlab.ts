import { forgeCommand } from './forge.ts';

/** `plumbline collect gitlab`. */
export const gitlab = forgeCommand({
  forge: 'gitlab',
  summary:
    'write what GitLab says of the merge requests of a period: approvals, pipelines and rules, with the raw answers',
  repository: {
    argument: 'group/project',
    pattern: /^[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)+$/,
    example: 'acme/recommender',
  },
  api: 'https://gitlab.com/api/v4',
  tokens: ['GITLAB_TOKEN'],
  authorization: (token) => ['private-token', token],
  collect: async () => (await import('../../../collect/gitlab.ts')).collectGitlab,
});
