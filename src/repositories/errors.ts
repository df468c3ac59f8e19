import { CodedError } from '../base/errors.ts';

export type RepositoriesErrorCode =
  | 'git-missing'
  | 'git-failed'
  | 'not-a-repository'
  | 'unsupported-repository'
  | 'outside'
  | 'borrowed-objects'
  | 'corrupt-bundle'
  | 'incomplete-bundle'
  | 'corrupt-pack'
  | 'empty-repository'
  | 'missing-branch'
  | 'too-large'
  | 'unreadable';

/** A history that cannot be opened or walked. Only `git-missing` is the machine's fault; the rest is about the evidence. */
export class RepositoriesError extends CodedError<RepositoriesErrorCode> {
  get family() {
    return this.code === 'git-missing' ? ('surroundings' as const) : ('refusal' as const);
  }
}
