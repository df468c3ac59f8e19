import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sha256 } from '../../src/base/digest.ts';
import type { Generated } from '../generator/write.ts';
import { writeGenerated } from '../generator/write.ts';
import { attestationFiles, attestationsToSign } from './generator/attestations.ts';
import { deploymentsFile } from './generator/deployments.ts';
import { driftFiles } from './generator/drift-runs.ts';
import { forgeFiles, peopleFile } from './generator/forge.ts';
import { writeHistory } from './generator/history.ts';
import { operationFiles } from './generator/operations.ts';
import { committedSignatures, renewedSignatures, trustText } from './generator/signatures.ts';
import { waiversFile, waiversToSign } from './generator/waivers.ts';

const folder = dirname(fileURLToPath(import.meta.url));
const authored = (path: string): string => readFileSync(join(folder, path), 'utf8');

const documents = ['technical-documentation', 'risk-management-file'];
const madeHistory = () =>
  writeHistory(
    new Map([
      ...['ranker', 'candidates'].map((model) => [`cards/${model}.md`, authored(`cards/${model}.md`)] as const),
      ...documents.map((name) => [`docs/${name}.md`, authored(`documents/${name}.md`)] as const),
    ]),
  );
type History = ReturnType<typeof madeHistory>;

/** What people looked at and is made here: it is taken from the maker, for the file on disk may be of another run. */
const made = (history: History): Generated => new Map([['history.bundle', history.bundle], ...operationFiles(history)]);

const digestsOf =
  (history: History) =>
  (path: string): string =>
    sha256(made(history).get(path) ?? readFileSync(join(folder, path)));

/**
 * Everything in this folder that nobody wrote by hand: the history, the exports of the platform and the people map, the snapshots with their run files, the registers of
 * deployments and operations, and the attestations and waivers, which name commits and digests. The same bytes on every machine: the
 * signatures were made once, with keys that were thrown away, and are kept in generator/signatures.json.
 */
export const generate = async (signatures = committedSignatures()): Promise<Generated> => {
  const history = madeHistory();
  return new Map([
    ['history.bundle', history.bundle],
    ['registers/deployments.csv', deploymentsFile(history)],
    ['people.yaml', peopleFile()],
    ...forgeFiles(history),
    ...operationFiles(history),
    ['waivers.yaml', waiversFile(history, signatures)],
    ...attestationFiles(digestsOf(history), history, signatures),
    ...(await driftFiles(history)),
    // Outside the evidence: whom one trusts is said by whoever audits.
    ['../trust.yaml', trustText(signatures)],
  ]);
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const history = madeHistory();
  const entries = [...attestationsToSign(digestsOf(history), history), ...waiversToSign(history)];
  writeGenerated(process.argv[2] ?? folder, await generate(await renewedSignatures(entries)));
}
