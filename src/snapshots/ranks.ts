import type { OrderStatistic, RankRule } from './column-counts.ts';

/** The rank of the type-1 quantile k / parts of n values: ceil(k n / parts). */
const partRank = (k: number, parts: number, n: number): number => Math.ceil((k * n) / parts);

const ranksOfRule = (rule: RankRule, n: number): readonly number[] => {
  if (rule.rule === 'parts')
    return Array.from({ length: rule.parts - 1 }, (_, index) => partRank(index + 1, rule.parts, n));
  if (rule.rule === 'ranks') return rule.ranks.filter((rank) => Number.isInteger(rank));
  return rule.probabilities.flatMap((probability) => {
    const below = Math.floor((n - 1) * probability) + 1;
    return [below, Math.min(below + 1, n)];
  });
};

/** The ranks that rules ask of n finite values: each once, ascending, within 1 .. n. */
export const ranksOf = (rules: readonly RankRule[], n: number): readonly number[] =>
  [...new Set(rules.flatMap((rule) => ranksOfRule(rule, n)))]
    .filter((rank) => rank >= 1 && rank <= n)
    .sort((a, b) => a - b);

/** The type-1 quantiles k / parts, k = 1 .. parts - 1, with repetitions, out of an answer whose request had that rule; none of no values. */
export const partQuantiles = (order: readonly OrderStatistic[], parts: number, n: number): readonly number[] => {
  const valueAt = new Map(order.map(({ rank, value }) => [rank, value]));
  return n === 0
    ? []
    : Array.from({ length: parts - 1 }, (_, index) => valueAt.get(partRank(index + 1, parts, n)) as number);
};

/** The ranks among values that come with their counts, ascending, each once, `below` other values lying under the first of them. */
export const orderAmong = (
  values: readonly { readonly value: number; readonly count: number }[],
  ranks: readonly number[],
  below = 0,
): readonly OrderStatistic[] => {
  let before = below;
  const reached = values.map(({ value, count }) => {
    const each = { value, below: before, atMost: before + count };
    before += count;
    return each;
  });
  return ranks.map((rank) => ({
    rank,
    ...(reached.find(({ atMost }) => rank <= atMost) as (typeof reached)[number]),
  }));
};
