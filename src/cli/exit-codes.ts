import { CodedError, type ErrorFamily } from '../base/errors.ts';

/** Every exit code that plumbline can give. Format and language never change them. */
export const exitCodes = {
  ok: 0,
  blocked: 1,
  question: 2,
  refusal: 3,
  surroundings: 4,
  bug: 70,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const byFamily = {
  question: exitCodes.question,
  refusal: exitCodes.refusal,
  surroundings: exitCodes.surroundings,
} as const satisfies Record<ErrorFamily, ExitCode>;

/** The exit code of whatever was thrown; anything that is not one of our coded errors is our bug. */
export const exitCodeOf = (thrown: unknown): ExitCode =>
  thrown instanceof CodedError ? byFamily[(thrown as CodedError).family] : exitCodes.bug;
