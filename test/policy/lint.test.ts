import { describe, expect, test } from 'vitest';
import { lintPolicies } from '../../src/policy/lint.ts';
import { loadPolicies } from '../../src/policy/load.ts';
import { PolicyError } from '../../src/policy/policy-error.ts';
import { edited, policiesWith, sound } from './given.ts';

const drift = 'controls/drift/tolerance.yaml';
const judged = 'controls/risk/judged.yaml';
const lines = (files: Parameters<typeof lintPolicies>[0]): string[] =>
  lintPolicies(files).map(({ file, line, message }) => `${file}:${line}: ${message}`);

test('sound policies have no problem', () => {
  expect(lines(policiesWith())).toEqual([]);
});

describe('what keeps a policy from being run', () => {
  test.each<[string, string, string, string, string]>([
    [
      'a misspelt fact',
      drift,
      'psi: {',
      'pis: {',
      `${drift}:18: there is no fact "pis" in drift-run#/features; did you mean "psi"?`,
    ],
    [
      'a misspelt fact in where',
      drift,
      'monitored: {',
      'monitord: {',
      `${drift}:17: there is no fact "monitord" in drift-run#/features; did you mean "monitored"?`,
    ],
    [
      'an unknown comparator',
      drift,
      'below: {',
      'belo: {',
      `${drift}:18: checks.0.expect.psi.belo: unknown key "belo"; expected one of`,
    ],
    ['an unknown kind of check', drift, 'kind: each', 'kind: every', `${drift}:15: checks.0.kind: saw "every"`],
    [
      'a comparator of another type',
      drift,
      'below: { param: psiMax }',
      'before: { param: psiMax }',
      `${drift}:18: "before" cannot be applied to psi, which is a number; expected one of is,`,
    ],
    [
      'an operand of another type',
      drift,
      'is: true',
      "is: 'yes'",
      `${drift}:17: monitored is: saw a text (yes), expected a boolean`,
    ],
    [
      'an unknown population',
      drift,
      'drift-run#/features',
      'drift-run#/feature',
      `${drift}:16: there is no population "drift-run#/feature"; did you mean "drift-run#/features"?`,
    ],
    [
      'an unknown parameter',
      drift,
      'param: psiMax',
      'param: psiMx',
      `${drift}:18: psi below: there is no parameter "psiMx"; did you mean "psiMax"?`,
    ],
    ['an unused parameter', drift, '{ param: psiMax }', '0.2', `${drift}:11: psiMax: no check uses the parameter`],
    [
      'a parameter of another type',
      drift,
      'value: 0.2',
      'value: low',
      `${drift}:11: psiMax: the floor atMost does not fit a text`,
    ],
    [
      'a default beyond its floor',
      drift,
      'value: 0.2',
      'value: 0.3',
      `${drift}:11: psiMax: the default 0.3 is beyond its own floor`,
    ],
    [
      'a duration that is none',
      drift,
      'value: P31D, floor: { noLongerThan: P92D }',
      'value: 31',
      `${drift}:23: saw 31, expected a duration such as P31D`,
    ],
    [
      'a date fact that is none',
      drift,
      'at: windowEnd',
      'at: model',
      `${drift}:22: saw a text, expected a fact that holds a date`,
    ],
    [
      'an unknown condition',
      drift,
      'appliesWhen: large',
      'appliesWhen: lrge',
      `${drift}:6: there is no condition "lrge"; did you mean "large"?`,
    ],
    ['an unknown requirement', drift, 'law#1', 'law#7', `${drift}:4: there is no requirement "7" in law`],
    ['an unknown catalog', drift, 'law#1', 'lwa#1', `${drift}:4: there is no catalog "lwa"; did you mean "law"?`],
    [
      'a requirement that is not tested here',
      drift,
      'law#1',
      'law#2',
      `${drift}:4: law#2 is answered here, but its catalog says that it is not tested`,
    ],
    ['a requirement answered twice', drift, 'law#1,', 'law#1, law#1,', `${drift}:4: law#1 is answered twice`],
    [
      'an item that answers what the control does not',
      drift,
      'kind: freshness\n    population: drift-run\n    at: windowEnd\n    within: { param: every }',
      'kind: covers\n    items: [a]\n    answers: { a: law#2, b: law#1 }\n    in: document\n    on: owner',
      `${drift}:22: the control does not answer law#2`,
    ],
    [
      'an answer of no item',
      drift,
      'kind: freshness\n    population: drift-run\n    at: windowEnd\n    within: { param: every }',
      'kind: covers\n    items: [alpha]\n    answers: { alpah: law#1 }\n    in: document\n    on: owner',
      `${drift}:22: "alpah" is no item of the list; did you mean "alpha"?`,
    ],
    [
      'items that answer where any check is enough',
      drift,
      'checks:\n  - id: within-tolerance',
      'combine: any\nchecks:\n  - id: items\n    kind: covers\n    items: [alpha]\n    answers: { alpha: law#1 }\n    in: document\n    on: owner\n  - id: within-tolerance',
      `${drift}:18: items answer requirements only in a check that stands for itself and must hold`,
    ],
    [
      'sections of any version beside a check of the version',
      drift,
      'checks:\n  - id: within-tolerance',
      'checks:\n  - id: version\n    kind: count\n    population: document\n    where: { type: { is: plan }, coversAuditedVersion: { is: true } }\n    atLeast: 1\n  - id: items\n    kind: covers\n    items: [alpha]\n    in: document#/sections\n    inWhere: { documentType: { is: plan } }\n    on: topic\n  - id: within-tolerance',
      `${drift}:23: sections of a document of another version count too, although the control asks for one of the audited version; expected coversAuditedVersion: { is: true }`,
    ],
    [
      'a check that is there twice',
      drift,
      'id: recent',
      'id: within-tolerance',
      `${drift}:19: the check "within-tolerance" is there twice`,
    ],
    [
      'an unknown key',
      drift,
      'remedy:',
      'severty: high\nremedy:',
      `${drift}:24: severty: unknown key "severty"; expected one of`,
    ],
    ['a duplicate key', drift, 'remedy:', 'why: Twice.\nremedy:', `${drift}:24: Map keys must be unique`],
    [
      'an alias',
      drift,
      'why: It matters.',
      'why: &a It matters.\nlimits: *a',
      `${drift}:6: aliases are not accepted; write the value out`,
    ],
    [
      'a person who is not needed',
      judged,
      'decides: person\nchecks:',
      'decides: person\ncombine: any\nchecks:\n  - { id: long, kind: count, population: document, atLeast: 1 }',
      `${judged}:8: saw person, but the control can be satisfied without one`,
    ],
    [
      'a machine that asks a person',
      judged,
      'decides: person',
      'decides: machine',
      `${judged}:8: saw machine, but a check is attested`,
    ],
    [
      'a part that nobody decides',
      drift,
      'decides: machine',
      'decides: partly',
      `${drift}:9: saw partly; expected an attested check, or "limits"`,
    ],
    [
      'a condition that leads back to itself',
      'conditions/old.yaml',
      'facts: { placedOnMarketOn: { before: 2020-01-01 } }',
      'condition: large',
      'conditions/old.yaml:3: the condition leads back to itself: old -> large -> old',
    ],
    [
      'a condition that rests on a control which rests on it',
      'conditions/old.yaml',
      'facts: { placedOnMarketOn: { before: 2020-01-01 } }',
      'satisfied: drift.tolerance',
      'conditions/old.yaml:3: the condition leads back to itself: old -> large -> old',
    ],
    [
      'a condition that rests on no control',
      'conditions/old.yaml',
      'facts: { placedOnMarketOn: { before: 2020-01-01 } }',
      'satisfied: drift.tolerence',
      'conditions/old.yaml:4: there is no control "drift.tolerence"; did you mean "drift.tolerance"?',
    ],
    [
      'a parameter in a condition',
      'conditions/old.yaml',
      'before: 2020-01-01',
      'before: { param: day }',
      'conditions/old.yaml:4: placedOnMarketOn before: parameters cannot be used here',
    ],
    [
      'a date that is none',
      'conditions/old.yaml',
      '2020-01-01',
      '2020-02-30',
      'conditions/old.yaml:4: placedOnMarketOn before: saw "2020-02-30", expected a date',
    ],
    [
      'a condition of a catalog',
      'catalogs/law.yaml',
      'when: large',
      'when: big',
      'catalogs/law.yaml:12: there is no condition "big"',
    ],
    [
      'a source that the catalog does not describe',
      'catalogs/law.yaml',
      'citation: Art. 1',
      'citation: Art. 1\n    source: [journal]',
      'catalogs/law.yaml:11: there is no source in law "journal"',
    ],
    [
      'somebody whom the catalog does not describe',
      'catalogs/law.yaml',
      'requirements:\n',
      'scopes: { maker: A maker }\nrequirements:\n  - { id: "0", title: Zero, citation: Art. 0, appliesTo: [makr], notTestedHere: No. }\n',
      'catalogs/law.yaml:9: there is no scope in law "makr"; did you mean "maker"?',
    ],
    [
      'a penalty that the catalog does not describe',
      'catalogs/law.yaml',
      'citation: Art. 1',
      'citation: Art. 1\n    penalty: art-99',
      'catalogs/law.yaml:11: there is no penalty in law "art-99"',
    ],
    [
      'a transition of a date that no requirement has',
      'catalogs/law.yaml',
      'requirements:\n',
      'transitions:\n  - { from: 2027-12-03, citation: Art. 8, text: Old ones are spared., confidence: high }\nrequirements:\n',
      'catalogs/law.yaml:8: no requirement of law applies from 2027-12-03',
    ],
    [
      'a transition under a condition that is not there',
      'catalogs/law.yaml',
      'requirements:\n',
      'transitions:\n  - { from: 2027-12-02, when: lrge, citation: Art. 8, text: Old ones are spared., confidence: high }\nrequirements:\n',
      'catalogs/law.yaml:8: there is no condition "lrge"; did you mean "large"?',
    ],
    [
      'a profile that selects nothing',
      'profiles/all.yaml',
      "'*'",
      "'*', 'drit.*'",
      'profiles/all.yaml:3: "drit.*" selects no control',
    ],
    [
      'a profile for nobody',
      'profiles/all.yaml',
      'include:',
      'for: smal\ninclude:',
      'profiles/all.yaml:3: there is no condition "smal"',
    ],
    [
      'a profile that excludes what is not there',
      'profiles/law.yaml',
      'control: risk.judged',
      'control: risk.jugded',
      'profiles/law.yaml:5: there is no control "risk.jugded"; did you mean "risk.judged"?',
    ],
    [
      'a parameter of a profile',
      'profiles/law.yaml',
      'psiMax: 0.1',
      'psiMx: 0.1',
      'profiles/law.yaml:7: drift.tolerance.psiMx: the control has no such parameter; did you mean "psiMax"?',
    ],
    [
      'a value of a profile',
      'profiles/law.yaml',
      'psiMax: 0.1',
      'psiMax: low',
      'profiles/law.yaml:7: drift.tolerance.psiMax: saw a text (low), expected a number like the default 0.2',
    ],
  ])('%s', (_name, path, from, to, expected) => {
    const files = edited(path, from, to);
    expect(lines(files)).toContainEqual(expect.stringContaining(expected));
    expect(() => loadPolicies(files)).toThrow(PolicyError);
  });

  test.each<[string, string, string]>([
    ['count without a bound', '{ id: c, kind: count, population: document }', 'a count without a bound tests nothing'],
    [
      'count of at least nothing',
      '{ id: c, kind: count, population: document, atLeast: 0 }',
      'saw 0, which always holds',
    ],
    [
      'count of no possible number',
      '{ id: c, kind: count, population: document, atLeast: 3, atMost: 2 }',
      'no number is at least 3 and at most 2',
    ],
    [
      'covers of nothing',
      '{ id: c, kind: covers, in: document, on: type }',
      'expected exactly one of "items" and "population"',
    ],
    [
      'covers with a list and a key',
      '{ id: c, kind: covers, items: [a], key: id, in: document, on: owner }',
      '"key" says something of a population',
    ],
    [
      'covers of a value that never shows',
      '{ id: c, kind: covers, items: [trainig], in: register, on: type }',
      '"trainig" is looked for, which the fact never shows; expected one of incidents, training',
    ],
    [
      'covers of another type',
      '{ id: c, kind: covers, population: register, key: rowCount, in: document, on: owner }',
      'saw a text of text, expected number',
    ],
    [
      'cadence by a list',
      '{ id: c, kind: cadence, population: document, at: approvedOn, every: P1M, by: standards }',
      'saw a list, expected a fact with a single value',
    ],
    [
      'each inside a group',
      '{ id: g, kind: any, checks: [{ id: c, kind: each, population: document, expect: { typ: { is: plan } } }] }',
      'there is no fact "typ" in document; did you mean "type"?',
    ],
    [
      'a value that a fact never shows',
      '{ id: c, kind: each, population: register, expect: { type: { oneOf: [training, incident] } } }',
      'saw "incident", which the fact never shows; expected one of incidents',
    ],
    [
      'an empty list',
      '{ id: c, kind: each, population: document, expect: { type: { noneOf: [] } } }',
      'saw an empty list',
    ],
    [
      'a glob that is too long',
      `{ id: c, kind: each, population: document, expect: { type: { matches: '${'*a'.repeat(101)}' } } }`,
      'expected a glob of at most 200',
    ],
    [
      'a date of the audit beside a text',
      '{ id: c, kind: each, population: document, expect: { type: { is: { clock: asOf } } } }',
      'saw a date of the audit, but the fact is a text',
    ],
    [
      'another fact of another type',
      '{ id: c, kind: each, population: document, expect: { approvedOn: { after: { fact: type } } } }',
      'the fact type is a text, expected a date',
    ],
    [
      'a misspelt other fact',
      '{ id: c, kind: each, population: document, expect: { approvedOn: { after: { fact: approvdOn } } } }',
      'there is no fact "approvdOn" in document; did you mean "approvedOn"?',
    ],
  ])('%s', (_name, check, expected) => {
    const files = edited(drift, 'checks:\n', `checks:\n  - ${check}\n`);
    expect(lines(files)).toContainEqual(expect.stringContaining(expected));
    expect(lines(files).filter((line) => !line.includes(expected))).toEqual([]);
  });

  test('is told all at once, with file and line', () => {
    const files = policiesWith({
      [drift]: (sound[drift] ?? '').replace('psi: {', 'pis: {').replace('at: windowEnd', 'at: windowEn'),
      'surprise/x.yaml': 'id: x',
      'conditions/second.yaml': sound['conditions/old.yaml'],
    });
    try {
      loadPolicies(files);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(PolicyError);
      const { code, family, message, details } = error as PolicyError;
      expect({ code, family, message }).toEqual({
        code: 'invalid-policy',
        family: 'question',
        message: '4 problems in 3 policy files',
      });
      expect(details.map(({ file, line }) => `${file}:${line}`)).toEqual([
        'conditions/second.yaml:1',
        `${drift}:18`,
        `${drift}:22`,
        'surprise/x.yaml:1',
      ]);
    }
  });
});

