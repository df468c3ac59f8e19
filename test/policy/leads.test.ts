import { describe, expect, test } from 'vitest';
import { shippedPolicies } from '../../src/audit/toolkit.ts';
import type { Mapping } from '../../src/model/policy.ts';
import { directlyRelated, leadsFrom } from '../../src/policy/leads.ts';
import { loadPolicies } from '../../src/policy/load.ts';

type Entry = Mapping['maps'][number];
const entry = (
  from: string,
  to: string,
  relationship: Entry['relationship'],
  confidence: Entry['confidence'] = 'high',
): Entry => ({ from: [from], to: [to], relationship, confidence, because: `${from} and ${to}` });
const mapping = (from: string, to: string, ...maps: readonly Entry[]): Mapping => ({
  id: `${from}-to-${to}`,
  title: 'A mapping',
  from,
  to,
  informative: true,
  notice: 'Ours.',
  asOf: '2026-11-26',
  maps: [...maps],
});
const told = (mappings: readonly Mapping[], start: string) =>
  leadsFrom(mappings, start).map(({ to, relation, confidence, path, weakest }) => [
    to,
    relation,
    confidence,
    path.length,
    weakest.to,
  ]);

describe('where a requirement leads', () => {
  const ab = mapping('a', 'b', entry('1', '1', 'subset-of', 'high'));
  test('is read forwards and backwards', () => {
    expect(told([ab], 'a#1')).toEqual([['b#1', 'subset-of', 'high', 1, 'b#1']]);
    expect(told([ab], 'b#1')).toEqual([['a#1', 'superset-of', 'high', 1, 'a#1']]);
    expect(told([ab], 'a#2')).toEqual([]);
  });

  test('over several hops is known as far as the weakest link allows, with the least confidence', () => {
    const bc = mapping('b', 'c', entry('1', '1', 'subset-of', 'low'), entry('1', '2', 'superset-of'));
    const cd = mapping('c', 'd', entry('1', '1', 'intersects-with'));
    expect(told([ab, bc, cd], 'a#1')).toEqual([
      ['b#1', 'subset-of', 'high', 1, 'b#1'],
      ['c#1', 'subset-of', 'low', 2, 'b#1'],
      ['c#2', 'unknown', 'high', 2, 'c#2'],
      ['d#1', 'unknown', 'low', 3, 'd#1'],
    ]);
  });

  test('is told by the closest way, also when it is the longer one', () => {
    const direct = mapping('a', 'c', entry('1', '1', 'intersects-with'));
    const bc = mapping('b', 'c', entry('1', '1', 'equal-to'));
    expect(told([direct, ab, bc], 'a#1')).toContainEqual(['c#1', 'subset-of', 'high', 2, 'b#1']);
  });

  test('never comes back to a framework', () => {
    const back = mapping('b', 'a', entry('1', '2', 'equal-to'));
    expect(told([ab, back], 'a#1').map(([to]) => to)).toEqual(['b#1']);
  });
});

test('what is directly related leaves out what shares nothing', () => {
  const ab = mapping('a', 'b', entry('1', '1', 'subset-of'), entry('1', '2', 'no-relationship'));
  expect([...directlyRelated([ab])]).toEqual([
    ['a#1', ['b#1']],
    ['b#1', ['a#1']],
    ['b#2', []],
  ]);
});

describe('the mappings that ship', () => {
  const { mappings, catalogs } = loadPolicies(shippedPolicies());
  const all = [...mappings.values()].map(({ value }) => value);

  test('lead from the Act and from SOC 2 to NIST AI RMF and ISO/IEC 42001, and between the two', () => {
    expect(all.map(({ from, to }) => `${from} ${to}`).sort()).toEqual([
      'eu-ai-act iso-42001',
      'eu-ai-act nist-ai-rmf',
      'eu-ai-act soc2',
      'soc2 iso-42001',
      'soc2 nist-ai-rmf',
    ]);
  });

  test('claim no equality, and high confidence in nothing: nobody has compared the texts', () => {
    const entries = all.flatMap(({ maps }) => maps);
    expect(entries.length).toBeGreaterThan(150);
    expect(entries.filter(({ relationship }) => ['equal-to', 'equivalent-to'].includes(relationship))).toEqual([]);
    expect(entries.filter(({ confidence }) => confidence === 'high')).toEqual([]);
  });

  test('lead somewhere from every requirement of the Act', () => {
    const act = catalogs.get('eu-ai-act')?.value.requirements ?? [];
    const mapped = new Set(
      all.filter(({ from }) => from === 'eu-ai-act').flatMap(({ maps }) => maps.flatMap(({ from }) => from)),
    );
    expect(act).toHaveLength(217);
    expect(act.map(({ id }) => id).filter((id) => !mapped.has(id))).toEqual([]);
  });

  test('name 72 subcategories of NIST AI RMF and 38 controls of Annex A', () => {
    expect(catalogs.get('nist-ai-rmf')?.value.requirements).toHaveLength(72);
    expect(catalogs.get('iso-42001')?.value.requirements.filter(({ id }) => id.startsWith('A.'))).toHaveLength(38);
  });
});
