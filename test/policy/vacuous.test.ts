import { describe, expect, test } from 'vitest';
import { lintPolicies } from '../../src/policy/lint.ts';
import { policiesWith, sound } from './given.ts';

const path = 'controls/drift/tolerance.yaml';
const text = sound[path] ?? '';
const head = text.slice(0, text.indexOf('checks:'));

/** What lint says of the checks of a control, without what the control itself then lacks. */
const lint = (check: string, parameters = ''): readonly string[] =>
  lintPolicies(
    policiesWith({
      [path]: `${head.replace(/parameters:[\s\S]*/, parameters)}checks:\n  - ${check}\nremedy: R.\n`,
      'tests/drift/tolerance.yaml': undefined,
      'profiles/law.yaml': undefined,
    }),
  )
    .filter(({ file, message }) => file === path && !message.startsWith('no test shows'))
    .map(({ line, message }) => `${line}: ${message}`);
const line = head.replace(/parameters:[\s\S]*/, '').split('\n').length + 1;

describe('a check that tests nothing', () => {
  test.each([
    [
      '{ id: a, kind: each, population: document, where: { type: { is: plan, isNot: plan } }, expect: { version: { is: "1" } } }',
      'type: no value is left, so nothing is ever selected',
    ],
    [
      '{ id: a, kind: count, population: drift-run#/features, where: { psi: { above: 0.3, below: 0.2 } }, atLeast: 1 }',
      'psi: no value lies within its bounds, so nothing is ever selected',
    ],
    [
      '{ id: a, kind: freshness, population: document, where: { approvedOn: { after: 2026-02-01, before: 2026-01-01 } }, at: approvedOn, within: P1Y }',
      'approvedOn: no value lies within its bounds, so nothing is ever selected',
    ],
    [
      '{ id: a, kind: each, population: document, where: { owner: { present: false, is: Ada } }, expect: { version: { is: "1" } } }',
      'owner: what is absent meets no other comparison, so nothing is ever selected',
    ],
    [
      '{ id: a, kind: each, population: document, expect: { owner: { oneOf: [Ada], noneOf: [Ada, Bo] } } }',
      'owner: no value is left, so the check can never be satisfied',
    ],
    [
      '{ id: a, kind: each, population: document, where: { owner: { is: Ada } }, expect: { owner: { is: Bo } } }',
      'owner: no value is left, so no item that counts can meet it',
    ],
    [
      '{ id: a, kind: each, population: document, where: { owner: { is: Ada } }, expect: { owner: { is: Ada } } }',
      'owner: it never fails, because "where" lets in only what meets it',
    ],
    [
      '{ id: a, kind: each, population: evidence, expect: { emptyKindCount: { atLeast: 0 } } }',
      'emptyKindCount atLeast: the check can never fail, because the fact is never below 0',
    ],
    [
      '{ id: a, kind: each, population: evidence, expect: { emptyKindCount: { below: 0 } } }',
      'emptyKindCount: no value lies within its bounds, so the check can never be satisfied',
    ],
    [
      '{ id: a, kind: covers, population: document, key: owner, in: document, on: owner }',
      'it never fails, because every item is its own match',
    ],
    [
      '{ id: a, kind: all, checks: [{ id: b, kind: covers, items: [x], in: document, inWhere: { type: { is: plan, noneOf: [plan] } }, on: id }, { id: c, kind: count, population: document, atLeast: 1 }] }',
      'type: no value is left, so nothing is ever selected',
    ],
  ])('is found: %s', (check, message) => {
    const found = lint(check);
    expect(found).toEqual([`${line}: ${message}`]);
  });
  test('is found through the default of a parameter', () => {
    const parameters = 'parameters:\n  least: { value: 0, title: Least }\n  low: { value: 0.1, title: Low }\n';
    expect(
      lint(
        '{ id: a, kind: count, population: document, where: { sectionCount: { present: true } }, atLeast: { param: least } }',
        parameters.split('  low')[0],
      ),
    ).toContain(`${line + 2}: the parameter is 0, which always holds; expected at least 1`);
    expect(
      lint(
        '{ id: a, kind: each, population: drift-run#/features, where: { psi: { above: 0.2 } }, expect: { psi: { below: { param: low } } } }',
        `parameters:\n${parameters.split('\n')[2]}\n`,
      ),
    ).toContain(`${line + 2}: psi: no value lies within its bounds, so no item that counts can meet it`);
  });
  test('is not seen in checks that can go either way', () => {
    for (const check of [
      '{ id: a, kind: each, population: drift-run#/features, where: { psi: { above: 0.1 } }, expect: { psi: { below: 0.2 } } }',
      '{ id: a, kind: each, population: system, expect: { annexISection: { oneOf: [none, A, B] } } }',
      '{ id: a, kind: each, population: document, where: { owner: { present: true } }, expect: { owner: { isNot: Ada } } }',
      '{ id: a, kind: each, population: document, expect: { approvedOn: { notBefore: 2026-01-01, notAfter: 2026-01-01 } } }',
    ])
      expect(lint(check), check).toEqual([]);
  });
  test('a condition that never holds is found', () => {
    const large = (sound['conditions/large.yaml'] ?? '').replace('{ above: 10 }', '{ above: 10, atMost: 10 }');
    expect(lintPolicies(policiesWith({ 'conditions/large.yaml': large })).map(({ message }) => message)).toEqual([
      'modelCount: no value lies within its bounds, so it never holds',
    ]);
  });
});
