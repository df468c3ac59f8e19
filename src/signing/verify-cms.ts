import { createHash, timingSafeEqual, verify } from 'node:crypto';
import { fromBER, type OctetString } from 'asn1js';
import { Certificate as CmsCertificate, ContentInfo, IssuerAndSerialNumber, SignedData } from 'pkijs';
import { type Certificate, readCertificate } from './certificate.ts';
import { encodeCms, oids, signedAttributesDer } from './cms.ts';
import { keyAlgorithms } from './key-algorithms.ts';

export type CmsOutcome =
  | {
      readonly ok: true;
      readonly certificate: Certificate;
      readonly others: readonly Certificate[];
      readonly words: string;
    }
  | { readonly ok: false; readonly failed: 'container' | 'digest' | 'signature'; readonly words: string };

const container = (words: string): CmsOutcome => ({ ok: false, failed: 'container', words });

/** The DER value at the start of `padded`; undefined unless a definite length fits and nothing but zeros follows. */
const withoutPadding = (padded: Uint8Array): Uint8Array | undefined => {
  const lengthOctets = (padded[1] ?? 0) - 0x80;
  if (padded[0] !== 0x30 || lengthOctets < 1 || lengthOctets > 3) return undefined;
  const length = padded.subarray(2, 2 + lengthOctets).reduce((sum, octet) => sum * 256 + octet, 0);
  const end = 2 + lengthOctets + length;
  return end <= padded.length && padded.subarray(end).every((octet) => octet === 0)
    ? padded.subarray(0, end)
    : undefined;
};

/**
 * Opens the signature container of a PDF and verifies it over the signed bytes. The container must be in the one form that
 * `encodeCms` writes: it is encoded again from its parts, and every byte compared, so that nothing can hide in it.
 */
export const verifyCms = (padded: Uint8Array, signed: Uint8Array): CmsOutcome => {
  const der = withoutPadding(padded);
  if (!der) return container('expected one DER value and then only zeros, saw other bytes');
  try {
    const asn1 = fromBER(Uint8Array.from(der).buffer);
    if (asn1.offset !== der.length) return container('the signature container is not well-formed DER');
    const content = new ContentInfo({ schema: asn1.result });
    if (content.contentType !== oids.signedData) return container('the container holds no CMS SignedData');
    return verifySignedData(new SignedData({ schema: content.content }), der, signed);
  } catch {
    // What pkijs throws on hostile bytes names its own insides, which tells a reader nothing.
    return container('the signature container cannot be read as CMS SignedData');
  }
};

const verifySignedData = (data: SignedData, der: Uint8Array, signed: Uint8Array): CmsOutcome => {
  const [info, ...more] = data.signerInfos;
  if (!info || more.length > 0)
    return container(`expected one signer in the container, saw ${data.signerInfos.length}`);
  if (data.encapContentInfo.eContent) return container('expected a detached signature, saw one that carries content');
  if (info.unsignedAttrs) return container('the container carries unsigned attributes, which a B-B signature has not');
  const certificates = (data.certificates ?? []).flatMap((entry) =>
    entry instanceof CmsCertificate
      ? [{ cms: entry, read: readCertificate(new Uint8Array(entry.toSchema().toBER())) }]
      : [],
  );
  const { sid } = info;
  const own = certificates.filter(
    ({ cms }) =>
      sid instanceof IssuerAndSerialNumber &&
      cms.issuer.isEqual(sid.issuer) &&
      cms.serialNumber.isEqual(sid.serialNumber),
  );
  const certificate = own[0]?.read;
  if (!certificate || own.length > 1)
    return container('the container does not hold the certificate of its signer, once');
  const { algorithm } = certificate;
  if (algorithm === undefined) return container('the key of the signer is of a kind that is not accepted');

  const digest = createHash(keyAlgorithms[algorithm].digest).update(signed).digest();
  const claimed = info.signedAttrs?.attributes.find(({ type }) => type === oids.messageDigest)?.values[0] as
    | OctetString
    | undefined;
  const claimedDigest = Buffer.from(claimed?.valueBlock.valueHexView ?? new Uint8Array());
  if (claimedDigest.length !== digest.length || !timingSafeEqual(claimedDigest, digest))
    return { ok: false, failed: 'digest', words: 'the document is not the one that was signed: its digest differs' };

  const attributes = { digest, certificate: certificate.der, algorithm };
  const signature = new Uint8Array(info.signature.valueBlock.valueHexView);
  const again = encodeCms({ ...attributes, certificates: certificates.map(({ read }) => read.der), signature });
  if (!Buffer.from(again).equals(der))
    return container(
      'the container is not in the one form of a PAdES B-B signature of this tool (attributes, algorithms, order)',
    );
  if (!verify(keyAlgorithms[algorithm].digest, signedAttributesDer(attributes), certificate.publicKey, signature))
    return { ok: false, failed: 'signature', words: `the signature is not by the key of "${certificate.name}"` };
  return {
    ok: true,
    certificate,
    others: certificates.map(({ read }) => read).filter((read) => read !== certificate),
    words: `signed with the key of "${certificate.name}" (${keyAlgorithms[algorithm].title}); the certificate is bound to the signature`,
  };
};
