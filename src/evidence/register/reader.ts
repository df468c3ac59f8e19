import { shortened } from '../../base/plain-text.ts';
import type { AuditClock } from '../../model/policy.ts';
import { type FactShape, readValue } from '../fact-values.ts';
import type { EvidenceReader } from '../reader.ts';
import { draftSheet, type RecordDraft, type SheetDraft } from '../sheet-draft.ts';
import { decodeText } from '../text-file.ts';
import { columnsOf, type RegisterType, registerTypes, rowDate } from './columns.ts';
import { deriveRowFacts } from './derived.ts';
import { csvRows, jsonRows, type Rows } from './rows.ts';

/** Holds the header against the columns of the type; what is not known, or is there twice, is a problem. */
const checkColumns = (columns: readonly string[], type: RegisterType, file: string, draft: SheetDraft): void => {
  const known = columnsOf(type).map((column) => column.name);
  columns.forEach((name, index) => {
    if (columns.indexOf(name) !== index)
      draft.problem('duplicate-column', `the column "${name}" is there twice`, file, 1);
    else if (!known.includes(name))
      draft.problem(
        'unknown-column',
        `unknown column "${name}"; a register of ${type} has ${known.join(', ')}`,
        file,
        1,
      );
  });
  if (!columns.includes('id'))
    draft.problem('missing-column', 'no column "id"; every row needs an identifier', file, 1);
};

/** A cell that was left empty, and so says that there is nothing yet; a missing column says nothing at all. */
const isBlank = (cell: unknown): boolean => cell === null || (typeof cell === 'string' && cell.trim() === '');

/** A cell of CSV holds a list as text, its members separated by semicolons. */
const membersOf = (cell: unknown, shape: FactShape): unknown =>
  shape.type === 'array' && typeof cell === 'string' && !isBlank(cell) && cell.trim().toLowerCase() !== 'unknown'
    ? cell.split(';')
    : cell;

const readRows = (
  read: Rows,
  type: RegisterType,
  file: string,
  draft: SheetDraft,
  clock: AuditClock,
): readonly RecordDraft[] => {
  const columns = columnsOf(type);
  const seen = new Set<string>();
  return read.rows.map(({ line, cells }) => {
    const source = { file, line };
    const written = typeof cells.id === 'string' || typeof cells.id === 'number' ? String(cells.id).trim() : '';
    const id = shortened(written === '' ? `line ${line}` : written, 200);
    if (written === '' && read.columns.includes('id')) draft.problem('missing-id', 'the row has no id', file, line);
    else if (seen.has(id)) draft.problem('duplicate-id', `the id "${id}" is there twice`, file, line);
    const record = draft.add(type, seen.has(id) ? `${id} (line ${line})` : id, source);
    seen.add(id);
    const blank = new Set<string>();
    for (const { name, fact, shape } of columns) {
      if (fact === 'id') continue;
      if (!read.columns.includes(name)) {
        record.lack(fact, `${file} has no column "${name}"`);
        continue;
      }
      const cell = Object.hasOwn(cells, name) ? cells[name] : undefined;
      if (isBlank(cell)) blank.add(fact);
      const reading = readValue(membersOf(cell, shape), shape);
      if (reading.state === 'value') record.set(fact, reading.value, source);
      else if (reading.state === 'absent') record.lack(fact, `${reading.reason} at ${file}:${line}`);
      else {
        record.lack(fact, `could not be read at ${file}:${line}: ${reading.message}`);
        draft.problem('bad-value', `${name}: ${reading.message}`, file, line);
      }
    }
    deriveRowFacts(type, record, { clock, isBlank: (fact) => blank.has(fact) });
    return record;
  });
};

const countPeriod = (
  records: readonly RecordDraft[],
  type: RegisterType,
  clock: AuditClock,
  draft: SheetDraft,
): void => {
  const dates = records.map((record) => record.get(rowDate[type]));
  const dated = dates.filter((date) => typeof date === 'string');
  const { start, end } = clock.period;
  if (dated.length < dates.length)
    draft.lack(
      'periodRowCount',
      `${dates.length - dated.length} of ${dates.length} rows have no date (${rowDate[type]})`,
    );
  else draft.set('periodRowCount', dated.filter((date) => date >= start && date < end).length);
};

/** Reads a register: a CSV or JSON list whose columns are typed by what plumbline.yaml says that it is. */
export const registerReader: EvidenceReader = {
  kind: 'register',
  async read(item, context) {
    const { path } = item;
    const draft = draftSheet('register', path);
    draft.set('path', path);
    const type = registerTypes.find((known) => known === item.options.type);
    if (type === undefined) {
      draft.problem(
        'unknown-type',
        `saw the type ${String(item.options.type)}; expected one of ${registerTypes.join(', ')}`,
        path,
      );
      return draft.finish(path);
    }
    draft.set('type', type);
    const text = decodeText(await context.open(path));
    if (text === undefined) {
      draft.problem('not-text', 'expected UTF-8 text', path);
      return draft.finish(path);
    }
    const json = /\.(json|ya?ml)$/i.test(path);
    const read = json ? jsonRows(text, path, context.limits.depth, draft) : csvRows(text, path, draft);
    if (read) {
      if (!json || read.rows.length > 0) checkColumns(read.columns, type, path, draft);
      const records = readRows(read, type, path, draft, context.clock);
      draft.set('rowCount', records.length, { file: path });
      countPeriod(records, type, context.clock, draft);
    } else {
      for (const fact of ['rowCount', 'periodRowCount', type]) draft.lack(fact, `${path} could not be read`);
    }
    return draft.finish(path);
  },
};
