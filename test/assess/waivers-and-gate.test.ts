import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { blockingOutcomes, decideGate } from '../../src/assess/gate.ts';
import { resolveWaivers } from '../../src/assess/waivers.ts';
import type { FactSheet } from '../../src/model/facts.ts';
import type { Waiver } from '../../src/model/generated/waivers.ts';
import type { Control, PeopleRules, Profile } from '../../src/model/policy.ts';
import { signEntry } from '../../src/signing/sign-entry.ts';
import { loadSigner } from '../../src/signing/signer-files.ts';
import { newIdentity } from '../../src/signing/signing-identity.ts';
import { loadTrust, type Trust, trustEntryFor } from '../../src/signing/trust.ts';
import { damaged, sheet } from '../checks/given.ts';
import { clock, plan, plannedControl } from './given.ts';

const changes = [
  { id: 'aaa1', authors: ['Ada Muster <ada@example.org>'], committer: 'Cem Beispiel <cem@example.org>', signed: false },
  { id: 'aaa2', authors: ['Bo Sample <bo@example.org>'], signed: false },
  { id: 'bbb1', authors: ['Bo Sample <bo@example.org>'] },
];
const history = sheet('git-history', { id: 'history', changes });
const signed: Partial<Control> = {
  checks: [{ id: 'signed', kind: 'each', population: 'git-history#/changes', expect: { signed: { is: true } } }],
};
const waiver = (of: Partial<Waiver> = {}): Waiver => ({
  id: 'w1',
  control: 'subject.control',
  subject: 'aaa1',
  reason: 'The key was lost.',
  risk: 'Low.',
  owner: 'Dana Exempel',
  approver: 'Eve Musterfrau',
  from: '2026-10-01',
  until: '2026-12-31',
  ...of,
});

const everything: Profile = { id: 'p', title: 'Everybody', include: ['*'] };

const run = (
  waivers: readonly Waiver[],
  sheets: readonly FactSheet[] = [history],
  changed: Partial<Control> = signed,
  profile: Profile = everything,
  rules: PeopleRules['waivers'] = {},
  trust?: Trust,
) => {
  const judgement = assess(plan([plannedControl(changed)]), sheets, clock);
  const resolved = resolveWaivers(waivers, {
    findings: judgement.findings,
    sheets,
    asOf: clock.asOf,
    system: 'sys',
    rules: { longest: 'P184D', ...rules },
    trust,
  });
  return {
    judgement,
    resolved,
    ...decideGate(judgement.findings, {
      blocks: blockingOutcomes(profile),
      waivers: resolved,
      system: 'sys',
      profile,
      conditions: judgement.conditions,
      tailoring: [],
      admittedBy: undefined,
    }),
  };
};

