import { expect } from 'vitest';
import { defaultLimits, type Limits } from '../../src/base/limits.ts';
import { type EvidenceReading, readEvidence } from '../../src/evidence/read-evidence.ts';
import { readProject } from '../../src/evidence/read-project.ts';
import { memoryTree } from '../../src/files/memory.ts';
import type { FileTree } from '../../src/files/tree.ts';
import type { EvidenceKind, FactSheet } from '../../src/model/facts.ts';
import { validate, validateFacts } from '../../src/model/validate.ts';
import type { SnapshotEngine } from '../../src/snapshots/engine.ts';

const refuse = (): never => {
  throw new Error('no snapshot is measured in this test');
};

/** An engine for evidence that has no snapshots. */
export const noEngine: SnapshotEngine = {
  name: 'none',
  schema: refuse,
  survey: refuse,
  histogram: refuse,
  categories: refuse,
  distances: refuse,
  close: async () => undefined,
};

export const period = { start: '2026-07-01', end: '2026-10-01' };
export const clock = { asOf: '2026-10-01', period };

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** plumbline.yaml with these lines under `evidence:`. */
export const projectText = (evidence: string): string =>
  `plumbline: 1\nperiod: { start: ${period.start}, end: ${period.end} }\nevidence:\n${evidence
    .trim()
    .split('\n')
    .map((line) => `  ${line}\n`)
    .join('')}`;

/** Reads a folder of files; every sheet and record that comes out is held against its schema. */
export const readTree = async (tree: FileTree, limits: Limits = defaultLimits): Promise<EvidenceReading> => {
  const project = await readProject(tree, limits);
  const reading = await readEvidence({ project, tree, limits, clock, engine: noEngine });
  for (const sheet of reading.sheets) {
    expect(validate('fact-sheet', sheet)).toMatchObject({ ok: true });
    expect(validateFacts(sheet.kind, sheet.facts)).toEqual([]);
    for (const [pointer, reason] of Object.entries(sheet.absent))
      expect(`${pointer} ${reason}`).toMatch(/^(\/\S+)? \S/);
  }
  return reading;
};

/** Reads `files`, with a plumbline.yaml that declares `evidence`. */
export const readFiles = (files: Files, evidence: string): Promise<EvidenceReading> =>
  readTree(memoryTree({ 'plumbline.yaml': projectText(evidence), ...files }, 'evidence'));

/** The sheets of one kind. */
export const sheetsOf = (reading: EvidenceReading, kind: EvidenceKind): readonly FactSheet[] =>
  reading.sheets.filter((sheet) => sheet.kind === kind);

/** The only sheet that one file of one kind gives. */
export const sheetOf = async (
  kind: EvidenceKind,
  path: string,
  content: string | Uint8Array,
  more: Files = {},
): Promise<FactSheet> => {
  const reading = await readFiles({ [path]: content, ...more }, `${kind}: ${path}`);
  const [sheet, ...others] = sheetsOf(reading, kind);
  expect(others).toEqual([]);
  if (!sheet) throw new Error(`no sheet of ${kind}`);
  return sheet;
};

/** Facts of a sheet, open for looking at. */
export const facts = (sheet: FactSheet | undefined): Record<string, unknown> => ({ ...sheet?.facts });

/** The entry of a list with an identifier. */
export const entry = (sheet: FactSheet, list: string, id: string): Record<string, unknown> | undefined =>
  (facts(sheet)[list] as Record<string, unknown>[]).find((each) => each.id === id);

/** Problems as `code line`. */
export const problems = (sheet: FactSheet | undefined): readonly string[] =>
  (sheet?.problems ?? []).map((problem) => `${problem.code} ${problem.line ?? '-'}`);
