import { dirname, resolve } from 'node:path';
import { exitCodes } from '../exit-codes.ts';
import { type PoliciesFlags, policyTexts, withPolicies } from '../policies-flag.ts';
import { progressLine } from '../terminal.ts';
import { readTrustFile } from '../trust-file.ts';
import { UsageError } from '../usage-error.ts';
import type { Command } from './command.ts';

interface VerifyFlags extends PoliciesFlags {
  readonly trust: string;
  readonly reperform?: string;
  readonly auditTrust?: string;
  readonly json?: boolean;
}

/** `plumbline verify PATH`: is the report what its signer signed, and does the evidence give it again? */
export const verify: Command = {
  name: 'verify',
  summary: 'verify a report folder or a PDF, and re-perform it from the evidence',
  define: (command, run) =>
    withPolicies(command)
      .argument('<path>', 'report folder, or report.pdf alone')
      .requiredOption('--trust <file>', 'trust file: the keys that you trust to sign reports')
      .option('--reperform <dir>', 'evidence folder: run the audit again and compare bytes')
      .option(
        '--audit-trust <file>',
        'with --reperform: trust file that the audit was made with (default: that of --trust)',
      )
      .option('--json', 'answer as JSON')
      .addHelpText(
        'after',
        '\nExamples:\n  plumbline verify report --trust trust.yaml\n  plumbline verify report --trust trust.yaml --reperform evidence\n',
      )
      .action((path: string, flags: VerifyFlags) =>
        run(async (terminal) => {
          const { readReport } = await import('../report-folder.ts');
          const { loadTrust } = await import('../../signing/trust.ts');
          const { verifyReport } = await import('../../signing/verify-report.ts');
          const { verifyPdf } = await import('../../signing/verify-pdf.ts');
          const { reperformanceText, verificationText } = await import('../verification-text.ts');
          const trustText = await readTrustFile(flags.trust);
          const trust = loadTrust(new TextDecoder().decode(trustText.bytes), flags.trust);
          const auditTrust = flags.auditTrust === undefined ? trustText : await readTrustFile(flags.auditTrust);
          if (flags.policies.length > 0 && flags.reperform === undefined)
            throw new UsageError('bad-flag', '--policies without --reperform: nothing would be judged by them');
          const { files, folder } = await readReport(path);
          if (!folder && flags.reperform !== undefined)
            throw new UsageError('bad-flag', '--reperform needs the report folder, not the PDF alone');
          if (flags.auditTrust !== undefined && flags.reperform === undefined)
            throw new UsageError('bad-flag', '--audit-trust without --reperform: nothing is audited');
          const beside = dirname(resolve(flags.trust)) === (folder ? resolve(path) : dirname(resolve(path)));
          const options = { now: terminal.now(), trustFoundBesideReport: beside };
          const [only] = files.values();
          const report =
            folder || only === undefined
              ? await verifyReport({ files, trust, ...options })
              : await verifyPdf(only, trust, options);
          if (!flags.json) terminal.out(verificationText(report));

          let reperformance: Awaited<ReturnType<typeof import('../../audit/reperform.ts').reperform>> | undefined;
          if (flags.reperform !== undefined && report.accepted) {
            const progress = progressLine(terminal);
            const { defaultToolkit } = await import('../../audit/toolkit.ts');
            const { reperform } = await import('../../audit/reperform.ts');
            const { openDirectory } = await import('../../files/directory.ts');
            const policies = await policyTexts(flags, terminal);
            const toolkit = defaultToolkit({ stage: progress.stage, policies });
            try {
              reperformance = await reperform(
                files,
                await openDirectory(flags.reperform, toolkit.limits),
                toolkit,
                auditTrust,
              );
            } finally {
              progress.clear();
            }
            if (!flags.json) terminal.out(`\n${reperformanceText(reperformance)}`);
          } else if (flags.reperform !== undefined && !flags.json)
            terminal.out('\nNot re-performed: a refused report is not worth it.\n');
          if (flags.json) {
            const { statement: _statement, ...plain } = report;
            terminal.out(
              `${JSON.stringify({ ...plain, ...(reperformance === undefined ? {} : { reperformance }) }, null, 2)}\n`,
            );
          }
          return report.accepted && reperformance?.same !== false ? exitCodes.ok : exitCodes.refusal;
        }),
      ),
};