describe('a waiver is', () => {
  test.each<[string, Partial<Waiver>, string]>([
    ['effective', {}, 'it covers 1 item until 2026-12-31'],
    ['effective', { subject: 'aaa*' }, 'it covers 2 items until 2026-12-31'],
    ['effective', { subject: 'sys' }, 'it covers the control as a whole until 2026-12-31'],
    ['effective', { until: clock.asOf }, 'it covers 1 item'],
    ['expired', { until: '2026-11-19' }, 'it ended on 2026-11-19; the audit is of 2026-11-20'],
    ['not-yet-effective', { from: '2026-11-21' }, 'it begins on 2026-11-21'],
    ['orphan', { control: 'subject.gone' }, 'the audit has no control subject.gone'],
    ['orphan', { subject: 'zzz' }, 'no exception and no undetermined item of subject.control is named "zzz"'],
    ['orphan', { subject: 'AAA1' }, 'named "AAA1"'],
    ['over-broad', { subject: '*' }, 'begins with a wildcard'],
    ['over-broad', { subject: 'a{a,b}*' }, 'expected at least 3 fixed characters'],
    ['over-broad', { until: '2027-04-03' }, 'it runs for 185 days, expected at most P184D'],
    ['refused', { until: '2026-09-30' }, 'expected an end that is not before its beginning'],
    ['refused', { approver: ' dana exempel ' }, 'both owns the risk and approved it'],
    ['refused', { approver: 'ada@example.org' }, 'the approver ada@example.org is an author of what is waived'],
    ['refused', { approver: 'Cem Beispiel' }, 'is an author of what is waived'],
    ['refused', { subject: 'sys', approver: 'Bo Sample' }, 'is an author of what is waived'],
  ])('%s: %j', (state, of, explanation) => {
    expect(run([waiver(of)]).resolved).toMatchObject([{ state, explanation: expect.stringContaining(explanation) }]);
  });
  test.each<[string, Partial<Waiver>, PeopleRules['waivers'], string]>([
    ['over-broad', {}, { longest: 'P30D' }, 'expected at most P30D'],
    ['refused', {}, { roles: ['board'] }, 'approves as nobody in particular, and the profile expects board'],
    ['refused', { approverRole: 'intern' }, { roles: ['board'] }, 'approves as intern, and the profile expects board'],
    ['effective', { approverRole: 'board' }, { roles: ['board'] }, 'it covers 1 item'],
    ['refused', {}, { signed: true }, 'it is not signed, and the profile asks for a signature'],
    ['refused', { system: 'another' }, {}, 'it is for the system another; the audit is of sys'],
    [
      'refused',
      { signature: { keyid: 'a'.repeat(64), sig: 'AAAA' } },
      { signed: true },
      'which was not verified: no trust file was given, and the profile asks for a signature',
    ],
  ])('%s: %j under %j', (state, of, rules, explanation) => {
    expect(run([waiver(of)], undefined, undefined, undefined, rules).resolved).toMatchObject([
      { state, explanation: expect.stringContaining(explanation) },
    ]);
  });
  test('without effect when the profile says no longest time', () => {
    const context = { findings: [], sheets: [], asOf: clock.asOf, system: 'sys', rules: {} };
    expect(resolveWaivers([waiver()], context)).toMatchObject([
      { state: 'over-broad', explanation: 'the profile says no longest time for a waiver, so none has effect' },
    ]);
  });
  test('signed: its signature is shown, and whoever changes it afterwards takes its effect', async () => {
    const made = await newIdentity({ name: 'Eve', algorithm: 'ecdsa-p256', years: 1, now: Date.parse('2026-01-01') });
    const bytes = (text: string) => new TextEncoder().encode(text);
    const at = Date.parse('2026-10-01');
    const signer = await loadSigner({ key: bytes(made.privateKeyPem), certificate: bytes(made.certificatePem), at });
    const entry = waiver({ system: 'sys' });
    const kept = { ...entry, signature: await signEntry('waiver', { ...entry }, signer) };
    const trust = loadTrust(trustEntryFor(made.certificatePem, entry.approver), 'trust.yaml');
    const under = (each: Waiver) => run([each], undefined, undefined, undefined, { signed: true }, trust).resolved;
    expect(under(kept)).toMatchObject([
      { state: 'effective', signature: expect.stringContaining('signed with the key "Eve"') },
    ]);
    expect(under({ ...kept, risk: 'None at all.' })).toMatchObject([
      { state: 'refused', explanation: expect.stringContaining('it was changed after it was signed') },
    ]);
    const unbound = waiver();
    expect(under({ ...unbound, signature: await signEntry('waiver', { ...unbound }, signer) })).toMatchObject([
      { state: 'refused', explanation: expect.stringContaining('names no system') },
    ]);
  });
  test('refused when its identifier is used twice', () => {
    expect(run([waiver(), waiver({ subject: 'aaa2' })]).resolved.map(({ state }) => state)).toEqual([
      'refused',
      'refused',
    ]);
  });
  test('orphan when there is nothing to waive', () => {
    const clean = sheet('git-history', { id: 'history', changes: [{ id: 'aaa1', signed: true }] });
    expect(run([waiver({ subject: 'sys' })], [clean]).resolved).toMatchObject([
      { state: 'orphan', explanation: expect.stringContaining('is satisfied') },
    ]);
  });
});

