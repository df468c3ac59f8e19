import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, type PdfRef, PdfStream, PdfString } from '@libpdf/core';
import { Set as Asn1Set, fromBER, Sequence } from 'asn1js';
import { Attribute, ContentInfo, SignedAndUnsignedAttributes, SignedData, SignerInfo } from 'pkijs';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeCms, signedAttributesDer } from '../../src/signing/cms.ts';
import { type SignaturePlace, signaturePlaces, signedBytes } from '../../src/signing/pdf-byte-range.ts';
import { signPdf } from '../../src/signing/sign-pdf.ts';
import type { Signer } from '../../src/signing/signer.ts';
import { loadTrust, type Trust, trustEntryFor } from '../../src/signing/trust.ts';
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

let signer: Signer;
let stranger: Signer;
let trust: Trust;
let signed: Uint8Array;
let place: SignaturePlace;

beforeAll(async () => {
  const made = await identity();
  signer = await signerFor(made);
  stranger = await signerFor(await identity({ name: 'Mallory' }));
  trust = loadTrust(trustEntryFor(made.certificatePem), 'trust.yaml');
  signed = await signedPdf(signer);
  place = onlyPlace(signed);
});

const onlyPlace = (bytes: Uint8Array): SignaturePlace => {
  const [only] = signaturePlaces(bytes);
  if (!only) throw new Error('no signature');
  return only;
};

/** Why a PDF is refused: id and words of the first check that does not hold. */
const refusal = async (bytes: Uint8Array, whom = trust): Promise<string> => {
  const report = await verifyPdf(bytes, whom, { now });
  const failed = report.checks.filter(({ ok }) => !ok);
  expect(report.accepted).toBe(false);
  expect(report.level).toBe('none');
  expect(failed).toHaveLength(1);
  return `${failed[0]?.id}: ${failed[0]?.words}`;
};

/** Appends an incremental update, as any PDF editor can. */
const update = async (change: (pdf: PDF) => void): Promise<Uint8Array> => {
  const pdf = await PDF.load(signed);
  change(pdf);
  return pdf.save({ incremental: true });
};

/** Replaces text by text of the same length. */
const replaced = (bytes: Uint8Array, from: string, to: string): Uint8Array => {
  const text = latin1(bytes);
  expect(to).toHaveLength(from.length);
  expect(text).toContain(from);
  return Buffer.from(text.replace(from, to), 'latin1');
};

const gapOf = (bytes: Uint8Array, where = place): Buffer =>
  Buffer.from(latin1(bytes).slice(where.gapStart + 1, where.gapEnd - 1), 'hex');

const withGap = (bytes: Uint8Array, where: SignaturePlace, content: Uint8Array): Uint8Array => {
  const room = where.gapEnd - where.gapStart - 2;
  const copy = Buffer.from(bytes);
  copy.write(Buffer.from(content).toString('hex').padEnd(room, '0').slice(0, room), where.gapStart + 1, 'latin1');
  return copy;
};

/** Signs whatever the bytes now are: what someone could do who holds a key. */
const signedAgain = async (bytes: Uint8Array, by: Signer): Promise<Uint8Array> => {
  const where = onlyPlace(bytes);
  const digest = createHash('sha256').update(signedBytes(bytes, where)).digest();
  const attributes = { digest, certificate: by.certificate.der, algorithm: by.algorithm };
  const signature = await by.sign(signedAttributesDer(attributes));
  return withGap(bytes, where, encodeCms({ ...attributes, certificates: [by.certificate.der], signature }));
};

