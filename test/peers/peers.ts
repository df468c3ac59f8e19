// Runs the peers themselves and holds their PSI against ours in their dialects. Needs Python 3.11 and a package registry; never part of
// `npm test`. See test/peers/README.md.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultLimits } from '../../src/base/limits.ts';
import { measure } from '../../src/evidence/drift-run/measure.ts';
import { methodOf } from '../../src/evidence/drift-run/methods/registry.ts';
import { openEngine } from '../../src/snapshots/registry.ts';
import { type SnapshotSource, singleFile } from '../../src/snapshots/source.ts';
import { columns, writeFiles } from './files.ts';

const categorical = ['country', 'rare', 'active'];
const numeric = columns.map(({ name }) => name).filter((name) => !categorical.includes(name));

/** The first one is small enough for `npm test` to make again: what the peers say of it is recorded with `--record`. */
const sizes = [
  ['recorded', 700, 600],
  ['large', 20_000, 15_000],
] as const;

/** Each peer in an environment of its own, everything that decides its number pinned. */
const peers = [
  {
    method: 'psi/evidently@numpy<2.1',
    peer: 'evidently',
    pins: ['evidently==0.7.21', 'numpy==1.26.4', 'pandas==2.3.3', 'pyarrow==22.0.0'],
    columns: columns.map(({ name }) => name),
    categorical: [],
  },
  {
    method: 'psi/evidently@numpy>=2.1',
    peer: 'evidently',
    pins: ['evidently==0.7.21', 'numpy==2.3.5', 'pandas==2.3.3', 'pyarrow==22.0.0'],
    columns: columns.map(({ name }) => name),
    categorical: [],
  },
  {
    method: 'psi/feature-engine@1',
    peer: 'feature_engine',
    pins: ['feature-engine==1.9.3', 'numpy==2.3.5', 'pandas==2.3.3', 'pyarrow==22.0.0'],
    columns: numeric,
    categorical: [],
  },
  {
    method: 'psi/scorecardpy@0.1',
    peer: 'scorecardpy',
    pins: ['scorecardpy==0.1.9.7', 'numpy==1.26.4', 'pandas==2.3.3', 'pyarrow==22.0.0', 'setuptools==75.8.0'],
    columns: ['score', 'age', 'stars'],
    categorical: [],
  },
  {
    method: 'psi/deepchecks@0',
    peer: 'deepchecks',
    pins: [
      'deepchecks==0.19.1',
      'numpy==1.26.4',
      'pandas==2.2.3',
      'scikit-learn==1.5.2',
      'category-encoders==2.6.4',
      'pyarrow==22.0.0',
      'setuptools==75.8.0',
    ],
    columns: [...categorical, 'stars'],
    categorical: ['stars'],
  },
] as const;

const home = process.env.PLUMBLINE_PEERS ?? join(tmpdir(), 'plumbline-peers');
const script = fileURLToPath(new URL('peer.py', import.meta.url));

/** The Python of a peer's environment; undefined, with a word on the screen, when it cannot be made. */
const pythonOf = (name: string, pins: readonly string[]): string | undefined => {
  const folder = join(home, pins.join('+').replaceAll('==', '-').slice(0, 120));
  const python = join(folder, 'bin/python');
  const done = join(folder, 'installed');
  try {
    if (existsSync(done)) return python;
    rmSync(folder, { recursive: true, force: true });
    execFileSync('python3', ['-m', 'venv', folder], { stdio: 'pipe' });
    execFileSync(python, ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', ...pins], { stdio: 'pipe' });
    writeFileSync(done, `${pins.join('\n')}\n`);
    return python;
  } catch (thrown) {
    const words = String((thrown as { stderr?: unknown }).stderr ?? thrown)
      .trim()
      .split('\n')
      .at(-1);
    console.log(`${name}: SKIPPED, its environment could not be made: ${words}`);
    return undefined;
  }
};

const engine = await openEngine('duckdb', defaultLimits);
let [compared, different, skipped] = [0, 0, 0];

/** What one peer says of the columns of two files, and what we say in its dialect. */
const compare = async (
  { method, peer, pins, columns: names, categorical: declared }: (typeof peers)[number],
  folder: string,
) => {
  const stated = methodOf(method);
  const python = pythonOf(method, pins);
  if (!python || !stated) return undefined;
  const paths = [join(folder, 'reference.parquet'), join(folder, 'current.parquet')] as const;
  const isDeclared = (name: string): boolean => declared.some((each) => each === name);
  const kinds = Object.fromEntries(
    names.map((name) => [name, isDeclared(name) || categorical.includes(name) ? 'categorical' : 'numeric']),
  );
  const said = execFileSync(python, [script, peer, ...paths, JSON.stringify(kinds)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  const { psi, versions } = JSON.parse(said.trim().split('\n').at(-1) as string) as {
    readonly psi: Readonly<Record<string, number | null>>;
    readonly versions: Readonly<Record<string, string>>;
  };
  const [reference, current] = paths.map((path) => singleFile(path, { localPath: path, size: 0, sha256: '' })) as [
    SnapshotSource,
    SnapshotSource,
  ];
  const schemas = {
    reference: (await engine.schema(reference)).columns,
    current: (await engine.schema(current)).columns,
  };
  const found = await measure(
    engine,
    { reference, current, columns: schemas },
    {
      features: names.map((name) => ({ name, type: isDeclared(name) ? ('categorical' as const) : undefined, stated })),
      categoryLimit: defaultLimits.categories,
      sliceBy: undefined,
      distances: 'not asked',
    },
  );
  for (const name of names) {
    const theirs = psi[name] ?? undefined;
    const { stated: score, measured } = found.get(name) ?? {};
    const ours = score?.psi;
    const difference = theirs === undefined || ours === undefined ? undefined : Math.abs(theirs - ours);
    const agree = difference === undefined ? theirs === ours : difference <= 1e-9;
    compared += 1;
    if (!agree) different += 1;
    const cells = [
      method,
      name,
      theirs ?? 'none',
      ours ?? `none: ${score?.reason}`,
      `${difference === undefined ? '' : difference.toExponential(1)}${agree ? '' : ' DIFFERS'}`,
      measured && 'stability' in measured ? measured.stability?.psi.toFixed(6) : 'none',
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
  return { method, pins, versions, categorical: declared, psi };
};

for (const [name, reference, current] of sizes) {
  const folder = join(home, name);
  mkdirSync(folder, { recursive: true });
  const files = await writeFiles(reference, current);
  for (const [index, side] of ['reference', 'current'].entries())
    writeFileSync(join(folder, `${side}.parquet`), files[index] as Uint8Array);
  console.log(`\n${name}: ${reference} and ${current} rows\n`);
  console.log('| method | column | peer says | ours in its dialect | difference | ours (judged) |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  const answers = [];
  for (const peer of peers) {
    const answer = await compare(peer, folder);
    if (answer) answers.push(answer);
    else skipped += 1;
  }
  if (name === 'recorded' && answers.length === peers.length && process.argv.includes('--record'))
    writeFileSync(
      new URL('answers.json', import.meta.url),
      `${JSON.stringify({ reference, current, answers }, undefined, 2)}\n`,
    );
}
await engine.close();
console.log(`\n${compared} scores compared, ${different} differ by more than 1e-9, ${skipped} comparisons skipped.`);
if (different > 0) process.exitCode = 1;
