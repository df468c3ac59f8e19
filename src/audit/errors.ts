import { CodedError } from '../base/errors.ts';

export type AuditErrorCode = 'bad-waivers' | 'bad-date' | 'not-a-report' | 'wrong-packs';

/** The question is wrong: what an audit was asked cannot be answered as it stands. */
export class AuditError extends CodedError<AuditErrorCode> {
  readonly family = 'question' as const;
}
