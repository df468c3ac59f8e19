import { bundleFromJSON } from '@sigstore/bundle';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { describe, expect, it } from 'vitest';
import { statementName } from '../../src/signing/report-names.ts';
import type { Signer } from '../../src/signing/signer.ts';
import { identity, signedReport, signerFor } from './sample.ts';

/** Verifies a bundle as the reference library does with a key that it was given, and with neither log nor timestamp. */
const verifyAsSigstore = (bundle: unknown, signer: Signer): void => {
  const trusted = toTrustMaterial(
    {
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      tlogs: [],
      certificateAuthorities: [],
      ctlogs: [],
      timestampAuthorities: [],
    },
    () => ({ publicKey: signer.certificate.publicKey, validFor: () => true }),
  );
  const verifier = new Verifier(trusted, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 });
  verifier.verify(toSignedEntity(bundleFromJSON(bundle)));
};

describe.each(['ecdsa-p256', 'rsa-3072'] as const)(
  'the reference library for Sigstore bundles, with %s',
  async (algorithm) => {
    const signer = await signerFor(await identity({ algorithm }));
    const text = Buffer.from((await signedReport(signer, false)).get(statementName) ?? []).toString();

    it('accepts our statement', () => {
      expect(() => verifyAsSigstore(JSON.parse(text), signer)).not.toThrow();
    });

    it('refuses it when the payload was changed', () => {
      const changed = text.replace(/"payload":"[^"]{8}/, '"payload":"AAAAAAAA');
      expect(() => verifyAsSigstore(JSON.parse(changed), signer)).toThrow(/signature verification failed/);
    });
  },
);
