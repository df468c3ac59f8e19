import { createHash } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress } from 'node:zlib';
import { canonicalJson } from '../base/canonical-json.ts';
import { instantOf } from '../base/time.ts';
import type { GitPackHeader } from '../model/generated/git-pack.ts';
import { tipOf } from './branches.ts';
import { ancestorsOf, type CommitGraph, firstParentChain, readCommitGraph } from './commit-graph.ts';
import { contradictions } from './commit-graph-file.ts';
import { parseTag } from './commit-object.ts';
import { RepositoriesError } from './errors.ts';
import { frameHead, type PackType, packMagic, packTypes } from './git-pack-format.ts';
import type { OpenHistory } from './open-history.ts';
import { type ReleaseTag, readTags } from './tags.ts';
import { pathText, readFolders } from './trees.ts';

/** What is collected. Dates are days in UTC, the period half open. */
export interface PackRequest {
  readonly branch: string;
  readonly start: string;
  readonly end: string;
  /** Take every commit of the history, and not only those of the period. */
  readonly wholeHistory: boolean;
  /** Commits, full ids, that the pack begins early enough to hold: such as those that were evaluated. */
  readonly also: readonly string[];
  /** Largest file in bytes whose content is taken, by path: of cards, thresholds and the like. 0 leaves its id alone. */
  readonly fileBytes: (path: string) => number;
  readonly mostCommits: number;
  /** Told, for progress, what is being done. */
  readonly stage?: (words: string) => void;
}

/** A git pack, and what its collector should know. */
export interface CollectedPack {
  readonly header: GitPackHeader;
  readonly bytes: Uint8Array;
  /** Steps of the branch that are dated in the period. */
  readonly changes: number;
  /** What the auditing side will find against it: parents and folders that were not there to be taken. */
  readonly missing: readonly string[];
}

/** The shortest way from `from` to each of `targets` over parents: the commits on it that name the next. */
const waysTo = (graph: CommitGraph, from: number, targets: ReadonlySet<number>): readonly number[] => {
  const child = new Int32Array(graph.size).fill(-1);
  const seen = new Uint8Array(graph.size);
  const queue = [from];
  seen[from] = 1;
  let open = targets.size - (targets.has(from) ? 1 : 0);
  for (let next = 0; next < queue.length && open > 0; next++) {
    const at = queue[next] ?? -1;
    for (const parent of graph.parentsOf(at)) {
      if (parent < 0 || seen[parent] === 1) continue;
      seen[parent] = 1;
      child[parent] = at;
      if (targets.has(parent)) open--;
      queue.push(parent);
    }
  }
  const way = new Set<number>();
  for (const target of targets)
    for (let at = child[target] ?? -1; at >= 0 && !way.has(at); at = child[at] ?? -1) way.add(at);
  return [...way];
};

/** The position of the oldest step of the branch that holds a commit. */
const stepOf = (graph: CommitGraph, chain: readonly number[], commit: number): number => {
  let low = 0;
  let high = chain.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ancestorsOf(graph, chain[middle] ?? -1)[commit] === 1) high = middle;
    else low = middle + 1;
  }
  return low;
};

interface Selection {
  readonly boundary: number | undefined;
  /** Commits to take, in a certain order. */
  readonly commits: readonly number[];
  /** Commits whose folders are taken, oldest first. */
  readonly folders: readonly number[];
  readonly changes: number;
}

