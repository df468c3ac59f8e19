import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rankOf, rollUp } from '../../src/checks/group.ts';
import { leavesOf, runCheck } from '../../src/checks/registry.ts';
import { outcomes } from '../../src/model/outcome.ts';
import type { Check } from '../../src/model/policy.ts';
import { contextOf, sheet } from './given.ts';

const expectX = (id: string, x: number): Check => ({
  id,
  kind: 'each',
  population: 'document',
  expect: { contentLength: { is: x } },
});
const sheets = [sheet('document', { id: 'd', contentLength: 1, sections: [] })];

describe('a group', () => {
  const inner = [expectX('one', 1), expectX('two', 2)];
  test('of kind any is satisfied when one check is', () => {
    const result = runCheck({ id: 'either', kind: 'any', checks: inner }, contextOf(sheets));
    expect(result.outcome).toBe('satisfied');
    expect(result.checks?.map(({ outcome }) => outcome)).toEqual(['satisfied', 'not-satisfied']);
  });
  test('of kind all takes the worst, and says which check it was', () => {
    const result = runCheck({ id: 'both', kind: 'all', checks: inner }, contextOf(sheets));
    expect(result).toMatchObject({ outcome: 'not-satisfied', reason: expect.stringContaining('two: 1 of 1 item') });
  });
  test('knows its leaves by position', () => {
    const group: Check = {
      id: 'outer',
      kind: 'any',
      checks: [expectX('a', 1), { id: 'in', kind: 'all', checks: [expectX('b', 1)] }],
    };
    expect(leavesOf([expectX('z', 1), group]).map(({ path, check }) => [path, check.id])).toEqual([
      ['0', 'z'],
      ['1.0', 'a'],
      ['1.1.0', 'b'],
    ]);
  });
});

describe('a roll-up', () => {
  const several = fc.array(fc.constantFrom(...outcomes), { minLength: 1, maxLength: 8 });
  const combine = fc.constantFrom('all' as const, 'any' as const);
  const settings = { seed: 11, numRuns: 500 };

  test('does not depend on the order', () => {
    fc.assert(
      fc.property(combine, several, fc.nat(), (how, list, turn) => {
        const turned = [...list.slice(turn % list.length), ...list.slice(0, turn % list.length)].reverse();
        expect(rollUp(how, turned)).toBe(rollUp(how, list));
      }),
      settings,
    );
  });
  test('of all is never improved by one more check', () => {
    fc.assert(
      fc.property(several, fc.constantFrom(...outcomes), (list, more) => {
        expect(rankOf(rollUp('all', [...list, more]))).toBeLessThanOrEqual(rankOf(rollUp('all', list)));
      }),
      settings,
    );
  });
  test('is satisfied only when something was', () => {
    fc.assert(
      fc.property(combine, several, (how, list) => {
        if (rollUp(how, list) === 'satisfied') expect(list).toContain('satisfied');
      }),
      settings,
    );
  });
  test('never hides an observed failure behind an error or a gap, and tests nothing as undetermined', () => {
    expect(rollUp('all', ['errored', 'undetermined', 'not-satisfied', 'satisfied'])).toBe('not-satisfied');
    expect(rollUp('all', [])).toBe('undetermined');
    expect(rollUp('any', [])).toBe('undetermined');
  });
});
