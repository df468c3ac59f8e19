import type { Assessment, AttestationOnFile } from '../model/generated/assessment.ts';
import { anchorOf } from './view-outcome.ts';
import { counted, dateWords, leafChecks, longDate } from './words.ts';

const stateWords = {
  effective: { state: 'In effect', icon: 'satisfied' },
  superseded: { state: 'Superseded', icon: 'not-exercised' },
  'no-effect': { state: 'No effect', icon: 'unattested' },
} as const satisfies Record<AttestationOnFile['state'], { readonly state: string; readonly icon: string }>;

const order = ['no-effect', 'effective', 'superseded'] as const satisfies readonly AttestationOnFile['state'][];

const dayOr = (date: string | undefined): string => (date === undefined ? 'no date' : longDate(date));

/**
 * What persons determined: every attestation that is on file for a question of the audit, those without effect first.
 * One that answers several questions is there once for each.
 */
export const attestationsView = ({ findings }: Assessment) => {
  const rows = findings.flatMap(({ control, checks }) =>
    leafChecks(checks).flatMap(({ question, attestations = [] }) =>
      attestations.map((attestation) => ({ control, question: question ?? '', attestation })),
    ),
  );
  const without = rows.filter(({ attestation }) => attestation.state === 'no-effect').length;
  const signed = rows.filter(({ attestation }) => attestation.signature.startsWith('signed with')).length;
  return {
    any: rows.length > 0,
    summary: `${counted(rows.length, 'attestation')} on file; ${without} without effect; ${signed} with a signature that was verified.`,
    rows: [...rows]
      .sort((one, other) => order.indexOf(one.attestation.state) - order.indexOf(other.attestation.state))
      .map(({ control, question, attestation }) => ({
        anchor: anchorOf('control', control),
        control,
        question,
        id: attestation.id,
        by: attestation.by,
        role: attestation.role,
        answer: attestation.determination ?? 'neither yes nor no',
        method: attestation.method?.toLowerCase() ?? null,
        on: dayOr(attestation.attestedOn),
        until: dayOr(attestation.validUntil),
        signature: attestation.signature.replace(/^it is /, ''),
        owns: (attestation.owns ?? []).join(', '),
        explanation: attestation.state === 'effective' ? null : dateWords(attestation.explanation),
        ...stateWords[attestation.state],
      })),
  };
};
