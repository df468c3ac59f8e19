/**
 * Writes the reference into README.md between its two marks. With `--check` it writes nothing and fails when it is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { packagePath } from '../files/package-files.ts';
import { referenceText } from './reference.ts';

const [begin, end] = ['<!-- reference: made by `npm run generate` -->', '<!-- end of the reference -->'];
const file = packagePath('README.md');
const text = readFileSync(file, 'utf8');
const [from, until] = [text.indexOf(begin), text.indexOf(end)];
if (from < 0 || until < from) throw new Error(`README.md: expected the marks ${begin} and ${end}`);
const wanted = `${text.slice(0, from)}${begin}\n\n${await referenceText()}\n${text.slice(until)}`;
if (!process.argv.includes('--check')) writeFileSync(file, wanted);
else if (wanted !== text) {
  process.stderr.write('README.md: the reference is stale; run `npm run generate`\n');
  process.exitCode = 1;
}
