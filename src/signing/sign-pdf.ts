import { createHash } from 'node:crypto';
import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, type PdfRef, PdfString } from '@libpdf/core';
import { sha256 } from '../base/digest.ts';
import { messageOf } from '../base/errors.ts';
import { encodeCms, signedAttributesDer } from './cms.ts';
import { SigningError } from './errors.ts';
import { keyAlgorithms } from './key-algorithms.ts';
import { byteRangePlaceholder, byteRangeText, type SignaturePlace, signedBytes } from './pdf-byte-range.ts';
import { signatureFields } from './pdf-fields.ts';
import { assertMaySign, type Signer } from './signer.ts';

/** What a PDF signature says beside who signed. `claimedTime` in milliseconds: nobody confirms it (PAdES B-B has no timestamp). */
export interface PdfSignatureRequest {
  /** A reserved, unsigned field of this name is used; otherwise an invisible one is made. */
  readonly fieldName: string;
  readonly claimedTime: number;
  readonly reason?: string;
  readonly location?: string;
}

const unsignable = (message: string, cause?: unknown): SigningError =>
  new SigningError('unsignable-pdf', `cannot sign the PDF: ${message}`, cause === undefined ? {} : { cause });

const pdfDate = (instant: number): string => `D:${new Date(instant).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;

// Room for the container: all certificates, a signature of 512 bytes, attributes; PDF/A allows at most 32767 bytes.
const reserveFor = (signer: Signer): number =>
  [signer.certificate, ...signer.chain].reduce((sum, { der }) => sum + der.length, 3072);

const signatureDictionary = (signer: Signer, request: PdfSignatureRequest, placeholder: Uint8Array): PdfDict =>
  PdfDict.of({
    Type: PdfName.of('Sig'),
    Filter: PdfName.of('Adobe.PPKLite'),
    SubFilter: PdfName.of('ETSI.CAdES.detached'),
    ByteRange: new PdfArray([0, ...Array(3).fill(byteRangePlaceholder)].map((number) => PdfNumber.of(number))),
    Contents: new PdfString(placeholder, 'hex'),
    M: PdfString.fromString(pdfDate(request.claimedTime)),
    Name: PdfString.fromString(signer.certificate.name),
    ...(request.reason === undefined ? {} : { Reason: PdfString.fromString(request.reason) }),
    ...(request.location === undefined ? {} : { Location: PdfString.fromString(request.location) }),
    // Certification signature: after it a reader may at most fill in and sign fields that are already there.
    Reference: new PdfArray([
      PdfDict.of({
        Type: PdfName.of('SigRef'),
        TransformMethod: PdfName.of('DocMDP'),
        TransformParams: PdfDict.of({
          Type: PdfName.of('TransformParams'),
          P: PdfNumber.of(2),
          V: PdfName.of('1.2'),
        }),
      }),
    ]),
  });

// A rectangle of no size outside the page: PDF/A asks no appearance of it, PDF/UA no structure element.
const invisible = () => new PdfArray([-1, -1, -1, -1].map((number) => PdfNumber.of(number)));

const addField = (pdf: PDF, signature: PdfRef, request: PdfSignatureRequest, signer: Signer): void => {
  const resolve = (ref: PdfRef) => pdf.getObject(ref);
  const catalog = pdf.getCatalog();
  const fields = signatureFields(pdf);
  if (fields.some(({ dict }) => dict.has('V'))) throw unsignable('it already holds a signature');
  const reserved = fields.find(({ name }) => name === request.fieldName);
  const form = catalog.getDict('AcroForm', resolve) ?? new PdfDict();
  form.set('SigFlags', PdfNumber.of(3));
  if (!catalog.has('AcroForm')) catalog.set('AcroForm', pdf.register(form));
  if (reserved) {
    reserved.dict.set('V', signature);
    return;
  }
  const page = pdf.getPage(0);
  if (!page) throw unsignable('it has no page');
  const widget = pdf.register(
    PdfDict.of({
      Type: PdfName.of('Annot'),
      Subtype: PdfName.of('Widget'),
      FT: PdfName.of('Sig'),
      T: PdfString.fromString(request.fieldName),
      TU: PdfString.fromString(`Signature of ${signer.certificate.name}`),
      // Print and Locked, as PDF/A asks of every annotation.
      F: PdfNumber.of(132),
      Rect: invisible(),
      P: page.ref,
      V: signature,
    }),
  );
  const listed = form.getArray('Fields', resolve);
  if (listed) listed.push(widget);
  else form.set('Fields', new PdfArray([widget]));
  const annotations = page.dict.getArray('Annots', resolve);
  if (annotations) annotations.push(widget);
  else page.dict.set('Annots', new PdfArray([widget]));
};

/** Finds the placeholder by its content, which no document can hold, and fills in the byte range before it. */
const placeIn = (bytes: Buffer, placeholder: Uint8Array): SignaturePlace => {
  const hex = Buffer.from(placeholder).toString('hex').toUpperCase();
  const first = bytes.indexOf(`<${hex}>`, 0, 'latin1');
  const place = { gapStart: first, gapEnd: first + hex.length + 2, end: bytes.length };
  const numbers = Array(3).fill(byteRangePlaceholder).join(' ');
  const before = `/ByteRange [0 ${numbers}]\n/Contents `;
  const start = first - before.length;
  if (first < 0 || bytes.toString('latin1', start, first) !== before)
    throw unsignable('the place for the signature was not found where it was written');
  bytes.write(byteRangeText(place), start + '/ByteRange [0 '.length, 'latin1');
  return place;
};

const load = async (bytes: Uint8Array): Promise<PDF> => {
  try {
    const pdf = await PDF.load(bytes, { lenient: false });
    if (pdf.isEncrypted) throw new Error('it is encrypted');
    const blocker = pdf.canSaveIncrementally();
    if (blocker !== null) throw new Error(`an update cannot be appended to it (${blocker})`);
    return pdf;
  } catch (cause) {
    throw unsignable(messageOf(cause), cause);
  }
};

/**
 * Signs a PDF (PAdES B-B, certification signature) as an incremental update: the given bytes are a prefix of the result.
 * With an RSA key the same input gives the same bytes. Throws SigningError `unsignable-pdf`, and the errors of an unfit certificate.
 */
export const signPdf = async (bytes: Uint8Array, signer: Signer, request: PdfSignatureRequest): Promise<Uint8Array> => {
  assertMaySign(signer.certificate, request.claimedTime);
  const pdf = await load(bytes);
  // LibPDF would invent a random file identifier.
  const { trailer } = pdf.context.info;
  if (!trailer.has('ID')) {
    const id = new PdfString(Buffer.from(sha256(bytes).slice(0, 32), 'hex'), 'hex');
    trailer.set('ID', new PdfArray([id, id]));
  }
  const placeholder = new Uint8Array(reserveFor(signer));
  placeholder.set(createHash('sha512').update('plumbline signature placeholder').update(bytes).digest());
  const signature = pdf.register(signatureDictionary(signer, request, placeholder));
  addField(pdf, signature, request, signer);
  pdf.getCatalog().set('Perms', PdfDict.of({ DocMDP: signature }));

  const signed = Buffer.from(await pdf.save({ incremental: true }));
  if (!signed.subarray(0, bytes.length).equals(bytes)) throw unsignable('its bytes would not have been kept');
  const place = placeIn(signed, placeholder);

  const { algorithm, certificate, chain } = signer;
  const digest = createHash(keyAlgorithms[algorithm].digest).update(signedBytes(signed, place)).digest();
  const attributes = { digest, certificate: certificate.der, algorithm };
  const cms = encodeCms({
    ...attributes,
    certificates: [certificate, ...chain].map(({ der }) => der),
    signature: await signer.sign(signedAttributesDer(attributes)),
  });
  if (cms.length > placeholder.length)
    throw unsignable(`the signature needs ${cms.length} bytes, and ${placeholder.length} are reserved`);
  const hex = Buffer.from(cms)
    .toString('hex')
    .padEnd(placeholder.length * 2, '0');
  signed.write(hex, place.gapStart + 1, 'latin1');
  return new Uint8Array(signed);
};
