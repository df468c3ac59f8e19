import { forgeCommand } from './forge.ts';

/** `plumbline collect github`. */
export const github = forgeCommand({
  forge: 'github',
  summary:
    'write what GitHub says of the merged pull requests of a period: reviews, checks and rules, with the raw answers',
  repository: {
    argument: 'owner/name',
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/,
    example: 'acme/recommender',
  },
  api: 'https://api.github.com',
  tokens: ['GITHUB_TOKEN', 'GH_TOKEN'],
  authorization: (token) => ['authorization', `Bearer ${token}`],
  collect: async () => (await import('../../../collect/github.ts')).collectGithub,
});
