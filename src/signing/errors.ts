import { CodedError } from '../base/errors.ts';

export type SigningErrorCode =
  | 'missing-passphrase'
  | 'wrong-passphrase'
  | 'unreadable-key'
  | 'unsupported-key'
  | 'missing-certificate'
  | 'unreadable-certificate'
  | 'unsuitable-certificate'
  | 'key-mismatch'
  | 'expired-certificate'
  | 'not-yet-valid'
  | 'unsignable-pdf'
  | 'unsignable-outputs'
  | 'trust-file';

/** A key, certificate, trust file or document with which one cannot sign or start to verify. What fails to verify is never thrown. */
export class SigningError extends CodedError<SigningErrorCode> {
  readonly family = 'question' as const;
}
