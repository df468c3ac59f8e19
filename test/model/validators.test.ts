import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shippedPolicies } from '../../src/audit/toolkit.ts';
import { parseYaml } from '../../src/base/yaml.ts';
import { packageFiles, packageText } from '../../src/files/package-files.ts';
import { schemaDigest } from '../../src/model/compiled-validators.ts';
import { newAjv, type SchemaDocument } from '../../src/model/validate.ts';
import { standaloneValidator } from '../../src/model/validate-standalone.ts';

const require = createRequire(import.meta.url);
const schemas = packageFiles('schemas').filter((path) => path.endsWith('.schema.json'));
const schemaOf = (file: string) => JSON.parse(packageText(`schemas/${file}`)) as SchemaDocument;

type Standalone = ((data: unknown) => boolean) & { readonly schema: string };
const run = (source: string): Standalone => {
  const module = { exports: {} };
  new Function('require', 'module', 'exports', source)(require, module, module.exports);
  return module.exports as Standalone;
};

/** Every way to a value inside of plain data. */
const waysIn = (value: unknown, way: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value !== 'object' || value === null
    ? [way]
    : [way, ...Object.entries(value).flatMap(([key, inner]) => waysIn(inner, [...way, key]))];

/** The data with another value at the end of a way; `undefined` takes it out. */
const changed = (data: unknown, [key, ...rest]: readonly string[], to: unknown): unknown => {
  if (key === undefined) return to;
  if (Array.isArray(data))
    return data.flatMap((each, index) => (String(index) === key ? (changed(each, rest, to) ?? []) : each));
  const entries = Object.entries(data as object).flatMap(([name, each]) => {
    const next = name === key ? changed(each, rest, to) : each;
    return next === undefined ? [] : [[name, next]];
  });
  return Object.fromEntries(entries);
};

describe('the validators that the build makes', () => {
  test('name the schema that they were made of', () => {
    for (const file of schemas)
      expect(run(standaloneValidator(schemaOf(file))).schema).toBe(schemaDigest(schemaOf(file)));
  });

  test('say of every policy, whole or broken, what ajv says of it', { timeout: 60_000 }, () => {
    const pairs = new Map(
      (['control', 'condition', 'catalog', 'profile', 'policy-test'] as const).map((name) => {
        const schema = schemaOf(`${name}.schema.json`);
        return [name as string, [run(standaloneValidator(schema)), newAjv({}).compile(schema)] as const];
      }),
    );
    const named = {
      controls: 'control',
      conditions: 'condition',
      catalogs: 'catalog',
      profiles: 'profile',
      tests: 'policy-test',
    };
    const texts = shippedPolicies().flatMap(({ path, text }) => {
      const name = named[path.split('/')[0] as keyof typeof named];
      const parsed = parseYaml(text, { depth: 64 });
      return name !== undefined && parsed.ok ? [{ name, data: parsed.text.value }] : [];
    });
    const odd = fc.constantFrom(undefined, null, '', 'x', -1, 0.5, true, [], [''], {}, { x: 1 }, '2026-02-30');
    let refused = 0;
    fc.assert(
      fc.property(fc.nat(), fc.nat(), odd, (which, where, to) => {
        const { name, data } = texts[which % texts.length] as (typeof texts)[number];
        const ways = waysIn(data);
        const other = changed(data, ways[where % ways.length] as readonly string[], to);
        const [made, ajv] = pairs.get(name) as NonNullable<ReturnType<typeof pairs.get>>;
        expect(made(data)).toBe(true);
        expect(made(other)).toBe(ajv(other));
        if (!made(other)) refused++;
      }),
      { numRuns: 3000 },
    );
    expect(refused).toBeGreaterThan(1000);
  });
});
