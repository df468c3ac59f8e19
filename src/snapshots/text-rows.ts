import { createReadStream } from 'node:fs';
import { CsvError, type Info, parse } from 'csv-parse';
import { plainText, shortened } from '../base/plain-text.ts';
import { libraryWords, SnapshotError } from './snapshot-error.ts';
import type { SnapshotFormat, SnapshotPart } from './source.ts';

/** A list or an object within a line of JSON: it is there, and is not counted. */
export const nested = Symbol('nested');

/** What a row holds in a column: text as it stands in a CSV file, or a value of JSON. */
export type TextCell = string | number | boolean | typeof nested | null;

/** A row with the line on which it ends. `cells` follows `names`; a missing one is null. */
interface TextRow {
  readonly line: number;
  readonly cells: readonly (TextCell | undefined)[];
}

/** Rows of a file. JSON lines may bring names with every row; those that are there keep their place. */
export interface TextRows {
  readonly names: readonly string[];
  readonly rows: AsyncGenerator<TextRow>;
}

/** Longest row that is read. */
const rowBytes = 16 * 2 ** 20;

/** A mistake of a text file, with its line. */
export const badText = (part: SnapshotPart, line: number | undefined, what: string): SnapshotError =>
  new SnapshotError('bad-text', `${plainText(part.name)}${line === undefined ? '' : `, line ${line}`}: ${what}`);

const quoted = (text: string): string => JSON.stringify(shortened(plainText(text), 60));

/** The text of a file, piece by piece, without its byte order mark; refuses what is no UTF-8. */
const textOf = async function* (part: SnapshotPart): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw badText(part, undefined, 'saw bytes that are no UTF-8 text');
    }
  };
  const file = createReadStream(part.path, { highWaterMark: 2 ** 18 });
  try {
    for await (const bytes of file) yield decode(bytes as Uint8Array);
  } catch (thrown) {
    if (thrown instanceof SnapshotError) throw thrown;
    throw new SnapshotError('unreadable', 'the file cannot be opened', { cause: thrown });
  }
  yield decode();
};

const csvMistake = (part: SnapshotPart, thrown: unknown): unknown => {
  if (!(thrown instanceof CsvError)) return thrown;
  const words: Readonly<Record<string, string>> = {
    CSV_QUOTE_NOT_CLOSED: 'a quote that is opened here or before is never closed',
    CSV_INVALID_CLOSING_QUOTE: 'saw text right behind a closing quote; expected a comma or the end of the line',
    INVALID_OPENING_QUOTE:
      'saw a quote in the middle of a cell; expected the whole cell in quotes, and quotes in it doubled',
    CSV_MAX_RECORD_SIZE: `a row of more than ${rowBytes} bytes`,
  };
  const { lines } = thrown as { readonly lines?: number };
  return badText(part, lines, words[thrown.code] ?? libraryWords(thrown));
};

const csvRecords = async function* (
  part: SnapshotPart,
): AsyncGenerator<{ readonly record: readonly string[]; readonly info: Info }> {
  const parser = parse({ info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: rowBytes });
  const feed = async (): Promise<void> => {
    for await (const text of textOf(part))
      if (!parser.write(text)) await new Promise((done) => parser.once('drain', done));
    parser.end();
  };
  // A mistake in the text must reach whoever waits for rows.
  const feeding = feed().catch((thrown: unknown) => void parser.destroy(thrown as Error));
  try {
    for await (const record of parser) yield record as { record: string[]; info: Info };
    await feeding;
  } catch (thrown) {
    throw csvMistake(part, thrown);
  } finally {
    parser.destroy();
  }
};

const checkNames = (part: SnapshotPart, line: number, names: readonly string[]): void => {
  const [only = ''] = names;
  if (names.length === 1 && /[;\t|]/.test(only))
    throw badText(part, line, `the header is one cell, ${quoted(only)}; expected cells with commas between them`);
  const empty = names.indexOf('');
  if (empty >= 0) throw badText(part, line, `column ${empty + 1} has no name`);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw badText(part, line, `two columns are called ${quoted(twice)}`);
};

const csvRows = async (part: SnapshotPart): Promise<TextRows> => {
  const records = csvRecords(part);
  const first = await records.next();
  if (first.done) throw badText(part, 1, 'the file is empty; expected a header');
  const { record: names, info } = first.value;
  checkNames(part, info.lines, names);
  const rows = async function* (): AsyncGenerator<TextRow> {
    for await (const { record, info: where } of records) {
      if (record.length !== names.length)
        throw badText(part, where.lines, `expected ${names.length} cells, as the header has, saw ${record.length}`);
      yield { line: where.lines, cells: record.map((cell) => (cell === '' ? null : cell)) };
    }
  };
  return { names, rows: rows() };
};

const lines = async function* (part: SnapshotPart): AsyncGenerator<readonly [line: number, text: string]> {
  let [rest, line] = ['', 0];
  for await (const text of textOf(part)) {
    const pieces = (rest + text).split('\n');
    rest = pieces.pop() ?? '';
    for (const piece of pieces) yield [++line, piece];
    if (rest.length > rowBytes) throw badText(part, line + 1, `a line of more than ${rowBytes} bytes`);
  }
  if (rest !== '') yield [line + 1, rest];
};

const jsonRows = (part: SnapshotPart, columnLimit: number): TextRows => {
  const places = new Map<string, number>();
  const names: string[] = [];
  const rows = async function* (): AsyncGenerator<TextRow> {
    for await (const [line, text] of lines(part)) {
      if (text.trim() === '') continue;
      const value = objectOf(part, line, text);
      const cells: (TextCell | undefined)[] = [];
      for (const [name, each] of Object.entries(value)) {
        let place = places.get(name);
        if (place === undefined) {
          place = names.length;
          places.set(name, place);
          names.push(name);
          if (names.length > columnLimit)
            throw new SnapshotError('limit', `the file has more than ${columnLimit} columns; at most so many are read`);
        }
        cells[place] = typeof each === 'object' && each !== null ? nested : (each as TextCell);
      }
      yield { line, cells };
    }
  };
  return { names, rows: rows() };
};

const objectOf = (part: SnapshotPart, line: number, text: string): object => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badText(part, line, `saw ${quoted(text)}, which is no JSON`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badText(part, line, `saw ${quoted(text)}; expected a JSON object`);
  return value;
};

/** Reads the rows of a CSV file (comma, header, quotes doubled) or of JSON lines. Throws `bad-text`, with file and line. */
export const textRows = async (
  format: Exclude<SnapshotFormat, 'parquet'>,
  part: SnapshotPart,
  columnLimit: number,
): Promise<TextRows> => (format === 'csv' ? csvRows(part) : jsonRows(part, columnLimit));
