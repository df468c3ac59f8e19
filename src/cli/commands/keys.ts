import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeOutputs } from '../../files/write-outputs.ts';
import { exitCodes } from '../exit-codes.ts';
import { passphraseFor } from '../passphrase.ts';
import { UsageError } from '../usage-error.ts';
import type { Command } from './command.ts';

interface NewKeyFlags {
  readonly out: string;
  readonly name: string;
  readonly organisation?: string;
  readonly person?: string;
  readonly algorithm: string;
  readonly years: string;
  readonly passphraseEnv?: string;
}

const algorithms = ['ecdsa-p256', 'rsa-3072'] as const;
const keyFile = 'signer.key.pem';
const certificateFile = 'signer.certificate.pem';
const trustFile = 'trust.yaml';

/** `plumbline keys new`: a self-signed identity for trials, its private key encrypted. */
export const keys: Command = {
  name: 'keys',
  summary: 'make a test identity to sign reports with',
  define: (command, run) => {
    command
      .command('new')
      .description(
        'make a self-signed test identity: an encrypted private key, its certificate, and a trust file that names it',
      )
      .requiredOption('--name <name>', 'name of the signer')
      .option('--organisation <name>', 'organisation of the signer')
      .option(
        '--person <name>',
        'person whose attestations and waivers the trust file lets this key sign (default: reports only)',
      )
      .option('--out <dir>', 'folder for the three files', '.')
      .option('--algorithm <name>', `one of ${algorithms.join(', ')}`, 'ecdsa-p256')
      .option('--years <n>', 'validity of the certificate in years', '1')
      .option('--passphrase-env <name>', 'environment variable that holds the passphrase (default: ask)')
      .exitOverride()
      .addHelpText(
        'after',
        '\nExample:\n  plumbline keys new --name "Audit desk" --out keys\n  plumbline audit evidence --out report --key keys/signer.key.pem --certificate keys/signer.certificate.pem\n',
      )
      .action((flags: NewKeyFlags) =>
        run(async (terminal) => {
          const algorithm = algorithms.find((known) => known === flags.algorithm);
          if (algorithm === undefined)
            throw new UsageError(
              'bad-value',
              `--algorithm ${flags.algorithm}: expected one of ${algorithms.join(', ')}`,
            );
          const years = Number(flags.years);
          if (!Number.isInteger(years) || years < 1 || years > 10)
            throw new UsageError('bad-value', `--years ${flags.years}: expected a whole number from 1 to 10`);
          for (const file of [keyFile, certificateFile]) {
            if (await stat(join(flags.out, file)).catch(() => undefined)) {
              throw new UsageError(
                'bad-value',
                `${join(flags.out, file)} is there already; a key is never overwritten`,
                { hint: 'choose another folder with --out' },
              );
            }
          }
          const passphrase = await passphraseFor(terminal, flags.passphraseEnv, 'the new key');
          if (passphrase.length < 8)
            throw new UsageError(
              'bad-value',
              `the passphrase has ${passphrase.length} characters; expected at least 8`,
            );
          const { newIdentity } = await import('../../signing/signing-identity.ts');
          const { trustEntryFor } = await import('../../signing/trust.ts');
          const identity = await newIdentity({
            name: flags.name,
            ...(flags.organisation === undefined ? {} : { organisation: flags.organisation }),
            algorithm,
            years,
            now: terminal.now(),
            passphrase,
          });
          const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
          await writeOutputs(flags.out, [
            { name: keyFile, bytes: bytes(identity.privateKeyPem), secret: true },
            { name: certificateFile, bytes: bytes(identity.certificatePem) },
            { name: trustFile, bytes: bytes(trustEntryFor(identity.certificatePem, flags.person)) },
          ]);
          terminal.out(
            `wrote ${join(flags.out, keyFile)} (encrypted private key: keep it)\nwrote ${join(flags.out, certificateFile)}\nwrote ${join(flags.out, trustFile)} (give it to whoever verifies)\n\nThe certificate is self-signed: it proves that two reports have the same signer, not who the signer is.\nFingerprint of the key (SHA-256): ${identity.spkiSha256}\n`,
          );
          return exitCodes.ok;
        }),
      );
    return command;
  },
};
