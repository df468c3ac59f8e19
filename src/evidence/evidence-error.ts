import { CodedError } from '../base/errors.ts';

export type EvidenceErrorCode = 'no-project' | 'bad-project';

/** plumbline.yaml is missing or wrong: the question cannot be asked. Evidence with bad content never throws this. */
export class EvidenceError extends CodedError<EvidenceErrorCode> {
  readonly family = 'question' as const;
}
