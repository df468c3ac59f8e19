import { CodedError } from '../base/errors.ts';

/** Flags or arguments that make no sense together. */
export class UsageError extends CodedError<'bad-flag' | 'bad-value' | 'missing-value'> {
  readonly family = 'question' as const;
}
