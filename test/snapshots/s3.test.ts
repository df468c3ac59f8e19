import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/base/limits.ts';
import { openEngine } from '../../src/snapshots/registry.ts';
import { remotePermission } from '../../src/snapshots/remote-permission.ts';
import { openObjectStorage } from '../../src/snapshots/s3.ts';
import { readS3Address } from '../../src/snapshots/s3-address.ts';
import { parquetFolder, refusalOf } from './parquet-files.ts';
import { s3Server } from './s3-server.ts';

const server = s3Server();
const files = parquetFolder();
const engine = await openEngine('duckdb', defaultLimits);
afterAll(() => engine.close());

const environment = { ...process.env };
beforeEach(() => {
  // The SDK's own chain finds these; a test must find nothing of the machine's.
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'RIGHT',
    AWS_SECRET_ACCESS_KEY: 'never-to-be-seen',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/nowhere',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
  });
  server.seen.length = 0;
  server.mishaps.length = 0;
});
afterEach(() => {
  process.env = { ...environment };
});

const storage = (extra: { readonly signal?: AbortSignal } = {}) =>
  openObjectStorage({ endpoint: server.endpoint(), region: 'eu-central-1', ...extra }, defaultLimits);

/** Opens, looks and closes. */
const opened = async <T>(
  wanted: Parameters<Awaited<ReturnType<typeof openObjectStorage>>['open']>[0],
  look: (snapshot: Awaited<ReturnType<Awaited<ReturnType<typeof openObjectStorage>>['open']>>) => Promise<T> | T,
): Promise<T> => {
  const objects = await storage();
  try {
    return await look(await objects.open(wanted));
  } finally {
    await objects.close();
  }
};

const wide = await files.query(
  `SELECT i AS id, ${Array.from({ length: 12 }, (_, index) => `sin(i * ${index + 1}) AS n${index}`).join(', ')} FROM range(60000) r(i)`,
  'ROW_GROUP_SIZE 20000',
);
const wideBytes = readFileSync(wide);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const column = [{ name: 'n3', sets: [{ edges: [0, 0.5], closed: 'right' }] }] as const;

