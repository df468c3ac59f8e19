import { messageOf } from '../base/errors.ts';
import { pointerKeys } from '../base/json-pointer.ts';
import type { Limits } from '../base/limits.ts';
import { plainText } from '../base/plain-text.ts';
import { FilesError, type FileTree } from '../files/tree.ts';
import { type EvidenceKind, evidenceKinds, type FactSheet, type Problem } from '../model/facts.ts';
import type { EvidenceRecord } from '../model/generated/assessment.ts';
import type { Project } from '../model/generated/project.ts';
import type { AuditClock } from '../model/policy.ts';
import { validateFacts } from '../model/validate.ts';
import type { Trust } from '../signing/trust.ts';
import type { SnapshotEngine } from '../snapshots/engine.ts';
import { type Declaration, declarationsOf, type Expansion, expand } from './declarations.ts';
import { driftOverPeriod } from './drift-run/over-period.ts';
import { folderSheet } from './evidence/folder-sheet.ts';
import { contextFor, type EvidenceLog, openLog } from './evidence-context.ts';
import { projectFile, readProjectText } from './read-project.ts';
import type { EvidenceItem, ReaderContext } from './reader.ts';
import { evidenceReaders, type ReaderRegistry } from './registry.ts';
import { draftSheet, listsOf } from './sheet-draft.ts';

/** What is read, and with what. */
export interface EvidenceRequest {
  readonly project: Project;
  readonly tree: FileTree;
  readonly limits: Limits;
  readonly clock: AuditClock;
  readonly engine: SnapshotEngine;
  /** Keys whose signatures on attestations count; without it none is verified. */
  readonly trust?: Trust | undefined;
  /** The readers; those of the registry when left out. */
  readonly readers?: ReaderRegistry;
  /** Told, for progress, which kind is being read. */
  readonly stage?: (words: string) => void;
}

/** All that the evidence says. */
export interface EvidenceReading {
  /** In the order of the kinds, then of paths; the last one is about the folder itself. */
  readonly sheets: readonly FactSheet[];
  readonly records: readonly EvidenceRecord[];
  /** Kinds that plumbline.yaml declares, `evidence` not among them. */
  readonly declaredKinds: readonly EvidenceKind[];
  /** Declared kinds for which no file was found. */
  readonly emptyKinds: readonly EvidenceKind[];
}

type ReaderKind = keyof ReaderRegistry;

/** A sheet with nothing but a problem: the item is there, and nothing can be said about it. */
const failedSheet = (
  kind: EvidenceKind,
  path: string,
  code: string,
  message: string,
  file: string,
  line?: number,
): FactSheet => {
  const draft = draftSheet(kind, path);
  for (const list of listsOf(kind)) draft.lack(list, message);
  draft.problem(code, message, file, line);
  return withoutItems(draft.finish(path), message);
};

/** The codes by which readers say that nothing at all could be read of the file. */
const nothingRead = new Set([
  'not-text',
  'not-yaml',
  'yaml',
  'not-json',
  'not-csv',
  'not-a-list',
  'empty-file',
  'missing-column',
  'unknown-type',
  'unsupported-format',
]);

/** Says that a sheet has no items: what nobody could read must not fail for the facts that it seems to lack. */
const withoutItems = (sheet: FactSheet, reason: string): FactSheet => ({
  ...sheet,
  absent: { ...sheet.absent, '': plainText(reason) },
});

const withoutUnreadItems = (sheet: FactSheet, item: EvidenceItem): FactSheet => {
  // A run file may break its schema in places and still be a run, which then is measured by a method.
  const noRun = sheet.kind === 'drift-run' && !Object.hasOwn(sheet.facts, 'method');
  const [problem] = sheet.problems.filter(
    ({ code, file }) => file === item.path && (nothingRead.has(code) || (noRun && code === 'run-file')),
  );
  return problem ? withoutItems(sheet, problem.message) : sheet;
};

