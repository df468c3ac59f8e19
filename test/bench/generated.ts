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
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (SELECT ${columns.join(', ')} FROM range(${rows}) AS r(i)) TO '${file}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
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
