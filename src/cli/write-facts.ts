/** Writes the dictionary of facts to schemas/FACTS.md. With `--check` it writes nothing and fails when it is stale. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { shippedPolicies } from '../audit/toolkit.ts';
import { packagePath } from '../files/package-files.ts';
import { loadPolicies } from '../policy/load.ts';
import { factDictionary } from './fact-dictionary.ts';

const file = packagePath('schemas/FACTS.md');
const wanted = factDictionary(loadPolicies(shippedPolicies()));
if (!process.argv.includes('--check')) writeFileSync(file, wanted);
else if (!existsSync(file) || readFileSync(file, 'utf8') !== wanted) {
  process.stderr.write('schemas/FACTS.md is stale; run `npm run generate`\n');
  process.exitCode = 1;
}