/** Facts that break the schema of their kind are a fault of ours: none of them is used, and the sheet says so. */
const trustworthy = (sheet: FactSheet, item: EvidenceItem): FactSheet => {
  const [problem] = validateFacts(item.kind, sheet.facts);
  if (!problem) return sheet;
  const where = pointerKeys(problem.pointer).join('.');
  return failedSheet(
    item.kind,
    item.path,
    'reader-failed',
    `our reader gave a fact that its schema does not allow (${where}: ${problem.message}); please report it`,
    item.path,
  );
};

/** Reads one item. Whatever goes wrong becomes a problem on its sheet. */
const readItem = async (
  item: EvidenceItem,
  readers: ReaderRegistry,
  context: ReaderContext,
): Promise<readonly FactSheet[]> => {
  try {
    const reader = await readers[item.kind as ReaderKind]();
    const read = await reader.read(item, context);
    const sheets = Array.isArray(read) ? (read as readonly FactSheet[]) : [read as FactSheet];
    return sheets.map((sheet) => withoutUnreadItems(trustworthy(sheet, item), item));
  } catch (thrown) {
    const known = thrown instanceof FilesError;
    const message = known ? thrown.message : `our reader failed on this file: ${messageOf(thrown)}; please report it`;
    return [failedSheet(item.kind, item.path, known ? thrown.code : 'reader-failed', message, item.path)];
  }
};

/**
 * A history may be a repository, whose files the tree does not list: whether anything is there at all only shows when
 * one tries to open it. A path where nothing is names no item.
 */
const withoutMissingHistories = async (expansion: Expansion, tree: FileTree): Promise<Expansion> => {
  if (expansion.declaration.kind !== 'git-history') return expansion;
  const gone = new Set<string>();
  for (const { path } of expansion.items)
    await tree.digest(path).catch((thrown: unknown) => {
      if (thrown instanceof FilesError && thrown.code === 'missing-file') gone.add(path);
    });
  return {
    ...expansion,
    items: expansion.items.filter(({ path }) => !gone.has(path)),
    missing: [...expansion.missing, ...[...gone].map((path) => `no such file or folder, ${path}`)],
  };
};

/** An item that its reader never came to open is evidence all the same, when it is a file. */
const noteUnopened = async (
  item: EvidenceItem,
  tree: FileTree,
  size: number | undefined,
  log: EvidenceLog,
): Promise<void> => {
  if (size === undefined || log.has(item.kind, item.path)) return;
  const digest = await tree.digest(item.path).catch(() => undefined);
  if (digest !== undefined) log.note(item.kind, item.path, digest, size);
};

const byPath = (a: EvidenceItem, b: EvidenceItem): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

/** There is one system: none, or several, is a problem that every control meets. */
const systemProblems = (
  sheets: readonly FactSheet[],
  lineOf: (pointer: string) => number | undefined,
): readonly Problem[] => {
  const systems = sheets.filter((sheet) => sheet.kind === 'system');
  if (systems.length === 1) return [];
  const line = lineOf('/evidence/system');
  const message =
    systems.length === 0
      ? 'evidence.system: saw no system file; expected one, which says what is audited'
      : `evidence.system: saw ${systems.length} system files (${systems.map((sheet) => sheet.evidence).join(', ')}); expected one`;
  return [
    {
      code: systems.length === 0 ? 'no-system' : 'several-systems',
      message,
      file: projectFile,
      ...(line === undefined ? {} : { line }),
    },
  ];
};

/**
 * Reads all evidence that plumbline.yaml declares, kind after kind in the order of the registry, then says what was found
 * in the folder itself. It does not throw on bad evidence: that becomes problems on the sheets.
 */
