import { describe, expect, test } from 'vitest';
import { conditionEvaluator } from '../../src/assess/conditions.ts';
import { shippedPolicies } from '../../src/audit/toolkit.ts';
import { loadPolicies } from '../../src/policy/load.ts';
import { resolvePlan } from '../../src/policy/resolve.ts';
import { sheet } from '../checks/given.ts';

const set = loadPolicies(shippedPolicies());
const clock = { asOf: '2026-11-26', period: { start: '2026-05-01', end: '2026-11-01' } };

/** What is known of the organisation that a profile is for; a requirement that this releases needs no control in it. */
const profiles: Readonly<Record<string, { readonly roles: readonly string[]; readonly system: object }>> = {
  'provider-high-risk': { roles: ['provider', 'operator'], system: { isProvider: true } },
  'deployer-high-risk': { roles: ['deployer', 'operator'], system: { isDeployer: true, isProvider: false } },
  'provider-limited': {
    roles: ['provider', 'operator'],
    system: {
      isProvider: true,
      isDeployer: false,
      annexIIICount: 0,
      annexIIIPoints: [],
      annexISection: 'none',
      annexISafetyComponent: false,
      annexIThirdParty: false,
    },
  },
  'gpai-provider': { roles: ['gpai-provider'], system: { gpaiModel: true } },
  'gpai-systemic': {
    roles: ['gpai-provider', 'gpai-systemic-provider'],
    system: { gpaiModel: true, trainingFlops: 2e25 },
  },
  everything: { roles: [], system: {} },
};

describe.each(Object.entries(profiles))('the profile %s', (id, { roles, system }) => {
  const plan = resolvePlan(set, id, undefined, clock.asOf);
  const condition = conditionEvaluator(
    plan.conditions,
    [sheet('system', { id: 's', aiSystem: true, unionNexus: true, ...system })],
    clock,
  );
  const act = set.catalogs.get('eu-ai-act')?.value.requirements ?? [];
  const owed = act.filter(
    ({ appliesTo, appliesWhen }) =>
      (roles.length === 0 || (appliesTo ?? []).some((role) => roles.includes(role))) &&
      (appliesWhen === undefined || condition(appliesWhen).value !== 'false'),
  );

  test('answers every requirement of the Act that concerns its role, or says why it is not tested', () => {
    const answered = new Set(plan.controls.flatMap(({ control }) => control.answers));
    expect(
      owed
        .filter(({ id: one, notTestedHere }) => notTestedHere === undefined && !answered.has(`eu-ai-act#${one}`))
        .map((requirement) => requirement.id),
    ).toEqual([]);
  });

  test('concerns requirements at all', () => {
    expect(owed.length).toBeGreaterThan(roles[0]?.startsWith('gpai') ? 15 : 25);
  });
});
