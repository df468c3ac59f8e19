import { verify } from 'node:crypto';
import { messageOf } from '../base/errors.ts';
import { plainText, shortened } from '../base/plain-text.ts';
import { instantOf } from '../base/time.ts';
import { validate } from '../model/validate.ts';
import { type Certificate, readCertificates } from './certificate.ts';
import { bundleMediaType, keyHint, preAuthenticationEncoding, statementPayloadType } from './envelope.ts';
import { keyAlgorithms } from './key-algorithms.ts';
import { statementName } from './report-names.ts';
import { isOutputName, reportPredicateType, type Statement, statementType } from './statement.ts';
import { parseStrictJson, strictBase64, strictUtf8 } from './strict-json.ts';
import type { Trust } from './trust.ts';
import type { Checklist, SignerSeen, VerifyOptions } from './verification.ts';
import { checkClaimedTime, trustOfSigner } from './verify-signer.ts';

const largestStatement = 32 * 1024 * 1024;
const longestPem = 16 * 1024;

type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object that has exactly those; protobuf JSON allows no others. Throws an Error that names the difference. */
const fieldsOf = (
  what: string,
  value: unknown,
  required: readonly string[],
  optional: readonly string[] = [],
): Fields => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${what}: expected an object`);
  const keys = Object.keys(value);
  const missing = required.find((key) => !keys.includes(key));
  const unknown = keys.find((key) => !required.includes(key) && !optional.includes(key));
  if (missing !== undefined) throw new Error(`${what}: expected the field "${missing}"`);
  if (unknown !== undefined) throw new Error(`${what}: the field "${shortened(plainText(unknown), 40)}" is not known`);
  return value as Fields;
};

const listOf = (what: string, value: unknown, length: number): readonly unknown[] => {
  if (!Array.isArray(value) || value.length !== length) throw new Error(`${what}: expected a list of ${length}`);
  return value;
};

const textOf = (what: string, value: unknown, expected?: string): string => {
  if (typeof value !== 'string') throw new Error(`${what}: expected text`);
  if (expected !== undefined && value !== expected)
    throw new Error(`${what}: expected ${expected}, saw ${shortened(plainText(value), 80)}`);
  return value;
};

const bytesOf = (what: string, value: unknown): Uint8Array => {
  const bytes = strictBase64(textOf(what, value));
  if (!bytes || bytes.length === 0) throw new Error(`${what}: expected Base64`);
  return bytes;
};

/** A bundle, taken apart: nothing of it is believed yet. */
interface OpenedBundle {
  readonly hint: string;
  readonly keyid: string;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

const openBundle = (bytes: Uint8Array): OpenedBundle => {
  if (bytes.length > largestStatement)
    throw new Error(`expected at most ${largestStatement} bytes, saw ${bytes.length}`);
  const bundle = fieldsOf('bundle', parseStrictJson(strictUtf8(bytes)), [
    'mediaType',
    'verificationMaterial',
    'dsseEnvelope',
  ]);
  textOf('mediaType', bundle.mediaType, bundleMediaType);
  const material = fieldsOf('verificationMaterial', bundle.verificationMaterial, ['publicKey'], ['tlogEntries']);
  // Log entries would have to be verified to mean anything; until then a bundle that has them is another format.
  if (material.tlogEntries !== undefined) listOf('tlogEntries', material.tlogEntries, 0);
  const publicKey = fieldsOf('publicKey', material.publicKey, ['hint']);
  const envelope = fieldsOf('dsseEnvelope', bundle.dsseEnvelope, ['payload', 'payloadType', 'signatures']);
  textOf('payloadType', envelope.payloadType, statementPayloadType);
  const [first] = listOf('signatures', envelope.signatures, 1);
  const signature = fieldsOf('signature', first, ['sig'], ['keyid']);
  const hint = textOf('hint', publicKey.hint);
  return {
    hint,
    keyid: signature.keyid === undefined ? hint : textOf('keyid', signature.keyid),
    payload: bytesOf('payload', envelope.payload),
    signature: bytesOf('sig', signature.sig),
  };
};

/** The certificates that the statement names for its signer: candidates, until the trust file knows one and its key verifies. */
const namedCertificates = (statement: unknown): readonly Certificate[] => {
  const predicate = (statement as { predicate?: { signer?: { certificates?: unknown } } } | null)?.predicate;
  const pems = predicate?.signer?.certificates;
  if (!Array.isArray(pems) || pems.length === 0 || pems.length > 8)
    throw new Error('the statement does not name the certificate of its signer');
  return pems.map((pem) => {
    const text = textOf('certificate', pem);
    const [certificate, ...more] = text.length > longestPem ? [] : readCertificates(Buffer.from(text));
    if (!certificate || more.length > 0) throw new Error('expected one certificate of at most 16 kB an entry');
    return certificate;
  });
};

const statementOf = (value: unknown): Statement => {
  const statement = value as Partial<Statement> | null;
  textOf('_type', statement?._type, statementType);
  textOf('predicateType', statement?.predicateType, reportPredicateType);
  const predicate = validate('statement-predicate', statement?.predicate);
  if (!predicate.ok) throw new Error(`predicate${predicate.problems[0]?.pointer}: ${predicate.problems[0]?.message}`);
  const subjects: unknown = statement?.subject;
  if (!Array.isArray(subjects) || subjects.length === 0)
    throw new Error('the statement has no subject: it says nothing');
  const subject = subjects.map((entry: unknown, index) => {
    const { name, digest } = fieldsOf(`subject ${index}`, entry, ['name', 'digest']);
    const { sha256 } = fieldsOf(`subject ${index}`, digest, ['sha256']);
    if (typeof name !== 'string' || !isOutputName(name) || name === statementName)
      throw new Error(`subject ${index}: "${shortened(plainText(String(name)), 60)}" is no name of an output`);
    if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256))
      throw new Error(`subject ${index}: expected a SHA-256 digest`);
    return { name, digest: { sha256 } };
  });
  if (new Set(subject.map(({ name }) => name.toLowerCase())).size !== subject.length)
    throw new Error('two subjects have one name');
  return { _type: statementType, subject, predicateType: reportPredicateType, predicate: predicate.value };
};

/** A statement whose signature, signer, time and form were accepted. */
export interface StatementSeen {
  readonly statement: Statement;
  readonly signer: SignerSeen;
  readonly certificates: readonly Certificate[];
}

const attempt = <T>(list: Checklist, id: string, what: () => T): T | undefined => {
  try {
    return what();
  } catch (thrown) {
    return list.fail(id, `${statementName}: ${messageOf(thrown)}`);
  }
};

/** Asks of a signed statement: is it well-formed, is the signature good, is the signer trusted, is it a statement about a report. */
export const checkStatement = (
  list: Checklist,
  bytes: Uint8Array,
  trust: Trust,
  options: VerifyOptions,
): StatementSeen | undefined => {
  const opened = attempt(list, 'statement.form', () => {
    const bundle = openBundle(bytes);
    const value = parseStrictJson(strictUtf8(bundle.payload));
    return { bundle, value, certificates: namedCertificates(value) };
  });
  const leaf = opened?.certificates[0];
  if (!opened || !leaf) return undefined;
  const { bundle, value, certificates } = opened;
  const hint = keyHint(leaf.publicKey);
  const signed =
    leaf.algorithm !== undefined &&
    bundle.hint === hint &&
    bundle.keyid === hint &&
    verify(
      keyAlgorithms[leaf.algorithm].digest,
      preAuthenticationEncoding(statementPayloadType, bundle.payload),
      leaf.publicKey,
      bundle.signature,
    );
  if (
    !list.hold(
      'statement.signature',
      signed,
      `the statement is signed with the key of "${leaf.name}"`,
      `the statement was changed, or is not signed with the key of "${leaf.name}" that it names`,
    )
  )
    return undefined;
  const trusted = trustOfSigner(leaf, certificates.slice(1), trust);
  if (!list.hold('statement.signer', trusted.ok, trusted.words, trusted.words) || !trusted.ok) return undefined;
  const statement = attempt(list, 'statement.content', () => statementOf(value));
  if (!statement) return undefined;
  const { signer, signedAt } = statement.predicate;
  if (
    !list.hold(
      'statement.content',
      signer.spkiSha256 === leaf.spkiSha256 && signer.throwAway === leaf.throwAway && signer.name === leaf.name,
      `it is a statement about the ${statement.subject.length} files of one report`,
      'what it says about its signer is not what the certificate says',
    )
  )
    return undefined;
  if (!checkClaimedTime(list, 'statement.time', instantOf(signedAt), trusted.windows, options)) return undefined;
  return {
    statement,
    certificates,
    signer: {
      of: statementName,
      name: leaf.name,
      trustedAs: trusted.trustedAs,
      spkiSha256: leaf.spkiSha256,
      throwAway: leaf.throwAway,
      claimedTime: signedAt,
    },
  };
};
