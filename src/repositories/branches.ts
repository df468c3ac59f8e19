import { plainText } from '../base/plain-text.ts';
import { RepositoriesError } from './errors.ts';
import type { OpenHistory } from './open-history.ts';

/** The branches of a history, by short name, sorted. */
const branchesOf = (history: Pick<OpenHistory, 'refs'>): readonly string[] =>
  [...history.refs.keys()]
    .filter((name) => name.startsWith('refs/heads/') || name.startsWith('refs/remotes/'))
    .map((name) => name.replace(/^refs\/(heads|remotes)\//, ''))
    .sort();

/** The id of a branch's tip. Throws a RepositoriesError that lists the branches there are. */
export const tipOf = (history: Pick<OpenHistory, 'refs' | 'head'>, branch: string): string => {
  if (history.refs.size === 0)
    throw new RepositoriesError('empty-repository', 'the repository holds no commit: no branch, no tag');
  const names = [branch, `refs/heads/${branch}`, `refs/remotes/origin/${branch}`];
  for (const name of names) {
    const id = name === 'HEAD' || name.startsWith('refs/') ? history.refs.get(name) : undefined;
    if (id !== undefined) return id;
  }
  const known = branchesOf(history);
  const shown = known.slice(0, 10).map(plainText).join(', ');
  const there =
    known.length === 0
      ? `it holds no branch, only ${[...history.refs.keys()].slice(0, 5).map(plainText).join(', ')}`
      : `it holds ${shown}${known.length > 10 ? ` and ${known.length - 10} more` : ''}`;
  const unborn = history.head === `refs/heads/${branch}` ? ' (HEAD names it, but nothing was committed to it)' : '';
  throw new RepositoriesError('missing-branch', `no branch "${plainText(branch)}"${unborn}; ${there}`, {
    hint: 'Name the branch: in plumbline.yaml as git-history: { path: ..., branch: ... }, for plumbline collect git with --branch.',
  });
};
