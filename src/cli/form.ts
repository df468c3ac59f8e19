import { isPlaceholder } from '../base/placeholder.ts';
import { plainText } from '../base/plain-text.ts';
import { instantOf } from '../base/time.ts';
import { suggestion } from '../policy/nearest.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** One answer that a command needs: from its flag, else from whoever sits at the terminal. */
export interface Field {
  /** As written on the command line, with what stands for the value: `--by <name>`. */
  readonly flag: string;
  readonly value: string | undefined;
  readonly ask: string;
  /** Taken when the person presses Enter; without a person it is taken at once. May depend on the answers before it. */
  readonly otherwise?: string | ((before: readonly (string | undefined)[]) => string | undefined);
  /** Why an answer will not do; undefined when it does. */
  readonly problem?: (answer: string) => string | undefined;
}

const nameOf = (flag: string): string => flag.split(' ')[0] ?? flag;

const defaultOf = ({ otherwise }: Field, before: readonly (string | undefined)[]): string | undefined =>
  typeof otherwise === 'function' ? otherwise(before) : otherwise;

const asked = async (terminal: Terminal, field: Field, otherwise: string | undefined): Promise<string> => {
  for (;;) {
    const shown = otherwise === undefined || otherwise === '' ? '' : ` [${otherwise}]`;
    const typed = (await terminal.ask(`${field.ask}${shown}: `)).trim();
    const answer = typed === '' ? otherwise : typed;
    if (answer === undefined) continue;
    const problem = answer === '' ? undefined : field.problem?.(answer);
    if (problem === undefined) return answer;
    terminal.err(`  ${plainText(problem)}\n`);
  }
};

/**
 * Every answer, in the order of the fields. Flags that will not do are refused first, all at once; then the person is asked
 * for what is missing, or, when nobody is there, every missing flag is named in one error. Throws UsageError.
 */
export const fillIn = async (terminal: Terminal, fields: readonly Field[]): Promise<readonly string[]> => {
  const wrong = fields.flatMap(({ flag, value, problem }) => {
    const why = value === undefined ? undefined : value.trim() === '' ? 'it is empty' : problem?.(value);
    return why === undefined ? [] : [{ message: `${nameOf(flag)} ${plainText(value ?? '')}: ${why}` }];
  });
  if (wrong.length > 0)
    throw new UsageError('bad-value', 'nothing was written: some answers will not do', { details: wrong });
  const given = fields.map(({ value }) => value);
  const missing = fields.filter((field) => field.value === undefined && defaultOf(field, given) === undefined);
  if (missing.length > 0 && !terminal.canAsk)
    throw new UsageError(
      'missing-value',
      `nothing was written: nobody is at the terminal to ask, and ${missing.length} answers are missing`,
      {
        details: missing.map(({ flag, ask }) => ({ message: `${flag}: ${ask}` })),
      },
    );
  const answers: string[] = [];
  for (const field of fields) {
    const otherwise = defaultOf(field, answers);
    answers.push(
      field.value?.trim() ?? (terminal.canAsk ? await asked(terminal, field, otherwise) : (otherwise ?? '')),
    );
  }
  return answers;
};

/** Why an answer is no date. */
export const dateProblem = (answer: string): string | undefined =>
  answer.length === 10 && instantOf(answer) !== undefined ? undefined : 'expected a date, YYYY-MM-DD';

/** Why an answer is no words: `TODO` and the like. */
export const wordsProblem = (answer: string): string | undefined =>
  isPlaceholder(answer) ? 'it says nothing' : undefined;

/** Why an answer is none of the words. */
export const oneOf =
  (...words: readonly string[]) =>
  (answer: string): string | undefined =>
    words.includes(answer) ? undefined : `expected ${words.join(' or ')}${suggestion(answer, words)}`;
