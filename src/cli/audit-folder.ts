import { type AuditResult, runAudit, type TrustText } from '../audit/audit.ts';
import { renderReport, signReport } from '../audit/report.ts';
import { defaultToolkit } from '../audit/toolkit.ts';
import { openDirectory } from '../files/directory.ts';
import { writeOutputs } from '../files/write-outputs.ts';
import type { Outcome } from '../model/outcome.ts';
import { loadOutput } from '../outputs/registry.ts';
import type { PolicyText } from '../policy/policy-set.ts';
import type { Signer } from '../signing/signer.ts';
import { type SigningFlags, signerOf } from './signing-flags.ts';
import type { Terminal } from './terminal.ts';

/** What `plumbline audit` and `plumbline demo` ask. */
export interface FolderAudit {
  readonly folder: string;
  /** Policy texts; those that ship with the tool when absent. */
  readonly policies?: readonly PolicyText[];
  readonly asOf: string;
  readonly profile?: string | undefined;
  readonly engine: string;
  readonly crossCheck?: boolean | undefined;
  readonly blocks?: readonly Outcome[] | undefined;
  readonly admitTailoring?: boolean | undefined;
  readonly formats?: readonly string[] | undefined;
  readonly out?: string | undefined;
  /** Whose signatures on attestations and waivers count. */
  readonly trust?: TrustText | undefined;
  readonly signing?: SigningFlags | undefined;
  readonly signer?: Signer | undefined;
  readonly terminal: Terminal;
  readonly stage: (words: string) => void;
}

/**
 * Audits a folder and, when `out` is given, writes and signs the report. The signer is loaded and every format is known
 * before the first evidence is read, so that a wrong passphrase costs nothing and leaves nothing behind.
 */
export const auditFolder = async (
  request: FolderAudit,
): Promise<{
  readonly result: AuditResult;
  readonly text: string;
  readonly blocked: boolean;
  readonly written: readonly string[];
}> => {
  const { terminal } = request;
  await Promise.all((request.formats ?? []).map(loadOutput));
  const signer =
    request.signer ?? (request.signing === undefined ? undefined : await signerOf(request.signing, terminal.now()));
  const toolkit = defaultToolkit({
    stage: request.stage,
    ...(request.policies === undefined ? {} : { policies: request.policies }),
  });
  const result = await runAudit({ ...request, tree: await openDirectory(request.folder, toolkit.limits) }, toolkit);

  const context = { color: terminal.color, width: terminal.width, environment: terminal.environment };
  const text = new TextDecoder().decode(await (await loadOutput('text')).render(result.assessment, context));
  if (request.out === undefined) return { result, text, blocked: result.assessment.gate.blocked, written: [] };

  let browser: string | undefined;
  const printedWith = (name: string): void => {
    browser = name;
  };
  const plain = await renderReport(
    result,
    request.formats,
    { ...context, color: false, width: 100, printedWith },
    toolkit,
  );
  const files =
    signer === undefined ? plain : await signReport(result, plain, signer, terminal.now(), toolkit, browser);
  request.stage(`writing ${request.out}`);
  await writeOutputs(request.out, files);
  return { result, text, blocked: result.assessment.gate.blocked, written: files.map((file) => file.name) };
};
