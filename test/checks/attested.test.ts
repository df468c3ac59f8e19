import { expect } from 'vitest';
import type { AttestedCheck } from '../../src/model/generated/control.ts';
import { checkKindTester } from './check-kind-tester.ts';
import { sheet } from './given.ts';

const check: AttestedCheck = {
  id: 'a-person-finds-it-enough',
  kind: 'attested',
  question: 'Is it enough?',
  roles: ['risk-owner', 'auditor'],
  within: 'P1Y',
};
const valid = {
  id: 'att',
  control: 'subject.control',
  determination: 'yes',
  by: 'Ada Muster',
  role: 'auditor',
  attestedOn: '2026-10-01',
};
const attest = (changes: Readonly<Record<string, unknown>> = {}) => {
  const facts = Object.fromEntries(Object.entries({ ...valid, ...changes }).filter(([, value]) => value !== undefined));
  return sheet('attestation', facts);
};

checkKindTester<
  AttestedCheck,
  'satisfied' | 'not-satisfied' | 'unattested' | 'errored' | 'not-applicable' | 'undetermined'
>('attested', {
  satisfied: [
    {
      name: 'a valid yes',
      check,
      sheets: [attest({ validUntil: '2026-11-20', statement: 'Read all of it.' })],
      reason: 'answered yes by Ada Muster (auditor) on 2026-10-01',
      also: (result) =>
        expect(result.attestation).toEqual({
          by: 'Ada Muster',
          role: 'auditor',
          attestedOn: '2026-10-01',
          validUntil: '2026-11-20',
          evidence: 'att.yaml',
          statement: 'Read all of it.',
        }),
    },
    { name: 'for this very check', check, sheets: [attest({ check: check.id })], reason: 'answered yes' },
    {
      name: 'a newer yes follows a no',
      check,
      sheets: [attest({ id: 'old', determination: 'no', attestedOn: '2026-09-01' }), attest()],
      reason: 'on 2026-10-01',
    },
    {
      name: 'any role will do when none is asked for',
      check: { id: 'x', kind: 'attested', question: 'Q?' },
      sheets: [attest({ role: undefined })],
      reason: 'Ada Muster (not stated)',
    },
  ],
  'not-satisfied': [
    {
      name: 'a valid no',
      check,
      sheets: [attest({ determination: 'no' })],
      reason: 'answered no by Ada Muster (auditor) on 2026-10-01: Is it enough?',
      exceptions: ['att'],
    },
    {
      name: 'a no beside a yes of the same day',
      check,
      sheets: [attest({ id: 'a' }), attest({ id: 'b', determination: 'no' })],
      reason: 'answered no',
      exceptions: ['b'],
    },
  ],
  unattested: [
    {
      name: 'no attestation at all',
      check,
      sheets: [],
      reason: 'a person must answer: Is it enough? No attestation is on file',
    },
    {
      name: 'for another control',
      check,
      sheets: [attest({ control: 'subject.other' })],
      reason: 'No attestation is on file',
    },
    { name: 'for another check', check, sheets: [attest({ check: 'other' })], reason: 'No attestation is on file' },
    {
      name: 'expired',
      check,
      sheets: [attest({ validUntil: '2026-11-19' })],
      reason: 'it expired: valid until 2026-11-19',
    },
    { name: 'older than allowed', check, sheets: [attest({ attestedOn: '2025-11-19' })], reason: 'it is too old' },
    {
      name: 'dated after the audit',
      check,
      sheets: [attest({ attestedOn: '2026-11-21' })],
      reason: 'after the audit of 2026-11-20',
    },
    { name: 'undated', check, sheets: [attest({ attestedOn: undefined })], reason: 'it has no date' },
    {
      name: 'with an end that is no date',
      check,
      sheets: [attest({ validUntil: 'always' })],
      reason: 'valid until always, expected a date',
    },
    { name: 'by nobody', check, sheets: [attest({ by: ' ' })], reason: 'it names no person' },
    {
      name: 'in the wrong role',
      check,
      sheets: [attest({ role: 'developer' })],
      reason: 'attests as developer, expected risk-owner or auditor',
    },
    { name: 'in no role', check, sheets: [attest({ role: undefined })], reason: 'nobody in particular' },
    {
      name: 'over evidence that has changed since',
      check,
      sheets: [attest({ evidenceUnchanged: false })],
      reason: 'has changed since',
    },
    {
      name: 'without a determination',
      check,
      sheets: [attest({ determination: undefined })],
      reason: 'its determination is absent, expected yes or no',
    },
    {
      name: 'in a file that could not be read in full',
      check,
      sheets: [{ ...attest(), problems: [{ code: 'broken', message: 'saw half a file', file: 'att.yaml' }] }],
      reason: 'could not be read',
    },
  ],
  undetermined: [
    {
      name: 'nobody knows whether the check applies',
      check: { ...check, appliesWhen: 'maybe' },
      sheets: [attest()],
      reason: 'is unknown',
    },
  ],
  errored: [
    {
      name: 'the duration is none',
      check: { ...check, within: { param: 'age' } },
      sheets: [attest()],
      reason: '"age" has no value',
    },
  ],
  'not-applicable': [
    { name: 'its condition does not hold', check: { ...check, appliesWhen: 'no' }, sheets: [], reason: 'a is 2' },
  ],
});
