import { readFile, realpath } from 'node:fs/promises';
import { basename, sep } from 'node:path';
import type { TrustText } from '../audit/audit.ts';
import { messageOf } from '../base/errors.ts';
import { plainText } from '../base/plain-text.ts';
import { FilesError } from '../files/tree.ts';
import { UsageError } from './usage-error.ts';

/** The bytes of the trust file at `path`, under its name without the folder. Throws FilesError `missing-file`. */
export const readTrustFile = async (path: string): Promise<TrustText> => {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new FilesError('missing-file', `cannot read the trust file ${plainText(path)}: ${messageOf(cause)}`, {
      cause,
    });
  });
  return { name: basename(path), bytes };
};

/**
 * As `readTrustFile`, for an audit of `folder`: a trust file that lies in the evidence is refused, because whoever sends
 * the evidence would then choose whose signatures count.
 */
export const readAuditTrust = async (path: string, folder: string): Promise<TrustText> => {
  const trust = await readTrustFile(path);
  const [file, evidence] = await Promise.all([realpath(path), realpath(folder).catch(() => folder)]);
  if (file.startsWith(evidence + sep))
    throw new UsageError(
      'bad-flag',
      `--trust ${plainText(path)}: the file lies in the evidence folder, so whoever wrote the evidence would say whom you trust`,
      { hint: 'compare its fingerprints with what their holders tell you, and keep the file elsewhere' },
    );
  return trust;
};
