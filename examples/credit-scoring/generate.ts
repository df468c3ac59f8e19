import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sha256 } from '../../src/base/digest.ts';
import { writeParquet } from '../../src/snapshots/write-parquet.ts';
import { populationStabilityIndex } from '../generator/psi.ts';
import { rounded, seeded } from '../generator/random.ts';
import { type Generated, writeGenerated, yamlFile } from '../generator/write.ts';
import { determinations } from './determinations.ts';

const folder = dirname(fileURLToPath(import.meta.url));

const columns = [
  { name: 'income_monthly', type: 'int32' },
  { name: 'debt_ratio', type: 'double' },
  { name: 'months_employed', type: 'int32' },
  { name: 'previous_arrears', type: 'int32' },
  { name: 'age_of_accounts', type: 'int32' },
  { name: 'housing', type: 'string' },
  { name: 'purpose', type: 'string' },
  { name: 'score', type: 'int32' },
] as const;

/** Applications of one month; `strain` raises debts a little. */
const applications = (name: string, count: number, strain: number) => {
  const random = seeded(`scorecard/${name}`);
  return Array.from({ length: count }, () => {
    const income = Math.exp(7.7 + 0.4 * random.normal());
    const debt = Math.max(0, 0.28 + strain + 0.12 * random.normal());
    const employed = Math.min(480, Math.exp(3.6 + 1.1 * random.normal()));
    const arrears = random.choice({ 0: 0.78, 1: 0.14, 2: 0.05, 3: 0.03 });
    const points = 560 + 55 * (Math.log(income) - 7.7) - 160 * (debt - 0.28) + 14 * Math.log(employed / 36);
    return {
      income_monthly: Math.round(income / 10) * 10,
      debt_ratio: rounded(debt, 3),
      months_employed: Math.round(employed),
      previous_arrears: Number(arrears),
      age_of_accounts: Math.round(Math.exp(4.2 + 0.7 * random.normal())),
      housing: random.choice({ rent: 0.52, owned: 0.33, family: 0.15 }),
      purpose: random.choice({ car: 0.34, home: 0.27, refinancing: 0.22, other: 0.17 }),
      score: Math.max(300, Math.min(850, Math.round(points - 35 * Number(arrears) + 22 * random.normal()))),
    };
  });
};

/** Everything in this folder that nobody wrote by hand: snapshots, run files, attestations. The same bytes on every machine. */
export const generate = async (): Promise<Generated> => {
  const files = new Map<string, Uint8Array>();
  const snapshot = async (name: string, count: number, strain: number) => {
    const rows = applications(name, count, strain);
    const bytes = await writeParquet(columns, rows);
    files.set(`drift/${name}.parquet`, bytes);
    return { rows, file: { path: `${name}.parquet`, sha256: sha256(bytes) } };
  };

  const reference = await snapshot('reference-2025', 3_000, 0);
  for (const [month, end, strain] of [
    ['2026-09', '2026-09-30', 0.004],
    ['2026-10', '2026-10-31', 0.018],
  ] as const) {
    const current = await snapshot(`current-${month}`, 2_500, strain);
    const claims = columns.map(({ name }) => {
      const values = [reference, current].map(({ rows }) => rows.map((row) => row[name]));
      return [name, rounded(populationStabilityIndex(values[0] ?? [], values[1] ?? []), 4)] as const;
    });
    files.set(
      `drift/run-${month}.yaml`,
      yamlFile(
        {
          id: `scorecard-${month}`,
          model: 'scorecard',
          modelVersion: '2.3',
          window: { start: `${month}-01`, end },
          reference: { ...reference.file, takenOn: '2025-12-31' },
          current: current.file,
          features: columns.map(({ name }) => (name === 'score' ? { name, role: 'prediction' } : name)),
          method: 'psi/ref-quantile-10@1',
          claims: Object.fromEntries(claims),
          outcomes: [{ metric: 'overridden_by_clerk', reference: 0.083, current: month === '2026-09' ? 0.085 : 0.091 }],
        },
        `Drift run of ${month}. Made by generate.ts.`,
      ),
    );
  }
  const digestOf = (path: string) => sha256(readFileSync(join(folder, path)));
  files.set(
    'attestations/determinations.yaml',
    yamlFile({ attestations: determinations(digestOf) }, 'Made by generate.ts, which computes the digests.'),
  );
  return files;
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeGenerated(process.argv[2] ?? folder, await generate());
