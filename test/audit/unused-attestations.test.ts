import { describe, expect, it } from 'vitest';
import { shippedPolicies } from '../../src/audit/toolkit.ts';
import { withUnusedAttestations } from '../../src/audit/unused-attestations.ts';
import type { EvidenceRecord } from '../../src/model/generated/assessment.ts';
import { loadPolicies } from '../../src/policy/load.ts';
import { sheet } from '../checks/given.ts';

const { controls } = loadPolicies(shippedPolicies());
const path = 'attestations/a.yaml';
const record: EvidenceRecord = { kind: 'attestation', path, sha256: 'ab'.repeat(32), size: 1, problems: [] };

const problemsOf = (facts: Readonly<Record<string, unknown>>) => {
  const attestation = sheet(
    'attestation',
    { id: 'A-1', ...facts },
    { evidence: path, sources: { '/control': { file: path, line: 3 }, '/check': { file: path, line: 4 } } },
  );
  const other = { ...record, path: 'attestations/b.yaml' };
  const records = [record, other];
  const [own, others] = withUnusedAttestations(records, [attestation], controls);
  expect(others).toEqual(other);
  return own?.problems;
};

describe('an attestation that nothing asks for', () => {
  it.each([
    [
      'a misspelt control',
      { control: 'governance.litracy' },
      'unknown-control',
      3,
      'A-1 has no effect: there is no control "governance.litracy"; did you mean "governance.literacy"?',
    ],
    [
      'a misspelt check',
      { control: 'governance.literacy', check: 'a-person-found-the-measures-suitabel' },
      'unknown-check',
      4,
      'A-1 has no effect: governance.literacy has no check "a-person-found-the-measures-suitabel" that asks a person, expected a-person-found-the-measures-suitable',
    ],
    [
      'a check for the machine',
      { control: 'governance.literacy', check: 'there-is-a-programme' },
      'unknown-check',
      4,
      'A-1 has no effect: governance.literacy has no check "there-is-a-programme" that asks a person, expected a-person-found-the-measures-suitable',
    ],
    [
      'a control for the machine',
      { control: 'classification.derogation-profiling' },
      'unknown-control',
      3,
      'A-1 has no effect: the control classification.derogation-profiling asks no person',
    ],
  ])('is a problem of its file: %s', (_name, facts, code, line, message) => {
    expect(problemsOf(facts)).toEqual([{ code, message, file: path, line }]);
  });

  it('is none when a control asks, and none of ours when the control is absent, which the reader tells', () => {
    expect(problemsOf({ control: 'governance.literacy' })).toEqual([]);
    expect(problemsOf({ control: 'governance.literacy', check: 'a-person-found-the-measures-suitable' })).toEqual([]);
    expect(problemsOf({})).toEqual([]);
  });
});
