import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** One violation of each rule: the file that must be told, and what it imports. */
const violations: readonly (readonly [rule: string, file: string, imported: string])[] = [
  ['floor-base', 'src/base/upward.ts', '../model/word.ts'],
  ['floor-checks', 'src/checks/sideways.ts', '../signing/sign-pdf.ts'],
  ['floor-outputs', 'src/outputs/sideways.ts', '../evidence/word.ts'],
  ['door-fs', 'src/checks/fs.ts', 'node:fs'],
  ['door-fs', 'src/policy/fs.ts', 'fs/promises'],
  ['door-child-process', 'src/checks/child.ts', 'node:child_process'],
  ['door-child-process', 'src/checks/thread.ts', 'node:worker_threads'],
  ['door-git', 'src/evidence/git.ts', 'simple-git'],
  ['door-browser', 'src/cli/browser.ts', 'puppeteer'],
  ['door-ajv', 'src/evidence/ajv.ts', 'ajv'],
  ['door-duckdb', 'src/evidence/duckdb.ts', '@duckdb/node-api'],
  ['door-parquet', 'src/evidence/parquet.ts', 'hyparquet'],
  ['door-templates', 'src/evidence/templates.ts', 'handlebars'],
  ['door-network', 'src/evidence/network.ts', 'node:https'],
  ['door-network', 'src/outputs/names.ts', 'node:dns/promises'],
  ['verify-never-sees-sign', 'src/signing/verify-directly.ts', './sign-pdf.ts'],
  ['verify-never-reaches-sign', 'src/signing/verify-by-way.ts', './between.ts'],
  ['no-circular', 'src/base/about.ts', './round.ts'],
];
const others = {
  'src/model/word.ts': '',
  'src/evidence/word.ts': '',
  'src/signing/sign-pdf.ts': '',
  'src/signing/between.ts': "import './sign-pdf.ts';\n",
  'src/base/round.ts': "import './about.ts';\n",
};

describe('the rules of floors and doors', () => {
  let folder = '';
  let told: readonly string[] = [];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-floors-'));
    const put = (path: string, text: string): void => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    for (const [path, text] of Object.entries(others)) put(path, `${text}export const here = 1;\n`);
    for (const [, path, imported] of violations) put(path, `import '${imported}';\nexport const here = 1;\n`);
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) cpSync(file, join(folder, file));
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
    const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const args = [program, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'];
    const ran = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    const report = JSON.parse(ran.stdout) as {
      summary: { violations: readonly { rule: { name: string }; from: string }[] };
    };
    told = report.summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(violations)('%s is told of %s', (rule, file) => {
    expect(told).toContain(`${rule} ${file}`);
  });
});
