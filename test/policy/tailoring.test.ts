import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/model/policy.ts';
import { lintPolicies } from '../../src/policy/lint.ts';
import { loadPolicies } from '../../src/policy/load.ts';
import { PolicyError } from '../../src/policy/policy-error.ts';
import { type ProjectTailoring, resolvePlan } from '../../src/policy/resolve.ts';
import { policiesWith } from './given.ts';

const asOf = '2026-11-20';

const base = `id: base
title: Base
include: ['law#*']
gate: { blocks: [not-satisfied] }
parameters:
  drift.tolerance: { psiMax: { value: 0.15, reason: Young models drift more. }, every: P20D }
lock: { drift.tolerance: [every] }
`;
const child = `id: child
title: Child
extends: base
exclude:
  - { control: risk.judged, reason: Decided by the group., until: 2026-12-31 }
severity:
  - { control: drift.tolerance, to: critical, reason: It went wrong last year. }
parameters:
  drift.tolerance: { psiMax: 0.1 }
`;
const texts = (changes: Record<string, string> = {}) =>
  policiesWith({ 'profiles/base.yaml': base, 'profiles/child.yaml': child, ...changes });
const planOf = (profile: string, project: ProjectTailoring = {}, changes: Record<string, string> = {}): Plan =>
  resolvePlan(loadPolicies(texts(changes)), profile, project, asOf);
const lint = (changes: Record<string, string>): string[] =>
  lintPolicies(texts(changes)).map(({ file, line, message }) => `${file}:${line}: ${message}`);
const refused = (project: ProjectTailoring): readonly string[] => {
  try {
    planOf('child', project);
  } catch (thrown) {
    if (thrown instanceof PolicyError) return thrown.details.map(({ line, message }) => `${line}: ${message}`);
    throw thrown;
  }
  throw new Error('nothing was refused');
};
const drift = (plan: Plan) => plan.controls.find(({ control }) => control.id === 'drift.tolerance');
const told = (plan: Plan) =>
  plan.tailoring.map(({ layer, change, subject, parameter, from, to, state }) =>
    [layer, change, subject, parameter, from, to, state].filter((word) => word !== undefined).join(' | '),
  );

describe('a profile that builds on another', () => {
  test('holds what the other says, and has the last word', () => {
    const plan = planOf('child');
    expect(plan.profile).toMatchObject({ id: 'child', title: 'Child', gate: { blocks: ['not-satisfied'] } });
    expect(plan.extends).toEqual(['base']);
    expect(plan.controls.map(({ control }) => control.id)).toEqual(['drift.tolerance']);
    expect(drift(plan)?.control.severity).toBe('critical');
    expect(drift(plan)?.parameters.psiMax?.value).toBe(0.1);
    expect(drift(plan)?.parameters.every?.value).toBe('P20D');
    expect(planOf('base').controls.map(({ control }) => control.id)).toEqual(['drift.tolerance', 'risk.judged']);
  });
  test('tells every change: by which layer, from what to what, and what became of it', () => {
    expect(told(planOf('child'))).toEqual([
      'profile child | excluded | risk.judged | in-effect',
      'profile base | parameter | drift.tolerance | psiMax | 0.2 | 0.15 | overridden',
      'profile base | parameter | drift.tolerance | every | P31D | P20D | in-effect',
      'profile child | parameter | drift.tolerance | psiMax | 0.15 | 0.1 | in-effect',
      'profile base | locked | drift.tolerance | every | in-effect',
      'profile child | severity | drift.tolerance | high | critical | in-effect',
    ]);
    expect(planOf('child').tailoring.map(({ reason }) => reason)).toContain('Young models drift more.');
  });
  test('is refused when it leads back to itself, or nowhere', () => {
    expect(lint({ 'profiles/base.yaml': `${base}extends: child\n` })).toEqual([
      'profiles/base.yaml:8: the profile leads back to itself: base -> child -> base',
      'profiles/child.yaml:3: the profile leads back to itself: child -> base -> child',
    ]);
    expect(lint({ 'profiles/child.yaml': child.replace('extends: base', 'extends: bsae') })).toEqual([
      'profiles/child.yaml:3: there is no profile "bsae"; did you mean "base"?',
    ]);
    expect(lint({ 'profiles/child.yaml': 'id: child\ntitle: Child\n' })).toEqual([
      'profiles/child.yaml:1: the profile selects nothing; expected "include", "extends" or both',
    ]);
  });
  test('neither sets what is locked, nor lowers a severity, nor gives a reason that says nothing', () => {
    const bad = child
      .replace('psiMax: 0.1', 'psiMax: 0.1, every: P10D')
      .replace('to: critical', 'to: high')
      .replace('Decided by the group.', 'TBD');
    expect(lint({ 'profiles/child.yaml': bad })).toEqual([
      'profiles/child.yaml:5: the reason "TBD" says nothing; expected why',
      'profiles/child.yaml:7: drift.tolerance: saw high, expected a severity above high',
      'profiles/child.yaml:9: drift.tolerance.every: the profile base locks it; expected no value here',
    ]);
    expect(lint({ 'profiles/base.yaml': base.replace('[every]', '[evry, psiMax]') })).toEqual([
      'profiles/base.yaml:7: drift.tolerance.evry: the control has no such parameter; did you mean "every"?',
      'profiles/child.yaml:9: drift.tolerance.psiMax: the profile base locks it; expected no value here',
    ]);
  });
});

