import { type Outcome, outcomes } from '../../model/outcome.ts';
import { outputFormats } from '../../outputs/registry.ts';
import type { CrossCheck } from '../../snapshots/cross-check.ts';
import { engineNames } from '../../snapshots/registry.ts';
import { exitCodes } from '../exit-codes.ts';
import { type PoliciesFlags, policyTexts, withLockedPolicies } from '../policies-flag.ts';
import { type KeyFlags, signingOf } from '../signing-flags.ts';
import { progressLine } from '../terminal.ts';
import { readAuditTrust } from '../trust-file.ts';
import { UsageError } from '../usage-error.ts';
import type { Command } from './command.ts';

interface AuditFlags extends KeyFlags, PoliciesFlags {
  readonly out?: string;
  readonly format?: string;
  readonly asOf?: string;
  readonly profile?: string;
  readonly failOn?: string;
  readonly admitTailoring?: boolean;
  readonly engine: string;
  readonly crossCheck?: boolean;
  readonly trust?: string;
}

const list = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Flags that make no sense together: each would otherwise be ignored, and the report be another than was asked for. */
const refuseContradictions = (flags: AuditFlags): void => {
  const refuse = (message: string): never => {
    throw new UsageError('bad-flag', message);
  };
  const signs = flags.key !== undefined || flags.p12 !== undefined;
  if (flags.key !== undefined && flags.p12 !== undefined) refuse('--key and --p12: expected one of them, saw both');
  if (!signs && flags.certificate !== undefined) refuse('--certificate without --key: nothing would be signed');
  if (!signs && flags.passphraseEnv !== undefined)
    refuse('--passphrase-env without --key or --p12: nothing would be signed');
  if (signs && flags.out === undefined) refuse('a key without --out: nothing is written, so nothing would be signed');
  if (flags.format !== undefined && flags.out === undefined)
    refuse('--format without --out: nothing is written; the text report alone is printed');
  if (flags.format !== undefined && list(flags.format).length === 0) refuse('--format: expected formats, saw none');
};

const blocksOf = (failOn: string | undefined): readonly Outcome[] | undefined => {
  if (failOn === undefined) return undefined;
  if (failOn === 'never') return [];
  if (list(failOn).length === 0)
    throw new UsageError('bad-value', `--fail-on: saw none; expected never, or some of ${outcomes.join(', ')}`);
  return list(failOn).map((word) => {
    const outcome = outcomes.find((known) => known === word);
    if (outcome === undefined)
      throw new UsageError('bad-value', `--fail-on ${word}: expected never, or some of ${outcomes.join(', ')}`);
    return outcome;
  });
};

const crossCheckText = ({ engines: [first, second], agreed, differences }: CrossCheck): string =>
  differences.length === 0
    ? `cross-check: ${second} recomputed ${agreed} column counts of ${first}, and all agree\n`
    : `cross-check: ${agreed} column counts of ${first} and ${second} agree, ${differences.length} do not:\n${differences
        .map((difference) => `  ${difference}\n`)
        .join('')}`;

/** `plumbline audit DIR`: evidence in, report out. */
export const audit: Command = {
  name: 'audit',
  summary: 'test an evidence folder against its profile and write the report',
  define: (command, run) =>
    withLockedPolicies(command)
      .argument('<dir>', 'evidence folder, with plumbline.yaml at its root')
      .option('--out <dir>', 'folder for the report; without it, the text report is printed')
      .option('--format <list>', `outputs: ${outputFormats.join(',')} (default: all of them)`)
      .option('--as-of <date>', 'date at which law and evidence are looked at, YYYY-MM-DD (default: today)')
      .option('--profile <id>', 'profile; overrides plumbline.yaml')
      .option('--fail-on <list>', 'outcomes that give exit code 1, or "never"; overrides the profile')
      .option(
        '--admit-tailoring',
        'let the gate open though plumbline.yaml, which lies with the evidence, leaves out controls or loosens parameters',
      )
      .option('--engine <name>', `snapshot engine: ${engineNames.join(' or ')}`, engineNames[0])
      .option('--cross-check', 'let a second snapshot engine recompute every count; what differs does not count')
      .option(
        '--trust <file>',
        'trust file: whose signatures on attestations and waivers count (default: none is verified)',
      )
      .option('--key <file>', 'private key (PEM) to sign with')
      .option('--certificate <file>', 'certificate (PEM) of that key')
      .option('--p12 <file>', 'key and certificate in one PKCS#12 file')
      .option('--passphrase-env <name>', 'environment variable that holds the passphrase (default: ask)')
      .addHelpText(
        'after',
        `
Examples:
  plumbline audit evidence                                     print the findings
  plumbline audit evidence --out report                        write all outputs, unsigned
  plumbline audit evidence --out report --p12 auditor.p12      write and sign them
  plumbline audit evidence --trust trust.yaml                  believe signatures by the keys that you trust
  plumbline audit evidence --as-of 2027-12-02                  what will apply then
  plumbline audit evidence --policies our-policies             with your own policies over those that ship
`,
      )
      .action((dir: string, flags: AuditFlags) =>
        run(async (terminal) => {
          refuseContradictions(flags);
          const { auditFolder } = await import('../audit-folder.ts');
          const progress = progressLine(terminal);
          try {
            const done = await auditFolder({
              folder: dir,
              policies: await policyTexts(flags, terminal, true),
              asOf: flags.asOf ?? terminal.today,
              profile: flags.profile,
              engine: flags.engine,
              crossCheck: flags.crossCheck,
              blocks: blocksOf(flags.failOn),
              admitTailoring: flags.admitTailoring,
              formats: flags.format === undefined ? undefined : list(flags.format),
              out: flags.out,
              trust: flags.trust === undefined ? undefined : await readAuditTrust(flags.trust, dir),
              signing: signingOf(flags, terminal),
              terminal,
              stage: progress.stage,
            });
            progress.clear();
            terminal.out(done.text);
            if (done.result.crossCheck) terminal.err(crossCheckText(done.result.crossCheck));
            return done.blocked ? exitCodes.blocked : exitCodes.ok;
          } finally {
            progress.clear();
          }
        }),
      ),
};
