import { describe, expect, it } from 'vitest';
import { SnapshotError } from '../../src/snapshots/snapshot-error.ts';
import { findSnapshot, openSource, singleFile, snapshotDigest } from '../../src/snapshots/source.ts';

const files = [
  'day/2026-01-01.parquet',
  'day/2026-01-02.parquet',
  'lake/_SUCCESS',
  'lake/_delta_log/0.json',
  'lake/region=EU/part-0.parquet',
  'lake/region=EU/part-1.parquet',
  'lake/region=EU/.part-1.parquet.crc',
  'lake/region=U%20S/part-0.parquet',
  'lake/region=__HIVE_DEFAULT_PARTITION__/part-0.parquet',
  'mixed/a.csv',
  'mixed/b.parquet',
  'table.csv',
  'table.jsonl',
  'data.bin',
].map((path) => ({ path, size: path.length }));

const found = (...patterns: string[]) => findSnapshot(files, patterns);
const refusal = (...patterns: string[]): string => {
  try {
    found(...patterns);
  } catch (thrown) {
    if (thrown instanceof SnapshotError) return `${thrown.code}: ${thrown.message}`;
    throw thrown;
  }
  throw new Error('expected a SnapshotError, saw a snapshot');
};

describe('a snapshot is', () => {
  it('one file, several, or what a glob matches, sorted, each once', () => {
    const both = [
      { path: 'day/2026-01-01.parquet', size: 22, partitions: {} },
      { path: 'day/2026-01-02.parquet', size: 22, partitions: {} },
    ];
    expect(found('day/2026-01-02.parquet')).toEqual({ format: 'parquet', parts: both.slice(1) });
    expect(found('day/2026-01-02.parquet', 'day/*.parquet')).toEqual({ format: 'parquet', parts: both });
  });

  it('a folder with its partitions, without the markers beside the data', () => {
    for (const pattern of ['lake', 'lake/', 'lake/**/*.parquet'])
      expect(found(pattern).parts.map(({ path, partitions }) => [path, partitions])).toEqual([
        ['lake/region=EU/part-0.parquet', { region: 'EU' }],
        ['lake/region=EU/part-1.parquet', { region: 'EU' }],
        ['lake/region=U%20S/part-0.parquet', { region: 'U S' }],
        ['lake/region=__HIVE_DEFAULT_PARTITION__/part-0.parquet', { region: null }],
      ]);
  });

  it('without partitions when its folder is named: they hold for every row', () => {
    expect(found('lake/region=EU').parts.map(({ partitions }) => partitions)).toEqual([{}, {}]);
  });

  it('of the format that its ending says, and Parquet otherwise', () => {
    expect(found('table.csv').format).toBe('csv');
    expect(found('table.jsonl').format).toBe('json-lines');
    expect(found('data.bin').format).toBe('parquet');
    expect(singleFile('Y.NDJSON', { localPath: '/x', size: 1, sha256: '' }).format).toBe('json-lines');
  });

  it('called by one digest, whatever its files are called', async () => {
    const use = async (path: string) => ({ localPath: `/tmp/${path}`, size: 1, sha256: path.slice(-9) });
    const one = await openSource(files, ['day/2026-01-01.parquet'], use);
    expect(one.parts).toEqual([
      {
        name: 'day/2026-01-01.parquet',
        path: '/tmp/day/2026-01-01.parquet',
        bytes: 1,
        sha256: '1.parquet',
        partitions: {},
      },
    ]);
    expect(snapshotDigest(one)).toBe('1.parquet');
    const lake = await openSource(files, ['lake'], use);
    const renamed = { ...lake, parts: [...lake.parts].reverse().map((part, index) => ({ ...part, name: `${index}` })) };
    expect(snapshotDigest(lake)).toMatch(/^[0-9a-f]{64}$/);
    expect(snapshotDigest(renamed)).toBe(snapshotDigest(lake));
    const moved = lake.parts.map((part) => ({ ...part, partitions: { region: 'EU' } }));
    expect(snapshotDigest({ ...lake, parts: moved })).not.toBe(snapshotDigest(lake));
  });

  it('nothing else', () => {
    expect(refusal('nowhere/*.parquet')).toBe('no-files: no such file: nowhere/*.parquet');
    expect(refusal('day', 'day/2026-01-03.parquet')).toBe('no-files: no such file: day/2026-01-03.parquet');
    expect(refusal('mixed')).toBe('mixed: mixed/a.csv is csv, mixed/b.parquet is parquet; expected one format');
    expect(refusal('day', 'lake')).toBe(
      'mixed: day/2026-01-01.parquet has the partition columns "", lake/region=EU/part-0.parquet "region"',
    );
  });
});
