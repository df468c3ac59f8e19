import { describe, expect, test } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import type { FactSheet } from '../../src/model/facts.ts';
import type { Check, Control } from '../../src/model/policy.ts';
import { sheet } from '../checks/given.ts';
import { clock, plan, plannedControl } from './given.ts';

const items: Check = {
  id: 'every-point-has-a-section',
  kind: 'covers',
  items: ['purpose', 'hardware', 'logs'],
  answers: { purpose: 'law#1', hardware: 'law#2' },
  in: 'document#/sections',
  inWhere: { placeholder: { is: false } },
  on: 'topic',
};
const person: Check = { id: 'a-person-read-it', kind: 'attested', question: 'Did you read it?' };

const document = (...topics: readonly string[]): FactSheet =>
  sheet('document', {
    id: 'doc',
    sections: topics.map((topic) => ({ id: topic, topic: topic.replace('?', ''), placeholder: topic.endsWith('?') })),
  });
const read = sheet('attestation', {
  id: 'a',
  control: 'subject.control',
  check: 'a-person-read-it',
  determination: 'yes',
  by: 'Ada',
  role: 'auditor',
  attestedOn: '2026-11-01',
  validUntil: '2027-11-01',
});

const judged = (changes: Partial<Control>, ...sheets: readonly FactSheet[]) => {
  const control = { answers: ['law#1', 'law#2'], checks: [items], ...changes };
  const { findings, requirements } = assess(plan([plannedControl(control)]), sheets, clock);
  const of = (id: string) => requirements.find((each) => each.framework === 'law' && each.id === id)?.outcome;
  return { control: findings[0]?.outcome, first: of('1'), second: of('2'), finding: findings[0] };
};

describe('a check that tells which item answers which requirement', () => {
  test('fails the requirement of the missing item, and no other', () => {
    expect(judged({}, document('purpose', 'logs'))).toMatchObject({
      control: 'not-satisfied',
      first: 'satisfied',
      second: 'not-satisfied',
    });
  });
  test('names the requirement beside the missing item', () => {
    const { finding } = judged({}, document('purpose', 'logs'));
    expect(finding?.checks[0]?.exceptions).toMatchObject([
      { item: 'hardware', reason: expect.stringContaining('requirement is law#2') },
    ]);
  });
  test('says nothing of a requirement for an item that answers none', () => {
    expect(judged({}, document('purpose', 'hardware'))).toMatchObject({
      control: 'not-satisfied',
      first: 'satisfied',
      second: 'satisfied',
    });
  });
  test('a placeholder is no section', () => {
    expect(judged({}, document('purpose?', 'hardware', 'logs'))).toMatchObject({
      first: 'not-satisfied',
      second: 'satisfied',
    });
  });
  test('leaves all of them open when nothing could be looked at', () => {
    expect(judged({})).toMatchObject({ control: 'undetermined', first: 'undetermined', second: 'undetermined' });
    expect(judged({}, document())).toMatchObject({ first: 'undetermined', second: 'undetermined' });
  });
  test('leaves an item open that may stand where nobody could read', () => {
    const unread = { ...document('purpose'), problems: [{ code: 'x', message: 'broken', file: 'doc' }] };
    expect(judged({}, unread)).toMatchObject({ control: 'undetermined', first: 'satisfied', second: 'undetermined' });
  });
  test('does not speak for the other checks of the control', () => {
    const checks = [items, person];
    expect(judged({ checks }, document('purpose', 'hardware', 'logs'))).toMatchObject({
      first: 'unattested',
      second: 'unattested',
    });
    expect(judged({ checks }, document('purpose', 'logs'), read)).toMatchObject({
      first: 'satisfied',
      second: 'not-satisfied',
    });
  });
  test('knows of none while nobody knows whether the control applies', () => {
    const changes = { appliesWhen: 'large' };
    expect(judged(changes, document('purpose', 'logs'), sheet('system', { id: 's' }))).toMatchObject({
      control: 'undetermined',
      first: 'undetermined',
      second: 'undetermined',
    });
    expect(judged(changes, document('purpose', 'logs'), sheet('system', { id: 's', modelCount: 3 }))).toMatchObject({
      control: 'not-applicable',
      first: 'not-applicable',
    });
  });
  test('does not count where one check of several is enough', () => {
    const { finding } = judged({ checks: [items, person], combine: 'any' }, document('purpose', 'logs'));
    expect(finding).not.toHaveProperty('byAnswer');
  });
});
