import { readFile } from 'node:fs/promises';
import { type AuditResult, runAudit } from '../audit/audit.ts';
import { renderReport, signReport } from '../audit/report.ts';
import { defaultToolkit } from '../audit/toolkit.ts';
import { CodedError, messageOf } from '../base/errors.ts';
import { openDirectory } from '../files/directory.ts';
import { FilesError } from '../files/tree.ts';
import { writeOutputs } from '../files/write-outputs.ts';
import type { Outcome } from '../model/outcome.ts';
import { loadOutput } from '../outputs/registry.ts';
import type { Signer } from '../signing/signer.ts';
import type { Terminal } from './terminal.ts';

/** The files of a signer, and where its passphrase comes from. */
interface SigningFlags {
  readonly key: string | undefined;
  readonly certificate: string | undefined;
  readonly p12: string | undefined;
  readonly passphrase: () => Promise<string>;
}

/** What `plumbline audit` and `plumbline demo` ask. */
export interface FolderAudit {
  readonly folder: string;
  readonly asOf: string;
  readonly profile?: string | undefined;
  readonly engine: string;
  readonly blocks?: readonly Outcome[] | undefined;
  readonly formats?: readonly string[] | undefined;
  readonly out?: string | undefined;
  readonly signing?: SigningFlags | undefined;
  readonly signer?: Signer | undefined;
  readonly terminal: Terminal;
  readonly stage: (words: string) => void;
}

const readKeyFile = async (path: string): Promise<Uint8Array> =>
  readFile(path).catch((cause: unknown) => {
    throw new FilesError('missing-file', `cannot read ${path}: ${messageOf(cause)}`, { cause });
  });

/** Loads the signer that the flags name. The passphrase is asked for only when the key needs one. */
const signerOf = async (flags: SigningFlags, at: number): Promise<Signer> => {
  const { loadSigner } = await import('../signing/signer-files.ts');
  const files = {
    at,
    ...(flags.key === undefined ? {} : { key: await readKeyFile(flags.key) }),
    ...(flags.certificate === undefined ? {} : { certificate: await readKeyFile(flags.certificate) }),
    ...(flags.p12 === undefined ? {} : { p12: await readKeyFile(flags.p12) }),
  };
  try {
    return await loadSigner(files);
  } catch (thrown) {
    if (!(thrown instanceof CodedError) || thrown.code !== 'missing-passphrase') throw thrown;
    return loadSigner({ ...files, passphrase: await flags.passphrase() });
  }
};

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
  const toolkit = defaultToolkit({ stage: request.stage });
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
