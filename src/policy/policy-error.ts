import { CodedError } from '../base/errors.ts';

export type PolicyErrorCode =
  | 'invalid-policy'
  | 'unknown-profile'
  | 'invalid-selection'
  | 'invalid-pack'
  | 'changed-pack';

/** The policies, or what was asked of them, are wrong. `details` holds every problem, with file and line. */
export class PolicyError extends CodedError<PolicyErrorCode> {
  readonly family = 'question' as const;
}
