import { sha256 } from '../base/digest.ts';
import { plainText } from '../base/plain-text.ts';
import type { FactRecord } from '../model/facts.ts';
import type { ItemResult, Sample, SampleResult } from '../model/generated/assessment.ts';
import type { Sampling } from '../model/generated/profile.ts';

/** How samples are drawn: the method and sizes of a profile, with the seed of one audit. */
export interface SampleRules extends Sampling {
  readonly seed: string;
}

/** Draws samples; checks that count the same items of a population share one. It lives as long as one assessment. */
export interface Sampler {
  /** The sample of the items that count, and which of its members are among the exceptions and the undetermined ones. */
  readonly take: (
    population: string,
    counted: readonly FactRecord[],
    items: { readonly exceptions: readonly ItemResult[]; readonly undetermined: readonly ItemResult[] },
  ) => SampleResult | undefined;
  /** The samples that were drawn, in the order of their identifiers. */
  readonly drawn: () => Sample[];
}

/** How many of `size` items are sampled: the row with the largest `above` below the size says it, and never more than there are. */
export const sampleSize = (size: number, sizes: SampleRules['sizes']): number => {
  const row = sizes.filter(({ above }) => above < size).sort((one, other) => other.above - one.above)[0];
  return Math.min(size, row?.items ?? 0);
};

interface Ranked {
  readonly rank: string;
  readonly item: string;
  readonly evidence: string;
}

const isBefore = (one: Ranked, other: Ranked): boolean =>
  one.rank === other.rank ? one.evidence + one.item < other.evidence + other.item : one.rank < other.rank;

/** The first `size` in order, without sorting the rest. */
const first = (ranked: Iterable<Ranked>, size: number): readonly Ranked[] => {
  const kept: Ranked[] = [];
  for (const each of ranked) {
    const last = kept[size - 1];
    if (last !== undefined && !isBefore(each, last)) continue;
    let at = kept.length;
    while (at > 0 && isBefore(each, kept[at - 1] as Ranked)) at--;
    kept.splice(at, 0, each);
    if (kept.length > size) kept.pop();
  }
  return kept;
};

const keyOf = ({ evidence, item }: { readonly evidence: string; readonly item: string }): string =>
  `${evidence}\n${item}`;

/**
 * A sampler of the method sample/sha256-order@1: items stand in the order of the SHA-256 of seed, path of the evidence and
 * identifier, joined by line feeds (UTF-8, identifier as the report shows it), and the first so many are the sample. The order
 * of rows, and which other items there are, move no item; anybody can draw it again with `sha256sum`.
 */
export const newSampler = (rules: SampleRules): Sampler => {
  const ranks = new WeakMap<FactRecord, Ranked>();
  const samples = new Map<string, Sample>();
  const rankedOf = (record: FactRecord): Ranked => {
    const known = ranks.get(record);
    if (known) return known;
    const named = { evidence: record.evidence, item: plainText(record.item) };
    const ranked = { ...named, rank: sha256(`${rules.seed}\n${keyOf(named)}`) };
    ranks.set(record, ranked);
    return ranked;
  };
  return {
    take(population, counted, { exceptions, undetermined }) {
      if (counted.length === 0) return undefined;
      const size = sampleSize(counted.length, rules.sizes);
      const items = first(counted.map(rankedOf), size).map(({ item, evidence }) => ({ item, evidence }));
      const key = [population, counted.length, ...items.map(keyOf)].join('\n');
      const sample = samples.get(key) ?? { id: `S${samples.size + 1}`, population, counted: counted.length, items };
      samples.set(key, sample);
      const among = (results: readonly ItemResult[]): string[] => {
        const named = new Set(results.map(keyOf));
        return items.filter((each) => named.has(keyOf(each))).map(({ item }) => item);
      };
      return { id: sample.id, size: items.length, exceptions: among(exceptions), undetermined: among(undetermined) };
    },
    drawn: () => [...samples.values()],
  };
};
