import { beforeAll, describe, expect, it } from 'vitest';
import { signaturePlaces } from '../../src/signing/pdf-byte-range.ts';
import { statementName } from '../../src/signing/report-names.ts';
import { loadTrust, type Trust, trustEntryFor } from '../../src/signing/trust.ts';
import { verifyPdf } from '../../src/signing/verify-pdf.ts';
import { verifyReport } from '../../src/signing/verify-report.ts';
import { identity, now, signedReport, signerFor } from './sample.ts';

let trust: Trust;
let folder: Map<string, Uint8Array>;
let withoutPdf: Map<string, Uint8Array>;

beforeAll(async () => {
  const made = await identity();
  trust = loadTrust(trustEntryFor(made.certificatePem), 'trust.yaml');
  const signer = await signerFor(made);
  folder = await signedReport(signer);
  withoutPdf = await signedReport(signer, false);
});

/** A seeded generator (mulberry32): the same bits flip in every run. */
const random = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

const flipped = (bytes: Uint8Array, at: number, bit: number): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ (1 << bit);
  return copy;
};

/** Where a flipped bit was not noticed. */
const unnoticed = async (
  bytes: Uint8Array,
  count: number,
  seed: number,
  accepted: (changed: Uint8Array) => Promise<boolean>,
  [from, to]: readonly [number, number] = [0, bytes.length],
): Promise<string[]> => {
  const next = random(seed);
  const missed: string[] = [];
  // Otherwise everything would be noticed, for another reason.
  expect(await accepted(bytes)).toBe(true);
  for (let round = 0; round < count; round++) {
    const at = from + Math.floor(next() * (to - from));
    const bit = Math.floor(next() * 8);
    if (await accepted(flipped(bytes, at, bit))) missed.push(`bit ${bit} of byte ${at}`);
  }
  return missed;
};

const of = (files: Map<string, Uint8Array>, name: string): Uint8Array => {
  const bytes = files.get(name);
  if (!bytes) throw new Error(`no ${name}`);
  return bytes;
};
const acceptedPdf = async (bytes: Uint8Array): Promise<boolean> => (await verifyPdf(bytes, trust, { now })).accepted;
const acceptedIn =
  (files: Map<string, Uint8Array>, name: string) =>
  async (bytes: Uint8Array): Promise<boolean> =>
    (await verifyReport({ files: new Map([...files, [name, bytes]]), trust, now })).accepted;

describe('no flipped bit goes unnoticed', () => {
  it('in the PDF alone: 300 anywhere', async () => {
    expect(await unnoticed(of(folder, 'report.pdf'), 300, 1, acceptedPdf)).toEqual([]);
  });

  it('in the PDF alone: 500 in the one part that is not signed, the place of the signature itself', async () => {
    const pdf = of(folder, 'report.pdf');
    const [place] = signaturePlaces(pdf);
    if (!place) throw new Error('not signed');
    const padding = place.gapStart + 2600;
    expect(await unnoticed(pdf, 400, 2, acceptedPdf, [place.gapStart, padding])).toEqual([]);
    expect(await unnoticed(pdf, 100, 3, acceptedPdf, [padding, place.gapEnd])).toEqual([]);
  });

  it('in the statement: 300', async () => {
    const accepted = acceptedIn(withoutPdf, statementName);
    expect(await unnoticed(of(withoutPdf, statementName), 300, 4, accepted)).toEqual([]);
  });

  it.each(['assessment.json', 'report.html', 'results.sarif'])('in %s: 100', async (name) => {
    expect(await unnoticed(of(withoutPdf, name), 100, 5, acceptedIn(withoutPdf, name))).toEqual([]);
  });

  it('in the PDF of a folder: 50', async () => {
    expect(await unnoticed(of(folder, 'report.pdf'), 50, 6, acceptedIn(folder, 'report.pdf'))).toEqual([]);
  });
});
