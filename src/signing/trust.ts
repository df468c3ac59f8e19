import { Buffer } from 'node:buffer';
import { type ErrorDetail, messageOf } from '../base/errors.ts';
import { pointer } from '../base/json-pointer.ts';
import { defaultLimits } from '../base/limits.ts';
import { plainText } from '../base/plain-text.ts';
import { DAY, instantOf } from '../base/time.ts';
import { parseYaml } from '../base/yaml.ts';
import { validate } from '../model/validate.ts';
import { type Certificate, readCertificates } from './certificate.ts';
import { SigningError } from './errors.ts';

/** One pinned key. Times in milliseconds: a signature may claim any instant from `validFrom` up to, not at, `validBefore`. */
interface TrustedKey {
  readonly name: string;
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
    const times = {
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

/** The text of a trust file that pins one certificate, for a person to copy after comparing the fingerprint. */
export const trustEntryFor = (certificatePem: string): string => {
  const [certificate] = readCertificates(Buffer.from(certificatePem));
  if (!certificate) throw new SigningError('missing-certificate', 'expected a certificate, PEM');
  return [
    '# Whom you trust to sign reports. Found beside a report, this file shows only that the report was not changed,',
    '# never who made it: compare the fingerprint with one that you got another way before you rely on it.',
    `# Fingerprint of the key (SHA-256 of its SubjectPublicKeyInfo): ${certificate.spkiSha256}`,
    ...(certificate.throwAway ? ['# This is a THROW-AWAY TEST identity: nobody vouches for it.'] : []),
    'keys:',
    `  - name: ${JSON.stringify(certificate.name)}`,
    '    use: [report]',
    '    certificate: |',
    ...certificate.pem
      .trimEnd()
      .split('\n')
      .map((line) => `      ${line}`),
    '',
  ].join('\n');
};
