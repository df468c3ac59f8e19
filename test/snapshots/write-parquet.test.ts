import { describe, expect, it } from 'vitest';
import { type WrittenRow, writeParquet } from '../../src/snapshots/write-parquet.ts';
import { asked, openEngines, parquetFolder } from './parquet-files.ts';

const columns = [
  { name: 'age', type: 'double' },
  { name: 'score', type: 'float' },
  { name: 'clicks', type: 'int32' },
  { name: 'account', type: 'int64' },
  { name: 'active', type: 'boolean' },
  { name: 'country', type: 'string' },
  { name: 'at', type: 'timestamp' },
] as const;

const rows: readonly WrittenRow[] = Array.from({ length: 500 }, (_, index) => ({
  age: index % 50 === 0 ? Number.NaN : index / 3,
  score: index % 9 === 0 ? null : index / 2,
  clicks: index - 250,
  account: 2 ** 52 + index,
  active: index % 3 === 0,
  country: ['at', 'dé', '', 'g\u{1F600}'][index % 4],
  at: 1_700_000_000_000 + index,
}));

const engines = (await openEngines()).map(asked);

describe('writeParquet', () => {
  it('gives the same bytes for the same rows', async () => {
    for (const compression of ['UNCOMPRESSED', 'SNAPPY', 'GZIP'] as const)
      expect(await writeParquet(columns, rows, { compression })).toEqual(
        await writeParquet(columns, rows, { compression }),
      );
  });

  it('gives the bytes that it gave before', async () => {
    const bytes = await writeParquet([{ name: 'x', type: 'double' }], [{ x: 1.5 }, { x: null }, {}]);
    expect(Buffer.from(bytes.subarray(0, 4)).toString()).toBe('PAR1');
    expect(Buffer.from(bytes).toString('hex')).toMatchInlineSnapshot(
      `"504152311500151c15202c150615001506150600000e34020000000301000000000000f83f150a192506001918017815021606164216422608001502192c4804726f6f74150200150a2502180178001606191c191c264a1c150a1925060019180178150216061642164226080000166c160600190c180a706172717565742e6a73004800000050415231"`,
    );
  });

  const files = parquetFolder();
  it('is read back by every engine as what was written', async () => {
    const path = await files.rows(columns, rows, { rowGroupRows: 120 });
    for (const engine of engines) {
      const schema = await engine.schema(path);
      expect(schema.rows).toBe(500);
      expect(schema.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
        'age number',
        'score number',
        'clicks integer',
        'account integer',
        'active boolean',
        'country string',
        'at timestamp',
      ]);
      const [age, account] = await engine.histogram(path, [
        { name: 'age', sets: [{ edges: [166], closed: 'right' }] },
        { name: 'account', sets: [{ edges: [2 ** 52 + 99], closed: 'right' }] },
      ]);
      expect(age).toMatchObject({ rows: 500, nulls: 0, nans: 10, bins: [[489, 1]] });
      expect(account).toMatchObject({ bins: [[100, 400]] });
      const [country] = await engine.categories(path, [{ name: 'country' }], 10);
      expect(country?.categories).toEqual(['', 'at', 'dé', 'g\u{1F600}'].map((value) => ({ value, count: 125 })));
    }
  });

  it.each([
    ['int32', 2 ** 31],
    ['int32', 0.5],
    ['int64', 2 ** 53],
    ['int64', 1e21],
    ['double', '1.5'],
    ['boolean', 1],
    ['string', 7],
    ['string', 'lone \uD800 surrogate'],
    ['timestamp', -1],
  ] as const)('refuses to write into a column of %s the value %s, which it would change', async (type, value) => {
    await expect(writeParquet([{ name: 'x', type }], [{ x: null }, { x: value }])).rejects.toThrow(
      new RegExp(`^row 1, column x: saw .* which is no ${type}$`),
    );
  });
});
