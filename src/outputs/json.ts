import { canonicalJson } from '../base/canonical-json.ts';
import { sha256 } from '../base/digest.ts';
import type { Assessment } from '../model/generated/assessment.ts';
import type { Output } from './output.ts';

/** The bytes of assessment.json: RFC 8785 canonical JSON and one line end. */
export const assessmentBytes = (assessment: Assessment): Uint8Array =>
  new TextEncoder().encode(`${canonicalJson(assessment)}\n`);

/** SHA-256 of assessment.json as it is written, so that `sha256sum assessment.json` gives the same digits. */
export const assessmentDigest = (assessment: Assessment): string => sha256(assessmentBytes(assessment));

/** The assessment itself. */
export const json: Output = {
  format: 'json',
  fileName: 'assessment.json',
  mediaType: 'application/json',
  render: async (assessment) => assessmentBytes(assessment),
};
