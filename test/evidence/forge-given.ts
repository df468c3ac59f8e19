import { defaultLimits } from '../../src/base/limits.ts';
import { forgeExportReader } from '../../src/evidence/forge-export/reader.ts';
import { peopleReader } from '../../src/evidence/people/reader.ts';
import type { EvidenceReader } from '../../src/evidence/reader.ts';
import { memoryTree } from '../../src/files/memory.ts';
import type { FactSheet } from '../../src/model/facts.ts';
import type { ForgeExport, ForgeRequest } from '../../src/model/generated/forge-export.ts';
import { validateFacts } from '../../src/model/validate.ts';
import { noEngine } from './given.ts';

/** The audit of these tests: that of test/evidence/git-history-context.ts. */
const clock = { asOf: '2026-01-15', period: { start: '2025-01-01', end: '2026-01-01' } };

const read = async (
  reader: EvidenceReader,
  path: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Readonly<Record<string, unknown>> = {},
): Promise<FactSheet> => {
  const tree = memoryTree(files, 'evidence');
  const sheet = [
    await reader.read(
      { kind: reader.kind, path, options },
      {
        tree,
        limits: defaultLimits,
        clock,
        engine: noEngine,
        items: [path],
        open: (name) => tree.read(name, defaultLimits.textBytes),
        use: async (name) => ({ localPath: undefined, sha256: '', size: (await tree.read(name, 1e9)).length }),
        sheetsOf: () => [],
      },
    ),
  ].flat()[0] as FactSheet;
  const problems = validateFacts(reader.kind, sheet.facts);
  if (problems.length > 0) throw new Error(`facts break their schema: ${JSON.stringify(problems)}`);
  return sheet;
};

/** Reads an export with the real reader. */
export const readExport = (
  given: object | string | Uint8Array,
  options: Readonly<Record<string, unknown>> = {},
  more: Readonly<Record<string, string>> = {},
): Promise<FactSheet> =>
  read(
    forgeExportReader,
    'forge/export.json',
    {
      'forge/export.json': typeof given === 'string' || given instanceof Uint8Array ? given : JSON.stringify(given),
      ...more,
    },
    options,
  );

/** Reads a people map with the real reader. */
export const readPeople = (text: string): Promise<FactSheet> =>
  read(peopleReader, 'people.yaml', { 'people.yaml': text });

/** An export of main of the year 2025, exported at its end. */
export const exportOf = (requests: readonly ForgeRequest[], more: Partial<ForgeExport> = {}): ForgeExport => ({
  forgeExport: 1,
  source: { forge: 'github', repository: 'example/app', exportedAt: '2026-01-02T08:00:00Z' },
  window: { start: '2025-01-01T00:00:00Z', end: '2026-01-01T00:00:00Z' },
  branch: { name: 'main' },
  requests: [...requests],
  ...more,
});
