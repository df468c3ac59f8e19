import { describe, expect, test } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { shippedPolicies } from '../../src/audit/toolkit.ts';
import { loadPolicies } from '../../src/policy/load.ts';
import { resolvePlan } from '../../src/policy/resolve.ts';
import { sheet } from '../checks/given.ts';
import { sheetOf } from '../evidence/given.ts';
import { type Combination, combinations, noToEverything, tiers } from './act-combinations.ts';

const asOf = '2026-11-26';
const clock = { asOf, period: { start: '2026-05-01', end: '2026-11-01' } };
const everything = resolvePlan(loadPolicies(shippedPolicies()), undefined, undefined, asOf);
const releasing = [
  'classification.exclusion-claim',
  'classification.derogation-conditions',
  'classification.derogation-documented',
];
const plan = {
  ...everything,
  controls: everything.controls.filter(({ control }) => releasing.includes(control.id)),
  catalogs: [],
};

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The answers of a combination laid over those of a system of which everything is answered with no. */
const merged = (base: Readonly<Record<string, unknown>>, over: Readonly<Record<string, unknown>>): object => ({
  ...base,
  ...Object.fromEntries(
    Object.entries(over).map(([key, value]) => {
      const known = base[key];
      return [key, isGroup(known) && isGroup(value) ? merged(known, value) : value];
    }),
  ),
});

const attestations = (determination: 'yes' | 'no', validUntil = '2027-06-30') =>
  [
    ['classification.exclusion-claim', 'a-person-confirmed-the-exclusion'],
    ['classification.derogation-conditions', 'a-person-found-no-significant-risk'],
  ].map(([control = '', check = ''], index) =>
    sheet('attestation', {
      id: `A${index}`,
      control,
      check,
      determination,
      by: 'Mara Lind',
      role: 'head of compliance',
      method: 'EXAMINE',
      evidenceCount: 1,
      attestedOn: '2026-10-01',
      validUntil,
    }),
  );

const attested = {
  yes: attestations('yes'),
  no: attestations('no'),
  expired: attestations('yes', '2026-10-31'),
  nobody: [],
} as const;

const assessment = sheet('document', { id: 'assessment.md', type: 'derogation-assessment', hasContent: true });

const valuesOf = async ({ answers, confirmed = 'nobody', documented = true }: Combination) => {
  const system = await sheetOf('system', 'system.yaml', JSON.stringify(merged(noToEverything, answers)));
  expect(system.problems.filter(({ code }) => code !== 'contradiction')).toEqual([]);
  const { conditions } = assess(plan, [system, ...attested[confirmed], ...(documented ? [assessment] : [])], clock);
  return new Map(conditions.map(({ id, value }) => [id, value]));
};

describe('the classification of the AI Act', () => {
  test('is written down for at least sixty combinations of answers, each with another', () => {
    const texts = combinations.map(({ answers, confirmed, documented }) =>
      JSON.stringify([answers, confirmed, documented]),
    );
    expect(new Set(texts).size).toBe(combinations.length);
    expect(combinations.length).toBeGreaterThanOrEqual(60);
  });

  test.each(combinations)('$because', async (combination) => {
    const values = await valuesOf(combination);
    const seen = (value: string) => tiers.filter((tier) => values.get(tier) === value);
    expect({ holds: seen('true'), open: seen('unknown') }).toEqual({
      holds: tiers.filter((tier) => combination.holds.includes(tier)),
      open: tiers.filter((tier) => (combination.open ?? []).includes(tier)),
    });
  });
});