describe('an incremental update after signing is refused, whatever it changes', () => {
  const first = (pdf: PDF): PdfDict => {
    const dict = pdf.getPage(0)?.dict;
    if (!dict) throw new Error('no page');
    return dict;
  };
  const formOf = (pdf: PDF): PdfDict | undefined => pdf.getCatalog().getDict('AcroForm', (ref) => pdf.getObject(ref));

  it.each<[string, (pdf: PDF) => void]>([
    [
      'page content replaced',
      (pdf) =>
        first(pdf).set('Contents', pdf.register(new PdfStream([], bytesOf('BT /F0 12 Tf (All satisfied) Tj ET')))),
    ],
    ['Info changed', (pdf) => pdf.setTitle('Another report')],
    ['attachment replaced', (pdf) => pdf.getCatalog().set('Names', new PdfDict())],
    ['page added', (pdf) => void pdf.addPage()],
    [
      'text laid over the page',
      (pdf) =>
        first(pdf).set(
          'Annots',
          new PdfArray([
            pdf.register(
              PdfDict.of({
                Type: PdfName.of('Annot'),
                Subtype: PdfName.of('FreeText'),
                Contents: PdfString.fromString('Satisfied'),
                Rect: new PdfArray([1, 1, 500, 800].map((number) => PdfNumber.of(number))),
              }),
            ),
          ]),
        ),
    ],
    [
      'reason of the signature changed',
      (pdf) =>
        fieldOf(pdf)
          .getDict('V', (ref) => pdf.getObject(ref))
          ?.set('Reason', PdfString.fromString('Approved')),
    ],
    ['form removed', (pdf) => void pdf.getCatalog().delete('AcroForm')],
    [
      'script added',
      (pdf) =>
        pdf
          .getCatalog()
          .set('OpenAction', PdfDict.of({ S: PdfName.of('JavaScript'), JS: PdfString.fromString('app.alert(1)') })),
    ],
    [
      'second signature field',
      (pdf) =>
        formOf(pdf)
          ?.getArray('Fields')
          ?.push(pdf.register(PdfDict.of({ FT: PdfName.of('Sig'), T: PdfString.fromString('Second') }))),
    ],
    [
      'field made visible',
      (pdf) => fieldOf(pdf).set('Rect', new PdfArray([0, 0, 500, 800].map((number) => PdfNumber.of(number)))),
    ],
  ])('%s', async (_what, change) => {
    const changed = await update(change);
    expect(changed.length).toBeGreaterThan(signed.length);
    expect(await refusal(changed)).toMatch(
      /^pdf\.coverage: changed after it was signed: \d+ bytes follow the signed revision, an update that writes object/,
    );
  });

  it.skipIf(!hasProgram('pdfsig', '-v'))(
    'while pdfsig calls the replaced page valid (skipped without poppler-utils)',
    async () => {
      const changed = await update((pdf) =>
        first(pdf).set('Contents', pdf.register(new PdfStream([], bytesOf('BT ET')))),
      );
      expect(runOn({ 'report.pdf': changed }, 'pdfsig', () => ['report.pdf']).output).toContain('Signature is Valid');
      expect(await refusal(changed)).toContain('pdf.coverage');
    },
  );

  it('even when the same signer signs the update', async () => {
    const pdf = await PDF.load(signed);
    fieldOf(pdf).delete('V');
    const twice = await signPdf(await pdf.save({ incremental: true }), signer, {
      fieldName: 'Second',
      claimedTime: now,
    });
    expect(await refusal(twice)).toBe('pdf.signed: expected one signature, saw 2');
  });
});

const fieldOf = (pdf: PDF): PdfDict => {
  const form = pdf.getCatalog().getDict('AcroForm', (ref: PdfRef) => pdf.getObject(ref));
  const field = form?.getArray('Fields')?.at(0, (ref: PdfRef) => pdf.getObject(ref));
  if (!(field instanceof PdfDict)) throw new Error('no field');
  return field;
};

describe('bytes changed in place', () => {
  it.each([
    ['text of the page', '436F6E74726F6C2031322E31', '436F6E74726F6C2031322E32'],
    ['reason', '(Audit report)', '(Audit denied)'],
    ['claimed time', '/M (D:20260615120000Z)', '/M (D:20270615120000Z)'],
    ['DocMDP', '/P 2\n', '/P 3\n'],
    ['catalog', '/Perms', '/Perks'],
  ])('%s', async (_what, from, to) => {
    expect(await refusal(replaced(signed, from, to))).toMatch(
      /^pdf\.digest: the document is not the one that was signed/,
    );
  });

  it('a document of another, with the signature of a report', async () => {
    const other = await signedPdf(signer, await plainPdf(bytesOf('{}')));
    expect(await refusal(withGap(other, onlyPlace(other), gapOf(signed)))).toContain('pdf.digest');
  });

  it.skipIf(!hasProgram('qpdf', '--version'))('rewritten by qpdf (skipped when qpdf is not installed)', async () => {
    const { file } = runOn({ 'report.pdf': signed }, 'qpdf', () => ['report.pdf', 'out.pdf'], 'out.pdf');
    expect(await refusal(file)).toMatch(/^pdf\.(?:signed|coverage|digest)/);
  });
});

