import { sha256 } from '../../../src/base/digest.ts';
import { writeParquet } from '../../../src/snapshots/write-parquet.ts';
import { populationStabilityIndex } from '../../generator/psi.ts';
import { rounded } from '../../generator/random.ts';
import { yamlFile } from '../../generator/write.ts';
import type { History } from './history.ts';
import { columns, type ModelId, ordinary, type Rows, snapshotRows, type World } from './snapshots.ts';

interface Run {
  readonly model: ModelId;
  readonly window: readonly [start: string, end: string];
  readonly reference: string;
  readonly world: World;
  readonly response?: (history: History) => Readonly<Record<string, unknown>>;
  /** Scores that the team reported although the data say otherwise. */
  readonly misreported?: Readonly<Record<string, number>>;
  /** Hours watched a day and the share of new subscribers who stay: reference, then current. */
  readonly outcomes: Readonly<Record<string, readonly [number, number]>>;
}

const rowsOf = { ranker: 5_000, candidates: 4_000 } as const satisfies Record<ModelId, number>;
const none = () => ({ kind: 'none' });
const televisions = { ...ordinary, televisions: 2.9, season: 0.02 };

const runs: readonly Run[] = [
  {
    model: 'ranker',
    window: ['2026-05-01', '2026-05-31'],
    reference: 'reference-2026-04',
    world: { ...ordinary, season: -0.02 },
    outcomes: { watch_hours_per_day: [1.92, 1.9], retention_28d: [0.941, 0.942] },
  },
  {
    model: 'ranker',
    window: ['2026-06-01', '2026-06-30'],
    reference: 'reference-2026-04',
    world: { ...ordinary, season: -0.05 },
    outcomes: { watch_hours_per_day: [1.92, 1.87], retention_28d: [0.941, 0.94] },
  },
  {
    model: 'ranker',
    window: ['2026-07-01', '2026-07-31'],
    reference: 'reference-2026-04',
    world: { ...ordinary, poland: 0.24, season: -0.05 },
    response: (history) => ({
      kind: 'rollback',
      on: '2026-08-04',
      owner: 'Daniel Okoye',
      commit: history.rollback,
      reason:
        'The ranker was never trained on Polish profiles. Market and calibration rolled back; Poland gets the editorial list.',
    }),
    outcomes: { watch_hours_per_day: [1.92, 1.74], retention_28d: [0.941, 0.918] },
  },
  {
    model: 'ranker',
    window: ['2026-08-01', '2026-08-31'],
    reference: 'reference-2026-04',
    world: { ...ordinary, season: -0.04 },
    outcomes: { watch_hours_per_day: [1.92, 1.88], retention_28d: [0.941, 0.939] },
  },
  {
    model: 'ranker',
    window: ['2026-09-01', '2026-09-30'],
    reference: 'reference-2026-04',
    world: televisions,
    response: none,
    // The job of the team compared September with August's last week, in which the televisions had already arrived.
    misreported: { device: 0.0613 },
    outcomes: { watch_hours_per_day: [1.92, 1.86], retention_28d: [0.941, 0.929] },
  },
  {
    model: 'ranker',
    window: ['2026-10-01', '2026-10-31'],
    reference: 'reference-2026-09',
    world: { ...televisions, season: 0.04 },
    outcomes: { watch_hours_per_day: [1.86, 1.91], retention_28d: [0.929, 0.936] },
  },
  ...(['05', '06', '07', '09', '10'] as const).map(
    (month, index): Run => ({
      model: 'candidates',
      window: [`2026-${month}-01`, `2026-${month}-${['06', '09'].includes(month) ? '30' : '31'}`],
      reference: 'reference-2026-04',
      world: { ...ordinary, season: 0.02 * index - 0.04 },
      outcomes: { recall_at_400: [0.64, rounded(0.641 - 0.003 * index, 3)] },
    }),
  ),
];

/** Versions in production, each from the month in which the run measures it, as the register of deployments tells them. */
const versions = {
  ranker: { '2026-05': '4.2.0', '2026-07': '4.3.0', '2026-08': '4.2.0', '2026-10': '4.4.0' },
  candidates: { '2026-05': '2.1.0', '2026-09': '2.2.0' },
} as const satisfies Record<ModelId, Readonly<Record<string, string>>>;

const versionIn = (model: ModelId, month: string): string =>
  Object.entries(versions[model]).findLast(([from]) => from <= month)?.[1] ?? '';

const takenOn: Readonly<Record<string, string>> = {
  'reference-2026-04': '2026-04-30',
  'reference-2026-09': '2026-09-30',
};

const references: Readonly<Record<string, World>> = { 'reference-2026-04': ordinary, 'reference-2026-09': televisions };

/** The snapshots as Parquet, and a run file for each window with the scores that the team claims. */
export const driftFiles = async (history: History): Promise<ReadonlyMap<string, Uint8Array>> => {
  const files = new Map<string, Uint8Array>();
  const rows = new Map<string, Rows>();
  const snapshot = async (model: ModelId, name: string, world: World) => {
    const path = `drift/${model}/${name}.parquet`;
    const known = rows.get(path);
    if (known) return { path: `${name}.parquet`, rows: known, sha256: sha256(files.get(path) ?? '') };
    const made = snapshotRows(model, name, rowsOf[model], world);
    rows.set(path, made);
    files.set(path, await writeParquet(columns[model], made));
    return { path: `${name}.parquet`, rows: made, sha256: sha256(files.get(path) ?? '') };
  };

  for (const run of runs) {
    const [start, end] = run.window;
    const month = start.slice(0, 7);
    const reference = await snapshot(run.model, run.reference, references[run.reference] ?? ordinary);
    const current = await snapshot(run.model, `current-${month}`, run.world);
    const names = columns[run.model].map(({ name }) => name);
    const claims = names.map((name) => [
      name,
      run.misreported?.[name] ??
        rounded(
          populationStabilityIndex(
            reference.rows.map((row) => row[name]),
            current.rows.map((row) => row[name]),
          ),
          4,
        ),
    ]);
    const value = {
      id: `${run.model}-${month}`,
      model: run.model,
      modelVersion: versionIn(run.model, month),
      window: { start, end },
      reference: { path: reference.path, sha256: reference.sha256, takenOn: takenOn[run.reference] },
      current: { path: current.path, sha256: current.sha256 },
      features: columns[run.model].map(({ name }) => (name.endsWith('score') ? { name, role: 'prediction' } : name)),
      method: 'psi/ref-quantile-10@1',
      claims: Object.fromEntries(claims) as Record<string, number>,
      ...(run.response ? { response: run.response(history) } : {}),
      outcomes: Object.entries(run.outcomes).map(([metric, [before, after]]) => ({
        metric,
        reference: before,
        current: after,
      })),
    };
    files.set(
      `drift/${run.model}/run-${month}.yaml`,
      yamlFile(value, `Drift run of ${month}, as the monitoring job wrote it. Made by generate.ts.`),
    );
  }
  return files;
};
