/**
 * Writes src/model/generated/ from schemas/ with json-schema-to-typescript. With `--check` it writes nothing and fails
 * when a generated file is missing, stale or left over.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile, type JSONSchema } from 'json-schema-to-typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const schemas = join(root, 'schemas');
const generated = join(root, 'src', 'model', 'generated');

const filesUnder = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
    : [];

const expected = new Map<string, string>();
for (const file of filesUnder(schemas).filter((path) => path.endsWith('.schema.json'))) {
  const name = relative(schemas, file).replace('.schema.json', '');
  const { $id: _id, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as JSONSchema & { $id?: string };
  const source = await compile(schema, name, {
    bannerComment: `/* Generated from schemas/${name}.schema.json by \`npm run generate\`. */`,
    additionalProperties: false,
    unreachableDefinitions: false,
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 120 },
  });
  expected.set(join(generated, `${name}.ts`), source);
}

const present = filesUnder(generated);
if (process.argv.includes('--check')) {
  const stale = [...expected]
    .filter(([file, source]) => !existsSync(file) || readFileSync(file, 'utf8') !== source)
    .map(([file]) => file);
  const leftOver = present.filter((file) => !expected.has(file));
  for (const file of [...stale, ...leftOver])
    process.stderr.write(`generated type is stale: ${relative(root, file)}; run \`npm run generate\`\n`);
  if (stale.length + leftOver.length > 0) process.exitCode = 1;
} else {
  for (const file of present.filter((path) => !expected.has(path))) rmSync(file);
  for (const [file, source] of expected) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, source);
  }
}
