import { parseJson } from '../../../base/json.ts';
import { pointer } from '../../../base/json-pointer.ts';
import { plainText } from '../../../base/plain-text.ts';
import { FilesError } from '../../../files/tree.ts';
import type { Location } from '../../../model/facts.ts';
import type { DriftRunFile } from '../../../model/generated/drift-run.ts';
import type { ReaderContext } from '../../reader.ts';
import { csvTable } from '../../register/rows.ts';
import type { SheetDraft } from '../../sheet-draft.ts';
import { decodeText } from '../../text-file.ts';
import type { RunFile } from '../run-file.ts';
import { inTree } from '../snapshot-sides.ts';
import { reportFormats } from './registry.ts';
import type { ReportContent, ReportedScore, ReportFormat } from './report.ts';

/** A score of a report, with the report that it stands in. */
export interface ReportClaim extends ReportedScore {
  readonly claimant: string;
  readonly report: string;
  /** The method of ours by which a PSI is re-performed. */
  readonly method: string | undefined;
  readonly source: Location;
}

/** Python writes NaN and Infinity into JSON, which JSON does not have. They become null: no number, and no error. */
const withoutNan = (text: string): string =>
  text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:NaN|Infinity)\b/g, (token) => (token.startsWith('"') ? token : 'null'));

interface Opened {
  readonly content: ReportContent;
  readonly lineOf: (at: string) => number | undefined;
}

const contentOf = (
  path: string,
  bytes: Uint8Array,
  depth: number,
  draft: SheetDraft,
): Opened | { readonly problem: string; readonly line?: number } => {
  if (new TextDecoder('latin1').decode(bytes.subarray(0, 4)) === 'WHY1')
    return {
      problem:
        'a whylogs profile in its binary form: it holds sketches and states no drift score; expected the drift scores that whylogs computed from it, as JSON',
    };
  const text = decodeText(bytes);
  if (text === undefined) return { problem: 'saw bytes that are no UTF-8 text; expected a report in JSON or CSV' };
  if (/\.csv$/i.test(path)) {
    const table = csvTable(text, path, draft);
    if (!table) return { problem: 'no table could be read' };
    const rows = table.rows.map(({ cells }) =>
      Object.fromEntries(Object.entries(cells).map(([k, cell]) => [k, String(cell)])),
    );
    return { content: { rows }, lineOf: () => undefined };
  }
  const parsed = parseJson(withoutNan(text), { depth });
  if (!parsed.ok) {
    const [first] = parsed.problems;
    return { problem: first?.message ?? 'no JSON', ...(first ? { line: first.line } : {}) };
  }
  return { content: { json: parsed.text.value }, lineOf: parsed.text.lineOf };
};

const formatOf = (
  content: ReportContent,
): { readonly format: ReportFormat; readonly scores: readonly ReportedScore[] } | undefined => {
  for (const format of reportFormats) {
    const scores = format.scoresOf(content);
    if (scores) return { format, scores };
  }
  return undefined;
};

/** Reads the reports that a run names. What is wrong with one becomes a problem; its digest is held against the declared one. */
const readReport = async (
  entry: NonNullable<DriftRunFile['reports']>[number],
  at: Location,
  runPath: string,
  context: ReaderContext,
  draft: SheetDraft,
): Promise<{ readonly claims: readonly ReportClaim[]; readonly matches: boolean | undefined }> => {
  const fail = (code: string, message: string, file = runPath, line = at.line) => {
    draft.problem(code, `report ${plainText(entry.path)}: ${message}`, file, line);
    return { claims: [], matches: undefined };
  };
  const path = inTree(runPath, entry.path);
  if (path === undefined) return fail('outside', 'the path leaves the evidence folder');
  try {
    const { sha256 } = await context.use(path);
    const matches = entry.sha256 === undefined ? undefined : entry.sha256.toLowerCase() === sha256;
    if (matches === false)
      draft.problem(
        'report-digest',
        `report ${plainText(path)}: its SHA-256 is ${sha256}, not the declared one`,
        runPath,
        at.line,
      );
    const opened = contentOf(path, await context.open(path), context.limits.depth, draft);
    if ('problem' in opened) return { ...fail('report', opened.problem, path, opened.line), matches };
    const found = formatOf(opened.content);
    if (!found)
      return {
        ...fail(
          'report',
          `no format that is read (${reportFormats.map(({ claimant }) => claimant).join(', ')})`,
          path,
          undefined,
        ),
        matches,
      };
    const { format, scores } = found;
    if (scores.length === 0) draft.problem('report', `report ${plainText(path)}: it states no score of a column`, path);
    const claims = scores.slice(0, context.limits.files).map((score) => {
      const line = score.pointer === undefined ? undefined : opened.lineOf(score.pointer);
      return {
        ...score,
        claimant: format.claimant,
        report: path,
        method: score.meaning === 'psi' ? (entry.method ?? format.psiMethod) : undefined,
        source: line === undefined ? { file: path } : { file: path, line },
      };
    });
    return { claims, matches };
  } catch (thrown) {
    if (thrown instanceof FilesError)
      return fail(
        thrown.code,
        thrown.code === 'missing-file'
          ? 'no such file'
          : thrown.message.replaceAll(context.tree.name, 'the evidence folder'),
      );
    throw thrown;
  }
};

/**
 * Reads the scores that reports of other tools claim. A claim of the run file on the same column, or that of another report, hides none
 * of them.
 */
export const readReports = async (
  file: RunFile,
  runPath: string,
  context: ReaderContext,
  draft: SheetDraft,
): Promise<readonly ReportClaim[]> => {
  const reports = file.run.reports ?? [];
  draft.set('reportCount', reports.length);
  const claims: ReportClaim[] = [];
  const matches: (boolean | undefined)[] = [];
  for (const [index, entry] of reports.entries()) {
    const read = await readReport(entry, file.at(pointer('reports', index)), runPath, context, draft);
    claims.push(...read.claims);
    matches.push(read.matches);
  }
  if (reports.length === 0) draft.lack('reportsMatch', 'the run names no report');
  else if (matches.includes(false)) draft.set('reportsMatch', false, file.at('/reports'));
  else if (matches.includes(undefined))
    draft.lack('reportsMatch', 'the run file declares no SHA-256 of a report, or it could not be read');
  else draft.set('reportsMatch', true, file.at('/reports'));

  return claims;
};
