import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CodedError, messageOf } from '../base/errors.ts';
import { plainText } from '../base/plain-text.ts';
import { isoDate } from '../base/time.ts';
import { UsageError } from './usage-error.ts';

/** The three streams and the environment: the only place of the house where they are touched. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether a person looks on: progress is shown only then. */
  readonly interactive: boolean;
  readonly color: boolean;
  readonly width: number;
  /** Today, `YYYY-MM-DD` in UTC; SOURCE_DATE_EPOCH fixes it. */
  readonly today: string;
  readonly now: () => number;
  /** Whether a person sits there who can answer. */
  readonly canAsk: boolean;
  /** Asks for a line of text; fails when nobody can answer. */
  readonly ask: (question: string) => Promise<string>;
  /** Asks for a secret without echo; fails when nobody can answer. */
  readonly askSecret: (question: string) => Promise<string>;
}

const hidden = new Writable({ write: (_chunk, _encoding, done) => done() });

/** Milliseconds since 1970: those of SOURCE_DATE_EPOCH (whole seconds) when it is set. An audit of 1970 is nobody's wish. */
const clock = (epoch: string | undefined): number => {
  if (epoch === undefined || epoch === '') return Date.now();
  if (/^\d{1,11}$/.test(epoch)) return Number(epoch) * 1000;
  throw new UsageError('bad-value', `SOURCE_DATE_EPOCH is ${epoch}: expected whole seconds since 1970`);
};

/** A reader that has seen enough, such as `head`, closes the pipe: no fault, and nothing that may change the exit code. */
const ignoreClosedPipe = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE') throw error;
};

/** The terminal of this process. */
export const processTerminal = (): Terminal => {
  const { env, stdin, stdout, stderr } = process;
  const interactive = stderr.isTTY === true && env.CI === undefined;
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosedPipe);
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    environment: env,
    interactive,
    color: stdout.isTTY === true && env.NO_COLOR === undefined && env.TERM !== 'dumb',
    width: stdout.columns ?? 100,
    get today() {
      return isoDate(clock(env.SOURCE_DATE_EPOCH));
    },
    now: () => clock(env.SOURCE_DATE_EPOCH),
    canAsk: stdin.isTTY === true && stderr.isTTY === true && env.CI === undefined,
    ask: async (question) => {
      const asking = createInterface({ input: stdin, output: stderr, terminal: true });
      const interrupted = new AbortController();
      // Ctrl+C and Ctrl+D end the question, not only the line.
      asking.on('SIGINT', () => interrupted.abort());
      asking.on('close', () => interrupted.abort());
      try {
        return await asking.question(question, { signal: interrupted.signal });
      } catch (cause) {
        throw new UsageError('missing-value', 'the question was not answered; nothing was written', { cause });
      } finally {
        asking.close();
      }
    },
    askSecret: async (question) => {
      if (!stdin.isTTY || !stderr.isTTY) {
        throw new UsageError('missing-value', `${question}: nobody is at the terminal to ask`, {
          hint: 'name an environment variable that holds it with --passphrase-env NAME',
        });
      }
      const asking = createInterface({ input: stdin, output: hidden, terminal: true });
      stderr.write(`${question}: `);
      try {
        return await asking.question('');
      } catch (cause) {
        throw new UsageError('missing-value', `${question}: the question was not answered`, { cause });
      } finally {
        // Also after Ctrl+C and Ctrl+D: an open interface would keep the process alive for ever.
        asking.close();
        stderr.write('\n');
      }
    },
  };
};

/** One stage of a long run, shown on one line that the next stage replaces. Quiet in pipes and in CI. */
export const progressLine = (
  terminal: Terminal,
): { readonly stage: (words: string) => void; readonly clear: () => void } => ({
  stage: (words) => {
    if (terminal.interactive) terminal.err(`\r\u001b[2K${words} …`);
  },
  clear: () => {
    if (terminal.interactive) terminal.err('\r\u001b[2K');
  },
});

/** An error as a person reads it: what was wrong, where, and what to do. A stack only for our own bugs, and only when asked. */
export const errorText = (thrown: unknown, debug: boolean): string => {
  if (!(thrown instanceof CodedError)) {
    const stack =
      thrown instanceof Error && debug
        ? `\n${thrown.stack ?? ''}`
        : '\n  Run again with PLUMBLINE_DEBUG=1 for the details, and please report it.';
    return `plumbline: this is our own fault: ${plainText(messageOf(thrown))}${stack}\n`;
  }
  const where = (file: string | undefined, line: number | undefined): string =>
    file === undefined ? '' : `${plainText(file)}${line === undefined ? '' : `:${line}`}: `;
  const details = (thrown as CodedError).details
    .map((detail) => `  ${where(detail.file, detail.line)}${plainText(detail.message)}\n`)
    .join('');
  const hint = (thrown as CodedError).hint;
  return `plumbline: ${plainText(thrown.message)}\n${details}${hint === undefined ? '' : `  hint: ${plainText(hint)}\n`}`;
};
