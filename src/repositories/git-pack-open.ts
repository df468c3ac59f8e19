import { createHash } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { messageOf } from '../base/errors.ts';
import type { GitPackHeader } from '../model/generated/git-pack.ts';
import { validate } from '../model/validate.ts';
import { RepositoriesError } from './errors.ts';
import {
  FRAME_HEAD,
  MOST_HEADER,
  MOST_OBJECTS,
  type PackType,
  packMagic,
  packOrder,
  packTypes,
  typeOfCode,
} from './git-pack-format.ts';
import { createIdTable, type IdTable } from './id-table.ts';
import type { ObjectReader, ReadObject } from './objects.ts';

const corrupt = (message: string, cause?: unknown): RepositoriesError =>
  new RepositoriesError('corrupt-pack', `the git pack ${message}`, {
    hint: 'Make it again with: plumbline collect git',
    ...(cause === undefined ? {} : { cause }),
  });

/** Whether a file begins as a git pack of ours does. */
export const isPackFile = async (path: string): Promise<boolean> => {
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(packMagic.length), 0, packMagic.length, 0);
    return buffer.toString('latin1').startsWith(packMagic.slice(0, packMagic.lastIndexOf(' ')));
  } finally {
    await file.close();
  }
};

const readHeader = async (path: string): Promise<{ readonly header: GitPackHeader; readonly start: number }> => {
  const file = await open(path, 'r');
  try {
    const parts: Buffer[] = [];
    for (let size = 0; size <= MOST_HEADER; ) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(65_536), 0, 65_536, size);
      parts.push(buffer.subarray(0, bytesRead));
      size += bytesRead;
      const all = Buffer.concat(parts);
      if (!all.toString('latin1', 0, packMagic.length).startsWith(packMagic))
        throw corrupt('is of another version than 1');
      const end = all.indexOf(10, packMagic.length);
      if (end >= 0) {
        let parsed: unknown;
        try {
          parsed = JSON.parse(all.toString('utf8', packMagic.length, end));
        } catch (cause) {
          throw corrupt('has a header that is no JSON', cause);
        }
        const checked = validate('git-pack', parsed);
        if (checked.ok) return { header: checked.value, start: end + 1 };
        const [problem] = checked.problems;
        throw corrupt(`has a header that cannot be read (${problem?.pointer ?? ''}: ${problem?.message ?? ''})`);
      }
      if (bytesRead === 0) throw corrupt('ends inside its header');
    }
    throw new RepositoriesError('too-large', `the header of the git pack is larger than ${MOST_HEADER} bytes`);
  } finally {
    await file.close();
  }
};

/** Where each object lies in the unpacked body. */
interface Index {
  readonly ids: IdTable;
  readonly offsets: number[];
  readonly sizes: number[];
  readonly types: PackType[];
}

/** Takes the body apart as it flows past: hashes every object, and breaks off at the first thing that a pack cannot hold. */
const indexing = (header: GitPackHeader, index: Index): Transform => {
  const digits = header.objectFormat === 'sha1' ? 40 : 64;
  const scratch = Buffer.alloc(digits);
  const whole = createHash('sha256');
  const counts: Record<PackType, number> = { commit: 0, tag: 0, tree: 0, blob: 0 };
  let rest: Buffer[] = [];
  let held = 0;
  let wanted = FRAME_HEAD;
  let total = 0;
  let offset = 0;
  let place = 0;

  const take = (type: PackType, bytes: Buffer): void => {
    const at = packOrder.indexOf(type);
    if (at < place) throw corrupt(`holds a ${type} behind a ${packOrder[place] ?? ''}`);
    place = at;
    counts[type]++;
    if (counts[type] > header.counts[type] || index.offsets.length >= MOST_OBJECTS)
      throw corrupt(`holds more objects than it says (${header.counts[type]} of type ${type})`);
    const id = createHash(header.objectFormat).update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
    scratch.write(id, 'latin1');
    const number = index.ids.intern(scratch, 0);
    if (number < index.offsets.length) throw corrupt(`holds the object ${id} twice`);
    index.offsets.push(offset + FRAME_HEAD);
    index.sizes.push(bytes.length);
    index.types.push(type);
    offset += FRAME_HEAD + bytes.length;
  };
  const parse = (buffer: Buffer): Buffer => {
    let at = 0;
    for (;;) {
      wanted = FRAME_HEAD;
      if (buffer.length - at < wanted) break;
      const type = typeOfCode(buffer.readUInt8(at));
      const size = buffer.readUInt32BE(at + 1);
      if (type === undefined) throw corrupt('holds something that is no object');
      if (size > packTypes[type].most)
        throw corrupt(`holds a ${type} of ${size} bytes; at most ${packTypes[type].most} are read`);
      wanted += size;
      if (buffer.length - at < wanted) break;
      take(type, buffer.subarray(at + FRAME_HEAD, at + wanted));
      at += wanted;
    }
    return buffer.subarray(at);
  };
  const attempt = (done: TransformCallback, work: () => Buffer | undefined): void => {
    try {
      const passed = work();
      done(null, passed);
    } catch (thrown) {
      done(thrown as Error);
    }
  };

  return new Transform({
    transform: (chunk: Buffer, _, done) =>
      attempt(done, () => {
        total += chunk.length;
        if (total > header.body.bytes)
          throw corrupt(`unpacks to more than the ${header.body.bytes} bytes that it says`);
        whole.update(chunk);
        rest.push(chunk);
        held += chunk.length;
        // Joined only when a whole object is there: an object of many chunks would else be copied with each.
        if (held >= wanted) {
          const left = parse(rest.length === 1 ? chunk : Buffer.concat(rest));
          rest = left.length === 0 ? [] : [left];
          held = left.length;
        }
        return chunk;
      }),
    flush: (done) =>
      attempt(done, () => {
        if (held > 0) throw corrupt('ends inside an object');
        if (total !== header.body.bytes)
          throw corrupt(`unpacks to ${total} bytes; expected the ${header.body.bytes} that it says`);
        const short = packOrder.find((type) => counts[type] !== header.counts[type]);
        if (short)
          throw corrupt(
            `holds ${counts[short]} objects of type ${short}; expected the ${header.counts[short]} that it says`,
          );
        if (whole.digest('hex') !== header.body.sha256) throw corrupt('does not have the SHA-256 that it says');
        return undefined;
      }),
  });
};

