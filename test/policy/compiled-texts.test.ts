import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { shippedPolicies } from '../../src/audit/toolkit.ts';
import { sha256 } from '../../src/base/digest.ts';
import { parseYaml } from '../../src/base/yaml.ts';
import { packagePath } from '../../src/files/package-files.ts';
import { compiledValidator } from '../../src/model/compiled-validators.ts';
import { schemaDocument } from '../../src/model/validate.ts';
import { compiledText } from '../../src/policy/compiled-texts.ts';
import { readPolicies } from '../../src/policy/read.ts';

const built = existsSync(packagePath('dist/compiled/policies/controls.json'));
/** Whether the build is one of these schemas: beside a checkout in work, an older one may lie. */
const current = (['control', 'condition', 'catalog', 'profile', 'policy-test'] as const).every(
  (name) => compiledValidator(name, schemaDocument(name)) !== undefined,
);

test.runIf(built)('what the build parsed is what parsing gives', () => {
  const known = shippedPolicies().map(({ path, text }) => {
    const value = compiledText(path.split('/')[0] ?? '', sha256(text));
    const parsed = parseYaml(text, { depth: 64 });
    if (value !== undefined) expect(parsed.ok && parsed.text.value, path).toEqual(value);
    return value;
  });
  expect(known.filter((value) => value !== undefined).length).toBeGreaterThan(100);
});

test('a text that changed by one character is parsed, and the lines are those of the text', () => {
  const shipped = shippedPolicies().find(({ path }) => path === 'profiles/soc2-type2.yaml');
  const text = shipped?.text ?? '';
  const changed = { path: 'profiles/soc2-type2.yaml', text: text.replace('title: ', 'title: A ') };
  expect(changed.text).not.toBe(text);
  expect(compiledText('profiles', sha256(changed.text))).toBeUndefined();
  const line = (file: typeof changed) => readPolicies([file]).set.profiles.get('soc2-type2')?.lineOf('/include');
  const expected = text.split('\n').findIndex((each) => each.startsWith('include:')) + 1;
  expect([line(changed), line({ ...changed, text })]).toEqual([expected, expected]);
});

test.runIf(built && current)('a start that meets no mistake loads no schema compiler', () => {
  const program = `
    const { createRequire } = await import('node:module');
    const { loadPolicies } = await import(${JSON.stringify(packagePath('dist/policy/load.js'))});
    const { shippedPolicies } = await import(${JSON.stringify(packagePath('dist/audit/toolkit.js'))});
    loadPolicies(shippedPolicies());
    const cached = Object.keys(createRequire(import.meta.url).cache);
    console.log(JSON.stringify(cached.filter((path) => /node_modules.ajv.dist.(ajv|core)\\.js$/.test(path))));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  expect(stdout.trim()).toBe('[]');
});
