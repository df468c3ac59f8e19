import type { AttestFlags } from '../attest.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Command } from './command.ts';

/** `plumbline attest [CONTROL]`: writes what a person determined into the evidence, or lists what waits for one. */
export const attest: Command = {
  name: 'attest',
  summary: 'write the determination of a person into the evidence, or list what waits for one',
  define: (command, run) =>
    command
      .argument('[control]', 'control that asks; without it, what waits for a person is listed')
      .requiredOption('--evidence <dir>', 'evidence folder, with plumbline.yaml at its root')
      .option('--list', 'list the questions, the open ones first, and write nothing')
      .option('--check <id>', 'check of the control, when it asks more than one question')
      .option('--determination <answer>', 'yes or no')
      .option('--by <name>', 'who determines')
      .option('--role <role>', 'role of that person')
      .option('--method <method>', 'EXAMINE (read), INTERVIEW (asked) or TEST (tried out)')
      .option('--statement <text>', "reasons, in the person's own words")
      .option(
        '--looked-at <path...>',
        'files of the evidence folder that the person looked at; their digests are computed',
      )
      .option('--on <date>', 'day of the determination (default: today)')
      .option('--valid-until <date>', 'last day on which it holds')
      .option('--id <id>', 'identifier of the attestation (default: the first that is free)')
      .option('--file <path>', 'file of the evidence folder to write to (default: the one of plumbline.yaml)')
      .option('--profile <id>', 'profile; overrides plumbline.yaml')
      .option('--trust <file>', 'trust file: whose signatures count')
      .option('--sign', 'sign the entry with --key or --p12')
      .option('--key <file>', 'private key (PEM) to sign with')
      .option('--certificate <file>', 'certificate (PEM) of that key')
      .option('--p12 <file>', 'key and certificate in one PKCS#12 file')
      .option('--passphrase-env <name>', 'environment variable that holds the passphrase (default: ask)')
      .addHelpText(
        'after',
        `
On a terminal it asks for what is missing; in a pipe or in CI it names every missing flag and writes nothing.
An answer that an audit of today would give no effect is refused, with the reason.

Examples:
  plumbline attest --evidence evidence                            what waits for a person
  plumbline attest incidents.response --evidence evidence         ask me
  plumbline attest incidents.response --evidence evidence --determination yes --by "Ada Muster" --role "on-call lead" \\
    --method EXAMINE --looked-at registers/incidents.csv --valid-until 2027-11-20 --statement "I read all five."
  plumbline attest incidents.response --evidence evidence --sign --p12 ada.p12
`,
      )
      .action((control: string | undefined, flags: AttestFlags) =>
        run(async (terminal) => {
          const { attestControl, listQuestions } = await import('../attest.ts');
          if (control === undefined || flags.list === true) await listQuestions(control, flags, terminal);
          else await attestControl(control, flags, terminal);
          return exitCodes.ok;
        }),
      ),
};