/** A pack that was unpacked and checked: its objects, the ids of its commits, what its header says. `close` before removing the folder. */
export interface OpenPack {
  readonly header: GitPackHeader;
  readonly objects: ObjectReader;
  readonly commitIds: readonly string[];
  readonly close: () => void;
}

/** Objects, and their bytes, of one answer. */
const ANSWER_OBJECTS = 8192;
const ANSWER_BYTES = 32 * 1024 * 1024;

/**
 * Opens a git pack without git: unpacks it into `folder`, hashes every object, and refuses what is cut off, doubled, larger or
 * other than its header says. Whether the history in it is whole is for the walk to find out. Throws a RepositoriesError.
 */
export const openPack = async (path: string, folder: string): Promise<OpenPack> => {
  const { header, start } = await readHeader(path);
  const digits = header.objectFormat === 'sha1' ? 40 : 64;
  if (
    [header.tip, header.boundary ?? header.tip, ...header.tags.map(({ id }) => id)].some((id) => id.length !== digits)
  )
    throw corrupt('names an object by an id of another format than its own');
  const index: Index = { ids: createIdTable(digits / 2), offsets: [], sizes: [], types: [] };
  const body = join(folder, 'body');
  try {
    await pipeline(
      createReadStream(path, { start }),
      createBrotliDecompress(),
      indexing(header, index),
      createWriteStream(body, { mode: 0o600 }),
    );
  } catch (thrown) {
    if (thrown instanceof RepositoriesError) throw thrown;
    throw corrupt(`cannot be unpacked: ${messageOf(thrown)}`, thrown);
  }
  const file = openSync(body, 'r');
  const commits = index.types.lastIndexOf('commit') + 1;
  const objectAt = (id: string, type: Parameters<ObjectReader['read']>[1], maxBytes: number): ReadObject => {
    const number = index.ids.find(id);
    const found = index.types[number];
    const size = index.sizes[number] ?? 0;
    if (found === undefined) return { id, ok: false, problem: 'missing' };
    if (type !== undefined && found !== type) return { id, ok: false, problem: 'other-type' };
    if (size > maxBytes) return { id, ok: false, problem: 'too-large' };
    const bytes = Buffer.allocUnsafe(size);
    for (let done = 0; done < size; ) {
      const got = readSync(file, bytes, done, size - done, (index.offsets[number] ?? 0) + done);
      if (got === 0) throw corrupt('was changed while it was read');
      done += got;
    }
    return { id, ok: true, type: found, bytes };
  };
  const read: ObjectReader['read'] = async function* (ids, type, maxBytes) {
    let answer: ReadObject[] = [];
    let bytes = 0;
    for (const id of ids) {
      const object = objectAt(id, type, maxBytes);
      answer.push(object);
      bytes += object.ok ? object.bytes.length : 0;
      if (answer.length < ANSWER_OBJECTS && bytes < ANSWER_BYTES) continue;
      yield answer;
      answer = [];
      bytes = 0;
    }
    if (answer.length > 0) yield answer;
  };
  return {
    header,
    objects: { format: header.objectFormat, read },
    commitIds: Array.from({ length: commits }, (_, number) => index.ids.idAt(number)),
    close: () => closeSync(file),
  };
};