describe('what keeps a policy from being trusted', () => {
  const test1 = 'tests/drift/tolerance.yaml';
  test.each<[string, readonly [string, string, string], string]>([
    [
      'an identifier elsewhere than its file',
      [drift, 'id: drift.tolerance', 'id: drift.bounds'],
      `${drift}:1: "drift.bounds" belongs in controls/drift/bounds.yaml`,
    ],
    [
      'an identifier without subject',
      [judged, 'id: risk.judged', 'id: judged'],
      'expected a subject matter, a dot and a name',
    ],
    [
      'an outcome that no case shows',
      [test1, 'outcome: undetermined', 'outcome: not-satisfied'],
      `${test1}:2: no case shows undetermined`,
    ],
    [
      'a person whose no is not shown',
      ['tests/risk/judged.yaml', 'outcome: unattested', 'outcome: errored'],
      'tests/risk/judged.yaml:2: no case shows not-satisfied or unattested',
    ],
    [
      'evidence that is never read',
      [test1, '    outcome: undetermined', '      document: []\n    outcome: undetermined'],
      `${test1}:19: the control never reads evidence of the kind document; it reads drift-run, system`,
    ],
    [
      'a case with the name of another',
      [test1, 'the score is missing', 'one feature drifted'],
      `${test1}:15: the case "one feature drifted" is there twice`,
    ],
    [
      'a case with the facts of another',
      [
        'tests/risk/judged.yaml',
        'outcome: unattested',
        'outcome: unattested\n  - { name: again, facts: {}, outcome: unattested }',
      ],
      'the case gives the same facts as "nobody answered"',
    ],
    [
      'a control taken as satisfied that is none',
      [test1, '    outcome: undetermined', '    satisfied: [risk.jugded]\n    outcome: undetermined'],
      `${test1}:19: there is no control "risk.jugded"; did you mean "risk.judged"?`,
    ],
    [
      'an unknown parameter of a case',
      [test1, '    outcome: undetermined', '    parameters: { psiMx: 1 }\n    outcome: undetermined'],
      'psiMx: the control has no such parameter; did you mean "psiMax"?',
    ],
    [
      'a list of no exceptions',
      [test1, 'exceptions: [age]', 'exceptions: []'],
      'an empty list of exceptions tests nothing',
    ],
    [
      'a requirement that nobody answers',
      ['catalogs/law.yaml', '    notTestedHere: It binds authorities.\n', ''],
      'catalogs/law.yaml:14: no control answers law#2; add one, or say why in notTestedHere',
    ],
    [
      'a requirement that only a person can decide',
      ['catalogs/criteria.yaml', 'citation: A1', 'citation: A1, decides: person'],
      'catalogs/criteria.yaml:8: only a person can decide criteria#A1, but no control that answers it asks one',
    ],
    [
      'a date of application without its legal basis',
      ['catalogs/law.yaml', '2026-08-02, basis: Art. 9, confidence: high', '2026-08-02, confidence: high'],
      'catalogs/law.yaml:13: law#1 applies from 2026-08-02; say on which basis and with which confidence',
    ],
    [
      'a date of application of which nobody says how sure it is',
      ['catalogs/law.yaml', '2026-08-02, basis: Art. 9, confidence: high', '2026-08-02, basis: Art. 9'],
      'catalogs/law.yaml:13: law#1 applies from 2026-08-02; say on which basis and with which confidence',
    ],
    [
      'a penalty that no requirement names',
      [
        'catalogs/law.yaml',
        'requirements:\n',
        'penalties:\n  art-9: { citation: Art. 9, text: up to 10 }\nrequirements:\n',
      ],
      'catalogs/law.yaml:8: no requirement names "art-9" of the penalties',
    ],
    ['a condition that nothing names', [drift, 'appliesWhen: large\n', ''], 'never reads evidence of the kind system'],
  ])('%s', (_name, [path, from, to], expected) => {
    expect(lines(edited(path, from, to))).toContainEqual(expect.stringContaining(expected));
  });
  test('a missing test, and a test of nothing', () => {
    expect(lines(policiesWith({ 'tests/risk/judged.yaml': undefined }))).toEqual([
      'controls/risk/judged.yaml:1: no test shows the control; expected tests/risk/judged.yaml',
    ]);
    const moved = policiesWith({
      'tests/risk/judged.yaml': undefined,
      'tests/judged.yaml': sound['tests/risk/judged.yaml'],
    });
    expect(lines(moved)).toEqual([
      'tests/judged.yaml:1: the test of controls/risk/judged.yaml belongs in tests/risk/judged.yaml',
    ]);
  });
  test('a condition that nothing names', () => {
    expect(
      lines(policiesWith({ 'conditions/idle.yaml': 'id: idle\ntitle: Idle\nwhen: { condition: old }\n' })),
    ).toEqual(['conditions/idle.yaml:1: nothing names the condition "idle"']);
  });
});

