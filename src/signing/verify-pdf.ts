import { PDF, PdfDict, PdfNumber, type PdfRef } from '@libpdf/core';
import { messageOf } from '../base/errors.ts';
import { isoInstant } from '../base/time.ts';
import { type Attachment, attachmentBytes, attachmentsOf } from './pdf-attachments.ts';
import { type SignaturePlace, signaturePlaces, signedBytes } from './pdf-byte-range.ts';
import { signatureFields } from './pdf-fields.ts';
import { revisionsOf } from './pdf-revisions.ts';
import { assessmentName } from './report-names.ts';
import type { Trust } from './trust.ts';
import {
  type Checklist,
  checklist,
  reportOf,
  type SignerSeen,
  type VerificationReport,
  type VerifyOptions,
} from './verification.ts';
import { type CmsOutcome, verifyCms } from './verify-cms.ts';
import { checkClaimedTime, trustOfSigner } from './verify-signer.ts';

const largestPdf = 512 * 1024 * 1024;
// The longest string that PDF/A allows, in bytes.
const largestContainer = 32_767;
const largestAttachment = 64 * 1024 * 1024;

/** Finds the one signature, which must cover the whole file but its own gap: what comes after it, nobody signed. */
const checkCoverage = (list: Checklist, bytes: Uint8Array): SignaturePlace | undefined => {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  if (bytes.length > largestPdf || !/^%PDF-[12]\.\d/.test(head))
    return list.fail(
      'pdf.form',
      `expected a PDF of at most ${largestPdf} bytes, saw ${bytes.length} bytes of something else`,
    );
  const places = signaturePlaces(bytes);
  const [place] = places;
  if (!place) return list.fail('pdf.signed', 'the PDF holds no signature in the form that this tool writes');
  if (places.length > 1) return list.fail('pdf.signed', `expected one signature, saw ${places.length}`);
  const rest = bytes.length - place.end;
  const covered = list.hold(
    'pdf.coverage',
    rest === 0,
    `one signature covers all ${bytes.length} bytes but the place where it stands itself`,
    rest < 0
      ? `the signature claims ${-rest} bytes more than the file has: it was cut short`
      : `changed after it was signed: ${rest} bytes follow the signed revision${writtenObjects(bytes.subarray(place.end))}`,
  );
  return covered ? place : undefined;
};

/** Which objects an unsigned rest writes anew, for a message only. */
const writtenObjects = (rest: Uint8Array): string => {
  const text = Buffer.from(rest).toString('latin1');
  const objects = [...text.matchAll(/(?:^|[\r\n])(\d{1,10}) \d{1,5} obj\b/g)].map(([, number]) => number);
  const some = objects.slice(0, 8).join(', ');
  return objects.length === 0
    ? ''
    : `, an update that writes object${objects.length > 1 ? 's' : ''} ${some}${objects.length > 8 ? ' and more' : ''}`;
};

const checkSignature = (
  list: Checklist,
  bytes: Uint8Array,
  place: SignaturePlace,
): (CmsOutcome & { ok: true }) | undefined => {
  if (place.gapEnd - place.gapStart > 2 * largestContainer + 2)
    return list.fail('pdf.container', `the place of the signature is larger than ${largestContainer} bytes`);
  const hex = Buffer.from(bytes.subarray(place.gapStart + 1, place.gapEnd - 1)).toString('latin1');
  if (bytes[place.gapStart] !== 0x3c || !/^(?:[0-9a-f]{2})+$/.test(hex))
    return list.fail(
      'pdf.container',
      'the place of the signature holds something else than lower-case hexadecimal digits',
    );
  const outcome = verifyCms(Buffer.from(hex, 'hex'), signedBytes(bytes, place));
  if (!outcome.ok) return list.fail(`pdf.${outcome.failed}`, outcome.words);
  list.hold('pdf.digest', true, 'no byte of the signed document was changed', '');
  list.hold('pdf.signature', true, outcome.words, '');
  return outcome;
};

/** `D:YYYYMMDDHHMMSSZ` as milliseconds: the one form of a claimed time that this tool writes. */
const claimedTimeOf = (text: string | undefined): number | undefined => {
  const parts = /^D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(text ?? '')?.slice(1);
  const time = parts ? Date.parse(`${parts.slice(0, 3).join('-')}T${parts.slice(3).join(':')}Z`) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
};

