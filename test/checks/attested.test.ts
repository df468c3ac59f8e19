import { expect } from 'vitest';
import type { AttestedCheck } from '../../src/model/generated/control.ts';
import { checkKindTester } from './check-kind-tester.ts';
import { damaged, sheet } from './given.ts';

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
  question: 'Is it enough?',
  determination: 'yes',
  by: 'Ada Muster',
  role: 'auditor',
  attestedOn: '2026-10-01',
  validUntil: '2027-09-30',
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
      name: 'under rules that it meets',
      check,
      attestations: {
        signed: true,
        roles: ['auditor'],
        longest: 'P1Y',
        evidence: true,
        sameStatement: 1,
        independent: true,
      },
      sheets: [
        attest({
          method: 'TEST',
          evidenceCount: 1,
          statement: 'Read all of it.',
          owns: [],
          system: 'sys',
          changedSince: [],
          signature: 'valid',
          signatureReason: 'signed with the key "Ada"',
        }),
      ],
      reason: 'answered yes',
      also: (result) => expect(result.attestation?.signature).toBe('signed with the key "Ada"'),
    },
    {
      name: 'an interview, which looks at no file',
      check,
      attestations: { evidence: true },
      sheets: [attest({ method: 'INTERVIEW' })],
      reason: 'answered yes',
    },
    {
      name: 'the owner of what is audited, who is shown as such',
      check,
      sheets: [attest({ owns: ['the model ranker'] })],
      reason: 'answered yes',
      also: (result) => {
        expect(result.attestation?.owns).toEqual(['the model ranker']);
        expect(result.attestations).toMatchObject([{ id: 'att', state: 'effective', owns: ['the model ranker'] }]);
      },
    },
    {
      name: 'beside an unread one for another control, and an unread yes',
      check,
      sheets: [
        attest(),
        damaged('attestation', { ...valid, id: 'other', control: 'subject.other', determination: 'no' }),
        damaged('attestation', { ...valid, id: 'same' }),
      ],
      reason: 'answered yes',
    },
    {
      name: 'a valid yes',
      check,
      sheets: [attest({ validUntil: '2026-11-20', statement: 'Read all of it.', evidenceCount: 2 })],
      reason: 'answered yes by Ada Muster (auditor) on 2026-10-01',
      also: (result) =>
        expect(result.attestation).toEqual({
          by: 'Ada Muster',
          role: 'auditor',
          attestedOn: '2026-10-01',
          validUntil: '2026-11-20',
          evidence: 'att.yaml',
          question: 'Is it enough?',
          evidenceCount: 2,
          statement: 'Read all of it.',
          signature: 'it is not signed',
        }),
    },
    {
      name: 'for this very check, without a question',
      check,
      sheets: [attest({ check: check.id, question: undefined })],
      reason: /^answered yes by Ada Muster \(auditor\) on 2026-10-01: Is it enough\?$/,
    },
    {
      name: 'the question in another case, width and spacing',
      check,
      sheets: [attest({ question: ' IS it\u00a0\u200b enough\uff1f\n' })],
      reason: 'answered yes',
    },
    {
      name: 'made on the last day of the period that the question is about',
      check: { ...check, afterPeriod: true },
      sheets: [attest({ attestedOn: '2026-11-01' })],
      reason: 'on 2026-11-01',
      also: (result) =>
        expect(result.expected).toContainEqual({ fact: 'attestedOn', comparator: 'notBefore', value: '2026-11-01' }),
    },
    {
      name: 'a newer yes of the same person lifts the no, which is listed',
      check,
      sheets: [
        attest({ id: 'old', determination: 'no', attestedOn: '2026-09-01', by: 'ada  muster <ada@example.org>' }),
        attest(),
      ],
      reason: 'On file: old is superseded: answered yes by Ada Muster (auditor) on 2026-10-01',
    },
    {
      name: 'the no of another person has expired, and is listed',
      check,
      sheets: [
        attest({
          id: 'old',
          determination: 'no',
          attestedOn: '2026-09-01',
          validUntil: '2026-10-31',
          by: 'Ben Muster',
        }),
        attest(),
      ],
      reason: 'On file: old has no effect: it expired: valid until 2026-10-31',
    },
    {
      name: 'any role will do when none is asked for',
      check: { id: 'x', kind: 'attested', question: 'Q?' },
      sheets: [attest({ role: undefined, check: 'x', question: 'Q?' })],
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
    {
      name: 'a no that a newer yes of another person does not lift',
      check,
      sheets: [
        attest({ id: 'no', determination: 'no', by: 'Ben Muster', attestedOn: '2026-09-01' }),
        attest({ id: 'yes' }),
      ],
      reason:
        'answered no by Ben Muster (auditor) on 2026-09-01; answered yes by Ada Muster (auditor) on 2026-10-01, which does not lift the no of another person: Is it enough?',
      exceptions: ['no'],
      also: (result) => expect(result.attestation?.by).toBe('Ben Muster'),
    },
    {
      name: 'several persons say no',
      check,
      sheets: [
        attest({ id: 'a', determination: 'no', by: 'Ben Muster' }),
        attest({ id: 'b', determination: 'no', attestedOn: '2026-09-01' }),
      ],
      reason: 'answered no by Ben Muster (auditor) on 2026-10-01; answered no by Ada Muster (auditor) on 2026-09-01',
      exceptions: ['a', 'b'],
    },
    {
      name: 'the same person takes a yes back',
      check,
      sheets: [attest({ id: 'a' }), attest({ id: 'b', determination: 'no', attestedOn: '2026-10-02' })],
      reason: 'On file: a is superseded: answered no by Ada Muster (auditor) on 2026-10-02',
      exceptions: ['b'],
    },
    {
      name: 'a later yes of the same person that has no effect',
      check,
      sheets: [
        attest({ id: 'a', determination: 'no' }),
        attest({ id: 'b', attestedOn: '2026-10-02', question: 'Is the sky blue?' }),
      ],
      reason: 'On file: b has no effect: it answers "Is the sky blue?"',
      exceptions: ['a'],
    },
  ],
  unattested: [
    {
      name: 'to the question that the control asked before, although it names the check',
      check,
      sheets: [attest({ check: check.id, question: 'Does it do?' })],
      reason:
        'att has no effect: it answers another question than the control asks: it answers "Does it do?", the control asks "Is it enough?"',
    },
    {
      name: 'valid for ten years',
      check,
      attestations: { longest: 'P1Y' },
      sheets: [attest({ validUntil: '2036-10-01' })],
      reason: 'it would be valid from 2026-10-01 until 2036-10-01, expected at most P1Y',
    },
    {
      name: 'ended before it was made',
      check,
      sheets: [attest({ validUntil: '2026-09-30' })],
      reason: 'it is valid until 2026-09-30, before the day 2026-10-01 on which it was made',
    },
    {
      name: 'in a role that the profile does not let attest',
      check,
      attestations: { roles: ['risk-owner'] },
      sheets: [attest()],
      reason: 'Ada Muster attests as auditor, and the profile expects risk-owner',
    },
    {
      name: 'by the owner, when the profile asks for an independent person',
      check,
      attestations: { independent: true },
      sheets: [attest({ owns: ['the model ranker'] })],
      reason: 'Ada Muster owns the model ranker, and the profile asks for an independent person',
    },
    {
      name: 'by somebody of whom nobody knows what she owns, when the profile asks for an independent person',
      check,
      attestations: { independent: true },
      sheets: [attest()],
      reason: 'nobody knows what the person owns',
    },
    {
      name: 'examined, and names nothing that was looked at',
      check,
      attestations: { evidence: true },
      sheets: [attest({ method: 'EXAMINE', evidenceCount: 0 })],
      reason: 'its method is EXAMINE, and it names nothing that the person looked at',
    },
    {
      name: 'says neither how nor on what',
      check,
      attestations: { evidence: true },
      sheets: [attest()],
      reason: 'it says neither how the person came to it nor what the person looked at',
    },
    {
      name: 'one statement copied to more questions than the profile allows',
      check,
      attestations: { sameStatement: 2 },
      sheets: ['subject.control', 'subject.b', 'subject.c'].map((control, index) =>
        attest({ id: `a${index}`, control, statement: index === 1 ? ' ALL  is well. ' : 'All is well.' }),
      ),
      reason: 'a0 has no effect: its statement "All is well." answers 3 questions word for word, expected at most 2',
    },
    {
      name: 'what it rests on has changed, which is told',
      check,
      sheets: [attest({ changedSince: ['the version of the system is 2, the person looked at 1'] })],
      reason: 'what it rests on has changed since: the version of the system is 2, the person looked at 1',
    },
    {
      name: 'not signed, when the profile asks for a signature',
      check,
      attestations: { signed: true },
      sheets: [attest()],
      reason: 'att has no effect: it is not signed, and the profile asks for a signature',
    },
    {
      name: 'signed with a key that is not trusted, when the profile asks for a signature',
      check,
      attestations: { signed: true },
      sheets: [attest({ signature: 'untrusted', signatureReason: 'it is signed with the key ab' })],
      reason: 'it is signed with the key ab, and the profile asks for a signature',
    },
    {
      name: 'signed for no system in particular',
      check,
      attestations: { signed: true },
      sheets: [attest({ signature: 'valid' })],
      reason: 'it is signed and names no system: it could have been signed for another one',
    },
    {
      name: 'changed after it was signed, whatever the profile asks',
      check,
      sheets: [attest({ signature: 'invalid', signatureReason: 'it was changed after it was signed' })],
      reason: 'att has no effect: it was changed after it was signed',
    },
    {
      name: 'to another question',
      check,
      sheets: [attest({ question: 'Is the sky blue?' })],
      reason:
        'att has no effect: it answers "Is the sky blue?" and names no check, expected the check a-person-finds-it-enough, or the question "Is it enough?"',
    },
    {
      name: 'to no question and for no check',
      check,
      sheets: [attest({ question: undefined })],
      reason: 'it names neither check nor question, expected the check a-person-finds-it-enough',
    },
    {
      name: 'with a statement that says nothing',
      check,
      sheets: [attest({ statement: 'TODO' })],
      reason: 'its statement "TODO" says nothing',
    },
    {
      name: 'with a statement that nobody can see',
      check,
      sheets: [attest({ statement: '\u200b\u2060' })],
      reason: 'says nothing',
    },
    {
      name: 'by a placeholder',
      check,
      sheets: [attest({ by: '<name>' })],
      reason: 'its by "<name>" says nothing',
    },
    {
      name: 'with a question that is a placeholder, though it names the check',
      check,
      sheets: [attest({ question: 'tbd', check: check.id })],
      reason: 'its question "tbd" says nothing',
    },
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
    {
      name: 'made before the end of the period, when the question is about all of it',
      check: { ...check, afterPeriod: true },
      sheets: [attest({ attestedOn: '2026-10-31' })],
      reason: 'it is dated 2026-10-31, before the end of the period on 2026-11-01',
    },
    { name: 'undated', check, sheets: [attest({ attestedOn: undefined })], reason: 'it has no date' },
    {
      name: 'without an end',
      check,
      sheets: [attest({ validUntil: undefined })],
      reason: 'it does not say until when it is valid',
    },
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
      name: 'a yes beside a no that could not be read in full',
      check,
      sheets: [attest(), damaged('attestation', { ...valid, id: 'newer', by: 'Eve', determination: 'no' })],
      reason: 'answered yes by Ada Muster (auditor) on 2026-10-01, but newer may say no: evidence could not be read',
      undetermined: ['newer.yaml'],
    },
    {
      name: 'a yes beside a file of which nothing could be read',
      check,
      sheets: [attest(), damaged('attestation', { id: 'torn' })],
      reason: 'but torn may say no',
      undetermined: ['torn.yaml'],
    },
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
