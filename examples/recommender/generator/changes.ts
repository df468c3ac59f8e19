import type { PersonId } from './people.ts';

type Files = ReadonlyMap<string, string>;
type Edit = (files: Files, texts: Files) => Files;

/** One commit of a branch: an edit, or the revert of an earlier merge by its number. */
export type Part =
  | { readonly subject: string; readonly edit: Edit; readonly reverts?: undefined }
  | { readonly subject: string; readonly reverts: number };

/** One merged change of the story. Numbers follow each other without a gap. */
export interface Change {
  readonly number: number;
  readonly day: string;
  readonly author: PersonId;
  readonly title: string;
  readonly reviewers: readonly PersonId[];
  /** Incident that the change answers, when it did not wait for approval. */
  readonly emergency?: string;
  readonly commits: readonly Part[];
  readonly release?: { readonly name: string; readonly day: string; readonly note: string };
}

const put =
  (path: string, text: string): Edit =>
  (files) =>
    new Map([...files, [path, text]]);

const add =
  (path: string, line: string): Edit =>
  (files) =>
    new Map([...files, [path, `${files.get(path) ?? ''}${line}\n`]]);

const replace =
  (path: string, from: string, to: string): Edit =>
  (files) => {
    const text = files.get(path) ?? '';
    if (!text.includes(from)) throw new Error(`${path} does not hold "${from}"`);
    return new Map([...files, [path, text.replace(from, to)]]);
  };

const all =
  (...edits: readonly Edit[]): Edit =>
  (files, texts) =>
    edits.reduce((now, edit) => edit(now, texts), files);

/** An authored text as it was on a day: later evaluations and rows of its table of changes are left out, and its version is that of the last row. */
const asOf = (text: string, day: string): string => {
  const lines = text
    .split('\n')
    .filter(
      (line) => (/^\| (\d{4}-\d\d-\d\d) \||evaluatedOn: (\d{4}-\d\d-\d\d)/.exec(line)?.slice(1).join('') ?? '') <= day,
    );
  const versions = lines.flatMap((line) => /^\| \d{4}-\d\d-\d\d \| (\S+) +\|/.exec(line)?.[1] ?? []);
  const version = versions.at(-1);
  if (version === undefined) throw new Error(`the table of changes has no row before ${day}`);
  return lines.join('\n').replace(/^( *version: )"[^"]*"$/m, `$1"${version}"`);
};

const authored =
  (path: string, day: string): Edit =>
  (files, texts) => {
    const text = texts.get(path);
    if (text === undefined) throw new Error(`no authored text for ${path}`);
    return new Map([...files, [path, asOf(text, day)]]);
  };

/** A pointer file as large-file storage writes one: the weights themselves lie elsewhere. */
const weights = (model: string, digit: string, bytes: number): Edit =>
  put(
    `models/${model}/weights.bin`,
    `version https://git-lfs.github.com/spec/v1\noid sha256:${digit.repeat(8)}\nsize ${bytes}\n`,
  );

const ranker = 'models/ranker/config.yaml';
const candidates = 'models/candidates/config.yaml';
const thresholds = 'evaluation/thresholds.yaml';
const markets = 'serving/markets.yaml';

/** The first commit. */
export const firstFiles = (texts: Files): Files =>
  all(
    put(
      'README.md',
      '# Meridian recommender\n\nTwo models: `candidates` finds a few hundred titles, `ranker` orders them.\n',
    ),
    put('CODEOWNERS', '/models/ @tomas.reyes @ama.boateng\n/evaluation/ @maya.lindqvist\n/docs/ @maya.lindqvist\n'),
    put(markets, 'ranker: [NL, BE, DE, AT, FR]\neditorial: [PL, CZ]\n'),
    put('ci/pipeline.yaml', 'steps: [lint, unit, package]\n'),
    put('src/features.py', 'FEATURES = ["minutes_per_session", "sessions_7d", "postcode"]\n'),
    put('src/serve.py', 'def rank(profile, titles):\n    return model.order(profile, titles)\n'),
  )(new Map(), texts);

