import { sha256 } from '../base/digest.ts';
import { type IsoInstant, isoInstant } from '../base/time.ts';
import type { OutputFile } from '../files/write-outputs.ts';
import type { Assessment } from '../model/generated/assessment.ts';
import type { AuditReportPredicate } from '../model/generated/statement-predicate.ts';
import { outcomes } from '../model/outcome.ts';
import type { Certificate } from './certificate.ts';
import { SigningError } from './errors.ts';
import { statementName } from './report-names.ts';

/** in-toto Statement v1 about the files of one report. */
export interface Statement {
  readonly _type: typeof statementType;
  readonly subject: readonly { readonly name: string; readonly digest: { readonly sha256: string } }[];
  readonly predicateType: typeof reportPredicateType;
  readonly predicate: AuditReportPredicate;
}

export const statementType = 'https://in-toto.io/Statement/v1';
export const reportPredicateType = 'https://plumbline.dev/attestation/audit-report/v1';

/** What only the run that signs knows: not the assessment, and so not re-performed. */
export interface SigningFacts {
  /** Leaf first. */
  readonly certificates: readonly Certificate[];
  readonly signedAt: IsoInstant;
  /** Name and version of the browser that printed the PDF. */
  readonly browser?: string;
}

const throwAwayNote = 'throw-away test identity: shows that the report is unchanged, not who made it';

/** What the statement says, derived from the assessment alone but for who signs, when, and what printed the PDF. */
export const predicateOf = (assessment: Assessment, signing: SigningFacts): AuditReportPredicate => {
  const { tool, asOf, period, system, profile, inputs } = assessment;
  const [leaf] = signing.certificates;
  if (!leaf) throw new SigningError('missing-certificate', 'a statement needs the certificate of its signer');
  return {
    tool: { name: tool.name, version: tool.version },
    asOf,
    period: { start: period.start, end: period.end },
    system: {
      id: system.id,
      name: system.name,
      ...(system.version === undefined ? {} : { version: system.version }),
    },
    profile: { id: profile.id, title: profile.title },
    project: { sha256: inputs.project.sha256 },
    policies: { sha256: inputs.policies.sha256 },
    ...(inputs.waivers === undefined ? {} : { waivers: { sha256: inputs.waivers.sha256 } }),
    ...(inputs.trust === undefined ? {} : { trust: { sha256: inputs.trust.sha256 } }),
    facts: { sha256: inputs.facts },
    evidence: assessment.evidence
      .map(({ path, sha256: digest }) => ({ path, sha256: digest }))
      .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    summary: Object.fromEntries(
      outcomes.map((outcome) => [outcome, assessment.findings.filter((finding) => finding.outcome === outcome).length]),
    ),
    gate: { blocked: assessment.gate.blocked, blocking: [...assessment.gate.blocking] },
    ...(signing.browser === undefined ? {} : { renderer: { browser: signing.browser } }),
    signer: {
      name: leaf.name,
      spkiSha256: leaf.spkiSha256,
      certificates: signing.certificates.map(({ pem }) => pem),
      throwAway: leaf.throwAway,
      ...(leaf.throwAway ? { note: throwAwayNote } : {}),
    },
    signedAt: signing.signedAt,
  };
};

/** Whether a name may stand for an output: one plain file name, no folder, nothing invisible, no reserved name. */
export const isOutputName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/.test(name);

/** What a statement is made from. `outputs` are the final bytes: the PDF is signed before. Time in milliseconds. */
export interface StatementRequest {
  readonly assessment: Assessment;
  readonly outputs: readonly OutputFile[];
  readonly certificates: readonly Certificate[];
  readonly claimedTime: number;
  readonly browser?: string;
}

/** States, of every output file, its name and digest, and of the audit, what it came from and how it came out. */
export const buildStatement = (request: StatementRequest): Statement => {
  const names = request.outputs.map(({ name }) => name);
  const unfit = names.find((name) => !isOutputName(name) || name === statementName);
  if (unfit !== undefined)
    throw new SigningError('unsignable-outputs', `an output cannot be called "${unfit}": expected a plain file name`);
  if (names.length === 0) throw new SigningError('unsignable-outputs', 'there is no output to sign');
  if (new Set(names.map((name) => name.toLowerCase())).size !== names.length)
    throw new SigningError('unsignable-outputs', `two outputs have one name: ${names.join(', ')}`);
  return {
    _type: statementType,
    subject: request.outputs
      .map(({ name, bytes }) => ({ name, digest: { sha256: sha256(bytes) } }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    predicateType: reportPredicateType,
    predicate: predicateOf(request.assessment, {
      certificates: request.certificates,
      signedAt: isoInstant(request.claimedTime),
      ...(request.browser === undefined ? {} : { browser: request.browser }),
    }),
  };
};
