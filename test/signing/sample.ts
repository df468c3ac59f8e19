import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDF, PdfArray, PdfDict, PdfName, PdfStream, PdfString } from '@libpdf/core';
import { canonicalJson } from '../../src/base/canonical-json.ts';
import type { OutputFile } from '../../src/files/write-outputs.ts';
import type { Assessment } from '../../src/model/generated/assessment.ts';
import { assessmentName } from '../../src/signing/report-names.ts';
import { signPdf } from '../../src/signing/sign-pdf.ts';
import { signStatement } from '../../src/signing/sign-statement.ts';
import type { Signer } from '../../src/signing/signer.ts';
import { loadSigner } from '../../src/signing/signer-files.ts';
import { type Identity, type IdentityRequest, newIdentity } from '../../src/signing/signing-identity.ts';
import { buildStatement } from '../../src/signing/statement.ts';

export const now = Date.parse('2026-06-15T12:00:00Z');
export const year = 366 * 86_400_000;

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

export const identity = (request: Partial<IdentityRequest> = {}): Promise<Identity> =>
  newIdentity({ name: 'Ada Rowe', organisation: 'Example Ltd', algorithm: 'ecdsa-p256', years: 2, now, ...request });

export const signerFor = (made: Identity, passphrase?: string): Promise<Signer> =>
  loadSigner({
    key: bytesOf(made.privateKeyPem),
    certificate: bytesOf(made.certificatePem),
    at: now,
    ...(passphrase === undefined ? {} : { passphrase }),
  });

const digest = (character: string): string => character.repeat(64);

export const assessment: Assessment = {
  schema: 'plumbline/assessment@1',
  tool: { name: 'plumbline', version: '0.1.0' },
  title: 'Audit of the recommender',
  asOf: '2026-06-15',
  period: { start: '2026-01-01', end: '2026-06-15' },
  system: { id: 'recommender', name: 'Recommender' },
  profile: { id: 'default', title: 'Default', blocks: ['not-satisfied'], excluded: [], tailoring: [] },
  conditions: [],
  findings: [],
  requirements: [],
  frameworks: [],
  waivers: [],
  gate: { blocked: false, blocking: [], reasons: [] },
  evidence: [{ path: 'system.yaml', kind: 'system', sha256: digest('a'), size: 12, problems: [] }],
  inputs: {
    project: { path: 'plumbline.yaml', sha256: digest('b') },
    policies: { sha256: digest('c'), files: [] },
    facts: digest('d'),
    engine: 'hyparquet',
  },
  exhibits: [],
};

export const assessmentBytes = bytesOf(`${canonicalJson(assessment)}\n`);

/** A small report as another room writes it: text on a page, a file identifier, the assessment attached. */
export const plainPdf = async (attached: Uint8Array | undefined = assessmentBytes): Promise<Uint8Array> => {
  const pdf = PDF.create();
  const page = pdf.addPage({ size: 'a4' });
  page.drawText('Control 12.1: exceptions noted', { x: 50, y: 700 });
  pdf.addPage({ size: 'a4' }).drawText('Second page', { x: 50, y: 700 });
  if (attached) {
    const stream = pdf.register(new PdfStream([['Type', PdfName.of('EmbeddedFile')]], attached));
    const name = PdfString.fromString(assessmentName);
    const file = pdf.register(
      PdfDict.of({ Type: PdfName.of('Filespec'), F: name, UF: name, EF: PdfDict.of({ F: stream, UF: stream }) }),
    );
    pdf.getCatalog().set('Names', PdfDict.of({ EmbeddedFiles: PdfDict.of({ Names: new PdfArray([name, file]) }) }));
  }
  pdf.context.info.trailer.set('ID', new PdfArray([1, 2].map(() => new PdfString(new Uint8Array(16).fill(7), 'hex'))));
  pdf.setCreationDate(new Date(now));
  pdf.setModificationDate(new Date(now));
  return pdf.save();
};

export const signedPdf = async (signer: Signer, plain?: Uint8Array): Promise<Uint8Array> =>
  signPdf(plain ?? (await plainPdf()), signer, { fieldName: 'Issuer', claimedTime: now, reason: 'Audit report' });

/** A whole report folder, signed: the assessment, a page, a PDF unless told, and the statement about them. */
export const signedReport = async (signer: Signer, withPdf = true): Promise<Map<string, Uint8Array>> => {
  const outputs: OutputFile[] = [
    { name: assessmentName, bytes: assessmentBytes },
    { name: 'report.html', bytes: bytesOf('<!doctype html><title>Report</title><p>One exception</p>\n') },
    ...(withPdf ? [{ name: 'report.pdf', bytes: await signedPdf(signer) }] : []),
    { name: 'results.sarif', bytes: bytesOf('{"version":"2.1.0","runs":[]}\n') },
  ];
  const statement = buildStatement({
    assessment,
    outputs,
    certificates: [signer.certificate, ...signer.chain],
    claimedTime: now,
    browser: 'Chromium 150',
  });
  return new Map([...outputs, await signStatement(statement, signer)].map(({ name, bytes }) => [name, bytes]));
};

/** Whether a program can be run here; a test that needs it says so in its title and is skipped otherwise. */
export const hasProgram = (program: string, ...probe: readonly string[]): boolean => {
  try {
    execFileSync(program, [...probe], { stdio: 'ignore' });
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code !== 'ENOENT';
  }
};

/** Runs a program on files in a folder that is removed afterwards; gives back what it printed and the files it wrote. */
export const runOn = (
  files: Readonly<Record<string, Uint8Array | string>>,
  program: string,
  args: (folder: string) => readonly string[],
  wanted?: string,
): { readonly status: number; readonly output: string; readonly file: Uint8Array } => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-signing-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    let status = 0;
    let output = '';
    try {
      output = execFileSync(program, [...args(folder)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        cwd: folder,
      });
    } catch (thrown) {
      const failed = thrown as { status?: number; stdout?: string; stderr?: string };
      status = failed.status ?? 1;
      output = `${failed.stdout ?? ''}${failed.stderr ?? ''}`;
    }
    return { status, output, file: wanted === undefined ? new Uint8Array() : readFileSync(join(folder, wanted)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
