import { describe, expect, it } from 'vitest';
import { signaturePlaces, signedBytes } from '../../src/signing/pdf-byte-range.ts';
import { signPdf } from '../../src/signing/sign-pdf.ts';
import { loadTrust, trustEntryFor } from '../../src/signing/trust.ts';
import { verifyPdf } from '../../src/signing/verify-pdf.ts';
import {
  assessmentBytes,
  bytesOf,
  hasProgram,
  identity,
  latin1,
  now,
  plainPdf,
  runOn,
  signedPdf,
  signerFor,
  year,
} from './sample.ts';

const has = {
  pdfsig: hasProgram('pdfsig', '-v'),
  openssl: hasProgram('openssl', 'version'),
  qpdf: hasProgram('qpdf', '--version'),
  chromium: hasProgram('/usr/bin/chromium', '--version'),
};

const request = { fieldName: 'Issuer', claimedTime: now, reason: 'Audit report', location: 'Example Town' };

const printed = (): Uint8Array =>
  runOn(
    { 'page.html': '<!doctype html><html lang="en"><title>Report</title><h1>Report</h1><p>Café — naïve</p>' },
    '/usr/bin/chromium',
    (folder) => [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      `--user-data-dir=${folder}/profile`,
      '--print-to-pdf=out.pdf',
      `file://${folder}/page.html`,
    ],
    'out.pdf',
  ).file;

describe.each(['ecdsa-p256', 'rsa-3072'] as const)('a PDF signed with %s', async (algorithm) => {
  const made = await identity({ algorithm });
  const signer = await signerFor(made);
  const plain = await plainPdf();
  const signed = await signPdf(plain, signer, request);
  const trust = loadTrust(trustEntryFor(made.certificatePem), 'trust.yaml');

  it('keeps the given bytes as its beginning, and is one signature over everything else', () => {
    expect(Buffer.from(signed.subarray(0, plain.length)).equals(Buffer.from(plain))).toBe(true);
    const places = signaturePlaces(signed);
    expect(places).toHaveLength(1);
    expect(places[0]?.end).toBe(signed.length);
    const text = latin1(signed);
    expect(text).toContain('/SubFilter /ETSI.CAdES.detached');
    expect(text).toContain('/M (D:20260615120000Z)');
    expect(text).toMatch(/\/TransformMethod \/DocMDP[\s\S]*\/P 2\n/);
    expect(text).toMatch(/\/Perms <<\n\/DocMDP \d+ 0 R\n>>/);
    expect(text).toContain('/TU (Signature of Ada Rowe)');
    // signing-time, 1.2.840.113549.1.9.5, which PAdES forbids
    expect(text).not.toContain('06092a864886f70d010905');
  });

  it('is accepted by verify, with the signer, the claimed time and what the signature does not say', async () => {
    const report = await verifyPdf(signed, trust, { now });
    expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(report).toMatchObject({ accepted: true, level: 'identity' });
    expect(report.signers).toEqual([
      {
        of: 'the PDF',
        name: 'Ada Rowe',
        trustedAs: 'Ada Rowe',
        spkiSha256: made.spkiSha256,
        throwAway: false,
        claimedTime: '2026-06-15T12:00:00Z',
      },
    ]);
    expect(report.checks.map(({ id }) => id)).toEqual([
      'pdf.coverage',
      'pdf.digest',
      'pdf.signature',
      'pdf.signer',
      'pdf.structure',
      'pdf.time',
      'pdf.assessment',
    ]);
    expect(report.checks.at(-1)?.words).toBe(`it carries one assessment.json of ${assessmentBytes.length} bytes`);
    expect(report.doesNotSay.join()).toMatch(/that the audit is right/);
  });

  it.skipIf(!has.pdfsig)('is valid for pdfsig (skipped when poppler-utils is not installed)', () => {
    const { output } = runOn({ 'report.pdf': signed }, 'pdfsig', () => ['report.pdf']);
    expect(output).toContain('Signature Validation: Signature is Valid.');
    expect(output).toContain('Total document signed');
    expect(output).toContain('Signature Type: ETSI.CAdES.detached');
  });

  it.skipIf(!has.openssl)('is valid for openssl cms -cades (skipped when openssl is not installed)', () => {
    const [place] = signaturePlaces(signed);
    if (!place) throw new Error('not signed');
    const padded = Buffer.from(latin1(signed).slice(place.gapStart + 1, place.gapEnd - 1), 'hex');
    const files = {
      'cms.der': padded.subarray(0, 4 + padded.readUInt16BE(2)),
      'range.bin': signedBytes(signed, place),
      'root.pem': made.certificatePem,
    };
    const { output, status } = runOn(files, 'openssl', () => [
      'cms',
      '-verify',
      '-binary',
      '-inform',
      'DER',
      '-in',
      'cms.der',
      '-content',
      'range.bin',
      '-CAfile',
      'root.pem',
      '-purpose',
      'any',
      '-cades',
      '-attime',
      String(now / 1000 + 60),
      '-out',
      'verified.bin',
    ]);
    expect(output).not.toMatch(/error|failure/i);
    expect(status).toBe(0);
  });

  it.skipIf(!has.qpdf)('is sound for qpdf --check (skipped when qpdf is not installed)', () => {
    const { status, output } = runOn({ 'report.pdf': signed }, 'qpdf', () => ['--check', 'report.pdf']);
    expect(output).toContain('No syntax or stream encoding errors found');
    expect(status).toBe(0);
  });

  it.skipIf(!has.chromium || !has.pdfsig)(
    'works on what Chromium prints (skipped without Chromium or pdfsig)',
    async () => {
      const chromium = await signPdf(printed(), signer, request);
      const { output } = runOn({ 'report.pdf': chromium }, 'pdfsig', () => ['report.pdf']);
      expect(output).toContain('Signature is Valid');
      const report = await verifyPdf(chromium, trust, { now });
      expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
      expect(report.warnings.join()).toContain('carries no assessment.json');
    },
  );
});

