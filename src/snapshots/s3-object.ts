import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { GetObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { parquetMetadataAsync } from 'hyparquet';
import type { Progress } from './engine.ts';
import { type S3Address, s3Label } from './s3-address.ts';
import { mayPass, s3Error } from './s3-error.ts';
import { libraryWords, SnapshotError } from './snapshot-error.ts';

/** An object that one version of is meant: every request about it says so, and fails when it is another one by then. */
export interface PinnedObject {
  readonly address: S3Address;
  readonly etag: string;
  /** Where the bucket keeps versions. */
  readonly versionId: string | undefined;
  readonly bytes: number;
}

/** How to ask for an object. */
export interface S3Requests {
  readonly client: S3Client;
  readonly sdk: typeof import('@aws-sdk/client-s3');
  readonly signal: AbortSignal;
}

/** Most times that a broken answer is taken up again where it broke. */
const attempts = 5;

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** Pins an object as it is now, or as it is declared to be: `changed` when it has another ETag. */
export const pinObject = async (
  { client, sdk, signal }: S3Requests,
  address: S3Address,
  declared: { readonly etag?: string; readonly versionId?: string },
): Promise<PinnedObject> => {
  const command = new sdk.HeadObjectCommand({
    Bucket: address.bucket,
    Key: address.key,
    ...(declared.versionId === undefined ? {} : { VersionId: declared.versionId }),
  });
  const { ETag, VersionId, ContentLength } = await client.send(command, { abortSignal: signal }).catch((thrown) => {
    throw s3Error(thrown, address, signal.aborted);
  });
  if (ETag === undefined || ContentLength === undefined)
    throw new SnapshotError('unreadable', `object storage names no ETag and no length of ${s3Label(address)}`);
  const bare = (etag: string): string => etag.replaceAll('"', '');
  if (declared.etag !== undefined && bare(declared.etag) !== bare(ETag))
    throw new SnapshotError(
      'changed',
      `${s3Label(address)} is not the one that was named: its ETag is ${bare(ETag)}, expected ${bare(declared.etag)}`,
    );
  return { address, etag: ETag, versionId: declared.versionId ?? VersionId, bytes: ContentLength };
};

/** The bytes of a range as they come. What breaks off is taken up again at the byte where it broke, from the same version. */
const read = async function* (
  { client, sdk, signal }: S3Requests,
  { address, etag, versionId, bytes }: PinnedObject,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  let [next, failed] = [start, 0];
  while (next < end) {
    const input: GetObjectCommandInput = {
      Bucket: address.bucket,
      Key: address.key,
      IfMatch: etag,
      ...(versionId === undefined ? {} : { VersionId: versionId }),
      ...(next === 0 && end === bytes ? {} : { Range: `bytes=${next}-${end - 1}` }),
    };
    try {
      const { Body } = await client.send(new sdk.GetObjectCommand(input), { abortSignal: signal });
      for await (const chunk of Body as AsyncIterable<Uint8Array>) {
        if (signal.aborted) throw new SnapshotError('interrupted', `reading ${s3Label(address)} was interrupted`);
        if (next + chunk.length > end)
          throw new SnapshotError('unreadable', `object storage sent more of ${s3Label(address)} than was asked`);
        next += chunk.length;
        yield chunk;
      }
      if (next < end) throw new Error('the answer ended early');
    } catch (thrown) {
      failed += 1;
      if (thrown instanceof SnapshotError || signal.aborted || failed >= attempts || !mayPass(thrown))
        throw s3Error(thrown, address, signal.aborted);
      await pause(50 * 2 ** failed);
    }
  }
};

const writeAt = async (file: FileHandle, chunk: Uint8Array, position: number): Promise<void> => {
  for (let written = 0; written < chunk.length; )
    written += (await file.write(chunk, written, chunk.length - written, position + written)).bytesWritten;
};

/** Copies an object to a file, and gives the SHA-256 of what came. The file must not be there. */
export const copyWhole = async (
  requests: S3Requests,
  object: PinnedObject,
  path: string,
  progress: Progress | undefined,
): Promise<string> => {
  const file = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let position = 0;
  try {
    for await (const chunk of read(requests, object, 0, object.bytes)) {
      hash.update(chunk);
      await writeAt(file, chunk, position);
      position += chunk.length;
      progress?.(position / object.bytes);
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
};

/** Ranges nearer than this are asked as one. */
const gap = 64 * 1024;

/** Copying columns is worth it when they are at most this share of the object. */
const worthwhile = 0.5;

/**
 * Copies of a Parquet object only the footer and some columns, to where they lie in it; between them the file has holes. Undefined, and
 * nothing left behind but an unfinished file, when the columns are most of the object, or one is not among its own.
 */
export const copyColumns = async (
  requests: S3Requests,
  object: PinnedObject,
  path: string,
  columns: readonly string[],
  progress: Progress | undefined,
): Promise<{ readonly bytes: number } | undefined> => {
  const file = await open(path, 'w+', 0o600);
  let copied = 0;
  const copy = async (start: number, end: number, told?: (bytes: number) => void): Promise<Uint8Array<ArrayBuffer>> => {
    const whole = new Uint8Array(end - start);
    let position = start;
    for await (const chunk of read(requests, object, start, end)) {
      whole.set(chunk, position - start);
      await writeAt(file, chunk, position);
      position += chunk.length;
      copied += chunk.length;
      told?.(chunk.length);
    }
    return whole;
  };
  try {
    if (object.bytes < 12) return undefined;
    await file.truncate(object.bytes);
    await copy(0, 4);
    const footer = await parquetMetadataAsync(
      {
        byteLength: object.bytes,
        slice: async (start, end = object.bytes) => (await copy(start < 0 ? object.bytes + start : start, end)).buffer,
      },
      { geoparquet: false },
    ).catch((cause: unknown) => {
      if (cause instanceof SnapshotError) throw cause;
      throw new SnapshotError(
        'not-parquet',
        `${s3Label(object.address)} has no footer of Parquet: ${libraryWords(cause)}`,
        { cause },
      );
    });
    const wanted = new Set(columns);
    const chunks = footer.row_groups
      .flatMap((group) => group.columns)
      .flatMap(({ meta_data: chunk }) => (chunk && wanted.has(chunk.path_in_schema[0] ?? '') ? [chunk] : []))
      .map((chunk) => {
        const start = Number(chunk.dictionary_page_offset ?? chunk.data_page_offset);
        return { start, end: start + Number(chunk.total_compressed_size) };
      })
      .sort((a, b) => a.start - b.start);
    const total = chunks.reduce((sum, { start, end }) => sum + end - start, 0);
    const outside = chunks.some(({ start, end }) => !(start >= 4 && end >= start && end <= object.bytes));
    if (outside || chunks.length === 0 || total > worthwhile * object.bytes) return undefined;
    const ranges: { start: number; end: number }[] = [];
    for (const { start, end } of chunks) {
      const last = ranges.at(-1);
      // Answers are held in memory while they come: none is larger than 16 MiB.
      if (last && start - last.end <= gap && end - last.start <= 2 ** 24) last.end = Math.max(last.end, end);
      else ranges.push({ start, end });
    }
    let come = 0;
    for (const { start, end } of ranges)
      for (let from = start; from < end; from += 2 ** 24)
        await copy(from, Math.min(end, from + 2 ** 24), (bytes) => {
          come += bytes;
          progress?.(Math.min(1, come / total));
        });
    return { bytes: copied };
  } finally {
    await file.close();
  }
};
