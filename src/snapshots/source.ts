import { sha256 } from '../base/digest.ts';
import { plainText } from '../base/plain-text.ts';
import { globMatcher, globRoot } from '../files/glob.ts';
import type { TreeFile } from '../files/tree.ts';
import { SnapshotError } from './snapshot-error.ts';

/** The formats of snapshots, and how their files are called. CSV is comma-separated with a header; JSON lines is an object a line. */
const snapshotFormats = {
  parquet: ['.parquet', '.parq'],
  csv: ['.csv'],
  'json-lines': ['.jsonl', '.ndjson'],
} as const satisfies Record<string, readonly string[]>;

export type SnapshotFormat = keyof typeof snapshotFormats;

/** Values of the partition columns that a file's folders name (`region=EU/part-0.parquet`); null for Hive's default partition. */
type Partitions = Readonly<Record<string, string | null>>;

/** One file of a snapshot. `name` is what messages call it; `path` is where it lies on this machine, and is in no message. */
export interface SnapshotPart {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly partitions: Partitions;
}

/**
 * The files that together are one snapshot, sorted by name. How a snapshot is cut into files changes no count, but for the partition
 * columns, which are columns like any other: strings.
 */
export interface SnapshotSource {
  readonly format: SnapshotFormat;
  readonly parts: readonly SnapshotPart[];
}

/** A file that belongs to a snapshot, before anybody looked where it lies. */
export interface FoundPart {
  readonly path: string;
  readonly size: number;
  readonly partitions: Partitions;
}

const formatOf = (path: string): SnapshotFormat | undefined =>
  (Object.keys(snapshotFormats) as readonly SnapshotFormat[]).find((format) =>
    snapshotFormats[format].some((ending) => path.toLowerCase().endsWith(ending)),
  );

/** Hive writes what a folder name cannot hold as `%XX`, and null as a word of its own. */
const partitionValue = (written: string): string | null => {
  if (written === '__HIVE_DEFAULT_PARTITION__') return null;
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
};

const partitionsOf = (path: string, root: string): Partitions =>
  Object.fromEntries(
    path
      .slice(root.length)
      .split('/')
      .slice(0, -1)
      .flatMap((folder) => {
        const at = folder.indexOf('=');
        return at > 0 ? [[String(partitionValue(folder.slice(0, at))), partitionValue(folder.slice(at + 1))]] : [];
      }),
  );

/** Markers and indexes that Spark and Hive lay beside the data: `_SUCCESS`, `_metadata`, `.part.crc`. */
const isMarker = (path: string, root: string): boolean =>
  path
    .slice(root.length)
    .split('/')
    .some((name) => /^[._]/.test(name));

const matching = (files: readonly TreeFile[], pattern: string): readonly FoundPart[] => {
  const file = files.find(({ path }) => path === pattern);
  if (file) return [{ ...file, partitions: {} }];
  const folder = pattern === '.' ? '' : `${pattern.replace(/\/+$/, '')}/`;
  const inFolder = files.filter(({ path }) => path.startsWith(folder) && !isMarker(path, folder));
  const [root, found] =
    inFolder.length > 0
      ? [folder, inFolder.filter(({ path }) => formatOf(path) !== undefined)]
      : [globRoot(pattern) ?? '', files.filter(({ path }) => globMatcher([pattern])(path))];
  return found.map((entry) => ({ ...entry, partitions: partitionsOf(entry.path, root) }));
};

/**
 * Finds the files of a snapshot among those of an evidence folder. Each pattern is a file, a folder with all files of the three formats
 * below it, or a glob; below the folder, and behind the fixed part of the glob, `name=value` folders are partition columns. A file
 * that is named by itself is Parquet unless its ending says otherwise. Throws `no-files` when a pattern finds nothing and `mixed`
 * for files of several formats or partition columns.
 */
export const findSnapshot = (
  files: readonly TreeFile[],
  patterns: readonly string[],
): { readonly format: SnapshotFormat; readonly parts: readonly FoundPart[] } => {
  const parts = new Map<string, FoundPart>();
  for (const pattern of patterns) {
    const found = matching(files, pattern);
    if (found.length === 0) throw new SnapshotError('no-files', `no such file: ${plainText(pattern)}`);
    for (const part of found) parts.set(part.path, parts.get(part.path) ?? part);
  }
  const sorted = [...parts.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  const [first] = sorted;
  if (!first) throw new SnapshotError('no-files', 'no file is named');
  const format = formatOf(first.path) ?? 'parquet';
  const columns = ({ partitions }: FoundPart): string => Object.keys(partitions).sort().join(', ');
  for (const part of sorted) {
    const other = formatOf(part.path) ?? 'parquet';
    if (other !== format)
      throw new SnapshotError(
        'mixed',
        `${plainText(first.path)} is ${format}, ${plainText(part.path)} is ${other}; expected one format`,
      );
    if (columns(part) !== columns(first))
      throw new SnapshotError(
        'mixed',
        `${plainText(first.path)} has the partition columns "${plainText(columns(first))}", ${plainText(part.path)} "${plainText(columns(part))}"`,
      );
  }
  return { format, parts: sorted };
};

/** Where a file lies, and what its bytes are: what `ReaderContext.use` tells of a file that it records as evidence. */
export interface UsedFile {
  readonly localPath: string;
  readonly sha256: string;
  readonly size: number;
}

/** One file of this machine as a snapshot. Its format follows from its name. */
export const singleFile = (name: string, { localPath, size, sha256: digest }: UsedFile): SnapshotSource => ({
  format: formatOf(name) ?? 'parquet',
  parts: [{ name, path: localPath, bytes: size, sha256: digest, partitions: {} }],
});

/** The snapshot that patterns name, as `findSnapshot` finds it; `use` is asked once for each file, in their order. */
export const openSource = async (
  files: readonly TreeFile[],
  patterns: readonly string[],
  use: (path: string) => Promise<UsedFile>,
): Promise<SnapshotSource> => {
  const { format, parts } = findSnapshot(files, patterns);
  const opened: SnapshotPart[] = [];
  for (const { path, partitions } of parts) {
    const { localPath, size, sha256: digest } = await use(path);
    opened.push({ name: path, path: localPath, bytes: size, sha256: digest, partitions });
  }
  return { format, parts: opened };
};

/**
 * One SHA-256 for a whole snapshot: that of its file, or, of several or partitioned ones, that of a line for each, sorted: its digest,
 * two spaces, its partitions as JSON. Names of files do not enter.
 */
export const snapshotDigest = ({ parts }: SnapshotSource): string => {
  const [first, ...others] = parts;
  if (first && others.length === 0 && Object.keys(first.partitions).length === 0) return first.sha256;
  const line = ({ sha256: digest, partitions }: SnapshotPart): string =>
    `${digest}  ${JSON.stringify(Object.entries(partitions).sort(([a], [b]) => (a < b ? -1 : 1)))}\n`;
  return sha256(parts.map(line).sort().join(''));
};