describe('signing a PDF', async () => {
  const made = await identity({ algorithm: 'rsa-3072' });
  const signer = await signerFor(made);
  const plain = await plainPdf();

  it('gives the same bytes for the same input, key and time (RSA)', async () => {
    const [first, second] = await Promise.all([signPdf(plain, signer, request), signPdf(plain, signer, request)]);
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
  });

  it('uses a reserved field of that name, and changes nothing else of it', async () => {
    const { PDF, PdfArray, PdfDict, PdfName, PdfNumber, PdfString } = await import('@libpdf/core');
    const pdf = await PDF.load(plain);
    const page = pdf.getPage(0);
    if (!page) throw new Error('no page');
    const field = pdf.register(
      PdfDict.of({
        Type: PdfName.of('Annot'),
        Subtype: PdfName.of('Widget'),
        FT: PdfName.of('Sig'),
        T: PdfString.fromString('Issuer'),
        TU: PdfString.fromString('Issuer’s signature'),
        F: PdfNumber.of(132),
        P: page.ref,
        Rect: new PdfArray([50, 50, 250, 100].map((number) => PdfNumber.of(number))),
      }),
    );
    page.dict.set('Annots', new PdfArray([field]));
    pdf.getCatalog().set('AcroForm', pdf.register(PdfDict.of({ Fields: new PdfArray([field]) })));
    const reserved = await pdf.save();
    const signed = await signPdf(reserved, signer, request);
    const update = latin1(signed.subarray(reserved.length));
    expect(update).toContain('/Rect [50 50 250 100]');
    expect(update.match(/\/FT \/Sig/g)).toHaveLength(1);
    const report = await verifyPdf(signed, loadTrust(trustEntryFor(made.certificatePem), 'trust.yaml'));
    expect(report.accepted).toBe(true);
  });

  it.each([
    ['one that is signed already', async () => signedPdf(signer, plain), /already holds a signature/],
    ['bytes that are no PDF', async () => bytesOf('hello'), /cannot sign the PDF/],
    ['a PDF that was cut short', async () => plain.slice(0, plain.length - 200), /cannot sign the PDF/],
  ])('refuses %s', async (_what, given, words) => {
    const failed = signPdf(await given(), signer, request);
    await expect(failed).rejects.toMatchObject({ code: 'unsignable-pdf' });
    await expect(failed).rejects.toThrow(words);
  });

  it('refuses to claim a time at which its certificate is not valid', async () => {
    await expect(signPdf(plain, signer, { ...request, claimedTime: now + 3 * year })).rejects.toMatchObject({
      code: 'expired-certificate',
    });
  });
});
