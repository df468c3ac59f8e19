import { CodedError } from '../base/errors.ts';
import type { Assessment } from '../model/generated/assessment.ts';

/** What the surroundings tell a renderer. Nothing here may change a word of the result, only its dress. */
export interface RenderContext {
  /** Whether the text output may use ANSI colour. */
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** The environment, where the PDF output looks for a browser. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Told the name and version of the browser that printed, for the statement. */
  readonly printedWith?: (browser: string) => void;
}

/** One output format: the assessment in, the bytes of one file out. The assessment is all that it sees of an audit. */
export interface Output {
  readonly format: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly render: (assessment: Assessment, context: RenderContext) => Promise<Uint8Array>;
}

export type OutputErrorCode = 'unknown-format' | 'no-browser' | 'browser-failed' | 'too-large';

/** An output that cannot be made: a format that does not exist, or a browser that is missing or fails. */
export class OutputError extends CodedError<OutputErrorCode> {
  get family() {
    return this.code === 'unknown-format' ? ('question' as const) : ('surroundings' as const);
  }
}
