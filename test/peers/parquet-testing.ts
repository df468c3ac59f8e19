// Lets both engines read every public file of apache/parquet-testing: the same integers from both, or a refusal that says why. Never part
// of `npm test`. PLUMBLINE_PARQUET_TESTING names a copy; without it git fetches one, and where it cannot, this is skipped.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { defaultLimits } from '../../src/base/limits.ts';
import { type Counted, isRefusal, type OrRefusal } from '../../src/snapshots/column-counts.ts';
import type { SnapshotColumn, SnapshotEngine } from '../../src/snapshots/engine.ts';
import { openEngine } from '../../src/snapshots/registry.ts';
import { SnapshotError } from '../../src/snapshots/snapshot-error.ts';
import { type SnapshotSource, singleFile } from '../../src/snapshots/source.ts';

const given = process.env.PLUMBLINE_PARQUET_TESTING;
const folder = given ?? mkdtempSync(join(tmpdir(), 'plumbline-parquet-testing-'));

/** Whether the files are there; says why when they are not. */
const fetched = (): boolean => {
  if (given !== undefined) return true;
  try {
    const address = 'https://github.com/apache/parquet-testing';
    execFileSync('git', ['clone', '--quiet', '--depth', '1', address, folder], { stdio: 'pipe', timeout: 120_000 });
    return true;
  } catch (thrown) {
    const words = String((thrown as { stderr?: unknown }).stderr ?? thrown).trim();
    console.log(`parquet-testing: SKIPPED, its files could not be fetched: ${words.split('\n').at(-1)}`);
    return false;
  }
};

/** What an engine says of a column, or the word with which it refuses. */
type Said = { readonly counts: unknown } | { readonly refused: string };

const saidOf = (answer: OrRefusal<object> | undefined): Said =>
  answer && isRefusal<object>(answer) ? { refused: `${answer.refused}: ${answer.message}` } : { counts: answer };

const columnOf = <Counts extends object>({ columns }: Counted<Counts>): OrRefusal<Counts> | undefined => columns[0];

/** All that an engine counts of each column, each asked by itself, so that one that cannot be read costs the others nothing. */
const readBy = async (
  engine: SnapshotEngine,
  source: SnapshotSource,
): Promise<
  { readonly refused: string } | { readonly schema: unknown; readonly columns: ReadonlyMap<string, Said> }
> => {
  try {
    const schema = await engine.schema(source);
    const columns = new Map<string, Said>();
    for (const { name, type } of schema.columns) {
      const numeric: readonly SnapshotColumn['type'][] = ['number', 'integer', 'decimal', 'date', 'timestamp'];
      if (numeric.includes(type)) {
        const [survey] = await engine.survey(source, [
          { name, ranks: [{ rule: 'parts', parts: 10 }], distinctLimit: 20 },
        ]);
        columns.set(`${name} (numbers)`, saidOf(survey));
      }
      const values = await engine.categories(source, [{ name, limit: 100_000 }]);
      columns.set(`${name} (values)`, saidOf(columnOf(values)));
    }
    return { schema, columns };
  } catch (thrown) {
    if (!(thrown instanceof SnapshotError)) throw thrown;
    return { refused: `${thrown.code}: ${thrown.message}` };
  }
};

const filesIn = (path: string): readonly string[] =>
  readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.parquet'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

const wordsOf = (said: Said | undefined): string => (said && 'refused' in said ? said.refused : 'read');

const compareAll = async (): Promise<void> => {
  const [duckdb, javascript] = [
    await openEngine('duckdb', defaultLimits),
    await openEngine('javascript', defaultLimits),
  ];
  const found = {
    files: 0,
    whole: 0,
    refusedByBoth: 0,
    refusedByOne: 0,
    alike: 0,
    columnsByOne: 0,
    columnsByNone: 0,
    different: 0,
  };
  for (const path of filesIn(folder)) {
    const name = relative(folder, path);
    const source = singleFile(name, { localPath: path, size: statSync(path).size, sha256: '' });
    const [ours, theirs] = [await readBy(duckdb, source), await readBy(javascript, source)];
    found.files += 1;
    if ('refused' in ours || 'refused' in theirs) {
      found['refused' in ours && 'refused' in theirs ? 'refusedByBoth' : 'refusedByOne'] += 1;
      for (const [engine, said] of [
        ['duckdb', ours],
        ['javascript', theirs],
      ] as const)
        console.log(`${name}: ${engine} ${'refused' in said ? said.refused : 'read'}`);
      continue;
    }
    found.whole += 1;
    if (!isDeepStrictEqual(ours.schema, theirs.schema)) {
      found.different += 1;
      console.log(`${name}: the schemas DIFFER`);
    }
    for (const [column, said] of ours.columns) {
      const other = theirs.columns.get(column);
      const [one, two] = ['refused' in said, other === undefined || 'refused' in other];
      if (one && two) found.columnsByNone += 1;
      else if (one || two) {
        found.columnsByOne += 1;
        console.log(`${name}, ${column}: duckdb ${wordsOf(said)}; javascript ${wordsOf(other)}`);
      } else if (isDeepStrictEqual(said, other)) found.alike += 1;
      else {
        found.different += 1;
        console.log(`${name}, ${column}: the counts DIFFER`);
      }
    }
  }
  await duckdb.close();
  await javascript.close();
  console.log(
    `\nparquet-testing: ${found.files} files; ${found.whole} opened by both engines, ${found.refusedByOne} refused by one, ` +
      `${found.refusedByBoth} by both. Answers about columns: ${found.alike} alike, ${found.columnsByOne} refused by one, ` +
      `${found.columnsByNone} by both, ${found.different} different.`,
  );
  if (found.different > 0 || found.files === 0) process.exitCode = 1;
};

try {
  if (fetched()) await compareAll();
} finally {
  if (given === undefined) rmSync(folder, { recursive: true, force: true });
}