const select = (graph: CommitGraph, request: PackRequest, tags: readonly ReleaseTag[]): Selection => {
  const start = (instantOf(request.start) ?? Number.NaN) / 1000;
  const end = (instantOf(request.end) ?? Number.NaN) / 1000;
  const chain = firstParentChain(graph);
  const positions = new Map(chain.map((commit, position) => [commit, position]));
  const inside = (seconds: number): boolean => seconds >= start && seconds < end;
  const also = request.also.map((id) => {
    const commit = graph.find(id);
    if (commit < 0)
      throw new RepositoriesError(
        'unreadable',
        `${id} is no commit that ${request.branch} reaches; expected a full commit id`,
      );
    return commit;
  });
  // The oldest step that is not surely older than the period: a backdated one behind it belongs to the period's story.
  const found = chain.findIndex((commit) => !(graph.secondsOf(commit) < start));
  const first = Math.min(found < 0 ? chain.length : found, ...also.map((commit) => stepOf(graph, chain, commit)));
  const boundary = first === 0 ? undefined : chain[first - 1];
  const changes = chain.filter((commit) => inside(graph.secondsOf(commit))).length;

  // The releases of the period, and the one before, name commits whose folders are compared.
  const onBranch = tags.flatMap((tag) => {
    const commit = graph.find(tag.commit);
    const position = positions.get(commit);
    return position === undefined ? [] : [{ commit, position, seconds: tag.seconds ?? graph.secondsOf(commit) }];
  });
  const released = onBranch.filter((tag) => inside(tag.seconds)).map((tag) => tag.position);
  const oldest = released.reduce((a, b) => Math.min(a, b), chain.length);
  const before = onBranch.reduce((most, { position }) => (position < oldest && position > most ? position : most), -1);
  const extra = new Set(
    onBranch.filter(({ position }) => released.length > 0 && position >= before).map(({ commit }) => commit),
  );

  const behind = boundary === undefined ? new Uint8Array(graph.size) : ancestorsOf(graph, boundary);
  const newer: number[] = [];
  const seen = new Uint8Array(graph.size);
  const targets = new Set([...extra].filter((commit) => behind[commit] === 1));
  const stack = [graph.tip];
  seen[graph.tip] = 1;
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (behind[at] === 1) {
      targets.add(at);
      continue;
    }
    newer.push(at);
    for (const parent of graph.parentsOf(at))
      if (parent >= 0 && seen[parent] === 0) {
        seen[parent] = 1;
        stack.push(parent);
      }
  }
  const inOrder = (commits: readonly number[]): readonly number[] =>
    [...new Set(commits)].sort(
      (a, b) => (graph.secondsOf(a) || 0) - (graph.secondsOf(b) || 0) || (graph.idOf(a) < graph.idOf(b) ? -1 : 1),
    );
  const older =
    boundary === undefined
      ? []
      : request.wholeHistory
        ? [...behind.keys()].filter((commit) => behind[commit] === 1)
        : [boundary, ...waysTo(graph, boundary, targets), ...[...extra].filter((commit) => behind[commit] === 1)];
  return {
    boundary,
    commits: inOrder([...older, ...newer]),
    folders: inOrder([...(boundary === undefined ? [] : [boundary]), ...extra, ...newer]),
    changes,
  };
};

/** Tag objects on the way from references to the commits that are taken. */
const tagObjects = async (
  history: OpenHistory,
  tags: readonly ReleaseTag[],
  taken: (id: string) => boolean,
): Promise<readonly string[]> => {
  const objects = new Set<string>();
  let open = tags.filter((tag) => taken(tag.commit)).map((tag) => history.refs.get(`refs/tags/${tag.name}`) ?? '');
  while (open.length > 0) {
    const next: string[] = [];
    for await (const answer of history.objects.read([...new Set(open)].sort(), undefined, packTypes.tag.most))
      for (const object of answer)
        if (object.ok && object.type === 'tag' && !objects.has(object.id)) {
          objects.add(object.id);
          next.push(parseTag(object.bytes)?.object ?? '');
        }
    open = next.filter((id) => id !== '');
  }
  return [...objects].sort();
};

/** Bytes that are put into the stream at once. */
const CHUNK = 1024 * 1024;

/**
 * Collects a git pack: the commits of the period and what proves that none was left out, the tags on them, their folders, and the
 * files that are asked for. Same history and request, same bytes, however the objects are stored.
 */
