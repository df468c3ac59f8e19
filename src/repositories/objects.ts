import { hash } from 'node:crypto';
import { RepositoriesError } from './errors.ts';
import { type EvidenceGit, GitFailure } from './evidence-git.ts';

export type ObjectFormat = 'sha1' | 'sha256';
type ObjectType = 'commit' | 'tree' | 'blob' | 'tag';

/** Why an object could not be had. `forged`: its bytes do not have the hash that it is named by, or cannot be unpacked. */
export type ObjectProblem = 'missing' | 'forged' | 'other-type' | 'too-large';

/** One object asked for: its bytes, whose hash was computed again and is its id, or why there are none. */
export type ReadObject =
  | { readonly id: string; readonly ok: true; readonly type: ObjectType; readonly bytes: Buffer }
  | { readonly id: string; readonly ok: false; readonly problem: ObjectProblem };

/** Reads objects by id, in the order asked for; `type` undefined takes any. `maxBytes` is of one object. */
export interface ObjectReader {
  readonly format: ObjectFormat;
  readonly read: (
    ids: readonly string[],
    type: ObjectType | undefined,
    maxBytes: number,
  ) => AsyncGenerator<readonly ReadObject[]>;
}

/** Ids of one git process, and bytes of one answer held in memory. */
const BATCH_IDS = 8192;
const BATCH_BYTES = 32 * 1024 * 1024;
/** Objects that git itself cannot unpack before the search for them is given up. */
const MOST_UNREADABLE = 64;

interface Listed {
  readonly id: string;
  readonly type: string;
  readonly size: number;
}

/** An object reader on a repository of ours. Every object is hashed again: a pack index can put other bytes under an id. */
export const objectReader = (git: EvidenceGit, format: ObjectFormat): ObjectReader => {
  let unreadable = 0;

  /** Runs a command over ids; when git dies on one of them, halves the list until that one stands alone. */
  const whole = async <T>(
    ids: readonly string[],
    command: (ids: readonly string[]) => Promise<readonly T[]>,
    failed: (id: string) => T,
  ): Promise<readonly T[]> => {
    if (ids.length === 0) return [];
    try {
      return await command(ids);
    } catch (thrown) {
      if (!(thrown instanceof GitFailure)) throw thrown;
      const [only] = ids;
      if (ids.length === 1 && only !== undefined) {
        unreadable++;
        if (unreadable > MOST_UNREADABLE)
          throw new RepositoriesError('unreadable', `more than ${MOST_UNREADABLE} objects cannot be unpacked`, {
            cause: thrown,
          });
        return [failed(only)];
      }
      const middle = Math.ceil(ids.length / 2);
      return [
        ...(await whole(ids.slice(0, middle), command, failed)),
        ...(await whole(ids.slice(middle), command, failed)),
      ];
    }
  };

  const list = async (ids: readonly string[]): Promise<readonly Listed[]> => {
    const lines = (await git.catFile(['--batch-check', '--buffer'], `${ids.join('\n')}\n`))
      .toString('latin1')
      .split('\n');
    return ids.map((id, index) => {
      const [, type = '', size = ''] = (lines[index] ?? '').split(' ');
      return { id, type, size: Number(size) };
    });
  };

  const contents = async (ids: readonly string[]): Promise<readonly ReadObject[]> => {
    const output = await git.catFile(['--batch', '--buffer'], `${ids.join('\n')}\n`);
    let at = 0;
    return ids.map((id): ReadObject => {
      const lineEnd = output.indexOf(10, at);
      if (lineEnd < 0) throw new GitFailure(null, 'git ended its answer early');
      const [, type = '', size = ''] = output.toString('latin1', at, lineEnd).split(' ');
      at = lineEnd + 1;
      if (size === '') return { id, ok: false, problem: 'missing' };
      const bytes = output.subarray(at, at + Number(size));
      at += Number(size) + 1;
      // Git hashes `<type> <size>NUL<bytes>`, and answers `<id> <type> <size>LF<bytes>`: one byte makes the one of the other.
      output[lineEnd] = 0;
      const hashed = output.subarray(lineEnd - type.length - size.length - 1, lineEnd + 1 + bytes.length);
      if (bytes.length !== Number(size) || hash(format, hashed, 'hex') !== id)
        return { id, ok: false, problem: 'forged' };
      return { id, ok: true, type: type as ObjectType, bytes };
    });
  };

  const read: ObjectReader['read'] = async function* (ids, type, maxBytes) {
    for (let start = 0; start < ids.length; start += BATCH_IDS) {
      const listed = await whole(ids.slice(start, start + BATCH_IDS), list, (id) => ({ id, type: 'corrupt', size: 0 }));
      let ready: ReadObject[] = [];
      let order: string[] = [];
      let wanted: string[] = [];
      let bytes = 0;
      const flush = async (): Promise<readonly ReadObject[]> => {
        const got = await whole<ReadObject>(wanted, contents, (id) => ({ id, ok: false, problem: 'forged' }));
        const refused = new Map(ready.map((object) => [object.id, object]));
        const byId = new Map(got.map((object) => [object.id, object]));
        const inOrder = order.flatMap((id) => byId.get(id) ?? refused.get(id) ?? []);
        ready = [];
        wanted = [];
        order = [];
        bytes = 0;
        return inOrder;
      };
      for (const { id, type: seen, size } of listed) {
        order.push(id);
        if (seen === 'corrupt') ready.push({ id, ok: false, problem: 'forged' });
        else if (seen === 'missing' || seen === '') ready.push({ id, ok: false, problem: 'missing' });
        else if (type !== undefined && seen !== type) ready.push({ id, ok: false, problem: 'other-type' });
        else if (size > maxBytes) ready.push({ id, ok: false, problem: 'too-large' });
        else {
          wanted.push(id);
          bytes += size;
          if (bytes > BATCH_BYTES) yield await flush();
        }
      }
      if (order.length > 0) yield await flush();
    }
  };
  return { format, read };
};