describe('the end of the file', () => {
  it.each([
    ['garbage', '%garbage'],
    ['one line end', '\n'],
    ['another %%EOF', '%%EOF\n'],
    ['a whole other trailer', 'trailer\n<</Root 9 0 R>>\nstartxref\n0\n%%EOF\n'],
  ])('refuses %s after it', async (_what, tail) => {
    expect(await refusal(Buffer.concat([signed, bytesOf(tail)]))).toMatch(
      new RegExp(`^pdf\\.coverage: changed after it was signed: ${tail.length} bytes`),
    );
  });

  it('refuses a file cut short, an empty one, and one with bytes before it', async () => {
    expect(await refusal(signed.slice(0, -7))).toContain(
      'pdf.coverage: the signature claims 7 bytes more than the file has',
    );
    expect(await refusal(new Uint8Array())).toContain('pdf.form');
    expect(await refusal(Buffer.concat([bytesOf('\n'), signed]))).toContain('pdf.form');
    expect(await refusal(await plainPdf())).toContain('pdf.signed: the PDF holds no signature');
  });
});

describe('the byte range', () => {
  const rangeOf = (): string => /\/ByteRange \[[^\]]*\]/.exec(latin1(signed))?.[0] ?? '';
  it.each<[string, (numbers: readonly number[]) => readonly (number | string)[]]>([
    ['a larger gap', ([a = 0, b = 0, c = 0]) => [a, b + 2, c - 2]],
    ['a gap that starts earlier', ([a = 0, b = 0, c = 0]) => [a - 10, b, c]],
    ['a tail that stops early', ([a = 0, b = 0, c = 0]) => [a, b, c - 20]],
    ['a tail beyond the end', ([a = 0, b = 0, c = 0]) => [a, b, c + 20]],
    ['a negative number', ([a = 0, b = 0, c = 0]) => [a, `-${b}`, c]],
    ['no gap at all', ([a = 0, , c = 0]) => [a, a, c]],
  ])('%s', async (_what, change) => {
    const numbers = rangeOf().match(/\d+/g)?.slice(1).map(Number) ?? [];
    const text = `/ByteRange [0 ${change(numbers).join(' ')}`.padEnd(rangeOf().length - 1);
    expect(await refusal(replaced(signed, rangeOf(), `${text}]`))).toMatch(
      /^pdf\.(?:signed|coverage|container|digest)/,
    );
  });

  it('cannot be faked by text in the document', async () => {
    const lure = '/ByteRange [0 10 20 30]\n/Contents <00>';
    const pdf = await PDF.load(await plainPdf());
    pdf.setTitle(lure);
    const lured = await signedPdf(signer, await pdf.save());
    expect((await verifyPdf(lured, trust)).accepted).toBe(true);
  });
});

