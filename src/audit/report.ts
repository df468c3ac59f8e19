import type { OutputFile } from '../files/write-outputs.ts';
import type { RenderContext } from '../outputs/output.ts';
import { loadOutput, outputFormats } from '../outputs/registry.ts';
import type { Signer } from '../signing/signer.ts';
import { type AuditResult, factsText } from './audit.ts';
import type { Toolkit } from './toolkit.ts';

/** File name of the facts that the assessment rests on. */
export const factsName = 'facts.json';

const isPdf = (file: OutputFile): boolean => file.name.endsWith('.pdf');

/**
 * Every unsigned output of an audit, in a fixed order: the facts and the assessment always (nobody could re-perform
 * without them), then the formats asked for; all of them when none is named.
 */
export const renderReport = async (
  result: AuditResult,
  formats: readonly string[] | undefined,
  context: RenderContext,
  toolkit: Toolkit,
): Promise<readonly OutputFile[]> => {
  const outputs = await Promise.all([...new Set(['json', ...(formats ?? outputFormats)])].map(loadOutput));
  const files: OutputFile[] = [{ name: factsName, bytes: new TextEncoder().encode(factsText(result.sheets)) }];
  for (const output of outputs) {
    toolkit.stage(`writing ${output.fileName}`);
    files.push({ name: output.fileName, bytes: await output.render(result.assessment, context) });
  }
  return files;
};

/** Signs the PDF, then states the digest of every file, the signed PDF among them. `claimedTime` in milliseconds. */
export const signReport = async (
  result: AuditResult,
  files: readonly OutputFile[],
  signer: Signer,
  claimedTime: number,
  toolkit: Toolkit,
  browser?: string,
): Promise<readonly OutputFile[]> => {
  toolkit.stage('signing');
  const { signPdf } = await import('../signing/sign-pdf.ts');
  const { signStatement } = await import('../signing/sign-statement.ts');
  const { buildStatement } = await import('../signing/statement.ts');
  const outputs: OutputFile[] = [];
  for (const file of files) {
    outputs.push(
      isPdf(file) ? { ...file, bytes: await signPdf(file.bytes, signer, { fieldName: 'Issuer', claimedTime }) } : file,
    );
  }
  const certificates = [signer.certificate, ...signer.chain];
  const statement = buildStatement({
    assessment: result.assessment,
    outputs,
    certificates,
    claimedTime,
    ...(browser === undefined ? {} : { browser }),
  });
  return [...outputs, await signStatement(statement, signer)];
};
