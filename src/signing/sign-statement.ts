import { canonicalJson } from '../base/canonical-json.ts';
import { instantOf } from '../base/time.ts';
import type { OutputFile } from '../files/write-outputs.ts';
import {
  bundleMediaType,
  keyHint,
  preAuthenticationEncoding,
  type StatementBundle,
  statementPayloadType,
} from './envelope.ts';
import { statementName } from './report-names.ts';
import { assertMaySign, type Signer } from './signer.ts';
import type { Statement } from './statement.ts';

/** Signs a statement: the file to write beside the outputs. The same statement and an RSA key give the same bytes. */
export const signStatement = async (statement: Statement, signer: Signer): Promise<OutputFile> => {
  assertMaySign(signer.certificate, instantOf(statement.predicate.signedAt) ?? Number.NaN);
  const payload = Buffer.from(canonicalJson(statement), 'utf8');
  const signature = await signer.sign(preAuthenticationEncoding(statementPayloadType, payload));
  const hint = keyHint(signer.certificate.publicKey);
  const bundle: StatementBundle = {
    mediaType: bundleMediaType,
    verificationMaterial: { publicKey: { hint }, tlogEntries: [] },
    dsseEnvelope: {
      payload: payload.toString('base64'),
      payloadType: statementPayloadType,
      signatures: [{ sig: Buffer.from(signature).toString('base64'), keyid: hint }],
    },
  };
  return { name: statementName, bytes: Buffer.from(`${canonicalJson(bundle)}\n`, 'utf8') };
};