describe('the place of the signature holds one container in one form', () => {
  it('refuses upper-case digits, other characters, and padding that is not zero', async () => {
    const hex = gapOf(signed).toString('hex');
    const letter = place.gapStart + 1 + hex.search(/[a-f]/);
    const upper = Buffer.from(signed);
    upper[letter] = (upper[letter] ?? 0) & ~0x20;
    expect(await refusal(upper)).toMatch(/^pdf\.container: .*lower-case/);
    const blank = Buffer.from(signed);
    blank[place.gapEnd - 3] = 0x20;
    expect(await refusal(blank)).toContain('pdf.container');
    const padding = Buffer.from(signed);
    padding[place.gapEnd - 3] = 0x31;
    expect(await refusal(padding)).toMatch(/^pdf\.container: expected one DER value and then only zeros/);
  });

  const rebuilt = (change: (data: SignedData) => void): Uint8Array => {
    const gap = gapOf(signed);
    const content = new ContentInfo({
      schema: fromBER(Uint8Array.from(gap.subarray(0, 4 + gap.readUInt16BE(2))).buffer).result,
    });
    const data = new SignedData({ schema: content.content });
    change(data);
    const again = new ContentInfo({ contentType: content.contentType, content: data.toSchema(true) });
    return withGap(signed, place, new Uint8Array(again.toSchema().toBER()));
  };
  const stray = () => new Attribute({ type: '1.2.3.4', values: [new Sequence({ value: [] })] });

  it('takes an unchanged container', async () => {
    expect(
      (
        await verifyPdf(
          rebuilt(() => undefined),
          trust,
        )
      ).accepted,
    ).toBe(true);
  });

  it.each<[string, (data: SignedData) => void, RegExp]>([
    [
      'two signers',
      (data) => void data.signerInfos.push(new SignerInfo({ schema: data.signerInfos[0]?.toSchema() })),
      /expected one signer in the container, saw 2/,
    ],
    ['no signer', (data) => void data.signerInfos.splice(0), /saw 0/],
    [
      'unsigned attributes',
      (data) => {
        const [info] = data.signerInfos;
        if (info) info.unsignedAttrs = new SignedAndUnsignedAttributes({ type: 1, attributes: [stray()] });
      },
      /unsigned attributes/,
    ],
    [
      'one more signed attribute',
      (data) => void data.signerInfos[0]?.signedAttrs?.attributes.push(stray()),
      /not in the one form/,
    ],
    [
      'no certificate',
      (data) => {
        data.certificates = [];
      },
      /does not hold the certificate/,
    ],
    ['the certificate twice', (data) => void data.certificates?.push(...(data.certificates ?? [])), /once/],
    ['another digest algorithm named', (data) => void data.digestAlgorithms.pop(), /not in the one form/],
  ])('refuses %s', async (_what, change, words) => {
    const words_ = await refusal(rebuilt(change));
    expect(words_).toMatch(/^pdf\.container/);
    expect(words_).toMatch(words);
  });

  it('refuses a crowd of certificates before it looks for a path among them', async () => {
    const crowd = await Promise.all(Array.from({ length: 9 }, (_none, index) => identity({ name: `Crowd ${index}` })));
    const chain = await Promise.all(crowd.map(async (made) => (await signerFor(made)).certificate));
    expect(await refusal(await signedPdf({ ...signer, chain }))).toBe(
      'pdf.signer: expected at most 8 further certificates, saw 9',
    );
  });

  it('refuses a length in the indefinite form of BER, and bytes that are no ASN.1', async () => {
    const gap = gapOf(signed);
    expect(
      await refusal(
        withGap(signed, place, Buffer.concat([Buffer.from([0x30, 0x80]), gap.subarray(4), Buffer.alloc(2)])),
      ),
    ).toContain('pdf.container');
    expect(await refusal(withGap(signed, place, Buffer.from([0x30, 0x82, 0, 4, 1, 2, 3, 4])))).toContain(
      'pdf.container',
    );
    expect(await refusal(withGap(signed, place, new Uint8Array(new Asn1Set({ value: [] }).toBER())))).toContain(
      'pdf.container',
    );
  });
});