describe('plumbline.yaml', () => {
  test('adds, leaves out, sets and raises, and all of it is told', () => {
    const plan = planOf('child', {
      include: ['risk.*'],
      severity: [{ control: 'risk.judged', to: 'high', reason: 'The board asked.' }],
      parameters: { 'drift.tolerance': { psiMax: { value: 0.3, reason: 'A new market.', until: '2026-11-30' } } },
    });
    expect(drift(plan)?.parameters.psiMax).toMatchObject({ value: 0.3, beyondFloor: true });
    // What a profile leaves out, no include brings back.
    expect(plan.controls.map(({ control }) => control.id)).toEqual(['drift.tolerance']);
    expect(told(plan)).toContain('plumbline.yaml | included | risk.* | in-effect');
    expect(told(plan)).toContain('plumbline.yaml | parameter | drift.tolerance | psiMax | 0.1 | 0.3 | in-effect');
    expect(told(plan)).toContain('profile child | parameter | drift.tolerance | psiMax | 0.15 | 0.1 | overridden');
    expect(told(plan)).toContain('plumbline.yaml | severity | risk.judged | medium | high | in-effect');
  });
  test('is back to the layer below after the last day of a change', () => {
    const project: ProjectTailoring = {
      exclude: [{ control: 'drift.tolerance', reason: 'Moved to another team.', until: '2026-11-19' }],
      parameters: { 'drift.tolerance': { psiMax: { value: 0.3, reason: 'A new market.', until: '2026-11-19' } } },
    };
    const plan = planOf('child', project);
    expect(drift(plan)?.parameters.psiMax).toMatchObject({ value: 0.1, beyondFloor: false });
    expect(told(plan)).toContain('plumbline.yaml | excluded | drift.tolerance | ended');
    expect(told(plan)).toContain('plumbline.yaml | parameter | drift.tolerance | psiMax | 0.1 | 0.3 | ended');
    expect(plan.tailoring.map(({ until }) => until)).toContain('2026-11-19');
  });
  test('says when a change has no effect, because the profile does not select the control', () => {
    const exclude = [{ control: 'risk.judged', reason: 'No person is there.', until: '2027-01-01' }];
    const plan = resolvePlan(
      loadPolicies(texts({ 'profiles/base.yaml': base.replace("'law#*'", "'drift.*'") })),
      'base',
      { exclude },
      asOf,
    );
    expect(told(plan)).toContain('plumbline.yaml | excluded | risk.judged | without-effect');
  });
  test('is refused with every mistake and its line', () => {
    expect(
      refused({
        include: ['drift.x*'],
        exclude: [
          { control: 'risk.jugded', reason: 'n/a', until: '2027-01-01' },
          { control: 'risk.judged', reason: 'No person is there.', until: '2027-01-01' },
          { control: 'risk.judged', reason: 'No person is there.', until: '2027-01-02' },
        ],
        severity: [{ control: 'drift.tolerance', to: 'medium', reason: 'It seldom happens.' }],
        parameters: { 'drift.tolerance': { every: 'P10D', psiMax: { value: 'low', reason: 'tbd' } } },
        lineOf: (pointer) => pointer.length,
      }),
    ).toEqual([
      '10: "drift.x*" selects no control',
      '18: there is no control "risk.jugded"; did you mean "risk.judged"?',
      '17: the reason "n/a" says nothing; expected why',
      '18: "risk.judged" is named twice',
      '33: drift.tolerance.every: the profile base locks it; expected no value here',
      '34: drift.tolerance.psiMax: saw a text (low), expected a number like the default 0.2',
      '34: drift.tolerance.psiMax: the reason "tbd" says nothing; expected why',
      '14: drift.tolerance: saw medium, expected a severity above critical',
    ]);
  });
});
