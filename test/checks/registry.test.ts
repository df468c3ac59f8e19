import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { comparatorNames } from '../../src/checks/comparators.ts';
import { checkKinds } from '../../src/checks/registry.ts';

const root = join(import.meta.dirname, '..', '..');
const schema = JSON.parse(readFileSync(join(root, 'schemas/control.schema.json'), 'utf8')) as {
  readonly definitions: Readonly<
    Record<string, { readonly properties?: Readonly<Record<string, { const?: string; enum?: string[] }>> }>
  >;
};
const kinds = Object.keys(checkKinds);

describe('the registry of check kinds', () => {
  test('holds the kinds that the schema of controls defines', () => {
    const defined = Object.values(schema.definitions).flatMap(({ properties }) => {
      const kind = properties?.kind;
      return kind?.enum ?? (kind?.const === undefined ? [] : [kind.const]);
    });
    expect([...kinds].sort()).toEqual([...new Set(defined)].sort());
  });
  test.each(kinds.map((kind) => (kind === 'any' || kind === 'all' ? 'group' : kind)))(
    'has src/checks/%s.ts and its test',
    (file) => {
      expect(existsSync(join(root, `src/checks/${file}.ts`))).toBe(true);
      expect(existsSync(join(root, `test/checks/${file}.test.ts`))).toBe(true);
    },
  );
  test('goes with the comparators that the schema defines', () => {
    expect([...comparatorNames].sort()).toEqual(Object.keys(schema.definitions.comparison?.properties ?? {}).sort());
  });
});
