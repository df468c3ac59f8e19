import { spawnSync } from 'node:child_process';
import { DuckDBInstance } from '@duckdb/node-api';

/** Columns of a generated snapshot: seven doubles of several shapes, two integers, one integer of twelve values. */
export const snapshotColumns = 10;

/** Writes a snapshot: the same rows for the same seed, on every machine. `shift` moves the columns, as drift does. */
export const writeSnapshot = async (file: string, rows: number, seed: number, shift: number): Promise<void> => {
  // A hash of the row stands for chance: DuckDB's own random() depends on its threads.
  const uniform = (salt: number): string => `((hash(i, ${seed * 100 + salt}) >> 11) / 9007199254740992.0)`;
  const bell = (salt: number): string => `(${[0, 1, 2, 3].map((part) => uniform(salt * 10 + part)).join(' + ')} - 2)`;
  const columns = [
    ...[1, 2, 3].map((salt) => `${bell(salt)} + ${shift * salt} AS bell_${salt}`),
    ...[4, 5].map((salt) => `-ln(1 - ${uniform(salt)}) * ${1 + shift} AS waiting_${salt}`),
    `CASE WHEN ${uniform(6)} < 0.05 THEN NULL ELSE round(${uniform(6)} * 100, 1) END AS tenths`,
    `${uniform(7)} AS even`,
    ...[8, 9].map((salt) => `CAST(floor(-ln(1 - ${uniform(salt)}) * 400) AS INTEGER) AS count_${salt}`),
    `CAST(floor(${uniform(10)} * 12) AS INTEGER) AS month`,
  ];
  await runSql(`COPY (SELECT ${columns.join(', ')} FROM range(${rows}) AS r(i)) TO '${file}' (FORMAT parquet)`);
};

/** Runs one statement in a DuckDB of its own. */
const runSql = async (sql: string): Promise<void> => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
};

/**
 * Writes a snapshot of 25 columns: bells, floats, nulls, a lognormal, integers small and large, tenths, five values, texts of few and of
 * 500 values, a boolean. The same rows for the same seed.
 */
export const writeMixedSnapshot = async (file: string, rows: number, seed: number, shift: number): Promise<void> => {
  const uniform = (salt: number): string =>
    `((hash(i * 1000 + ${salt} + ${seed}00000000000) >> 11) / 9007199254740992.0)`;
  const bell = (salt: number): string =>
    `((${[0, 1, 2, 3].map((part) => uniform(salt * 10 + part)).join(' + ')} - 2) * 1.7320508)`;
  const columns = [
    ...[0, 1, 2, 3, 4, 5, 6, 7].map((salt) => `${bell(salt)} * ${1 + shift} + ${shift * salt} AS bell_${salt}`),
    ...[8, 9].map((salt) => `(${bell(salt)} + ${shift})::FLOAT AS float_${salt}`),
    `CASE WHEN ${uniform(100)} < 0.05 THEN NULL ELSE ${bell(10)} END AS some_nulls`,
    `CASE WHEN ${uniform(101)} < 0.3 THEN NULL ELSE ${uniform(110)} END AS many_nulls`,
    `exp(${bell(12)} + ${shift}) AS lognormal`,
    `-ln(1 - ${uniform(130)}) AS waiting`,
    `floor(${uniform(140)} * 100000)::INTEGER AS count`,
    `floor(exp(${bell(15)} * 2 + ${shift}))::INTEGER AS skewed`,
    `floor(${uniform(160)} * 1e12)::BIGINT AS large`,
    `round(${uniform(170)} * 100, 1) AS tenths`,
    `floor(${uniform(180)} * ${uniform(181)} * 5) AS five`,
    `${uniform(190)} AS even`,
    `'cat' || floor(${uniform(200)} * ${uniform(201)} * 500)::INTEGER AS category`,
    `(['red', 'green', 'blue', 'black'])[1 + floor(${uniform(210)} * 4)::INTEGER] AS color`,
    `'k' || floor(-ln(1 - ${uniform(220)}) * 3)::INTEGER AS kind`,
    `'city ' || floor(${uniform(230)} * 50)::INTEGER AS city`,
    `${uniform(240)} < 0.3 AS active`,
  ];
  await runSql(`COPY (SELECT ${columns.join(', ')} FROM range(${rows}) AS r(i)) TO '${file}' (FORMAT parquet)`);
};

/** Writes a snapshot of so many columns of doubles. */
export const writeWideSnapshot = async (file: string, rows: number, columns: number, seed: number): Promise<void> => {
  const expressions = Array.from(
    { length: columns },
    (_, index) =>
      `(hash(i * 1000 + ${index} + ${seed}00000000000) >> 11) / 9007199254740992.0 + i % ${index + 2} AS x${index}`,
  );
  await runSql(`COPY (SELECT ${expressions.join(', ')} FROM range(${rows}) AS r(i)) TO '${file}' (FORMAT parquet)`);
};

/** Seconds since 1970 of the first commit of a generated repository; one commit follows each hour. */
const firstCommit = Date.UTC(2024, 0, 1) / 1000;

/** The day, `YYYY-MM-DD`, that lies so many commits after the first. */
export const dayOfCommit = (commits: number): string =>
  new Date((firstCommit + commits * 3600) * 1000).toISOString().slice(0, 10);

/**
 * Makes a bare repository with a branch main: every second step merges a branch of one commit, one commit in a hundred is
 * tagged, and each commit changes one of 400 files in 20 folders.
 */
export const writeRepository = (folder: string, commits: number): void => {
  const people = ['Ada Example <ada@example.org>', 'Ben Example <ben@example.org>', 'Cleo Example <cleo@example.org>'];
  const stream: string[] = [];
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}`;
  const commit = (mark: number, branch: string, parents: readonly number[]): void => {
    const person = (offset: number): string => people[(mark + offset) % people.length] ?? '';
    const at = `${firstCommit + mark * 3600} +0000`;
    const [parent, merged] = parents;
    const change = merged ?? mark;
    const file = (change * 7919) % 400;
    stream.push(
      `commit refs/heads/${branch}\nmark :${mark}\nauthor ${person(0)} ${at}\ncommitter ${person(1)} ${at}`,
      data(`Change ${change}\n\nReviewed-by: ${person(2)}\n`),
      ...(parent === undefined ? [] : [`from :${parent}`]),
      ...(merged === undefined ? [] : [`merge :${merged}`]),
      `M 100644 inline src/folder-${file % 20}/file-${file}.txt\n${data(`value ${change}\n`)}`,
      ...(mark % 100 === 0 ? [`reset refs/tags/v${mark / 100}\nfrom :${mark}\n`] : []),
    );
  };
  for (let mark = 1, tip = 0; mark <= commits; mark++) {
    const parents = tip === 0 ? [] : [tip];
    if (mark % 3 !== 2 || mark === commits) commit(mark, 'main', parents);
    else {
      commit(mark, 'topic', parents);
      commit(++mark, 'main', [tip, mark - 1]);
    }
    tip = mark;
  }
  for (const [args, input] of [
    [['init', '--quiet', '--bare', '--initial-branch=main', folder], ''],
    [['-C', folder, 'fast-import', '--quiet'], `${stream.join('\n')}\n`],
    [['-C', folder, 'repack', '-adq'], ''],
  ] as const) {
    const done = spawnSync('git', args, { input, maxBuffer: 2 ** 28 });
    if (done.status !== 0) throw new Error(`git ${args.join(' ')}: ${done.stderr}`);
  }
};
