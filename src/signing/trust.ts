import { Buffer } from 'node:buffer';
import { type ErrorDetail, messageOf } from '../base/errors.ts';
import { pointer } from '../base/json-pointer.ts';
import { defaultLimits } from '../base/limits.ts';
import { plainText } from '../base/plain-text.ts';
import { DAY, instantOf } from '../base/time.ts';
import { parseYaml } from '../base/yaml.ts';
import type { TrustedKey as TrustFileKey } from '../model/generated/trust.ts';
import { validate } from '../model/validate.ts';
import { type Certificate, readCertificates } from './certificate.ts';
import { SigningError } from './errors.ts';

/** What a key may sign. */
export type KeyUse = TrustFileKey['use'][number];

/** One pinned key. Times in milliseconds: a signature may claim any instant from `validFrom` up to, not at, `validBefore`. */
export interface TrustedKey {
  readonly name: string;
  readonly use: readonly KeyUse[];
  /** Who holds it: there for every key that may sign attestations or waivers. */
  readonly person?: string;
  /** Roles in which that person may sign; any when absent. */
  readonly roles?: readonly string[];
  readonly spkiSha256: string;
  /** When given, only a signature with this very certificate counts. */
  readonly certificate?: Certificate;
  readonly validFrom?: number;
  readonly validBefore?: number;
}

/** Whom to trust, read from trust.yaml. */
export interface Trust {
  /** What the file is called in messages. */
  readonly file: string;
  readonly keys: readonly TrustedKey[];
  readonly roots: readonly Certificate[];
}

/** The keys that may be used for something. Only these are ever looked at: a key for reports signs no waiver. */
export const trustedFor = (trust: Trust, use: KeyUse): readonly TrustedKey[] =>
  trust.keys.filter((key) => key.use.includes(use));

/** Uses in which a person answers for what is signed. */
const personal = (use: KeyUse): boolean => use !== 'report';

/** Reads a trust file. Throws SigningError `trust-file` with every problem and its line; a file that trusts nobody is one. */
export const loadTrust = (text: string, file: string): Trust => {
  const refuse = (details: readonly ErrorDetail[]): SigningError =>
    new SigningError('trust-file', `${plainText(file)} is no trust file`, { details });
  const yaml = parseYaml(text, { depth: defaultLimits.depth });
  if (!yaml.ok) throw refuse(yaml.problems.map((problem) => ({ ...problem, file })));
  const { value, lineOf } = yaml.text;
  const valid = validate('trust', value);
  if (!valid.ok)
    throw refuse(
      valid.problems.map(({ pointer: at, message }) => ({ message: `${at}: ${message}`, file, line: lineOf(at) })),
    );

  const details: ErrorDetail[] = [];
  const problem = (at: string, message: string): undefined => {
    details.push({ message: `${at}: ${message}`, file, line: lineOf(at) });
    return undefined;
  };
  const certificateAt = (at: string, pem: string): Certificate | undefined => {
    try {
      const found = readCertificates(Buffer.from(pem));
      return found.length === 1 ? found[0] : problem(at, `expected one certificate, saw ${found.length}`);
    } catch (thrown) {
      return problem(at, messageOf(thrown));
    }
  };
  const keys = (valid.value.keys ?? []).flatMap((entry, index): TrustedKey[] => {
    const at = pointer('keys', index);
    if ((entry.certificate === undefined) === (entry.spkiSha256 === undefined)) {
      problem(at, 'expected either certificate or spkiSha256');
      return [];
    }
    const from = entry.validFrom === undefined ? undefined : instantOf(entry.validFrom);
    const until = entry.validUntil === undefined ? undefined : instantOf(entry.validUntil);
    if (from !== undefined && until !== undefined && until < from) problem(at, 'validUntil lies before validFrom');
    if (entry.use.some(personal)) {
      if (entry.person === undefined)
        problem(at, 'missing key "person": a key for attestations or waivers belongs to a person');
      if (entry.certificate === undefined)
        problem(
          at,
          'missing key "certificate": attestations and waivers do not bring theirs, so the fingerprint is not enough',
        );
    } else if (entry.person !== undefined || entry.roles !== undefined)
      problem(
        at,
        'person and roles are for keys that may sign attestations or waivers, and this one may sign reports only',
      );
    const times = {
      use: entry.use,
      ...(entry.person === undefined ? {} : { person: plainText(entry.person) }),
      ...(entry.roles === undefined ? {} : { roles: entry.roles }),
      ...(from === undefined ? {} : { validFrom: from }),
      ...(until === undefined ? {} : { validBefore: until + DAY }),
    };
    if (entry.spkiSha256 !== undefined)
      return [{ name: plainText(entry.name), spkiSha256: entry.spkiSha256, ...times }];
    const certificate = certificateAt(`${at}/certificate`, entry.certificate ?? '');
    return certificate
      ? [{ name: plainText(entry.name), spkiSha256: certificate.spkiSha256, certificate, ...times }]
      : [];
  });
  for (const [index, { spkiSha256, use }] of keys.entries())
    for (const one of use.filter(personal))
      if (keys.slice(0, index).some((other) => other.spkiSha256 === spkiSha256 && other.use.includes(one)))
        problem(pointer('keys', index), `this key is there twice for ${one}s: expected one person for each key`);
  const roots = (valid.value.roots ?? []).flatMap((pem, index) => {
    const root = certificateAt(pointer('roots', index), pem);
    if (root && !root.isAuthority)
      problem(pointer('roots', index), `"${root.name}" is not a certificate of an authority`);
    return root ? [root] : [];
  });
  if (details.length === 0 && keys.length + roots.length === 0) problem('', 'trusts nobody: expected keys or roots');
  if (details.length > 0) throw refuse(details);
  return { file, keys, roots };
};

/**
 * The text of a trust file that pins one certificate, for a person to copy after comparing the fingerprint. With a person,
 * the key may sign that person's attestations and waivers too.
 */
export const trustEntryFor = (certificatePem: string, person?: string): string => {
  const [certificate] = readCertificates(Buffer.from(certificatePem));
  if (!certificate) throw new SigningError('missing-certificate', 'expected a certificate, PEM');
  return [
    '# Whom you trust to sign reports. Found beside a report, this file shows only that the report was not changed,',
    '# never who made it: compare the fingerprint with one that you got another way before you rely on it.',
    `# Fingerprint of the key (SHA-256 of its SubjectPublicKeyInfo): ${certificate.spkiSha256}`,
    ...(certificate.throwAway ? ['# This is a THROW-AWAY TEST identity: nobody vouches for it.'] : []),
    'keys:',
    `  - name: ${JSON.stringify(certificate.name)}`,
    ...(person === undefined
      ? ['    use: [report]']
      : ['    use: [report, attestation, waiver]', `    person: ${JSON.stringify(person)}`]),
    '    certificate: |',
    ...certificate.pem
      .trimEnd()
      .split('\n')
      .map((line) => `      ${line}`),
    '',
  ].join('\n');
};
