import { CsvError, type Info, parse } from 'csv-parse/sync';
import { shortened } from '../../base/plain-text.ts';
import { parseYaml } from '../../base/yaml.ts';
import type { SheetDraft } from '../sheet-draft.ts';
import { isMapping } from '../text-file.ts';

/** The rows of a register as written: a value by column, and the line on which the row starts. */
export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: Readonly<Record<string, unknown>> }[];
}

const csvMessages: Readonly<Record<string, string>> = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'the row has more or fewer cells than the header',
  CSV_RECORD_INCONSISTENT_COLUMNS: 'the row has more or fewer cells than the header',
  CSV_QUOTE_NOT_CLOSED: 'a quoted cell is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'text follows the closing quote of a cell; expected a comma',
  INVALID_OPENING_QUOTE: 'a quote stands inside a cell that is not quoted',
};

/** Reads any CSV with a header. A row of the wrong length is a problem and is left out; broken quotes end the reading. */
export const csvTable = (text: string, file: string, draft: SheetDraft): Rows | undefined => {
  const rows: { line: number; cells: Record<string, unknown> }[] = [];
  let columns: readonly string[] | undefined;
  try {
    const records = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\n'],
    }) as unknown as readonly { record: readonly string[]; info: Info }[];
    for (const { record, info } of records) {
      // `lines` counts to the end of the record: the lines inside its quoted cells lie before it.
      const line = info.lines - record.reduce((sum, cell) => sum + (cell.split('\n').length - 1), 0);
      if (columns === undefined) columns = record.map((name) => name.trim());
      else if (record.length !== columns.length)
        draft.problem('bad-row', `saw ${record.length} cells; the header has ${columns.length}`, file, line);
      else rows.push({ line, cells: Object.fromEntries(columns.map((name, index) => [name, record[index] ?? ''])) });
    }
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    const line = typeof thrown.lines === 'number' ? thrown.lines : undefined;
    draft.problem('not-csv', csvMessages[thrown.code] ?? thrown.message, file, line);
    return undefined;
  }
  if (columns === undefined) draft.problem('empty-file', 'the file is empty; expected at least a header', file);
  return columns && { columns, rows };
};

/** Reads the CSV of a register, whose rows have identifiers. */
export const csvRows = (text: string, file: string, draft: SheetDraft): Rows | undefined => {
  const read = csvTable(text, file, draft);
  return read && usable(read, file, draft);
};

/** Rows without an identifier are no rows that anything could be said of: most often the header is missing, or is another file's. */
const usable = (read: Rows, file: string, draft: SheetDraft): Rows | undefined => {
  if (read.columns.includes('id')) return read;
  const seen = shortened(read.columns.join(', '), 100);
  draft.problem('missing-column', `no column "id" in the header (${seen}); every row needs an identifier`, file, 1);
  return undefined;
};

/** Reads a JSON list of objects. */
export const jsonRows = (text: string, file: string, depth: number, draft: SheetDraft): Rows | undefined => {
  const parsed = parseYaml(text, { depth });
  if (!parsed.ok) {
    for (const problem of parsed.problems) draft.problem('not-json', problem.message, file, problem.line);
    return undefined;
  }
  const { value, lineOf } = parsed.text;
  if (!Array.isArray(value)) {
    draft.problem('not-a-list', 'expected a list of objects, one a row', file, 1);
    return undefined;
  }
  const rows: { line: number; cells: Readonly<Record<string, unknown>> }[] = [];
  const columns = new Set<string>();
  value.forEach((row: unknown, index) => {
    const line = lineOf(`/${index}`);
    if (!isMapping(row)) draft.problem('bad-row', 'expected an object with columns', file, line);
    else {
      rows.push({ line, cells: row });
      for (const name of Object.keys(row)) columns.add(name);
    }
  });
  const read = { columns: [...columns], rows };
  return rows.length === 0 ? read : usable(read, file, draft);
};
