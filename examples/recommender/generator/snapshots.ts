import type { WrittenColumn, WrittenRow } from '../../../src/snapshots/write-parquet.ts';
import { type Random, rounded, seeded } from '../../generator/random.ts';

/** How the world differs from the one in which the models were evaluated. */
export interface World {
  /** Share of requests from Poland. */
  readonly poland: number;
  /** Factor on the weight of televisions among devices. */
  readonly televisions: number;
  /** Shift of the whole population, in standard deviations; a few hundredths are an ordinary month. */
  readonly season: number;
}

export const ordinary: World = { poland: 0, televisions: 1, season: 0 };

export type Rows = readonly Record<string, number | string | null>[];

/** The columns of a model's snapshots. The last one is its score. */
export const columns = {
  ranker: [
    { name: 'watch_minutes_7d', type: 'double' },
    { name: 'sessions_7d', type: 'int32' },
    { name: 'completion_rate', type: 'double' },
    { name: 'genre_affinity', type: 'double' },
    { name: 'title_age_days', type: 'int32' },
    { name: 'tenure_days', type: 'int32' },
    { name: 'hour_of_day', type: 'int32' },
    { name: 'device', type: 'string' },
    { name: 'country', type: 'string' },
    { name: 'plan', type: 'string' },
    { name: 'score', type: 'double' },
  ],
  candidates: [
    { name: 'embedding_norm', type: 'double' },
    { name: 'titles_seen_30d', type: 'int32' },
    { name: 'catalogue_share_seen', type: 'double' },
    { name: 'recency_days', type: 'int32' },
    { name: 'audio_preference', type: 'string' },
    { name: 'profile_kind', type: 'string' },
    { name: 'retrieval_score', type: 'double' },
  ],
} as const satisfies Record<string, readonly WrittenColumn[]>;

export type ModelId = keyof typeof columns;

const logistic = (value: number): number => 1 / (1 + Math.exp(-value));
const whole = (value: number, least: number): number => Math.max(least, Math.round(value));

const rankerRow = (random: Random, world: World): WrittenRow & Rows[number] => {
  const polish = random.chance(world.poland);
  const device = random.choice({ tv: 0.31 * world.televisions, mobile: 0.38, tablet: 0.12, web: 0.19 });
  // Polish profiles are new, and watch less of a catalogue that is mostly in other languages.
  const newness = polish ? -0.9 : 0;
  const minutes = Math.exp(5.1 + 0.8 * random.normal() + newness * 0.9 + world.season + (device === 'tv' ? 0.05 : 0));
  const completion = logistic(0.6 + 0.9 * random.normal() + newness * 0.7 + world.season);
  const affinity = random.normal() + newness * 0.5;
  const tenure = polish ? 1 + 60 * random.uniform() : Math.exp(6 + 0.9 * random.normal());
  const hour = 19.5 + 3.4 * random.normal() + (device === 'tv' ? 1.5 : -0.7);
  const score = logistic(0.5 * affinity + 0.3 * Math.log(minutes) - 1.6 + 0.5 * random.normal());
  return {
    watch_minutes_7d: rounded(minutes, 1),
    sessions_7d: whole(Math.sqrt(minutes) * (0.55 + 0.15 * random.normal()), 0),
    completion_rate: random.chance(0.021) ? null : rounded(completion, 3),
    genre_affinity: rounded(affinity, 3),
    title_age_days: whole(Math.exp(5.4 + 1.1 * random.normal()), 0),
    tenure_days: whole(tenure, 1),
    hour_of_day: ((whole(hour, 0) % 24) + 24) % 24,
    device,
    country: polish ? 'PL' : random.choice({ NL: 0.34, DE: 0.29, BE: 0.17, FR: 0.12, AT: 0.08 }),
    plan: random.choice(
      polish ? { basic: 0.6, standard: 0.34, premium: 0.06 } : { basic: 0.31, standard: 0.46, premium: 0.23 },
    ),
    score: rounded(score, 4),
  };
};

const candidatesRow = (random: Random, world: World): WrittenRow & Rows[number] => {
  const seen = Math.exp(2.6 + 0.7 * random.normal() + world.season);
  const norm = 1 + 0.12 * random.normal() + world.season * 0.1;
  return {
    embedding_norm: rounded(norm, 3),
    titles_seen_30d: whole(seen, 0),
    catalogue_share_seen: rounded(logistic(-3.2 + 0.5 * Math.log(seen + 1) + 0.3 * random.normal()), 4),
    recency_days: whole(-4 * Math.log(1 - random.uniform()), 0),
    audio_preference: random.choice({ original: 0.44, dubbed: 0.37, subtitled: 0.19 }),
    profile_kind: random.choice({ single: 0.52, shared: 0.41, guest: 0.07 }),
    retrieval_score: rounded(logistic(0.8 * (norm - 1) * 5 + 0.6 * random.normal()), 4),
  };
};

/** The rows of one snapshot; its name seeds them. */
export const snapshotRows = (model: ModelId, name: string, count: number, world: World): Rows => {
  const random = seeded(`${model}/${name}`);
  const row = { ranker: rankerRow, candidates: candidatesRow }[model];
  return Array.from({ length: count }, () => row(random, world));
};
