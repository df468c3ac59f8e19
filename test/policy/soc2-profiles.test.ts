import { describe, expect, it } from 'vitest';
import { shippedPolicies } from '../../src/audit/toolkit.ts';
import type { Check } from '../../src/model/policy.ts';
import { loadPolicies } from '../../src/policy/load.ts';
import { isOverPeriod } from '../../src/policy/over-period.ts';
import { resolvePlan } from '../../src/policy/resolve.ts';

const set = loadPolicies(shippedPolicies().filter(({ path }) => !path.startsWith('tests/')));
const catalog = set.catalogs.get('soc2')?.value;
const criteria = (catalog?.requirements ?? []).filter(({ partOf }) => partOf === undefined);
const planOf = (profile: string) => resolvePlan(set, profile, undefined, '2026-11-20');

describe.each(['soc2-type1', 'soc2-type2'])('the profile %s', (profile) => {
  const plan = planOf(profile);

  it('answers every criterion by a control, or says why it is not tested', () => {
    expect(criteria).toHaveLength(61);
    const answered = new Set(plan.controls.flatMap(({ control }) => control.answers));
    expect(
      criteria.filter(({ id, notTestedHere }) => !answered.has(`soc2#${id}`) && notTestedHere === undefined),
    ).toEqual([]);
  });

  it('draws samples by a table of its own', () => {
    expect(plan.profile.sampling).toMatchObject({ method: 'sample/sha256-order@1' });
  });
});

describe('the profile of a date', () => {
  const [one, two] = [planOf('soc2-type1'), planOf('soc2-type2')];

  it('is the profile of a period without the controls that test one, and names each of these', () => {
    const kept = one.controls.map(({ control }) => control.id);
    const left = one.leftOut.map(({ control }) => control);
    expect([...kept, ...left].sort()).toEqual(two.controls.map(({ control }) => control.id));
    expect(two.leftOut).toEqual([]);
    expect(kept).toEqual(expect.arrayContaining(['access.designed', 'governance.vendors', 'operations.baseline']));
    expect(left).toEqual(
      expect.arrayContaining([
        'access.leavers',
        'change.independent-review',
        'drift.feature-drift',
        'evidence.complete',
      ]),
    );
    expect(one.leftOut).toContainEqual({
      control: 'access.leavers',
      title: 'Access of leavers was removed in time',
      check: 'access-was-removed-in-time',
    });
  });

  it('measures ages at the date of the audit, not at the end of a period', () => {
    const measured = (plan: typeof one) =>
      plan.controls
        .filter(({ control }) => control.id === 'governance.policies-reviewed')
        .flatMap(({ control }) => control.checks.flatMap((check) => ('measuredAt' in check ? [check.measuredAt] : [])));
    expect(measured(two)).toEqual(['periodEnd']);
    expect(measured(one)).toEqual([]);
    expect(JSON.stringify(one.controls)).not.toContain('periodEnd');
  });

  it('leaves no check over a period', () => {
    const checks = one.controls.flatMap(({ control }) => control.checks);
    expect(
      checks.filter((check) => JSON.stringify(check).match(/InPeriod|"inPeriod"|afterPeriod|"kind":"cadence"/)),
    ).toEqual([]);
  });
});

describe('a check is over a period', () => {
  const base = {
    id: 'c',
    kind: 'each',
    population: 'register#/vendors',
    expect: { owner: { present: true } },
  } as const;
  it.each<[string, boolean, Check]>([
    ['that judges what stands in a register', false, base],
    ['that counts what lies in the period', true, { ...base, where: { inPeriod: { is: true } } }],
    [
      'that counts what was open in it',
      true,
      { ...base, population: 'register#/deficiencies', where: { openInPeriod: { is: true } } },
    ],
    ['that reads the changes of a history', true, { ...base, population: 'git-history#/changes' }],
    ['that reads the evaluations of a history', false, { ...base, population: 'git-history#/evaluations' }],
    ['that reads drift runs', true, { ...base, population: 'drift-run#/features' }],
    [
      'that asks for a cadence',
      true,
      { id: 'c', kind: 'cadence', population: 'document', at: 'reviewedOn', every: 'P1Y' },
    ],
    [
      'that asks a person about the whole period',
      true,
      { id: 'c', kind: 'attested', question: 'Was it?', afterPeriod: true },
    ],
    ['that asks a person about a design', false, { id: 'c', kind: 'attested', question: 'Is it?' }],
    [
      'that looks for its match among what lies in the period',
      true,
      {
        id: 'c',
        kind: 'covers',
        items: ['network'],
        in: 'register#/configuration-snapshots',
        inWhere: { inPeriod: { is: true } },
        on: 'area',
      },
    ],
  ])('%s: %s', (_name, expected, check) => {
    expect(isOverPeriod(check)).toBe(expected);
  });
});
