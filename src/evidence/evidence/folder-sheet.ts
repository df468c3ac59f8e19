import type { EvidenceKind, FactSheet, Problem } from '../../model/facts.ts';
import type { EvidenceRecord } from '../../model/generated/assessment.ts';
import { draftSheet } from '../sheet-draft.ts';

/** What was seen of the folder while its evidence was read. */
export interface FolderReading {
  readonly projectFile: string;
  readonly records: readonly EvidenceRecord[];
  readonly sheets: readonly FactSheet[];
  readonly emptyKinds: readonly EvidenceKind[];
  /** Problems of the folder itself. */
  readonly problems: readonly Problem[];
}

/** The sheet about the evidence folder itself: what was taken as evidence, and what could not be read. */
export const folderSheet = (reading: FolderReading): FactSheet => {
  const { projectFile } = reading;
  const draft = draftSheet('evidence', projectFile, 'evidence');
  const missing = new Set(
    reading.sheets.flatMap((sheet) =>
      sheet.problems
        .filter((problem) => problem.code === 'missing')
        .map((problem) => `${sheet.kind}\n${problem.message}`),
    ),
  );
  // A git repository is evidence without a file of its own; every other item is a file.
  const items = reading.records.filter((record) => record.kind !== 'evidence');
  const listed = new Set<string>();
  for (const record of items) {
    const again = listed.has(record.path);
    listed.add(record.path);
    const item = draft.add('items', again ? `${record.path} (${record.kind})` : record.path, { file: record.path });
    item.set('kind', record.kind);
    item.set('readable', record.problems.length === 0);
    item.set('sha256', record.sha256);
    item.set('size', record.size);
    item.set('problemCount', record.problems.length);
  }
  draft.set('itemCount', listed.size);
  draft.set(
    'unreadableCount',
    new Set(items.filter((record) => record.problems.length > 0).map((record) => record.path)).size + missing.size,
  );
  draft.set('emptyKinds', [...reading.emptyKinds], { file: projectFile });
  draft.set('emptyKindCount', reading.emptyKinds.length, { file: projectFile });
  for (const problem of reading.problems) draft.problem(problem.code, problem.message, problem.file, problem.line);
  return draft.finish('evidence');
};