describe('the signer', () => {
  it('is refused when the trust file does not know the key, even when the document is sound', async () => {
    expect(await refusal(await signedPdf(stranger))).toMatch(
      /^pdf\.signer: signed by "Mallory" with the key [0-9a-f]{64}, which trust\.yaml does not trust/,
    );
    expect(await refusal(await signedAgain(signed, stranger))).toContain('pdf.signer');
  });

  it('is refused when the claimed time lies outside its certificate, outside its entry, or in the future', async () => {
    const late = replaced(signed, '/M (D:20260615120000Z)', '/M (D:20290615120000Z)');
    expect(await refusal(await signedAgain(late, signer))).toMatch(
      /^pdf\.time: it claims to be of 2029-06-15T12:00:00Z, which is yet to come/,
    );
    const report = await verifyPdf(await signedAgain(late, signer), trust, { now: now + 4 * year });
    expect(report.checks.at(-1)?.words).toContain('when the certificate "Ada Rowe" was not valid');
    const narrow = loadTrust(
      `keys:\n  - {name: Ada, use: [report], spkiSha256: ${signer.certificate.spkiSha256}, validUntil: 2026-06-14}`,
      't.yaml',
    );
    expect(await refusal(signed, narrow)).toContain('when the entry of "Ada" in t.yaml was not valid');
    const unsaid = replaced(signed, '/M (D:20260615120000Z)', '/L (D:20260615120000Z)');
    expect(await refusal(await signedAgain(unsaid, signer))).toContain(
      'pdf.time: the signature does not say when it was made',
    );
  });

  it('is accepted, with a warning, when its certificate has expired since', async () => {
    const report = await verifyPdf(signed, trust, { now: now + 3 * year });
    expect(report.accepted).toBe(true);
    expect(report.warnings.join()).toContain('has expired since (2028-06-15); only the signer says');
  });
});

describe('a document that even a trusted key cannot make acceptable', () => {
  it.each([
    ['a certification that allows annotations', '/P 2\n', '/P 3\n', /does not certify/],
    ['no certification', '/Perms', '/Perks', /does not certify/],
    ['another kind of signature', '/ETSI.CAdES.detached', '/adbe.pkcs7.detachedd', /not a PAdES/],
    ['a field that shows no signature', '/FT /Sig', '/FT /Sag', /expected one signed field, saw 0/],
    ['a last table that is none', 'xref\n2 1', 'xrex\n2 1', /no classic cross-reference table/],
    ['an encrypted file', '/Info 3 0 R\n/ID [<07070707', '/Encrypt 3 0 R/X<07070707', /is encrypted/],
    ['a hybrid cross-reference table', '/Info 3 0 R\n/ID [', '/XRefStm 300/ID [', /hybrid/],
  ])('%s', async (_what, from, to, words) => {
    const text = latin1(signed);
    const at = text.lastIndexOf(from);
    expect(at).toBeGreaterThan(0);
    const changed = Buffer.from(signed);
    changed.write(to.padEnd(from.length).slice(0, from.length), at, 'latin1');
    const words_ = await refusal(await signedAgain(changed, signer));
    expect(words_).toMatch(/^pdf\.structure/);
    expect(words_).toMatch(words);
  });

  const attached = async (content: Uint8Array, entries: [string, PdfName][] = []): Promise<Uint8Array> => {
    const pdf = await PDF.load(await plainPdf());
    const names = pdf.getCatalog().getDict('Names')?.getDict('EmbeddedFiles')?.getArray('Names');
    const file = names?.at(1, (ref) => pdf.getObject(ref));
    if (!(file instanceof PdfDict)) throw new Error('no attachment');
    const stream = pdf.register(new PdfStream(entries, content));
    file.set('EF', PdfDict.of({ F: stream, UF: stream }));
    return signedPdf(signer, await pdf.save());
  };

  it('an attachment that inflates without end is cut off by name, and other filters are refused', async () => {
    const bomb = await attached(deflateSync(new Uint8Array(80 * 1024 * 1024)), [['Filter', PdfName.of('FlateDecode')]]);
    expect(bomb.length).toBeLessThan(200_000);
    expect(await refusal(bomb)).toMatch(/^pdf\.assessment: the attachment "assessment.json" is larger than expected/);
    const other = await attached(assessmentBytes, [['Filter', PdfName.of('LZWDecode')]]);
    expect(await refusal(other)).toContain('encoded with something else than one FlateDecode');
  });

  it('an attachment that shows two readers two files', async () => {
    const pdf = await PDF.load(await plainPdf());
    const names = pdf.getCatalog().getDict('Names')?.getDict('EmbeddedFiles')?.getArray('Names');
    const file = names?.at(1, (ref) => pdf.getObject(ref));
    if (!(file instanceof PdfDict)) throw new Error('no attachment');
    file.getDict('EF')?.set('F', pdf.register(new PdfStream([], bytesOf('{}'))));
    expect(await refusal(await signedPdf(signer, await pdf.save()))).toContain('is not one file with one name');
  });
});
