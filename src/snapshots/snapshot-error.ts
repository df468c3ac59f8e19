import { CodedError, messageOf } from '../base/errors.ts';
import { plainText, shortened } from '../base/plain-text.ts';

export type SnapshotErrorCode =
  | 'no-files'
  | 'mixed'
  | 'not-parquet'
  | 'bad-text'
  | 'unsupported-type'
  | 'unsupported-encoding'
  | 'unreadable'
  | 'too-many-categories'
  | 'missing-column'
  | 'limit'
  | 'disagreement'
  | 'engine-missing'
  | 'unreachable'
  | 'access-denied'
  | 'changed'
  | 'interrupted'
  | 'not-allowed';

/** A snapshot that cannot be measured: bad content, an encoding that the engine does not read rightly, or a limit reached. */
export class SnapshotError extends CodedError<SnapshotErrorCode> {
  readonly family = 'question' as const;
}

/** What a library threw, in words for a user: its own message, or that the bytes are malformed when it stumbled over them. */
export const libraryWords = (thrown: unknown): string =>
  thrown instanceof TypeError || thrown instanceof RangeError || /\bundefined\b/.test(messageOf(thrown))
    ? 'the bytes are malformed'
    : shortened(plainText(messageOf(thrown).split('\n')[0] ?? ''), 300);
