/**
 * Plumbline as a library: what the commands use, typed. The house behind it may change; what stands here is kept.
 */
export { type AuditRequest, type AuditResult, factsText, runAudit } from './audit/audit.ts';
export { type Reperformance, reperform } from './audit/reperform.ts';
export { renderReport, signReport } from './audit/report.ts';
export { type PolicyTestReport, testPolicies } from './audit/test-policies.ts';
export { defaultToolkit, shippedPolicies, type Toolkit } from './audit/toolkit.ts';
export { CodedError, type ErrorFamily } from './base/errors.ts';
export { openDirectory } from './files/directory.ts';
export { memoryTree } from './files/memory.ts';
export type { FileTree } from './files/tree.ts';
export { type OutputFile, writeOutputs } from './files/write-outputs.ts';
export type { FactSheet } from './model/facts.ts';
export type { Assessment, Finding, RequirementResult } from './model/generated/assessment.ts';
export { type Outcome, outcomes } from './model/outcome.ts';
export { outputFormats } from './outputs/registry.ts';
export { lintPolicies } from './policy/lint.ts';
export { loadPolicies } from './policy/load.ts';
export { loadSigner, type SignerFiles } from './signing/signer-files.ts';
export { newIdentity } from './signing/signing-identity.ts';
export { loadTrust, type Trust, trustEntryFor } from './signing/trust.ts';
export type { VerificationReport } from './signing/verification.ts';
export { verifyPdf } from './signing/verify-pdf.ts';
export { verifyReport } from './signing/verify-report.ts';
export { engineNames } from './snapshots/registry.ts';
export { type WrittenColumn, type WrittenRow, writeParquet } from './snapshots/write-parquet.ts';
