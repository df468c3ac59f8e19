import { createHash } from 'node:crypto';
import { Set as Asn1Set, Constructed, fromBER, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import {
  AlgorithmIdentifier,
  Attribute,
  Certificate as CmsCertificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';
import { type KeyAlgorithm, keyAlgorithms } from './key-algorithms.ts';

export const oids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  algorithmProtection: '1.2.840.113549.1.9.52',
} as const;

const parsed = (der: Uint8Array) => fromBER(Uint8Array.from(der).buffer).result;
const compareBytes = (a: Uint8Array, b: Uint8Array): number => Buffer.compare(a, b);

const digestIdentifier = (algorithm: KeyAlgorithm): AlgorithmIdentifier =>
  new AlgorithmIdentifier({ algorithmId: keyAlgorithms[algorithm].digestOid });
const signatureIdentifier = (algorithm: KeyAlgorithm): AlgorithmIdentifier => {
  const { signatureOid, nullParameters } = keyAlgorithms[algorithm];
  return new AlgorithmIdentifier({
    algorithmId: signatureOid,
    ...(nullParameters ? { algorithmParams: new Null() } : {}),
  });
};

/** ESSCertIDv2 (RFC 5035) with SHA-256, the default that DER leaves out, and with issuer and serial number. */
const signingCertificate = (der: Uint8Array): Sequence => {
  const certificate = new CmsCertificate({ schema: parsed(der) });
  const directoryName = new Constructed({
    idBlock: { tagClass: 3, tagNumber: 4 },
    value: [certificate.issuer.toSchema()],
  });
  return new Sequence({
    value: [
      new Sequence({
        value: [
          new Sequence({
            value: [
              new OctetString({ valueHex: createHash('sha256').update(der).digest() }),
              new Sequence({ value: [new Sequence({ value: [directoryName] }), certificate.serialNumber] }),
            ],
          }),
        ],
      }),
    ],
  });
};

/** CMSAlgorithmProtection (RFC 6211): the algorithms, under the signature. */
const algorithmProtection = (algorithm: KeyAlgorithm): Sequence => {
  const signature = signatureIdentifier(algorithm).toSchema() as Sequence;
  return new Sequence({
    value: [
      digestIdentifier(algorithm).toSchema(),
      new Constructed({ idBlock: { tagClass: 3, tagNumber: 1 }, value: signature.valueBlock.value }),
    ],
  });
};

/** What the signed attributes are made from. `digest` is that of the signed bytes, by the algorithm's own digest. */
export interface SignedAttributesOf {
  readonly digest: Uint8Array;
  readonly certificate: Uint8Array;
  readonly algorithm: KeyAlgorithm;
}

const attributesOf = ({ digest, certificate, algorithm }: SignedAttributesOf): Attribute[] =>
  [
    new Attribute({ type: oids.contentType, values: [new ObjectIdentifier({ value: oids.data })] }),
    new Attribute({ type: oids.messageDigest, values: [new OctetString({ valueHex: digest })] }),
    new Attribute({ type: oids.signingCertificateV2, values: [signingCertificate(certificate)] }),
    new Attribute({ type: oids.algorithmProtection, values: [algorithmProtection(algorithm)] }),
  ]
    .map((attribute) => ({ attribute, der: new Uint8Array(attribute.toSchema().toBER()) }))
    .sort((a, b) => compareBytes(a.der, b.der))
    .map(({ attribute }) => attribute);

/**
 * The bytes that a PAdES B-B signature signs: the signed attributes as a DER SET (EN 319 122-1, 5.1). There is no
 * signing-time among them: PAdES forbids it and puts the claimed time into the PDF's /M.
 */
export const signedAttributesDer = (parts: SignedAttributesOf): Uint8Array =>
  new Uint8Array(new Asn1Set({ value: attributesOf(parts).map((attribute) => attribute.toSchema()) }).toBER());

/** Everything that a signature container is made from. `certificates` are DER, the signer's own among them. */
export interface CmsParts extends SignedAttributesOf {
  readonly certificates: readonly Uint8Array[];
  readonly signature: Uint8Array;
}

/**
 * Encodes a detached CMS SignedData with one SignerInfo and no unsigned attribute. The same parts always give the same
 * bytes, which lets a verifier demand that a container is in this one form, with nothing beside it.
 */
export const encodeCms = (parts: CmsParts): Uint8Array => {
  const own = new CmsCertificate({ schema: parsed(parts.certificate) });
  const signerInfo = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
    digestAlgorithm: digestIdentifier(parts.algorithm),
    signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes: attributesOf(parts) }),
    signatureAlgorithm: signatureIdentifier(parts.algorithm),
    signature: new OctetString({ valueHex: parts.signature }),
  });
  const signedData = new SignedData({
    version: 1,
    digestAlgorithms: [digestIdentifier(parts.algorithm)],
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: oids.data }),
    certificates: [...parts.certificates].sort(compareBytes).map((der) => new CmsCertificate({ schema: parsed(der) })),
    signerInfos: [signerInfo],
  });
  const content = new ContentInfo({ contentType: oids.signedData, content: signedData.toSchema(true) });
  return new Uint8Array(content.toSchema().toBER());
};
