import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/base/digest.ts';
import { newSampler, type SampleRules, sampleSize } from '../../src/checks/sample.ts';
import type { FactRecord } from '../../src/model/facts.ts';

const sizes = [
  { above: 250, items: 40 },
  { above: 0, items: 25 },
  { above: 1000, items: 60 },
];
const rules = (seed: string): SampleRules => ({ method: 'sample/sha256-order@1', sizes, seed });
const record = (item: string, evidence = 'r.csv'): FactRecord => ({
  item,
  evidence,
  facts: {},
  sourceOf: () => undefined,
  absenceOf: () => undefined,
});
const records = (count: number): FactRecord[] => Array.from({ length: count }, (_, index) => record(`I-${index}`));
const none = { exceptions: [], undetermined: [] };
const itemsOf = (counted: readonly FactRecord[], seed = 'seed'): string[] => {
  const sampler = newSampler(rules(seed));
  sampler.take('p', counted, none);
  return sampler.drawn().flatMap(({ items }) => items.map(({ item }) => item));
};

describe('the size of a sample', () => {
  it.each([
    [0, 0],
    [1, 1],
    [25, 25],
    [26, 25],
    [250, 25],
    [251, 40],
    [1000, 40],
    [1001, 60],
    [100_000, 60],
  ])('of %i items is %i', (size, expected) => {
    expect(sampleSize(size, sizes)).toBe(expected);
  });

  it('is never more than there are', () => {
    expect(itemsOf(records(3)).sort()).toEqual(['I-0', 'I-1', 'I-2']);
    expect(sampleSize(3, [{ above: 0, items: 500 }])).toBe(3);
  });
});

describe('a sample', () => {
  const all = records(400);

  it('is the same whatever the order of rows', () => {
    const drawn = itemsOf(all);
    expect(drawn).toHaveLength(40);
    expect(itemsOf(all.toReversed())).toEqual(drawn);
    expect(itemsOf(all.toSorted((a, b) => (sha256(a.item) < sha256(b.item) ? -1 : 1)))).toEqual(drawn);
  });

  it('stands in the order of the SHA-256 of seed, path and item, which anybody can compute', () => {
    const byHand = all
      .map(({ item }) => ({ item, rank: sha256(`seed\nr.csv\n${item}`) }))
      .sort((one, other) => (one.rank < other.rank ? -1 : 1))
      .slice(0, 40)
      .map(({ item }) => item);
    expect(itemsOf(all)).toEqual(byHand);
  });

  it('is another with another seed', () => {
    expect(itemsOf(all, 'other').filter((item) => itemsOf(all).includes(item)).length).toBeLessThan(15);
  });

  it('keeps its members, as far as there is room, when items are added: nobody can push an item out but by one that ranks before it', () => {
    const before = new Set(itemsOf(all));
    const after = itemsOf([...all, record('new')]);
    expect(after.filter((item) => item !== 'new').every((item) => before.has(item))).toBe(true);
  });

  it('tells items of one name in two files apart', () => {
    const twice = [record('A', 'one.csv'), record('A', 'two.csv')];
    const sampler = newSampler({ ...rules('seed'), sizes: [{ above: 0, items: 1 }] });
    expect(sampler.take('p', twice, none)).toMatchObject({ size: 1 });
    const [sampled] = sampler.drawn()[0]?.items ?? [];
    const other = sampled?.evidence === 'one.csv' ? 'two.csv' : 'one.csv';
    const exception = { item: 'A', evidence: other, reason: '', shows: [] };
    expect(sampler.take('p', twice, { ...none, exceptions: [exception] })?.exceptions).toEqual([]);
  });

  it('draws every item equally often over many seeds', () => {
    // 25 of 100 in 400 seeds: 100 times each, variance 75; chi-square of 99 degrees of freedom.
    const some = records(100);
    const times = new Map<string, number>();
    for (let seed = 0; seed < 400; seed++)
      for (const item of itemsOf(some, `seed ${seed}`)) times.set(item, (times.get(item) ?? 0) + 1);
    const chiSquare = some.reduce((sum, { item }) => sum + ((times.get(item) ?? 0) - 100) ** 2 / 75, 0);
    expect(chiSquare).toBeGreaterThan(55);
    expect(chiSquare).toBeLessThan(150);
  });

  it('says how its members came out, and nothing of the others', () => {
    const sampler = newSampler(rules('seed'));
    const [member = ''] = itemsOf(all);
    const outside = all.find(({ item }) => !itemsOf(all).includes(item))?.item ?? '';
    const result = (item: string) => ({ item, evidence: 'r.csv', reason: '', shows: [] });
    expect(
      sampler.take('p', all, { exceptions: [result(member), result(outside)], undetermined: [result('elsewhere')] }),
    ).toEqual({ id: 'S1', size: 40, exceptions: [member], undetermined: [] });
  });

  it('is shared by checks that count the same items, and by no other', () => {
    const sampler = newSampler(rules('seed'));
    const ids = [
      sampler.take('p', all, none),
      sampler.take('p', all.toReversed(), none),
      sampler.take('q', all, none),
      sampler.take('p', all.slice(1), none),
    ].map((sample) => sample?.id);
    expect(ids).toEqual(['S1', 'S1', 'S2', 'S3']);
    expect(sampler.drawn().map(({ id, counted }) => [id, counted])).toEqual([
      ['S1', 400],
      ['S2', 400],
      ['S3', 399],
    ]);
  });

  it('is not drawn of nothing', () => {
    const sampler = newSampler(rules('seed'));
    expect(sampler.take('p', [], none)).toBeUndefined();
    expect(sampler.drawn()).toEqual([]);
  });
});