export const collectPack = async (history: OpenHistory, request: PackRequest): Promise<CollectedPack> => {
  const { stage = () => undefined } = request;
  stage('reading the commits');
  const tip = tipOf(history, request.branch);
  const graph = await readCommitGraph(history, tip, request.mostCommits);
  const allTags = await readTags(history);
  const selection = select(graph, request, allTags);
  const ids = new Set(selection.commits.map(graph.idOf));
  const counts: Record<PackType, number> = { commit: 0, tag: 0, tree: 0, blob: 0 };
  const missing: string[] = graph.missingParents.map((id) => `the parent ${id}`);
  const digest = createHash('sha256');
  let bytes = 0;

  const frames = async function* (): AsyncGenerator<Buffer> {
    let parts: Buffer[] = [];
    let size = 0;
    const add = (type: PackType, content: Buffer): void => {
      counts[type]++;
      for (const part of [frameHead(type, content.length), content]) {
        digest.update(part);
        parts.push(part);
        size += part.length;
        bytes += part.length;
      }
    };
    const flush = (): Buffer => {
      const chunk = Buffer.concat(parts);
      parts = [];
      size = 0;
      return chunk;
    };
    const addAll = async function* (
      type: PackType,
      wanted: readonly string[],
      most: number = packTypes[type].most,
    ): AsyncGenerator<Buffer> {
      for await (const answer of history.objects.read(wanted, type, most))
        for (const object of answer) {
          if (!object.ok) {
            if (type !== 'blob') missing.push(`the ${type} ${object.id}`);
            continue;
          }
          add(type, object.bytes);
          if (size > CHUNK) yield flush();
        }
    };
    yield* addAll('commit', [...ids]);
    yield* addAll('tag', await tagObjects(history, allTags, (id) => ids.has(id)));
    stage('reading the folders');
    const files = new Map<string, number>();
    const roots = selection.folders.map(graph.treeOf);
    for await (const folders of readFolders(history.objects, roots, (path, entry) => {
      const most = /^(?:100|120)/.test(entry.mode)
        ? Math.min(request.fileBytes(pathText(path)), packTypes.blob.most)
        : 0;
      if (most > (files.get(entry.id) ?? 0)) files.set(entry.id, most);
    })) {
      for (const folder of folders) {
        if (folder.bytes) add('tree', folder.bytes);
        else missing.push(`the folder ${folder.id}`);
      }
      yield flush();
    }
    for (const most of [...new Set(files.values())].sort((a, b) => a - b))
      yield* addAll(
        'blob',
        [...files].flatMap(([id, bytes]) => (bytes === most ? [id] : [])),
        most,
      );
    if (size > 0) yield flush();
  };
  const packed: Buffer[] = [];
  await pipeline(
    Readable.from(frames(), { objectMode: true, highWaterMark: 2 }),
    createBrotliCompress({
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 24 },
    }),
    new Writable({
      write: (chunk: Buffer, _, done) => {
        packed.push(chunk);
        done();
      },
    }),
  );
  const { replaced, grafts, cutOff, partial, commitGraph } = history.surroundings;
  const header: GitPackHeader = {
    version: 1,
    objectFormat: history.format,
    branch: request.branch,
    tip,
    period: { start: request.start, end: request.end },
    ...(selection.boundary === undefined ? {} : { boundary: graph.idOf(selection.boundary) }),
    wholeHistory: request.wholeHistory || selection.boundary === undefined,
    tags: [...history.refs]
      .flatMap(([ref, id]) => (ref.startsWith('refs/tags/') ? [{ name: ref.slice('refs/tags/'.length), id }] : []))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    surroundings: {
      replaced: [...replaced].sort(),
      grafts,
      cutOff,
      partial,
      contradicted: contradictions(graph, commitGraph),
    },
    counts,
    body: { bytes, sha256: digest.digest('hex') },
  };
  return {
    header,
    bytes: Buffer.concat([Buffer.from(`${packMagic}${canonicalJson(header)}\n`), ...packed]),
    changes: selection.changes,
    missing,
  };
};
