import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

/** What a test lets happen to the next request for bytes. */
type Mishap = 'cut' | 'busy' | (() => void);

interface Version {
  readonly id: string;
  readonly body: Buffer;
  readonly etag: string;
}

/** A request as the server saw it. */
interface Seen {
  readonly method: string;
  readonly path: string;
  readonly range: string | undefined;
  readonly ifMatch: string | undefined;
}

const xml = (response: ServerResponse, status: number, body: string): unknown => {
  response.writeHead(status, { 'content-type': 'application/xml' });
  return response.end(`<?xml version="1.0" encoding="UTF-8"?>${body}`);
};

/**
 * A small server that speaks as much of the protocol of S3 as a reader needs: HEAD, GET of ranges and versions under If-Match, and lists.
 * It is ours because it must go wrong on demand (break off, replace an object between two ranges), which none that one can
 * install does; s3rver also knows no versions, and has had no release since 2021.
 */
export const s3Server = () => {
  const buckets = new Map<string, Map<string, Version[]>>([['lake', new Map()]]);
  const seen: Seen[] = [];
  const mishaps: Mishap[] = [];
  let server: Server;
  let unversioned = false;

  const bytes = (request: IncomingMessage, response: ServerResponse, version: Version): void => {
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    const [start, end] = range ? [Number(range[1]), Number(range[2]) + 1] : [0, version.body.length];
    const body = version.body.subarray(start, end);
    response.writeHead(range ? 206 : 200, {
      'content-length': body.length,
      etag: version.etag,
      ...(unversioned ? {} : { 'x-amz-version-id': version.id }),
    });
    if (request.method === 'HEAD') response.end();
    else if (mishaps[0] === 'cut') {
      mishaps.shift();
      response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
    } else response.end(body);
  };

  const answer = (request: IncomingMessage, response: ServerResponse): unknown => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const [, bucketName = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
    const key = rest.join('/');
    const { range, 'if-match': ifMatch } = request.headers;
    seen.push({ method: request.method ?? '', path: url.pathname, range, ifMatch });
    const fail = (status: number, code: string): unknown =>
      xml(
        response,
        status,
        `<Error><Code>${code}</Code><Message>for ${request.headers.authorization}</Message></Error>`,
      );
    if (!/Credential=RIGHT\//.test(request.headers.authorization ?? '')) return fail(403, 'InvalidAccessKeyId');
    const bucket = buckets.get(bucketName);
    if (!bucket) return fail(404, 'NoSuchBucket');
    if (url.searchParams.has('list-type')) {
      const keys = [...bucket.keys()].filter((each) => each.startsWith(url.searchParams.get('prefix') ?? '')).sort();
      const from = Number(url.searchParams.get('continuation-token') ?? 0);
      const page = keys.slice(from, from + 2);
      const more = from + 2 < keys.length;
      const contents = page.map(
        (each) => `<Contents><Key>${each}</Key><Size>${bucket.get(each)?.at(-1)?.body.length}</Size></Contents>`,
      );
      return xml(
        response,
        200,
        `<ListBucketResult><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : ''}${contents.join('')}</ListBucketResult>`,
      );
    }
    if (request.method === 'GET' && mishaps[0] === 'busy') {
      mishaps.shift();
      return fail(503, 'SlowDown');
    }
    const [first] = mishaps;
    if (request.method === 'GET' && typeof first === 'function') {
      mishaps.shift();
      first();
    }
    const versions = bucket.get(key) ?? [];
    const wanted = url.searchParams.get('versionId');
    const version = wanted === null ? versions.at(-1) : versions.find(({ id }) => id === wanted);
    if (!version) return fail(404, 'NoSuchKey');
    if (ifMatch !== undefined && ifMatch !== version.etag) return fail(412, 'PreconditionFailed');
    return bytes(request, response, version);
  };

  beforeAll(async () => {
    server = createServer(answer);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    endpoint: (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Puts an object, as a new version; gives its ETag. */
    put: (key: string, content: Buffer | string): string => {
      const body = Buffer.from(content);
      const etag = `"${createHash('md5').update(body).digest('hex')}"`;
      const versions = buckets.get('lake')?.get(key) ?? [];
      buckets.get('lake')?.set(key, [...versions, { id: `v${versions.length + 1}`, body, etag }]);
      return etag.replaceAll('"', '');
    },
    /** Whether the bucket keeps versions to itself from now on. */
    keepVersions: (keeps: boolean): void => {
      unversioned = !keeps;
    },
    seen,
    mishaps,
  };
};
