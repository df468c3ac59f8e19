import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const folder = new URL('../../src/signing/', import.meta.url);
const importsOf = (file: string): string[] =>
  [...readFileSync(new URL(file, folder), 'utf8').matchAll(/from '\.\/([^']+)'|import\('\.\/([^']+)'\)/g)].map(
    ([, named, lazy]) => named ?? lazy ?? '',
  );
const reachedFrom = (file: string, seen = new Set<string>()): Set<string> => {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const next of importsOf(file)) reachedFrom(next, seen);
  return seen;
};

it('what verifies reaches nothing that signs, by any number of imports', () => {
  const files = readdirSync(folder);
  const verifying = files.filter((file) => file.startsWith('verify'));
  const signing = files.filter((file) => file.startsWith('sign'));
  expect(verifying.length).toBeGreaterThan(3);
  expect(signing.length).toBeGreaterThan(3);
  for (const file of verifying)
    expect([...reachedFrom(file)].filter((reached) => signing.includes(reached))).toEqual([]);
});
