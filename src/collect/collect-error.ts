import { CodedError } from '../base/errors.ts';

export type CollectErrorCode =
  | 'bad-address'
  | 'push-failed'
  | 'no-access'
  | 'no-repository'
  | 'moved'
  | 'other-collection'
  | 'rate-limited'
  | 'refused'
  | 'unreachable';

/** What the user has to ask otherwise; everything else lies outside. */
const questions: ReadonlySet<CollectErrorCode> = new Set([
  'bad-address',
  'no-access',
  'no-repository',
  'moved',
  'other-collection',
]);

/** Something outside that could not be reached, or an address that is none. */
export class CollectError extends CodedError<CollectErrorCode> {
  get family() {
    return questions.has(this.code) ? ('question' as const) : ('surroundings' as const);
  }
}