describe('an object', () => {
  it('is copied once, hashed on the way, and pinned by ETag and version', async () => {
    const etag = server.put('wide.parquet', wideBytes);
    const shares: number[] = [];
    const wanted = { address: 's3://lake/wide.parquet', progress: (share: number) => void shares.push(share) };
    const path = await opened(wanted, async ({ source, objects }) => {
      expect(objects).toEqual([
        {
          address: 's3://lake/wide.parquet',
          etag,
          versionId: 'v1',
          bytes: wideBytes.length,
          sha256: sha256(wideBytes),
        },
      ]);
      expect((await engine.schema(source)).rows).toBe(60_000);
      expect(statSync(source.parts[0]?.path as string).mode & 0o77).toBe(0);
      return source.parts[0]?.path as string;
    });
    expect(existsSync(path)).toBe(false);
    expect(shares.at(-1)).toBe(1);
    const gets = server.seen.filter(({ method }) => method === 'GET');
    expect(gets).toEqual([{ method: 'GET', path: '/lake/wide.parquet', range: undefined, ifMatch: `"${etag}"` }]);
  });

  it('is read by its footer and a few columns when no more are wanted, with the same counts', async () => {
    server.put('few.parquet', wideBytes);
    const whole = await opened({ address: 's3://lake/few.parquet' }, ({ source }) => engine.histogram(source, column));
    server.seen.length = 0;
    await opened({ address: 's3://lake/few.parquet', columns: ['n3'] }, async ({ source, objects }) => {
      expect(objects[0]?.sha256).toBeUndefined();
      expect(await engine.histogram(source, column)).toEqual(whole);
      const javascript = await openEngine('javascript', defaultLimits);
      expect(await javascript.histogram(source, column)).toEqual(whole);
      await javascript.close();
    });
    const asked = server.seen.flatMap(({ range }) => {
      const [from, to] = (range ?? '').replace('bytes=', '').split('-').map(Number) as [number, number];
      return range === undefined ? [] : [to - from + 1];
    });
    expect(asked.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(wideBytes.length / 2);
    expect(server.seen.filter(({ method }) => method === 'GET').every(({ ifMatch, range }) => ifMatch && range)).toBe(
      true,
    );
    const most = ['id', ...Array.from({ length: 12 }, (_, index) => `n${index}`)];
    await opened({ address: 's3://lake/few.parquet', columns: most }, ({ objects }) =>
      expect(objects[0]?.sha256).toBe(sha256(wideBytes)),
    );
  });

  it('is taken up where it broke off, and asked for again when the server is busy', async () => {
    server.put('broken.parquet', wideBytes);
    server.mishaps.push('cut', 'busy', 'cut');
    await opened({ address: 's3://lake/broken.parquet' }, ({ objects }) =>
      expect(objects[0]?.sha256).toBe(sha256(wideBytes)),
    );
    const ranges = server.seen.map(({ range }) => range).filter((range) => range !== undefined);
    expect(ranges.length).toBeGreaterThanOrEqual(2);
    expect(ranges.every((range) => Number(/\d+/.exec(range)?.[0]) > 0)).toBe(true);
  });

  it('is given up after five breaks', async () => {
    server.put('hopeless.parquet', wideBytes);
    server.mishaps.push('cut', 'cut', 'cut', 'cut', 'cut');
    expect(await refusalOf(opened({ address: 's3://lake/hopeless.parquet' }, () => undefined))).toMatch(
      /^unreachable: object storage does not answer about s3:\/\/lake\/hopeless.parquet/,
    );
  });

  it('that is replaced while it is read is refused, and so is another one than was pinned', async () => {
    const etag = server.put('moving.csv', 'a\n1\n'.repeat(5_000));
    server.mishaps.push('cut', () => server.put('moving.csv', 'a\n2\n'.repeat(5_000)));
    // The version is pinned where there are versions: the first one is still there.
    await opened({ address: 's3://lake/moving.csv' }, ({ objects }) =>
      expect(objects[0]).toMatchObject({ etag, versionId: 'v1' }),
    );
    expect(await refusalOf(opened({ address: 's3://lake/moving.csv', etag }, () => undefined))).toMatch(
      /^changed: s3:\/\/lake\/moving.csv is not the one that was named: its ETag is [0-9a-f]{32}, expected [0-9a-f]{32}$/,
    );
    await opened({ address: 's3://lake/moving.csv', etag, versionId: 'v1' }, ({ objects }) =>
      expect(objects[0]?.sha256).toBe(sha256(Buffer.from('a\n1\n'.repeat(5_000)))),
    );
    server.keepVersions(false);
    server.mishaps.push(() => server.put('moving.csv', 'a\n3\n'));
    expect(await refusalOf(opened({ address: 's3://lake/moving.csv' }, () => undefined))).toBe(
      'changed: s3://lake/moving.csv was replaced while it was read, or is not the one that was named',
    );
    server.keepVersions(true);
  });

  it('is one of several: a folder with partitions, listed page by page', async () => {
    for (const region of ['EU', 'US', 'JP']) server.put(`days/region=${region}/part-0.parquet`, wideBytes);
    server.put('days/_SUCCESS', '');
    for (const address of ['s3://lake/days/', 's3://lake/days/**/*.parquet'])
      await opened({ address }, async ({ source, objects }) => {
        expect(objects.length).toBe(3);
        const { rows, columns } = await engine.schema(source);
        expect([rows, columns.at(-1)]).toEqual([180_000, { name: 'region', type: 'string', physical: 'partition' }]);
      });
  });

  it('that is missing, denied or out of reach is refused by code, without credentials', async () => {
    const refusals: string[] = [];
    const refused = async (address: string): Promise<void> => {
      refusals.push(await refusalOf(opened({ address }, () => undefined)));
    };
    await refused('s3://lake/gone.parquet');
    await refused('s3://nowhere/x/');
    process.env.AWS_ACCESS_KEY_ID = 'WRONG-AND-SECRET';
    await refused('s3://lake/x.parquet');
    await refused('s3://lake/x/');
    delete process.env.AWS_ACCESS_KEY_ID;
    delete process.env.AWS_SECRET_ACCESS_KEY;
    await refused('s3://lake/x.parquet');
    expect(refusals).toEqual([
      'no-files: no such object: s3://lake/gone.parquet',
      'no-files: no such bucket: nowhere',
      'access-denied: access to s3://lake/x.parquet was denied (HTTP 403)',
      'access-denied: access to s3://lake/x/ was denied (InvalidAccessKeyId)',
      'access-denied: no credentials for s3://lake/x.parquet: expected those of the environment, a profile or the machine, as the AWS SDK finds them',
    ]);
    expect(refusals.join()).not.toMatch(/SECRET|never-to-be-seen|Credential=/);
  });

  it('is no longer waited for when somebody interrupts', async () => {
    server.put('long.parquet', wideBytes);
    const controller = new AbortController();
    server.mishaps.push(() => controller.abort());
    const objects = await storage({ signal: controller.signal });
    expect(await refusalOf(objects.open({ address: 's3://lake/long.parquet' }))).toBe(
      'interrupted: reading s3://lake/long.parquet was interrupted',
    );
    await objects.close();
  });
});

describe('an address', () => {
  it('names a bucket and a key, and neither host nor credentials', () => {
    expect(readS3Address('s3://lake/a b/%20/c.parquet')).toEqual({ bucket: 'lake', key: 'a b/%20/c.parquet' });
    for (const address of [
      's3://lake',
      's3://key:secret@lake/x',
      's3://arn:aws:s3:eu:1:accesspoint/x',
      's3://LAKE/x',
      's3://a..b/x',
      'http://lake/x',
    ]) {
      const message = (() => {
        try {
          return `read: ${JSON.stringify(readS3Address(address))}`;
        } catch (thrown) {
          return (thrown as Error).message;
        }
      })();
      expect(message).toContain('is no address in object storage');
      expect(message).not.toContain('secret');
    }
  });

  it('in evidence is asked only when whoever runs it has named it', () => {
    const { check } = remotePermission(['s3://lake/may', 'clickhouse']);
    for (const allowed of ['s3://lake/may', 's3://lake/may/1.parquet', 'clickhouse'])
      expect(() => check(allowed)).not.toThrow();
    for (const address of [
      's3://lake/mayor/1.parquet',
      's3://lake/may/../secret',
      's3://lake',
      's3://other/may/1',
      'trino',
    ])
      expect(() => check(address)).toThrow('evidence reaches no network by itself');
    expect(() => remotePermission([]).check('s3://lake/x')).toThrow('--allow-remote s3://lake from whoever runs this');
  });
});
