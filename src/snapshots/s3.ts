import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Limits } from '../base/limits.ts';
import { temporaryFolder } from '../files/temporary-folder.ts';
import type { TreeFile } from '../files/tree.ts';
import type { Progress } from './engine.ts';
import { optionalPackage } from './optional-package.ts';
import { readS3Address, type S3Address, s3Label } from './s3-address.ts';
import { s3Error } from './s3-error.ts';
import { copyColumns, copyWhole, pinObject, type S3Requests } from './s3-object.ts';
import { SnapshotError } from './snapshot-error.ts';
import { findSnapshot, type SnapshotSource } from './source.ts';

/** How object storage is reached. Credentials are found by the SDK (environment, profile, machine), and are no part of this. */
export interface S3Access {
  /** Another service than Amazon's, by its address. The runner names it, never the evidence. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly signal?: AbortSignal;
}

/** What is wanted of object storage, and what it is declared to be. */
interface S3Wanted {
  /** `s3://bucket/key`, or a folder or glob of keys. */
  readonly address: string;
  readonly etag?: string;
  readonly versionId?: string;
  /** The columns that will be counted. When they are few, only they are copied, and there is no digest. */
  readonly columns?: readonly string[];
  readonly progress?: Progress;
}

/** What an object was when it was copied: what a run file pins, to read the same again. */
interface S3Identity {
  readonly address: string;
  readonly etag: string;
  readonly versionId: string | undefined;
  readonly bytes: number;
  /** Of all bytes; undefined when only some columns were copied. */
  readonly sha256: string | undefined;
}

/** A snapshot out of object storage, on this machine until it is closed. */
interface S3Snapshot {
  readonly source: SnapshotSource;
  readonly objects: readonly S3Identity[];
}

/** Object storage, and the private folder that objects are copied to. */
export interface ObjectStorage {
  /** Copies what is wanted, once each. Throws a SnapshotError, whose message holds no credentials. */
  readonly open: (wanted: S3Wanted) => Promise<S3Snapshot>;
  /** Stops what is under way, and removes the copies. */
  readonly close: () => Promise<void>;
}

/** The objects below the fixed part of a glob, or in a folder; a single object is asked by itself, and needs no right to list. */
const listed = async (
  { client, sdk, signal }: S3Requests,
  address: S3Address,
  limits: Limits,
): Promise<readonly TreeFile[]> => {
  const special = address.key.search(/[*?[{]/);
  const files: TreeFile[] = [];
  let token: string | undefined;
  do {
    const command = new sdk.ListObjectsV2Command({
      Bucket: address.bucket,
      Prefix: special < 0 ? address.key : address.key.slice(0, special),
      ...(token === undefined ? {} : { ContinuationToken: token }),
    });
    const answer = await client.send(command, { abortSignal: signal }).catch((thrown) => {
      throw s3Error(thrown, address, signal.aborted);
    });
    for (const { Key, Size } of answer.Contents ?? [])
      if (Key !== undefined && !Key.endsWith('/')) files.push({ path: Key, size: Size ?? 0 });
    if (files.length > limits.files)
      throw new SnapshotError('limit', `${s3Label(address)} holds more than ${limits.files} objects`);
    token = answer.IsTruncated ? answer.NextContinuationToken : undefined;
  } while (token !== undefined);
  return files;
};

/**
 * Opens object storage. The SDK is loaded and its credentials are looked for only here: `engine-missing` when it is not installed. Each
 * object is pinned by ETag and version, and every request for its bytes fails when it is another one by then.
 */
export const openObjectStorage = async (
  { endpoint, region, signal }: S3Access,
  limits: Limits,
): Promise<ObjectStorage> => {
  const sdk = await optionalPackage('@aws-sdk/client-s3', () => import('@aws-sdk/client-s3'));
  const client = new sdk.S3Client({
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(region === undefined ? {} : { region }),
    maxAttempts: 4,
  });
  const stopping = new AbortController();
  const requests: S3Requests = {
    client,
    sdk,
    signal: signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal,
  };
  const folder = await temporaryFolder('objects');
  let copies = 0;
  const copy = async (
    address: S3Address,
    wanted: S3Wanted,
    progress: Progress,
  ): Promise<S3Identity & { readonly path: string }> => {
    const object = await pinObject(requests, address, wanted);
    if (object.bytes > limits.fileBytes)
      throw new SnapshotError(
        'limit',
        `${s3Label(address)} has ${object.bytes} bytes; at most ${limits.fileBytes} are read`,
      );
    copies += 1;
    const path = join(folder.path, String(copies));
    const { etag, versionId, bytes } = object;
    const identity = { address: s3Label(address), etag: etag.replaceAll('"', ''), versionId, bytes, path };
    const few = wanted.columns && /\.(parquet|parq)$/i.test(address.key);
    if (few && (await copyColumns(requests, object, path, wanted.columns ?? [], progress)))
      return { ...identity, sha256: undefined };
    await rm(path, { force: true });
    return { ...identity, sha256: await copyWhole(requests, object, path, progress) };
  };
  return {
    open: async (wanted) => {
      const address = readS3Address(wanted.address);
      const several = /[*?[{]|\/$/.test(address.key);
      if (several && (wanted.etag ?? wanted.versionId) !== undefined)
        throw new SnapshotError(
          'no-files',
          `${s3Label(address)} is no single object, so it has no ETag and no version`,
        );
      const files = several ? await listed(requests, address, limits) : [{ path: address.key, size: 1 }];
      const { format, parts: found } = findSnapshot(files, [address.key]);
      const sizes = found.reduce((sum, { size }) => sum + size, 0);
      const objects: S3Identity[] = [];
      const parts: SnapshotSource['parts'][number][] = [];
      let before = 0;
      for (const { path: key, size, partitions } of found) {
        const told: Progress = (share) => wanted.progress?.((before + share * size) / Math.max(1, sizes));
        const { path, ...identity } = await copy({ bucket: address.bucket, key }, wanted, told);
        objects.push(identity);
        parts.push({ name: identity.address, path, bytes: identity.bytes, sha256: identity.sha256 ?? '', partitions });
        before += size;
      }
      return { source: { format, parts }, objects };
    },
    close: async () => {
      stopping.abort();
      client.destroy();
      await folder.remove();
    },
  };
};
