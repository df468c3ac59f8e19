import { describe, expect, test } from 'vitest';
import { testPolicies } from '../../src/audit/test-policies.ts';
import { loadPolicies } from '../../src/policy/load.ts';
import { edited, policiesWith } from '../policy/given.ts';

const path = 'tests/drift/tolerance.yaml';
const failures = (...args: Parameters<typeof edited>): string[] =>
  testPolicies(loadPolicies(edited(...args))).failures.map(({ file, line, message }) => `${file}:${line}: ${message}`);

describe('the tests of the policies', () => {
  test('pass, and tell what they show of every control', () => {
    const { coverage, ...report } = testPolicies(loadPolicies(policiesWith()));
    expect(report).toMatchObject({ controls: 2, cases: 5, failures: [], survivors: [] });
    expect(coverage).toMatchObject([
      {
        control: 'drift.tolerance',
        cases: 3,
        outcomes: { satisfied: 1, 'not-satisfied': 1, undetermined: 1 },
        // monitored, psi and windowEnd; modelCount and placedOnMarketOn decide whether it applies.
        factsRead: 5,
        factsMutated: 5,
        neverGiven: [],
      },
      {
        control: 'risk.judged',
        cases: 2,
        outcomes: { satisfied: 1, unattested: 1 },
        survivors: 0,
      },
    ]);
  });
  test('say what was seen and what was expected', () => {
    expect(failures(path, 'psi: 0.3 ', 'psi: 0.1 ')).toEqual([
      `${path}:12: drift.tolerance, "one feature drifted": saw satisfied, expected not-satisfied; within tolerance: 1 item tested, no exception; recent: the newest, drift-run-1, is of 2026-11-10, within P31D of 2026-11-20`,
      `${path}:12: drift.tolerance, "one feature drifted": saw the exceptions none, expected age`,
      expect.stringContaining('expected it to hold "psi is 0.3, expected below 0.2"'),
    ]);
  });
  test('hold the facts against their schema', () => {
    expect(failures(path, 'psi: 0.3 ', 'pis: 0.3 ')).toEqual([
      expect.stringMatching(
        /^tests\/drift\/tolerance\.yaml:11: drift\.tolerance, "one feature drifted": unknown key "pis"/,
      ),
    ]);
    expect(failures('tests/risk/judged.yaml', 'facts: {}', 'facts: { attestations: [] }')).toEqual([
      expect.stringContaining('unknown kind "attestations"; expected one of system'),
    ]);
  });
  test('use the dates, the period and the parameters of the case', () => {
    expect(failures(path, '    outcome: satisfied', '    asOf: 2027-06-01\n    outcome: satisfied')).toEqual([
      expect.stringContaining('saw not-satisfied, expected satisfied; recent: the newest is too old'),
    ]);
    expect(
      failures(path, '    outcome: satisfied', '    parameters: { psiMax: 0.05 }\n    outcome: satisfied'),
    ).toEqual([expect.stringContaining('psi is 0.1, expected below 0.05')]);
  });
});

describe('the mutation of cases', () => {
  const withCheck = (check: string, facts: string) =>
    testPolicies(
      loadPolicies(
        policiesWith({
          'controls/risk/judged.yaml': `id: risk.judged
title: T
failureTitle: F
answers: [law#1]
why: W.
severity: low
method: EXAMINE
decides: machine
checks:
  - ${check}
remedy: R.
`,
          'tests/risk/judged.yaml': `control: risk.judged\ncases:\n  - { name: fine, facts: ${facts}, outcome: satisfied }\n`,
        }),
      ),
    ).survivors.map(({ message }) => message);

  test('finds a bound so wide that unknown items never matter', () => {
    expect(
      withCheck(
        '{ id: few-notes, kind: count, population: document, where: { type: { is: note } }, atMost: 5 }',
        '{ document: [{ type: plan }] }',
      ),
    ).toEqual(
      ['with "TBD" for', 'with an empty', 'without'].map(
        (words) => `risk.judged, "fine": ${words} type of document the check few-notes stays satisfied`,
      ),
    );
  });
  test('finds a control that turns satisfied when what counts against it is gone, also in one item alone', () => {
    const failing = (check: string, facts: string): string[] =>
      withCheck(
        check,
        `${facts}, outcome: not-satisfied }\n  - { name: other, facts: { document: [{ id: z, title: x }] }`,
      ).filter((message) => message.includes('"fine"'));
    expect(
      failing(
        '{ id: no-owner, kind: each, population: document, expect: { owner: { present: false } } }',
        '{ document: [{ id: a, owner: Ada }] }',
      ),
    ).toContain('risk.judged, "fine": without owner of document the control turns from not-satisfied to satisfied');
    expect(
      failing(
        '{ id: no-owner, kind: each, population: document, expect: { owner: { present: false } } }',
        '{ document: [{ id: a, owner: Ada }, { id: b }] }',
      ),
    ).toContain(
      'risk.judged, "fine": with an empty owner of document the control turns from not-satisfied to satisfied',
    );
  });
  test('accepts a fact that only left-out items have', () => {
    expect(
      withCheck(
        '{ id: no-open-note, kind: count, population: document, where: { type: { is: note }, owner: { is: Ada } }, atMost: 0 }',
        '{ document: [{ type: plan, owner: Ada }, { type: note, owner: Bo }] }',
      ),
    ).toEqual([]);
  });
  test('looks into the ways of an any', () => {
    expect(
      withCheck(
        '{ id: either, kind: any, checks: [{ id: a, kind: count, population: document, where: { type: { is: plan } }, atLeast: 1 }, { id: b, kind: each, population: document, expect: { version: { is: "1" } } }] }',
        '{ document: [{ type: plan, version: "2" }] }',
      ),
    ).toEqual([]);
  });
});
