import { canonicalJson } from '../base/canonical-json.ts';
import { sha256 } from '../base/digest.ts';
import { messageOf } from '../base/errors.ts';
import { plainText, shortened } from '../base/plain-text.ts';
import { validate } from '../model/validate.ts';
import { assessmentName, statementName, trustName } from './report-names.ts';
import { predicateOf } from './statement.ts';
import { parseStrictJson, strictUtf8 } from './strict-json.ts';
import type { Trust } from './trust.ts';
import {
  type Checklist,
  checklist,
  reportOf,
  type SignerSeen,
  type VerificationReport,
  type VerifyOptions,
} from './verification.ts';
import { checkPdf } from './verify-pdf.ts';
import { checkStatement, type StatementSeen } from './verify-statement.ts';

/** What to verify: every file that lies in the report folder, by name. */
export interface ReportFiles extends VerifyOptions {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly trust: Trust;
}

const checkSubjects = (list: Checklist, seen: StatementSeen, files: ReadonlyMap<string, Uint8Array>): void => {
  for (const { name, digest } of seen.statement.subject) {
    const bytes = files.get(name);
    list.hold(
      'output.digest',
      bytes !== undefined && sha256(bytes) === digest.sha256,
      `${name} is unchanged`,
      bytes === undefined ? `${name} is missing` : `${name} was changed: its digest is not the signed one`,
    );
  }
};

const outputKinds = /\.(?:pdf|html?|json|jsonl|sarif|txt|md|csv|xml|svg)$/i;
const stemOf = (name: string): string => name.toLowerCase().split('.')[0] ?? '';

/** A file that a reader could take for an output of this report, and that nobody signed, refuses it; any other is reported. */
const checkStrangers = (list: Checklist, seen: StatementSeen, names: readonly string[]): void => {
  const signed = new Set(seen.statement.subject.map(({ name }) => name));
  const stems = new Set(['report', 'assessment', 'statement', ...[...signed].map(stemOf)]);
  const strangers = names.filter((name) => !signed.has(name) && name !== statementName && name !== trustName);
  const posing = strangers.filter(
    (name) => outputKinds.test(name) || stems.has(stemOf(name.split('/').at(-1) ?? name)),
  );
  const words = (some: readonly string[]): string => shortened(some.map((name) => plainText(name)).join(', '), 300);
  list.hold(
    'folder.strangers',
    posing.length === 0,
    'no file in the folder poses as a signed output',
    `not signed, and could be taken for an output: ${words(posing)}`,
  );
  const others = strangers.filter((name) => !posing.includes(name));
  if (others.length > 0) list.warnings.push(`in the folder, but not signed and not looked at: ${words(others)}`);
};

/** Holds what the statement says of the audit against the assessment itself. */
const checkAgreement = (list: Checklist, seen: StatementSeen, bytes: Uint8Array): void => {
  const { predicate } = seen.statement;
  try {
    const valid = validate('assessment', parseStrictJson(strictUtf8(bytes)));
    if (!valid.ok) throw new Error(`${valid.problems[0]?.pointer} ${valid.problems[0]?.message}`);
    const expected = predicateOf(valid.value, {
      certificates: seen.certificates,
      signedAt: predicate.signedAt,
      ...(predicate.renderer === undefined ? {} : { browser: predicate.renderer.browser }),
    });
    list.hold(
      'statement.agrees',
      canonicalJson(expected) === canonicalJson(predicate),
      `the statement and ${assessmentName} say the same about inputs, outcomes and gate`,
      `the statement says something else about the audit than ${assessmentName}`,
    );
  } catch (thrown) {
    list.fail('statement.agrees', `${assessmentName} cannot be read as an assessment: ${messageOf(thrown)}`);
  }
};

/**
 * Verifies a report folder, fail-closed: the signed statement, every output against it, nothing missing, nothing that poses as an
 * output, each PDF's own signature, and the assessment inside the PDF. What is wrong is an answer, never an exception.
 */
export const verifyReport = async (report: ReportFiles): Promise<VerificationReport> => {
  const { files, trust } = report;
  const list = checklist();
  const statementBytes = files.get(statementName);
  if (!statementBytes)
    list.fail('statement.present', `${statementName} is missing: nothing says what the outputs were`);
  const seen = statementBytes ? checkStatement(list, statementBytes, trust, report) : undefined;
  if (seen) {
    checkSubjects(list, seen, files);
    checkStrangers(list, seen, [...files.keys()].sort());
    const assessment = files.get(assessmentName);
    if (assessment && seen.statement.subject.some(({ name }) => name === assessmentName))
      checkAgreement(list, seen, assessment);
    else
      list.warnings.push(
        `${assessmentName} is not among the signed outputs: what the others show cannot be re-performed`,
      );
  }
  const signers: SignerSeen[] = seen ? [seen.signer] : [];
  const expected = files.get(assessmentName);
  for (const [name, bytes] of [...files]
    .filter(([file]) => /\.pdf$/i.test(file))
    .sort(([a], [b]) => (a < b ? -1 : 1))) {
    const pdf = await checkPdf(list, name, bytes, trust, {
      ...report,
      ...(expected === undefined ? {} : { expected }),
    });
    if (!pdf) continue;
    signers.push(pdf.signer);
    if (seen && pdf.signer.spkiSha256 !== seen.signer.spkiSha256)
      list.warnings.push(`${name} and ${statementName} are signed with two keys; both are trusted`);
  }
  return reportOf(list, signers, report, seen?.statement);
};
