import type { ObjectProblem, ObjectReader } from './objects.ts';

/** An entry of a tree. `name` holds the bytes of the name as Latin-1 characters; `mode` is octal, as git writes it. */
export interface TreeEntry {
  readonly name: string;
  readonly mode: string;
  readonly id: string;
}

/** A difference between two trees. An absent side means that the path was added or deleted. Renames are not looked for. */
export interface PathChange {
  readonly path: string;
  readonly before?: TreeEntry;
  readonly after?: TreeEntry;
}

/** Two trees to compare; undefined is the empty tree. */
export interface TreePair {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What comparing one pair came to: `incomplete` says that trees were absent or that there was more than is looked at. */
interface PairResult {
  readonly incomplete: 'missing' | 'forged' | 'too-large' | undefined;
}

/** Reads trees, hashing each again. What it met that was absent or forged is counted, each object once. */
export interface Trees {
  /** Compares pairs; `changed` is told every differing path of every pair, in no certain order. */
  readonly compare: (
    pairs: readonly TreePair[],
    changed: (pair: number, change: PathChange) => void,
  ) => Promise<readonly PairResult[]>;
  /** The entry at a path below a tree, for many at once; undefined where there is none. */
  readonly entriesAt: (
    wanted: readonly { readonly tree: string; readonly path: string }[],
  ) => Promise<readonly (TreeEntry | 'unreadable' | undefined)[]>;
  /** The same for paths given as bytes (Latin-1 characters), as `compare` tells them. */
  readonly entriesAtBytes: (
    wanted: readonly { readonly tree: string; readonly path: string }[],
  ) => Promise<readonly (TreeEntry | 'unreadable' | undefined)[]>;
  readonly problems: ReadonlyMap<string, ObjectProblem>;
}

const MOST_TREE_BYTES = 32 * 1024 * 1024;
/** Bytes that are kept for the next question, and bytes that one pass over pairs should read: they bound the memory. */
const CACHED_BYTES = 32 * 1024 * 1024;
const BYTES_AT_ONCE = 24 * 1024 * 1024;
/** What a tree costs beside its bytes. */
const ENTRY_BYTES = 200;
const FEWEST_PAIRS = 64;
const MOST_PAIRS = 4096;
/** Differing paths of one pair, folders open at once, and nesting, beyond which a pair is given up: trees can unfold without end. */
const MOST_PATHS = 1_000_000;
const MOST_OPEN = 500_000;
const MOST_DEPTH = 200;

const isTree = (entry: TreeEntry | undefined): boolean => entry?.mode === '40000' || entry?.mode === '040000';

/** Where the entry of a tree that begins at `at` ends: behind its id. -1 when what stands there is none. */
const entryEnd = (bytes: Buffer, at: number, idBytes: number): number => {
  let space = at;
  while (space < bytes.length && bytes[space] !== 32) space++;
  let nul = space + 1;
  while (nul < bytes.length && bytes[nul] !== 0) nul++;
  const end = nul + 1 + idBytes;
  return end <= bytes.length ? end : -1;
};

/** Whether bytes are a tree: `<mode> <name>NUL<id>` again and again. */
const isTreeObject = (bytes: Buffer, idBytes: number): boolean => {
  for (let at = 0; at < bytes.length; ) {
    at = entryEnd(bytes, at, idBytes);
    if (at < 0) return false;
  }
  return true;
};

const entryAt = (bytes: Buffer, at: number, end: number, idBytes: number): TreeEntry => {
  const space = bytes.indexOf(32, at);
  return {
    mode: bytes.toString('latin1', at, space),
    name: bytes.toString('latin1', space + 1, end - idBytes - 1),
    id: bytes.toString('hex', end - idBytes, end),
  };
};

/** The entries of a tree from a place on. */
const entriesFrom = (bytes: Buffer, from: number, idBytes: number): TreeEntry[] => {
  const entries: TreeEntry[] = [];
  for (let at = from; at < bytes.length; ) {
    const end = entryEnd(bytes, at, idBytes);
    entries.push(entryAt(bytes, at, end, idBytes));
    at = end;
  }
  return entries;
};

const parseTree = (bytes: Buffer, idBytes: number): readonly TreeEntry[] | undefined =>
  isTreeObject(bytes, idBytes) ? entriesFrom(bytes, 0, idBytes) : undefined;

const entryNamed = (bytes: Buffer, name: string, idBytes: number): TreeEntry | undefined => {
  for (let at = 0; at < bytes.length; ) {
    const end = entryEnd(bytes, at, idBytes);
    const start = end - idBytes - 1 - name.length;
    // A name has no NUL, a mode no space: the byte before the name is the space that ends the mode.
    if (start > at && bytes[start - 1] === 32 && bytes.indexOf(32, at) === start - 1) {
      if (bytes.toString('latin1', start, end - idBytes - 1) === name) return entryAt(bytes, at, end, idBytes);
    }
    at = end;
  }
  return undefined;
};

const sameBytes = (a: Buffer, from: number, to: number, b: Buffer, at: number): boolean => {
  for (let next = from; next < to; next++) if (a[next] !== b[at + next - from]) return false;
  return true;
};

/**
 * Entries that differ between two trees. Equal entries are passed over as bytes, whatever their order; from the first name on that
 * only one side has at its place, the rest is compared by name.
 */
const differences = (
  before: Buffer,
  after: Buffer,
  idBytes: number,
  differs: (left: TreeEntry | undefined, right: TreeEntry | undefined) => void,
): void => {
  let left = 0;
  let right = 0;
  while (left < before.length && right < after.length) {
    const leftEnd = entryEnd(before, left, idBytes);
    const rightEnd = entryEnd(after, right, idBytes);
    const size = leftEnd - left;
    if (size === rightEnd - right && sameBytes(before, left, leftEnd, after, right)) {
      left = leftEnd;
      right = rightEnd;
      continue;
    }
    const was = entryAt(before, left, leftEnd, idBytes);
    const is = entryAt(after, right, rightEnd, idBytes);
    if (was.name !== is.name) break;
    differs(was, is);
    left = leftEnd;
    right = rightEnd;
  }
  if (left === before.length && right === after.length) return;
  const old = new Map(entriesFrom(before, left, idBytes).map((entry) => [entry.name, entry]));
  const now = new Map(entriesFrom(after, right, idBytes).map((entry) => [entry.name, entry]));
  for (const [name, was] of old) {
    const is = now.get(name);
    if (!is || is.id !== was.id || is.mode !== was.mode) differs(was, is);
  }
  for (const [name, is] of now) if (!old.has(name)) differs(undefined, is);
};

/** A path of bytes (as Latin-1 characters) as text: UTF-8, or else with each odd byte as `\xNN`, so that no two look alike. */
export const pathText = (path: string): string => {
  const bytes = Buffer.from(path, 'latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return path.replace(/[\x80-\xff]/g, (character) => `\\x${character.charCodeAt(0).toString(16)}`);
  }
};

/** The bytes of a path given as text, as Latin-1 characters. */
const pathBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

export const readTrees = (objects: ObjectReader): Trees => {
  const idBytes = objects.format === 'sha1' ? 20 : 32;
  const cache = new Map<string, Buffer>();
  const none = Buffer.alloc(0);
  const problems = new Map<string, ObjectProblem>();
  let cached = 0;
  // A git process for each pass: as many pairs as the size of the folders allows, learnt from the pass before.
  let atOnce = FEWEST_PAIRS;
  let readBytes = 0;

  /** The trees of a step: from the cache, else read in one go. A tree that cannot be had is absent from the answer. */
  const load = async (ids: ReadonlySet<string>): Promise<ReadonlyMap<string, Buffer>> => {
    const found = new Map<string, Buffer>();
    const wanted: string[] = [];
    for (const id of ids) {
      const known = cache.get(id);
      if (known) found.set(id, known);
      else if (!problems.has(id)) wanted.push(id);
    }
    for await (const batch of objects.read(wanted, 'tree', MOST_TREE_BYTES))
      for (const object of batch) {
        if (!object.ok || !isTreeObject(object.bytes, idBytes)) {
          problems.set(object.id, object.ok ? 'forged' : object.problem);
          continue;
        }
        // A copy: a part would keep the whole answer in memory.
        const bytes = Buffer.from(object.bytes);
        found.set(object.id, bytes);
        cache.set(object.id, bytes);
        cached += bytes.length + ENTRY_BYTES;
        readBytes += bytes.length + ENTRY_BYTES;
      }
    for (const [id, bytes] of cache) {
      if (cached <= CACHED_BYTES) break;
      cache.delete(id);
      cached -= bytes.length + ENTRY_BYTES;
    }
    return found;
  };
  const worse = (id: string): PairResult['incomplete'] => {
    const problem = problems.get(id);
    return problem === 'missing' || problem === 'too-large' ? problem : 'forged';
  };

  interface Step {
    readonly pair: number;
    readonly prefix: string;
    readonly before: string | undefined;
    readonly after: string | undefined;
  }

  const compareSome = async (
    first: readonly Step[],
    states: { incomplete: PairResult['incomplete']; paths: number }[],
    changed: (pair: number, change: PathChange) => void,
  ): Promise<void> => {
    let level: readonly Step[] = first;
    for (let depth = 0; level.length > 0; depth++) {
      const trees = await load(new Set(level.flatMap(({ before, after }) => [before ?? [], after ?? []].flat())));
      const next: Step[] = [];
      let current = -1;
      let start = 0;
      for (const { pair, prefix, before, after } of level) {
        // The steps of one pair stand together.
        if (pair !== current) {
          current = pair;
          start = next.length;
        }
        const state = states[pair];
        if (!state || state.incomplete === 'too-large') continue;
        const lost = [before, after].find((id) => id !== undefined && !trees.has(id));
        if (lost !== undefined) {
          state.incomplete = worse(lost);
          continue;
        }
        const old = before === undefined ? none : (trees.get(before) ?? none);
        const now = after === undefined ? none : (trees.get(after) ?? none);
        differences(old, now, idBytes, (left, right) => {
          const path = prefix + (left ?? right)?.name;
          if (isTree(left) || isTree(right))
            next.push({
              pair,
              prefix: `${path}/`,
              before: isTree(left) ? left?.id : undefined,
              after: isTree(right) ? right?.id : undefined,
            });
          const was = isTree(left) ? undefined : left;
          const is = isTree(right) ? undefined : right;
          if (!was && !is) return;
          changed(pair, { path, ...(was ? { before: was } : {}), ...(is ? { after: is } : {}) });
          state.paths++;
        });
        if (state.paths > MOST_PATHS || next.length > MOST_OPEN || depth > MOST_DEPTH) {
          state.incomplete = 'too-large';
          next.length = start;
        }
      }
      level = next;
    }
  };

  const entriesAtBytes: Trees['entriesAtBytes'] = async (wanted) => {
    const paths = wanted.map(({ path }) => path.split('/'));
    const found: (TreeEntry | 'unreadable' | undefined)[] = wanted.map(({ tree }) => ({
      name: '',
      mode: '40000',
      id: tree,
    }));
    const treeAt = (index: number): string => {
      const entry = found[index];
      return typeof entry === 'object' && isTree(entry) ? entry.id : '';
    };
    for (let depth = 0; ; depth++) {
      const open = [...paths.keys()].filter((index) => depth < (paths[index]?.length ?? 0) && found[index]);
      const inTrees = open.filter((index) => treeAt(index) !== '');
      // A file or a link where the path goes on: there is nothing at the path.
      for (const index of open) if (treeAt(index) === '' && found[index] !== 'unreadable') found[index] = undefined;
      if (inTrees.length === 0) return found;
      const trees = await load(new Set(inTrees.map(treeAt)));
      for (const index of inTrees) {
        const tree = trees.get(treeAt(index));
        found[index] = tree ? entryNamed(tree, paths[index]?.[depth] ?? '', idBytes) : 'unreadable';
      }
    }
  };

  return {
    problems,
    compare: async (pairs, changed) => {
      const states = pairs.map(() => ({ incomplete: undefined as PairResult['incomplete'], paths: 0 }));
      for (let start = 0; start < pairs.length; ) {
        const steps = pairs
          .slice(start, start + atOnce)
          .map((pair, index) => ({ ...pair, pair: start + index, prefix: '' }));
        const before = readBytes;
        await compareSome(
          steps.filter((step) => step.before !== step.after),
          states,
          changed,
        );
        start += steps.length;
        const each = Math.max(1, (readBytes - before) / steps.length);
        atOnce = Math.round(Math.min(MOST_PAIRS, Math.max(FEWEST_PAIRS, BYTES_AT_ONCE / each)));
      }
      return states.map(({ incomplete }) => ({ incomplete }));
    },
    entriesAtBytes,
    entriesAt: (wanted) => entriesAtBytes(wanted.map(({ tree, path }) => ({ tree, path: pathBytes(path) }))),
  };
};

/** Root folders that are walked together. */
const ROOTS_AT_ONCE = 2048;

/**
 * Every folder below the roots, each once, as bytes whose hash was computed again; without bytes when it could not be had.
 * `seen` is told every file, link and submodule with the path at which its folder was met first, as bytes.
 */
export const readFolders = async function* (
  objects: ObjectReader,
  roots: readonly string[],
  seen: (path: string, entry: TreeEntry) => void,
): AsyncGenerator<readonly { readonly id: string; readonly bytes: Buffer | undefined }[]> {
  const idBytes = objects.format === 'sha1' ? 20 : 32;
  const met = new Set<string>();
  for (let start = 0; start < roots.length; start += ROOTS_AT_ONCE) {
    let level = new Map<string, string>();
    const meet = (into: Map<string, string>, id: string, prefix: string): void => {
      if (met.has(id)) return;
      met.add(id);
      into.set(id, prefix);
    };
    for (const root of roots.slice(start, start + ROOTS_AT_ONCE)) meet(level, root, '');
    while (level.size > 0) {
      const next = new Map<string, string>();
      for await (const batch of objects.read([...level.keys()], 'tree', MOST_TREE_BYTES))
        yield batch.map((object) => {
          const entries = object.ok ? parseTree(object.bytes, idBytes) : undefined;
          if (!entries || !object.ok) return { id: object.id, bytes: undefined };
          const prefix = level.get(object.id) ?? '';
          for (const entry of entries)
            if (isTree(entry)) meet(next, entry.id, `${prefix}${entry.name}/`);
            else seen(prefix + entry.name, entry);
          return { id: object.id, bytes: object.bytes };
        });
      level = next;
    }
  }
};
