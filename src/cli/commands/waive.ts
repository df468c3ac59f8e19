import { exitCodes } from '../exit-codes.ts';
import type { WaiveFlags } from '../waive.ts';
import type { Command } from './command.ts';

/** `plumbline waive CONTROL`: writes an accepted exception into the waiver file, or lists what can be waived. */
export const waive: Command = {
  name: 'waive',
  summary: 'write a waiver into the evidence, or list what a control leaves to waive',
  define: (command, run) =>
    command
      .argument('[control]', 'control whose exception is accepted; without it, the waivers on file are listed')
      .requiredOption('--evidence <dir>', 'evidence folder, with plumbline.yaml at its root')
      .option('--list', 'list what there is to waive, and write nothing')
      .option(
        '--subject <item>',
        'item that is waived, a glob with a fixed beginning, or the system id for the whole control',
      )
      .option('--reason <text>', 'why the exception is accepted')
      .option('--risk <text>', 'risk that is accepted')
      .option('--owner <name>', 'person who owns the risk')
      .option('--approver <name>', 'person who approves: not the owner, not an author of what is waived')
      .option('--approver-role <role>', 'role in which that person approves')
      .option('--from <date>', 'first day (default: today)')
      .option('--until <date>', 'last day')
      .option('--id <id>', 'identifier of the waiver (default: the first that is free)')
      .option('--profile <id>', 'profile; overrides plumbline.yaml')
      .option('--trust <file>', 'trust file: whose signatures count')
      .option('--sign', 'sign the waiver with the key of the approver')
      .option('--key <file>', 'private key (PEM) to sign with')
      .option('--certificate <file>', 'certificate (PEM) of that key')
      .option('--p12 <file>', 'key and certificate in one PKCS#12 file')
      .option('--passphrase-env <name>', 'environment variable that holds the passphrase (default: ask)')
      .addHelpText(
        'after',
        `
On a terminal it asks for what is missing; in a pipe or in CI it names every missing flag and writes nothing.
A waiver never changes an outcome. One that would have no effect is refused, with the reason.

Examples:
  plumbline waive --evidence evidence                              the waivers on file, and what they are worth
  plumbline waive drift.cadence --evidence evidence --list         what there is to waive
  plumbline waive drift.cadence --evidence evidence --subject "ranker 2026-07-31..2026-09-30" --reason "The job was moved." \\
    --risk "Drift goes unseen for a month." --owner "Ada Muster" --approver "Ben Beispiel" --until 2027-01-31
`,
      )
      .action((control: string | undefined, flags: WaiveFlags) =>
        run(async (terminal) => {
          const { listWaivable, waiveControl } = await import('../waive.ts');
          if (control === undefined || flags.list === true) await listWaivable(control, flags, terminal);
          else await waiveControl(control, flags, terminal);
          return exitCodes.ok;
        }),
      ),
};
