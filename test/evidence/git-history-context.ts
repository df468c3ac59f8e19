import { basename, dirname } from 'node:path';
import { sha256 } from '../../src/base/digest.ts';
import { defaultLimits, type Limits } from '../../src/base/limits.ts';
import { gitHistoryReader } from '../../src/evidence/git-history/reader.ts';
import { openDirectory } from '../../src/files/directory.ts';
import type { FileTree } from '../../src/files/tree.ts';
import type { EvidenceKind, FactSheet } from '../../src/model/facts.ts';
import type { GitHistoryFacts } from '../../src/model/generated/facts/git-history.ts';
import { validateFacts } from '../../src/model/validate.ts';
import type { SnapshotEngine } from '../../src/snapshots/engine.ts';

export interface ReadOptions {
  readonly period?: { readonly start: string; readonly end: string };
  readonly options?: Readonly<Record<string, unknown>>;
  readonly sheets?: readonly FactSheet[];
  readonly limits?: Partial<Limits>;
  readonly tree?: FileTree;
  readonly path?: string;
}

export type HistorySheet = Omit<FactSheet, 'facts'> & { readonly facts: GitHistoryFacts };

/** A sheet of another kind, as its reader would have left it. */
export const sheetOf = (kind: EvidenceKind, facts: object): FactSheet => ({
  kind,
  evidence: `${kind}.yaml`,
  subject: kind,
  facts,
  sources: {},
  absent: {},
  problems: [],
  exhibits: [],
});

/** Reads a bundle file or a repository folder with the real reader; its facts are held against their schema. */
export const readGitHistory = async (location: string, given: ReadOptions = {}): Promise<HistorySheet> => {
  const limits = { ...defaultLimits, ...given.limits };
  const tree = given.tree ?? (await openDirectory(dirname(location), limits));
  const read = await gitHistoryReader.read(
    { kind: 'git-history', path: given.path ?? basename(location), options: given.options ?? {} },
    {
      tree,
      limits,
      clock: { asOf: '2026-01-15', period: given.period ?? { start: '2025-01-01', end: '2026-01-01' } },
      engine: undefined as unknown as SnapshotEngine,
      items: [given.path ?? basename(location)],
      open: (path) => tree.read(path, limits.textBytes),
      use: async (path) => {
        const bytes = await tree.read(path, limits.fileBytes);
        return { localPath: tree.localPath(path), sha256: sha256(bytes), size: bytes.length };
      },
      sheetsOf: (kind) => (given.sheets ?? []).filter((other) => other.kind === kind),
    },
  );
  const [sheet] = [read].flat();
  if (!sheet) throw new Error('expected a sheet');
  const problems = validateFacts('git-history', sheet.facts);
  if (problems.length > 0) throw new Error(`facts break their schema: ${JSON.stringify(problems)}`);
  return sheet as unknown as HistorySheet;
};

/** The integrity findings by identifier. */
export const findings = (sheet: HistorySheet): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(sheet.facts.integrity.map(({ id, severity }) => [id, severity]));