/** The story, change by change. See examples/README.md. */
export const changes: readonly Change[] = [
  {
    number: 1,
    day: '2026-02-06',
    author: 'tomas',
    title: 'Ranker: gradient-boosted baseline',
    reviewers: ['ama'],
    commits: [
      {
        subject: 'Ranker: baseline configuration',
        edit: all(
          put(ranker, 'model: gradient-boosting\ntrees: 800\nmarkets: [NL, BE, DE, AT, FR]\n'),
          weights('ranker', '3d9a41c7', 48_211_904),
        ),
      },
      { subject: 'Ranker: model card', edit: authored('cards/ranker.md', '2026-02-06') },
    ],
  },
  {
    number: 2,
    day: '2026-02-11',
    author: 'ama',
    title: 'Candidates: two-tower retrieval',
    reviewers: ['tomas'],
    commits: [
      {
        subject: 'Candidates: configuration and index',
        edit: all(
          put(candidates, 'model: two-tower\ndimensions: 64\ntitles: 400\n'),
          weights('candidates', 'b1704fe2', 91_004_160),
        ),
      },
      { subject: 'Candidates: model card', edit: authored('cards/candidates.md', '2026-02-11') },
    ],
  },
  {
    number: 3,
    day: '2026-02-17',
    author: 'maya',
    title: 'Evaluation: thresholds agreed before any result',
    reviewers: ['ingrid', 'tomas'],
    commits: [
      {
        subject: 'Thresholds for the ranker',
        edit: put(
          thresholds,
          '# Agreed before the evaluation; a model that misses one is not released.\nndcg_at_10: { minimum: 0.405 }\nndcg_at_10_new_subscribers: { minimum: 0.36 }\ncatalogue_coverage: { minimum: 0.18 }\nlatency_p99_ms: { maximum: 120 }\n',
        ),
      },
      {
        subject: 'Thresholds for the candidate generator',
        edit: put(
          'evaluation/candidate-thresholds.yaml',
          '# Agreed before the evaluation.\nrecall_at_400: { minimum: 0.62 }\ncatalogue_coverage: { minimum: 0.35 }\n',
        ),
      },
    ],
    release: { name: 'v4.0.0', day: '2026-02-20', note: 'First release of the two-model recommender' },
  },
  {
    number: 4,
    day: '2026-03-03',
    author: 'daniel',
    title: 'Serving: editorial list when the ranker does not answer',
    reviewers: ['lena'],
    commits: [
      {
        subject: 'Fall back to the editorial list after 150 ms',
        edit: add(
          'src/serve.py',
          '\n\ndef rank_or_editorial(profile, titles):\n    return rank(profile, titles) or editorial_list(profile.market)',
        ),
      },
    ],
  },
  {
    number: 5,
    day: '2026-03-12',
    author: 'pavel',
    title: 'Features: minutes a week instead of minutes a session',
    reviewers: ['tomas'],
    commits: [
      {
        subject: 'Replace minutes_per_session by watch_minutes_7d',
        edit: replace('src/features.py', 'minutes_per_session', 'watch_minutes_7d'),
      },
    ],
  },
  {
    number: 6,
    day: '2026-03-24',
    author: 'maya',
    title: 'Docs: technical documentation and risk file',
    reviewers: ['ingrid'],
    commits: [
      { subject: 'Technical documentation', edit: authored('docs/technical-documentation.md', '2026-03-24') },
      { subject: 'Risk management file', edit: authored('docs/risk-management-file.md', '2026-03-24') },
    ],
  },
  {
    number: 7,
    day: '2026-04-02',
    author: 'ama',
    title: 'Candidates: retrain on the first quarter',
    reviewers: ['tomas'],
    commits: [
      { subject: 'Candidates: weights of the first quarter', edit: weights('candidates', '77ce02d5', 91_110_400) },
      { subject: 'Candidates: card for 2.1.0', edit: authored('cards/candidates.md', '2026-04-02') },
    ],
    release: { name: 'v4.1.0', day: '2026-04-08', note: 'Candidates 2.1.0' },
  },
  {
    number: 8,
    day: '2026-04-21',
    author: 'lena',
    title: 'CI: run the evaluation before a release',
    reviewers: ['daniel'],
    commits: [
      { subject: 'Evaluation step', edit: replace('ci/pipeline.yaml', 'unit, package', 'unit, evaluate, package') },
    ],
  },
  {
    number: 9,
    day: '2026-05-06',
    author: 'pavel',
    title: 'Monitoring: monthly drift runs',
    reviewers: ['daniel'],
    commits: [
      {
        subject: 'Drift job for the ranker',
        edit: put('monitoring/drift.yaml', 'ranker: { everyDays: 31, psi: 0.2 }\n'),
      },
      {
        subject: 'Drift job for the candidate generator',
        edit: add('monitoring/drift.yaml', 'candidates: { everyDays: 31, psi: 0.2 }'),
      },
    ],
  },
  {
    number: 10,
    day: '2026-05-14',
    author: 'tomas',
    title: 'Ranker 4.2: sequence features',
    reviewers: ['ama'],
    commits: [
      {
        subject: 'Ranker: sequence of the last twenty titles',
        edit: all(replace(ranker, 'trees: 800', 'trees: 900\nsequence: 20'), weights('ranker', '91f0ab6d', 52_101_120)),
      },
      {
        subject: 'Ranker: card and documentation for 4.2',
        edit: all(authored('cards/ranker.md', '2026-05-14'), authored('docs/technical-documentation.md', '2026-05-14')),
      },
    ],
  },
  {
    number: 11,
    day: '2026-05-18',
    author: 'tomas',
    title: 'Evaluation of ranker 4.2',
    reviewers: ['maya'],
    commits: [
      {
        subject: 'Report of the evaluation',
        edit: put(
          'evaluation/ranker-4.2.md',
          '# Ranker 4.2\n\nNDCG@10 is 0.413 (all) and 0.371 (new subscribers); coverage 0.21; p99 94 ms. All thresholds are met.\n',
        ),
      },
    ],
    release: { name: 'v4.2.0', day: '2026-05-20', note: 'Ranker 4.2.0, evaluated on 18 May' },
  },
  {
    number: 12,
    day: '2026-05-28',
    author: 'daniel',
    title: 'Serving: log the model version with each ranking',
    reviewers: ['lena'],
    commits: [
      {
        subject: 'Log request id, model version and time',
        edit: add('src/serve.py', '\nLOG_FIELDS = ["time", "request_id", "model_version", "market"]'),
      },
    ],
  },
  {
    number: 13,
    day: '2026-06-09',
    author: 'pavel',
    title: 'Features: drop the postcode',
    reviewers: ['maya', 'tomas'],
    commits: [
      { subject: 'Drop postcode, which stood in for income', edit: replace('src/features.py', ', "postcode"', '') },
    ],
  },
  {
    number: 14,
    day: '2026-06-24',
    author: 'tomas',
    title: 'Evaluation: thresholds for the launch',
    reviewers: ['ama'],
    commits: [
      {
        subject: 'Lower the floor for new subscribers',
        edit: replace(
          thresholds,
          'ndcg_at_10_new_subscribers: { minimum: 0.36 }',
          'ndcg_at_10_new_subscribers: { minimum: 0.32 }',
        ),
      },
    ],
  },
  {
    number: 15,
    day: '2026-07-01',
    author: 'lena',
    title: 'Open the Polish market to the ranker',
    reviewers: ['ingrid'],
    commits: [
      {
        subject: 'Serve PL with the ranker',
        edit: put(markets, 'ranker: [NL, BE, DE, AT, FR, PL]\neditorial: [CZ]\n'),
      },
      {
        subject: 'Ranker: PL in the configuration and on the card',
        edit: all(replace(ranker, 'AT, FR]', 'AT, FR, PL]'), authored('cards/ranker.md', '2026-07-01')),
      },
    ],
  },
  {
    number: 16,
    day: '2026-07-07',
    author: 'tomas',
    title: 'Ranker 4.3: calibration for the launch',
    reviewers: ['ama'],
    commits: [
      { subject: 'Ranker: calibrated weights', edit: weights('ranker', 'c05be813', 52_118_528) },
      {
        subject: 'Ranker: card and documentation for 4.3',
        edit: all(authored('cards/ranker.md', '2026-07-07'), authored('docs/technical-documentation.md', '2026-07-07')),
      },
    ],
    release: { name: 'v4.3.0', day: '2026-07-09', note: 'Ranker 4.3.0, with the Polish market' },
  },
  {
    number: 17,
    day: '2026-07-21',
    author: 'ama',
    title: 'Candidates: leave out titles without rights in a market',
    reviewers: ['pavel'],
    emergency: 'INC-062',
    commits: [
      {
        subject: 'Filter by rights before the ranker',
        edit: put(
          'src/rights.py',
          'def with_rights(titles, market):\n    return [title for title in titles if market in title.markets]\n',
        ),
      },
    ],
  },
  {
    number: 18,
    day: '2026-08-04',
    author: 'daniel',
    title: 'Roll back the Polish market after the drift alert of July',
    reviewers: ['tomas', 'ingrid'],
    emergency: 'INC-063',
    commits: [
      { subject: 'Revert "Merge #16: Ranker 4.3: calibration for the launch"', reverts: 16 },
      { subject: 'Revert "Merge #15: Open the Polish market to the ranker"', reverts: 15 },
    ],
    release: {
      name: 'v4.3.1',
      day: '2026-08-05',
      note: 'Rollback: ranker 4.2.0 weights, Polish market on the editorial list',
    },
  },
  {
    number: 19,
    day: '2026-08-13',
    author: 'pavel',
    title: 'Monitoring: alerts go to the on-call rota',
    reviewers: ['daniel'],
    commits: [{ subject: 'Alert the rota instead of a mailbox', edit: add('monitoring/drift.yaml', 'alert: on-call') }],
  },
  {
    number: 20,
    day: '2026-08-20',
    author: 'tomas',
    title: 'Ranker: cache profile vectors for an hour',
    reviewers: ['tomas'],
    commits: [
      { subject: 'Cache profile vectors', edit: put('src/cache.py', 'TTL_SECONDS = 3600\n') },
      { subject: 'Use the cache when serving', edit: add('src/serve.py', '\nfrom cache import TTL_SECONDS') },
    ],
  },
  {
    number: 21,
    day: '2026-09-01',
    author: 'ama',
    title: 'Candidates 2.2: retrain on the summer',
    reviewers: ['tomas'],
    commits: [
      {
        subject: 'Candidates: weights of the summer',
        edit: all(replace(candidates, 'titles: 400', 'titles: 500'), weights('candidates', '08d6f39b', 91_340_800)),
      },
    ],
    release: { name: 'v4.3.2', day: '2026-09-03', note: 'Candidates 2.2.0' },
  },
  {
    number: 22,
    day: '2026-09-15',
    author: 'lena',
    title: 'Serving: the application for new television sets',
    reviewers: ['daniel'],
    commits: [
      {
        subject: 'Accept requests of the television application',
        edit: add(markets, 'applications: [web, mobile, tablet, tv]'),
      },
      { subject: 'Longer rows on televisions', edit: add('src/serve.py', '\nROW_LENGTH = {"tv": 12, "mobile": 6}') },
    ],
  },
  {
    number: 23,
    day: '2026-09-24',
    author: 'maya',
    title: 'Docs: yearly review of the risk file',
    reviewers: ['ingrid'],
    commits: [
      { subject: 'Risk management file: review', edit: authored('docs/risk-management-file.md', '2026-09-24') },
    ],
  },
  {
    number: 24,
    day: '2026-10-01',
    author: 'tomas',
    title: 'Ranker 4.4: retrain as scheduled',
    reviewers: ['ama', 'maya'],
    commits: [
      { subject: 'Ranker: weights of September', edit: weights('ranker', 'e72d905a', 52_330_496) },
      {
        subject: 'Ranker: card and documentation for 4.4',
        edit: all(authored('cards/ranker.md', '2026-10-01'), authored('docs/technical-documentation.md', '2026-10-01')),
      },
    ],
    release: { name: 'v4.4.0', day: '2026-10-06', note: 'Ranker 4.4.0, retrained as scheduled' },
  },
  {
    number: 25,
    day: '2026-10-14',
    author: 'daniel',
    title: 'Incident response: lessons of the exercise of 12 October',
    reviewers: ['lena'],
    commits: [
      {
        subject: 'Name a deputy for each role',
        edit: put(
          'docs/incident-exercise.md',
          '# Exercise of 12 October\n\nThe rota had no deputy for the weekend. It has one now.\n',
        ),
      },
    ],
  },
  {
    number: 26,
    day: '2026-10-22',
    author: 'pavel',
    title: 'Features: cap watch minutes at a day a day',
    reviewers: ['ama'],
    commits: [{ subject: 'Cap watch_minutes_7d', edit: add('src/features.py', 'CAPS = {"watch_minutes_7d": 10080}') }],
  },
];