/** The signature that the form shows, or why it does not show exactly the one that was verified. */
const signatureInForm = (pdf: PDF, bytes: Uint8Array, place: SignaturePlace): string | PdfDict => {
  const resolve = (ref: PdfRef) => pdf.getObject(ref);
  const signed = signatureFields(pdf).filter(({ dict }) => dict.has('V'));
  const reference = signed[0]?.dict.getRef('V');
  const signature = signed[0]?.dict.getDict('V', resolve);
  if (!signature || !reference || signed.length > 1) return `expected one signed field, saw ${signed.length}`;
  const contents = signature.getString('Contents')?.bytes ?? new Uint8Array();
  const hex = Buffer.from(bytes.subarray(place.gapStart + 1, place.gapEnd - 1)).toString('latin1');
  const range = [...(signature.getArray('ByteRange') ?? [])].map((item) =>
    item instanceof PdfNumber ? item.value : -1,
  );
  const expected = [0, place.gapStart, place.gapEnd, place.end - place.gapEnd];
  if (Buffer.from(contents).toString('hex') !== hex || range.join() !== expected.join())
    return 'the signed field shows another signature than the one that was verified';
  if (signature.getName('SubFilter')?.value !== 'ETSI.CAdES.detached') return 'the signature is not a PAdES signature';
  const transform = signature.getArray('Reference')?.at(0);
  const permissions =
    transform instanceof PdfDict ? transform.getDict('TransformParams')?.getNumber('P')?.value : undefined;
  const certified = pdf.getCatalog().getDict('Perms', resolve)?.getRef('DocMDP');
  if (permissions !== 2 || certified?.objectNumber !== reference.objectNumber)
    return 'the signature does not certify the document (DocMDP)';
  return signature;
};

const open = async (
  list: Checklist,
  bytes: Uint8Array,
  place: SignaturePlace,
): Promise<{ pdf: PDF; signature: PdfDict } | undefined> => {
  try {
    const revisions = revisionsOf(bytes);
    const pdf = await PDF.load(bytes, { lenient: false });
    if (pdf.isEncrypted || pdf.recoveredViaBruteForce) throw new Error('it is encrypted or damaged');
    const signature = signatureInForm(pdf, bytes, place);
    if (typeof signature === 'string') throw new Error(signature);
    list.hold(
      'pdf.structure',
      true,
      `its ${revisions.length} revisions read in one way only, the signature is the last of them, and it is the only one`,
      '',
    );
    return { pdf, signature };
  } catch (thrown) {
    return list.fail('pdf.structure', `the structure of the PDF is not accepted: ${messageOf(thrown)}`);
  }
};

/** What was learnt of a PDF whose signature was accepted. */
export interface PdfSeen {
  readonly signer: SignerSeen;
  /** The attached assessment, when there is one. */
  readonly assessment: Uint8Array | undefined;
}

/**
 * Asks of one PDF, in this order: is it whole, is the signature good, is its signer trusted, and only then what the document
 * holds: no parser of documents sees bytes that nobody trusted has signed. `expected` is the assessment that it must carry.
 */
export const checkPdf = async (
  list: Checklist,
  name: string,
  bytes: Uint8Array,
  trust: Trust,
  options: VerifyOptions & { readonly expected?: Uint8Array },
): Promise<PdfSeen | undefined> => {
  const place = checkCoverage(list, bytes);
  if (!place) return undefined;
  const outcome = checkSignature(list, bytes, place);
  if (!outcome) return undefined;
  const { certificate, others } = outcome;
  const trusted = trustOfSigner(certificate, others, trust);
  if (!list.hold('pdf.signer', trusted.ok, trusted.words, trusted.words) || !trusted.ok) return undefined;
  const opened = await open(list, bytes, place);
  if (!opened) return undefined;
  const claimed = claimedTimeOf(opened.signature.getString('M')?.asString());
  if (!checkClaimedTime(list, 'pdf.time', claimed, trusted.windows, options)) return undefined;
  const assessment = checkAttachment(list, opened.pdf, options.expected);
  const signer: SignerSeen = {
    of: name,
    name: certificate.name,
    trustedAs: trusted.trustedAs,
    spkiSha256: certificate.spkiSha256,
    throwAway: certificate.throwAway,
    claimedTime: isoInstant(claimed ?? 0),
  };
  return { signer, assessment };
};

const checkAttachment = (list: Checklist, pdf: PDF, expected: Uint8Array | undefined): Uint8Array | undefined => {
  try {
    const named: readonly Attachment[] = attachmentsOf(pdf).filter(({ name }) => name === assessmentName);
    const [only] = named;
    if (!only && expected === undefined) {
      list.warnings.push(`the PDF carries no ${assessmentName}: what it shows cannot be compared with its data`);
      return undefined;
    }
    if (!only || named.length > 1) throw new Error(`expected one attachment ${assessmentName}, saw ${named.length}`);
    const found = attachmentBytes(only, expected?.length ?? largestAttachment);
    list.hold(
      'pdf.assessment',
      expected === undefined || Buffer.from(found).equals(expected),
      expected === undefined
        ? `it carries one ${assessmentName} of ${found.length} bytes`
        : `the ${assessmentName} inside the PDF is the one beside it, byte for byte`,
      `the ${assessmentName} inside the PDF is not the one beside it`,
    );
    return found;
  } catch (thrown) {
    return list.fail('pdf.assessment', messageOf(thrown));
  }
};

/** Verifies a PDF by itself. Accepted means: unchanged since a trusted signer signed it; nothing is said about other outputs. */
export const verifyPdf = async (
  bytes: Uint8Array,
  trust: Trust,
  options: VerifyOptions = {},
): Promise<VerificationReport> => {
  const list = checklist();
  const seen = await checkPdf(list, 'the PDF', bytes, trust, options);
  list.warnings.push(
    'only the PDF was looked at; verify the folder to hold the other outputs against the signed statement',
  );
  return reportOf(list, seen ? [seen.signer] : [], options);
};
