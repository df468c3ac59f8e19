import { CodedError } from '../base/errors.ts';

export type CollectErrorCode = 'bad-address' | 'push-failed';

/** Something outside that could not be reached, or an address that is none. */
export class CollectError extends CodedError<CollectErrorCode> {
  get family() {
    return this.code === 'bad-address' ? ('question' as const) : ('surroundings' as const);
  }
}
