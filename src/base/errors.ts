/**
 * Who has to act on an error. The command line turns the family into the exit code, once, in one table:
 * `question` 2 (flags, policy, profile, waiver file), `refusal` 3 (bundle or signature), `surroundings` 4 (browser, disk).
 */
export type ErrorFamily = 'question' | 'refusal' | 'surroundings';

/** One thing that is wrong, with what was seen, what was expected, and where. */
export interface ErrorDetail {
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
}

/**
 * The parent of every folder's error class. A verdict is never thrown: evidence with bad content becomes problems as data.
 * `code` is a stable word for machines; `details` holds every problem found, so that a user mends them all at once.
 */
export abstract class CodedError<Code extends string = string> extends Error {
  abstract readonly family: ErrorFamily;
  readonly code: Code;
  readonly details: readonly ErrorDetail[];
  readonly hint: string | undefined;

  constructor(
    code: Code,
    message: string,
    options: { cause?: unknown; details?: readonly ErrorDetail[]; hint?: string } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.details = options.details ?? [];
    this.hint = options.hint;
  }
}

/** The text of anything that was thrown, without a stack. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
