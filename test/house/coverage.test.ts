import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shippedPolicies } from '../../src/audit/toolkit.ts';
import { coverageText } from '../../src/cli/coverage.ts';
import type { Catalog, Control } from '../../src/model/policy.ts';
import { catalogCoverage } from '../../src/policy/answer-coverage.ts';
import { loadPolicies } from '../../src/policy/load.ts';
import { control, law } from '../assess/given.ts';

const { catalogs, controls } = loadPolicies(shippedPolicies());
const all = [...controls.values()].map(({ value }) => value);
const tested = [...catalogs.values()].map(({ value }) => value).filter(({ referenceOnly }) => referenceOnly !== true);

const numbersOf = (catalog: Catalog, some: readonly Control[]) =>
  Object.values(catalogCoverage(catalog, some).total).reduce(
    (sum, { answered, untested }) => ({ answered: sum.answered + answered, untested: sum.untested + untested }),
    { answered: 0, untested: 0 },
  );

describe('the table of what the controls answer', () => {
  it('is the one in policies/COVERAGE.md; run `npm run generate`', () => {
    expect(readFileSync('policies/COVERAGE.md', 'utf8')).toBe(coverageText());
  });

  it('holds every requirement of each framework once', () => {
    expect(
      tested.map((catalog) => {
        const { answered, untested } = numbersOf(catalog, all);
        return [catalog.id, answered + untested];
      }),
    ).toEqual([
      ['eu-ai-act', 217],
      ['soc2', 61],
    ]);
  });

  it('adds up from its headings, and lists all that is not tested with its reason', () => {
    for (const catalog of tested) {
      const { groups, total, untested } = catalogCoverage(catalog, all);
      for (const decider of ['machine', 'partly', 'person'] as const)
        for (const key of ['answered', 'untested'] as const)
          expect(groups.reduce((sum, { by }) => sum + by[decider][key], 0)).toBe(total[decider][key]);
      expect(untested).toHaveLength(numbersOf(catalog, all).untested);
      expect(untested.filter(({ notTestedHere = '' }) => notTestedHere.length < 10)).toEqual([]);
    }
  });

  it('says what is there for reference only, and counts none of it', () => {
    expect(coverageText()).toContain('nothing of them is tested: ISO/IEC 42001');
    expect(coverageText()).not.toContain('NIST AI RMF 1.0, ');
  });
});

describe('what is answered', () => {
  const decided: Catalog = {
    ...law,
    requirements: [
      { id: '1', title: 'First', citation: 'Art. 1', decides: 'machine', group: 'One' },
      { id: '1.T', title: 'Our test', citation: 'Art. 1', decides: 'machine', partOf: '1', group: 'One' },
      { id: '2', title: 'Second', citation: 'Art. 2', decides: 'person', group: 'Two', notTestedHere: 'Nobody asks.' },
    ],
  };
  it('is a requirement of which a control answers a part, and the part is counted nowhere', () => {
    const { total, controls: number, untested } = catalogCoverage(decided, [control({ answers: ['law#1.T'] })]);
    expect(total.machine).toEqual({ answered: 1, untested: 0 });
    expect(total.person).toEqual({ answered: 0, untested: 1 });
    expect(number).toBe(1);
    expect(untested.map(({ id }) => id)).toEqual(['2']);
  });
  it('is nothing when no control is there', () => {
    expect(numbersOf(decided, [])).toEqual({ answered: 0, untested: 2 });
    expect(catalogCoverage(decided, [control({ answers: ['other#1'] })]).controls).toBe(0);
  });
});
