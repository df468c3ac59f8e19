import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { plumbline } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe('plumbline snapshot', () => {
  it('writes Parquet, and says which types it found', async () => {
    const out = join(folder, 'out.parquet');
    const made = await plumbline([
      'snapshot',
      file('in.csv', 'age,zip,active,note\n31,0123,true,\n,0456,false,\n'),
      '--out',
      out,
    ]);
    expect(made).toMatchObject({ exit: 0, err: '' });
    expect(made.out).toBe(
      `wrote ${out}: 2 rows, 4 columns\n  age     int64, 1 null\n  zip     string\n  active  boolean\n  note    no value, 2 nulls\n`,
    );
    const bytes = readFileSync(out);
    expect(bytes.subarray(0, 4).toString()).toBe('PAR1');
    const again = await plumbline(['snapshot', join(folder, 'in.csv'), '--out', out]);
    expect(again.exit).not.toBe(0);
    expect(again.err).toContain('is there already; a snapshot is never overwritten');
    expect(readFileSync(out)).toEqual(bytes);
  });

  it.each([
    ['broken.jsonl', '{"a":1}\n{"a"\n', 'broken.jsonl, line 2: saw "{\\"a\\"", which is no JSON'],
    ['ragged.csv', 'a,b\n1\n', 'ragged.csv, line 2: expected 2 cells, as the header has, saw 1'],
    ['deep.jsonl', '{"a":{"b":1},"c":1}\n{"c":"x"}\n', 'column a: JSON lists or objects'],
    ['other.txt', 'a\n1\n', 'expected a file that ends in .csv, .jsonl or .ndjson'],
  ])('refuses %s and leaves nothing behind', async (name, content, refusal) => {
    const made = await plumbline(['snapshot', file(name, content), '--out', join(folder, `${name}.parquet`)]);
    expect(made.err).toContain(refusal);
    expect(made.exit).toBe(2);
    expect(readdirSync(folder).filter((each) => each.startsWith('.') || each === `${name}.parquet`)).toEqual([]);
  });
});

describe('plumbline audit --cross-check', () => {
  it('recomputes every count of the example with the second engine, and says so', async () => {
    const example = fileURLToPath(new URL('../../examples/recommender', import.meta.url));
    const plain = await plumbline(['audit', example, '--fail-on', 'never']);
    const checked = await plumbline(['audit', example, '--fail-on', 'never', '--cross-check']);
    expect(checked.out).toBe(plain.out);
    expect(checked.err).toMatch(/^cross-check: javascript recomputed \d+ column counts of duckdb, and all agree\n$/);
    expect(Number(/\d+/.exec(checked.err)?.[0])).toBeGreaterThan(50);
  });
});
