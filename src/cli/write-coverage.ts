/**
 * Writes policies/COVERAGE.md. With `--check` it writes nothing and fails when it is stale.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { packagePath } from '../files/package-files.ts';
import { coverageText } from './coverage.ts';

const file = packagePath('policies/COVERAGE.md');
const wanted = coverageText();
if (!process.argv.includes('--check')) writeFileSync(file, wanted);
else if (!existsSync(file) || readFileSync(file, 'utf8') !== wanted) {
  process.stderr.write('policies/COVERAGE.md: stale; run `npm run generate`\n');
  process.exitCode = 1;
}
