import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { decideGate } from '../../src/assess/gate.ts';
import { shippedPolicies } from '../../src/audit/toolkit.ts';
import { loadPolicies } from '../../src/policy/load.ts';
import { resolvePlan } from '../../src/policy/resolve.ts';
import { sheet } from '../checks/given.ts';

const set = loadPolicies(shippedPolicies());
const period = { start: '2026-05-01', end: '2026-11-01' };

/** What the marking of generated content comes to at a date, for a chat system that was placed on the market on another. */
const marking = (asOf: string, placedOnMarketOn: string | undefined) => {
  const plan = resolvePlan(set, 'provider-limited', undefined, asOf);
  const system = sheet('system', {
    id: 's',
    version: '1',
    aiSystem: true,
    unionNexus: true,
    isProvider: true,
    interactsWithPersons: true,
    generatesContent: true,
    ...(placedOnMarketOn === undefined ? {} : { placedOnMarketOn }),
  });
  const { findings, conditions } = assess(plan, [system], { asOf, period });
  const decided = decideGate(findings, {
    blocks: ['not-satisfied', 'undetermined', 'unattested', 'errored'],
    waivers: [],
    system: 's',
    profile: plan.profile,
    conditions,
    tailoring: [],
    admittedBy: undefined,
  });
  const finding = decided.findings.find(({ control }) => control === 'transparency.synthetic-content-marking');
  return { outcome: finding?.outcome, from: finding?.upcomingFrom, blocks: finding?.blocks };
};

describe('the dates of the Act', () => {
  it.each([
    ['2026-11-26', '2026-03-01', { from: '2026-12-02', blocks: false }],
    ['2026-12-01', '2026-03-01', { from: '2026-12-02', blocks: false }],
    ['2026-12-02', '2026-03-01', { blocks: true }],
    ['2026-11-26', '2026-08-02', { blocks: true }],
    ['2026-11-26', undefined, { blocks: true }],
  ])('on %s, marking by a system placed on the market on %s: %o', (asOf, placed, expected) => {
    expect(marking(asOf, placed)).toEqual({ outcome: 'undetermined', from: undefined, ...expected });
  });

  it('are the same for all that one control answers, since its finding waits for none but the earliest', () => {
    const act = set.catalogs.get('eu-ai-act')?.value.requirements ?? [];
    const datesOf = new Map(
      act.map(({ id, applies = [] }) => [`eu-ai-act#${id}`, applies.map(({ from, when }) => `${from} ${when ?? ''}`)]),
    );
    const mixed = [...set.controls.values()].filter(({ value }) => {
      const dates = value.answers.flatMap((answer) => datesOf.get(answer)?.join(', ') ?? []);
      return new Set(dates).size > 1;
    });
    expect(mixed.map(({ value }) => value.id)).toEqual([]);
  });
});
