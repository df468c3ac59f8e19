import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { systemFields } from '../../src/evidence/system/fields.ts';

const at = (value: unknown, pointer: string): unknown =>
  pointer
    .slice(1)
    .split('/')
    .reduce<unknown>((found, key) => (found as Record<string, unknown> | undefined)?.[key], value);

test('the system file that init writes asks every question', () => {
  const asked: unknown = parse(readFileSync('templates/init/system.yaml', 'utf8'));
  expect(systemFields.filter(([pointer]) => at(asked, pointer) === undefined).map(([pointer]) => pointer)).toEqual([]);
});