export const readEvidence = async (request: EvidenceRequest): Promise<EvidenceReading> => {
  const { project, tree, limits, clock, engine, trust, readers = evidenceReaders, stage } = request;
  const log = openLog(evidenceKinds);
  const sheets: FactSheet[] = [];
  const sizes = new Map(tree.files.map((file) => [file.path, file.size]));
  const written = sizes.has(projectFile) ? await readProjectText(tree, limits) : undefined;
  if (written) log.note('evidence', projectFile, await tree.digest(projectFile), sizes.get(projectFile) ?? 0);
  const lineOf = (pointer: string): number | undefined => written?.yaml.lineOf(pointer);

  const expansions: Expansion[] = [];
  for (const expansion of expand(declarationsOf(project), tree))
    expansions.push(await withoutMissingHistories(expansion, tree));
  const folderProblems: Problem[] = [];
  const declaredKinds = evidenceKinds.filter((kind) => Object.hasOwn(project.evidence, kind));
  const emptyKinds: EvidenceKind[] = [];

  for (const kind of declaredKinds) {
    const ofKind = expansions.filter((expansion) => expansion.declaration.kind === kind);
    const items = ofKind.flatMap((expansion) => expansion.items).sort(byPath);
    if (items.length === 0) emptyKinds.push(kind);
    const sheetsOf = (other: EvidenceKind): readonly FactSheet[] => sheets.filter((sheet) => sheet.kind === other);
    const paths = items.map((item) => item.path);
    const context = contextFor(kind, { tree, limits, clock, engine, trust, sheetsOf, sizes, items: paths }, log);
    if (items.length > 0) stage?.(`reading evidence: ${kind}`);
    for (const item of items) {
      sheets.push(...(await readItem(item, readers, context)));
      await noteUnopened(item, tree, sizes.get(item.path), log);
    }
    for (const expansion of ofKind) {
      const { declaration } = expansion;
      for (const reason of expansion.missing) {
        const sheet = failedSheet(
          kind,
          declaration.glob,
          'missing',
          `${describe(declaration)}: ${reason}`,
          projectFile,
          lineOf(declaration.pointer),
        );
        sheets.push(
          kind === 'register' ? { ...sheet, facts: { ...sheet.facts, type: declaration.options.type } } : sheet,
        );
      }
      if (expansion.matched === 0 && expansion.missing.length === 0 && items.length > 0)
        folderProblems.push(
          problemAt(
            'no-match',
            `${describe(declaration)}: no file matches ${declaration.glob}`,
            lineOf(declaration.pointer),
          ),
        );
    }
  }
  const joined = driftOverPeriod(sheets, clock).map((sheet) =>
    sheet.kind === 'drift-run' ? trustworthy(sheet, { kind: 'drift-run', path: sheet.evidence, options: {} }) : sheet,
  );
  sheets.splice(0, sheets.length, ...joined);
  const systemFaults = systemProblems(sheets, lineOf);
  folderProblems.push(...systemFaults);
  sheets.forEach((sheet, index) => {
    if (sheet.kind === 'system') sheets[index] = { ...sheet, problems: [...sheet.problems, ...systemFaults] };
  });

  const told = [
    ...sheets.flatMap((sheet) =>
      sheet.problems
        .filter((problem) => !systemFaults.includes(problem))
        .map((problem) => ({
          ...problem,
          kind: problem.file === projectFile ? ('evidence' as const) : (sheet.kind as EvidenceKind),
        })),
    ),
    ...folderProblems.map((problem) => ({ ...problem, kind: 'evidence' as const })),
  ];
  const records = log.records(told);
  sheets.push(folderSheet({ projectFile, records, sheets, emptyKinds, problems: folderProblems }));
  return { sheets, records, declaredKinds, emptyKinds };
};

const describe = (declaration: Declaration): string =>
  `evidence.${declaration.kind}${typeof declaration.options.type === 'string' ? ` (${declaration.options.type})` : ''}`;

const problemAt = (code: string, message: string, line: number | undefined): Problem => ({
  code,
  message,
  file: projectFile,
  ...(line === undefined ? {} : { line }),
});
