/**
 * Run by the build, after tsc: writes dist/compiled/, from which a run takes what it would otherwise make at every start,
 * the validators of schemas/ and the data of policies/. Each is named by the digest of what it was made of; whatever is
 * missing or of another digest is made anew, and the answer is the same.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { shippedPolicies } from './audit/toolkit.ts';
import { sha256 } from './base/digest.ts';
import { defaultLimits } from './base/limits.ts';
import { parseYaml } from './base/yaml.ts';
import { packageFiles, packagePath, packageText } from './files/package-files.ts';
import type { SchemaDocument } from './model/validate.ts';
import { standaloneValidator } from './model/validate-standalone.ts';
import { compiledPath } from './policy/compiled-texts.ts';

const write = (path: string, text: string): void => {
  mkdirSync(dirname(packagePath(path)), { recursive: true });
  writeFileSync(packagePath(path), text);
};

rmSync(packagePath('dist/compiled'), { recursive: true, force: true });
for (const file of packageFiles('schemas').filter((path) => path.endsWith('.schema.json'))) {
  const schema = JSON.parse(packageText(`schemas/${file}`)) as SchemaDocument;
  write(`dist/compiled/validators/${file.replace('.schema.json', '.cjs')}`, standaloneValidator(schema));
}

const folders = new Map<string, Record<string, unknown>>();
for (const { path, text } of shippedPolicies()) {
  const parsed = parseYaml(text, { depth: defaultLimits.depth });
  const folder = path.split('/')[0] ?? '';
  // A text with a mistake is left out: whoever reads it is told the line.
  if (parsed.ok) folders.set(folder, { ...folders.get(folder), [sha256(text)]: parsed.text.value });
}
for (const [folder, texts] of folders) write(compiledPath(folder), JSON.stringify(texts));