describe('what is wrong with a mapping', () => {
  const mapping = `id: law-to-criteria
title: Law to criteria
from: law
to: criteria
informative: true
notice: Ours.
asOf: 2026-11-01
maps:
  - { from: ['1'], to: [A1], relationship: intersects-with, confidence: medium, because: Both ask. }
`;
  const path = 'mappings/law-to-criteria.yaml';
  const changed = (from: string, to: string) => {
    if (!mapping.includes(from)) throw new Error(`the mapping does not hold ${from}`);
    return lines(policiesWith({ [path]: mapping.replace(from, to) }));
  };

  test('nothing, when both ends are there', () => {
    expect(lines(policiesWith({ [path]: mapping }))).toEqual([]);
  });

  test.each([
    ['a requirement that is not there', "from: ['1']", "from: ['9']", `${path}:9: there is no requirement "9" in law`],
    [
      'nothing on the right',
      'to: [A1]',
      'to: [A2]',
      `${path}:9: there is no requirement "A2" in criteria; did you mean "A1"?`,
    ],
    [
      'a framework that is not there',
      'to: criteria',
      'to: criterion',
      `${path}:4: there is no catalog "criterion"; did you mean "criteria"?`,
    ],
    ['a framework and itself', 'to: criteria', 'to: law', `${path}:4: saw "law" on both sides, expected two catalogs`],
    ['the same pair twice', "from: ['1']", "from: ['1', '1']", `${path}:9: 1 to A1 is related already, further up`],
    [
      'a relationship that OSCAL does not know',
      'intersects-with',
      'overlaps',
      `${path}:9: maps.0.relationship: saw "overlaps"`,
    ],
    ['no reason', ', because: Both ask.', '', `${path}:9: maps.0: `],
    [
      'that it claims to be more than informative',
      'informative: true',
      'informative: false',
      `${path}:5: informative: `,
    ],
    ['its place', 'id: law-to-criteria', 'id: other', `${path}:1: "other" belongs in mappings/other.yaml`],
  ])('%s', (_what, from, to, message) => {
    const found = changed(from, to);
    expect(found.some((line) => line.startsWith(message))).toBe(true);
  });

  test('a control that answers what is there for reference only', () => {
    const files = policiesWith({
      'catalogs/criteria.yaml': sound['catalogs/criteria.yaml']?.replace(
        'requirements:',
        'referenceOnly: true\nrequirements:',
      ),
    });
    expect(lines(files)).toEqual([
      `${drift}:4: criteria#A1 is there for reference only: mappings may lead to it, no control answers it`,
    ]);
  });

  test('a requirement for reference only needs no control', () => {
    const files = policiesWith({
      'catalogs/criteria.yaml': sound['catalogs/criteria.yaml']?.replace(
        'requirements:',
        'referenceOnly: true\nrequirements:',
      ),
      [drift]: sound[drift]?.replace('answers: [law#1, criteria#A1]', 'answers: [law#1]'),
    });
    expect(lines(files)).toEqual([]);
  });
});