describe('the gate', () => {
  const all = [waiver({ subject: 'aaa*' }), waiver({ id: 'w2', subject: 'bbb1' })];
  test('blocks while one exception or one unknown item is not covered', () => {
    expect(run([waiver()])).toMatchObject({
      gate: {
        blocked: true,
        blocking: ['subject.control'],
        reasons: [expect.stringMatching(/^subject\.control is not-satisfied: 2 of 3 items/)],
      },
      findings: [{ blocks: true, waivedBy: ['w1'] }],
    });
    expect(run([waiver({ subject: 'aaa*' })]).gate.blocked).toBe(true);
  });
  test('opens when effective waivers cover all of them', () => {
    expect(run(all)).toMatchObject({
      gate: { blocked: false, blocking: [], reasons: [] },
      findings: [{ blocks: false, waivedBy: ['w1', 'w2'], outcome: 'not-satisfied' }],
    });
  });
  test('opens when a waiver covers the control as a whole', () => {
    expect(run([waiver({ subject: 'sys' })]).gate.blocked).toBe(false);
  });
  test('stays shut when evidence could not be read, unless that is waived too', () => {
    const sheets = [history, damaged('git-history', { id: 'other', changes: [] })];
    expect(run(all, sheets).gate.blocked).toBe(true);
    expect(run([...all, waiver({ id: 'w3', subject: 'other.yaml' })], sheets).gate.blocked).toBe(false);
  });
  test('stays shut when another check of the control has no items to waive', () => {
    const checks = [...(signed.checks ?? []), { id: 'person', kind: 'attested' as const, question: 'Is it enough?' }];
    expect(run(all, [history], { checks }).gate.blocked).toBe(true);
    expect(run([waiver({ subject: 'sys' })], [history], { checks }).gate.blocked).toBe(false);
  });
  test('never opens for an error of our own', () => {
    const checks = [
      {
        id: 'signed',
        kind: 'each' as const,
        population: 'git-history#/changes',
        expect: { signed: { is: { param: 'gone' } } },
      },
    ];
    expect(run([waiver({ subject: 'sys' })], [history], { checks })).toMatchObject({
      gate: { blocked: true },
      findings: [{ outcome: 'errored' }],
    });
  });
  test('ignores what is expired, and what is upcoming never blocks', () => {
    expect(run(all.map((each) => ({ ...each, until: '2026-11-01' }))).gate.blocked).toBe(true);
    expect(run([], [history], { ...signed, answers: ['law#2'] })).toMatchObject({
      gate: { blocked: false },
      findings: [{ outcome: 'not-satisfied', upcomingFrom: '2027-12-02', blocks: false }],
    });
  });
  test('blocks what the command line says, else the profile, else the defaults', () => {
    const profile = { id: 'p', title: 'P', include: ['*'] };
    expect(blockingOutcomes(profile)).toEqual(['not-satisfied', 'errored', 'undetermined', 'unattested']);
    expect(blockingOutcomes({ ...profile, gate: { blocks: ['not-exercised', 'not-satisfied'] } })).toEqual([
      'not-satisfied',
      'not-exercised',
    ]);
    expect(blockingOutcomes({ ...profile, gate: { blocks: ['errored'] } }, ['unattested'])).toEqual(['unattested']);
    expect(blockingOutcomes(profile, [])).toEqual([]);
  });
  describe('stays shut, whatever the findings say, when the profile', () => {
    const forLarge: Profile = { id: 'big', title: 'Owner of a large system', for: 'large', include: ['*'] };
    const waivers = [waiver({ subject: 'sys' })];
    test('is for other systems', () => {
      const sheets = [history, sheet('system', { modelCount: 1 })];
      expect(run(waivers, sheets, signed, forLarge).gate).toEqual({
        blocked: true,
        blocking: [],
        reasons: ['the profile big is for "Owner of a large system", which this system is not: modelCount is 1'],
      });
    });
    test.each([
      ['the fact is absent', [history, sheet('system', {})], 'modelCount is absent'],
      ['there is no system', [history], 'no evidence of the kind system was supplied'],
    ])('fits for all that is known, because %s', (_why, sheets, reason) => {
      expect(run(waivers, sheets, signed, forLarge).gate.reasons).toEqual([
        `the profile big is for "Owner of a large system", of which nothing is known: ${reason}`,
      ]);
    });
    test('has no control that applies beyond those of the evidence', () => {
      const small = sheet('system', { modelCount: 1 });
      const none = run([], [history, small], { ...signed, appliesWhen: 'large' });
      expect(none.gate).toMatchObject({
        blocked: true,
        reasons: ['no control of the profile p applies to this system, apart from those of the evidence itself'],
      });
      const all = { checks: [{ id: 'some', kind: 'count' as const, population: 'git-history', atLeast: 1 }] };
      expect(run([], [history], { ...all, id: 'evidence.readable' }).gate.blocked).toBe(true);
      expect(run([], [history], all).gate).toEqual({ blocked: false, blocking: [], reasons: [] });
    });
    test('and opens when it fits', () => {
      const sheets = [history, sheet('system', { modelCount: 11 })];
      expect(run(waivers, sheets, signed, forLarge).gate.blocked).toBe(false);
    });
  });
  test('a waiver never changes an outcome', () => {
    const subject = fc.constantFrom('aaa1', 'aaa2', 'bbb1', 'aaa*', 'sys', '*', 'zzz');
    const date = fc.constantFrom('2026-09-01', '2026-11-20', '2026-12-31');
    const several = fc.array(
      fc.record({ subject, from: date, until: date, approver: fc.constantFrom('Eve Musterfrau', 'Bo Sample') }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(several, (list) => {
        const { judgement, findings } = run(list.map((of, index) => waiver({ ...of, id: `w${index}` })));
        expect(findings.map(({ waivedBy: _waivedBy, blocks: _blocks, ...rest }) => rest)).toEqual(
          judgement.findings.map(({ waivedBy: _waivedBy, blocks: _blocks, ...rest }) => rest),
        );
      }),
      { seed: 13, numRuns: 200 },
    );
  });
});
