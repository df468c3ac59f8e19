import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createIdTable } from '../../src/repositories/id-table.ts';

describe('createIdTable', () => {
  it.each([
    ['sha1', 20],
    ['sha256', 32],
  ])('numbers %s ids in the order of first sight, beyond its first size', (format, bytes) => {
    const table = createIdTable(bytes);
    const ids = Array.from({ length: 10_000 }, (_, at) => createHash(format).update(`${at}`).digest('hex'));
    for (const [at, id] of ids.entries()) expect(table.intern(Buffer.from(`parent ${id}\n`), 7)).toBe(at);
    for (const [at, id] of ids.entries()) expect(table.intern(Buffer.from(id), 0)).toBe(at);
    expect(table.size()).toBe(10_000);
    expect(ids.every((id, at) => table.idAt(at) === id && table.find(id) === at)).toBe(true);
    expect(table.startingWith((ids[77] ?? '').slice(0, 12))).toEqual([77]);
  });

  it('tells ids apart that start alike', () => {
    const table = createIdTable(20);
    const ids = Array.from({ length: 500 }, (_, at) => `deadbeef${String(at).padStart(32, '0')}`);
    expect(ids.map((id) => table.intern(Buffer.from(id), 0))).toEqual(ids.map((_, at) => at));
  });

  it('knows no id that it never saw, and refuses what is none', () => {
    const table = createIdTable(20);
    expect(table.find('0'.repeat(40))).toBe(-1);
    expect(table.find('HEAD')).toBe(-1);
    expect(table.find('g'.repeat(40))).toBe(-1);
    expect(() => table.intern(Buffer.from('x'.repeat(40)), 0)).toThrow(/hexadecimal/);
  });
});
