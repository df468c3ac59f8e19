import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sha256 } from '../../src/base/digest.ts';
import type { Generated } from '../generator/write.ts';
import { writeGenerated } from '../generator/write.ts';
import { attestationFiles } from './generator/attestations.ts';
import { deploymentsFile } from './generator/deployments.ts';
import { driftFiles } from './generator/drift-runs.ts';
import { writeHistory } from './generator/history.ts';
import { waiversFile } from './generator/waivers.ts';

const folder = dirname(fileURLToPath(import.meta.url));
const authored = (path: string): string => readFileSync(join(folder, path), 'utf8');

/**
 * Everything in this folder that nobody wrote by hand: the history, the snapshots with their run files, the register of
 * deployments and the attestations, which name commits and digests. The same bytes on every machine.
 */
export const generate = async (): Promise<Generated> => {
  const documents = ['technical-documentation', 'risk-management-file'];
  const history = writeHistory(
    new Map([
      ...['ranker', 'candidates'].map((model) => [`cards/${model}.md`, authored(`cards/${model}.md`)] as const),
      ...documents.map((name) => [`docs/${name}.md`, authored(`documents/${name}.md`)] as const),
    ]),
  );
  return new Map([
    ['history.bundle', history.bundle],
    ['registers/deployments.csv', deploymentsFile(history)],
    ['waivers.yaml', waiversFile(history)],
    ...attestationFiles((path) => sha256(readFileSync(join(folder, path))), history),
    ...(await driftFiles(history)),
  ]);
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeGenerated(process.argv[2] ?? folder, await generate());
