import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodes } from '../exit-codes.ts';
import { progressLine } from '../terminal.ts';
import type { Command } from './command.ts';

/** Date at which the demo looks at its example: the evidence is fixed, so the date is too. */
const demoDate = '2026-11-20';
const example = 'examples/recommender';

/** Whom the auditor of the example trusts to sign attestations and waivers; beside the evidence, never in it. */
const exampleTrust = 'examples/trust.yaml';

/** `plumbline demo`: audits the example, signs with a throw-away key, verifies, re-performs, and says what to try next. */
export const demo: Command = {
  name: 'demo',
  summary: 'audit the example, write, sign and verify its report',
  define: (command, run) =>
    command
      .option('--out <dir>', 'folder for the report', 'plumbline-report')
      .option('--as-of <date>', 'date at which law and evidence are looked at', demoDate)
      .action((flags: { readonly out: string; readonly asOf: string }) =>
        run(async (terminal) => {
          const { auditFolder } = await import('../audit-folder.ts');
          const { newIdentity } = await import('../../signing/signing-identity.ts');
          const { loadSigner } = await import('../../signing/signer-files.ts');
          const { loadTrust, trustEntryFor } = await import('../../signing/trust.ts');
          const { verifyReport } = await import('../../signing/verify-report.ts');
          const { packagePath } = await import('../../files/package-files.ts');
          const { openDirectory } = await import('../../files/directory.ts');
          const { defaultToolkit } = await import('../../audit/toolkit.ts');
          const { reperform } = await import('../../audit/reperform.ts');
          const { readReport } = await import('../report-folder.ts');
          const { readAuditTrust } = await import('../trust-file.ts');
          const { reperformanceText, verificationText } = await import('../verification-text.ts');
          const progress = progressLine(terminal);
          try {
            const identity = await newIdentity({
              name: 'Plumbline demo',
              algorithm: 'ecdsa-p256',
              years: 1,
              now: terminal.now(),
              throwAway: true,
            });
            const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
            const signer = await loadSigner({
              key: bytes(identity.privateKeyPem),
              certificate: bytes(identity.certificatePem),
              at: terminal.now(),
            });
            const folder = packagePath(example);
            const trust = await readAuditTrust(packagePath(exampleTrust), folder);
            const done = await auditFolder({
              folder,
              asOf: flags.asOf,
              engine: 'duckdb',
              out: flags.out,
              trust,
              signer,
              terminal,
              stage: progress.stage,
            });
            const trustText = trustEntryFor(identity.certificatePem);
            await writeFile(join(flags.out, 'trust.yaml'), trustText);
            const { files } = await readReport(flags.out);
            progress.stage('verifying');
            const verified = await verifyReport({
              files,
              trust: loadTrust(trustText, 'trust.yaml'),
              now: terminal.now(),
              trustFoundBesideReport: true,
            });
            const toolkit = defaultToolkit({ stage: progress.stage });
            const again = await reperform(files, await openDirectory(folder, toolkit.limits), toolkit, trust);
            progress.clear();
            terminal.out(`${done.text}\n${verificationText(verified)}\n${reperformanceText(again)}\n`);
            terminal.out(
              [
                `The report is in ${flags.out}/:`,
                ...done.written.map((name) => `  ${join(flags.out, name)}`),
                '',
                'Try next:',
                `  open ${join(flags.out, 'report.html')} in a browser, ${join(flags.out, 'report.pdf')} in a PDF reader`,
                `  node dist/cli/main.js verify ${flags.out} --trust ${join(flags.out, 'trust.yaml')} --audit-trust ${exampleTrust} --reperform ${example}`,
                '  change one byte of any file there, and verify again',
                `  node dist/cli/main.js audit ${example} --as-of 2027-12-02      what applies then, on evidence as old as it will be`,
                '  node dist/cli/main.js audit examples/credit-scoring           a high-risk system',
                '  node dist/cli/main.js init my-evidence                        begin with your own',
                '',
              ].join('\n'),
            );
            return verified.accepted && again.same ? exitCodes.ok : exitCodes.refusal;
          } finally {
            progress.clear();
          }
        }),
      ),
};
