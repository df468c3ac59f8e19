import { readFile } from 'node:fs/promises';
import { CodedError, messageOf } from '../base/errors.ts';
import { FilesError } from '../files/tree.ts';
import type { Signer } from '../signing/signer.ts';
import { passphraseFor } from './passphrase.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** The files of a signer, and where its passphrase comes from. */
export interface SigningFlags {
  readonly key: string | undefined;
  readonly certificate: string | undefined;
  readonly p12: string | undefined;
  readonly passphrase: () => Promise<string>;
}

const readKeyFile = async (path: string): Promise<Uint8Array> =>
  readFile(path).catch((cause: unknown) => {
    throw new FilesError('missing-file', `cannot read ${path}: ${messageOf(cause)}`, { cause });
  });

/** Loads the signer that the flags name. The passphrase is asked for only when the key needs one. */
export const signerOf = async (flags: SigningFlags, at: number): Promise<Signer> => {
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

/** The signing flags as commander gives them. */
export interface KeyFlags {
  readonly key?: string;
  readonly certificate?: string;
  readonly p12?: string;
  readonly passphraseEnv?: string;
}

/** The signer's files that the flags name, with where the passphrase comes from; undefined when no key is named. */
export const signingOf = (flags: KeyFlags, terminal: Terminal): SigningFlags | undefined =>
  flags.key === undefined && flags.p12 === undefined
    ? undefined
    : {
        key: flags.key,
        certificate: flags.certificate,
        p12: flags.p12,
        passphrase: () => passphraseFor(terminal, flags.passphraseEnv, flags.p12 ?? flags.key ?? 'the key'),
      };

/** The signing flags of a command that has `--sign`: a key without it, or it without a key, is refused. */
export const requireSigning = (flags: KeyFlags, sign: boolean, terminal: Terminal): SigningFlags | undefined => {
  const signing = signingOf(flags, terminal);
  const refuse = (message: string): never => {
    throw new UsageError('bad-flag', message);
  };
  if (flags.key !== undefined && flags.p12 !== undefined) refuse('--key and --p12: expected one of them, saw both');
  if (sign && signing === undefined) refuse('--sign without --key or --p12: there is nothing to sign with');
  const stray = (['key', 'p12', 'certificate', 'passphraseEnv'] as const).find((flag) => flags[flag] !== undefined);
  if (!sign && stray !== undefined)
    refuse(`--${stray === 'passphraseEnv' ? 'passphrase-env' : stray} without --sign: nothing would be signed`);
  return signing;
};
