import { posix } from 'node:path';
import { plainText } from '../../base/plain-text.ts';
import { FilesError } from '../../files/tree.ts';
import type { SnapshotFile } from '../../model/generated/drift-run.ts';
import type { SnapshotSchema } from '../../snapshots/engine.ts';
import { SnapshotError } from '../../snapshots/snapshot-error.ts';
import { openSource, type SnapshotSource, snapshotDigest } from '../../snapshots/source.ts';
import type { ReaderContext } from '../reader.ts';
import { place, type SheetDraft } from '../sheet-draft.ts';
import type { RunFile } from './run-file.ts';

const sides = ['reference', 'current'] as const;
export type Side = (typeof sides)[number];

/** One snapshot of a run: what is known of it, and why it cannot be measured when it cannot. */
export interface Snapshot {
  readonly path: string | undefined;
  readonly sha256: string | undefined;
  readonly rows: SnapshotSource | undefined;
  readonly schema: SnapshotSchema | undefined;
  readonly obstacle: string | undefined;
}

/** A path of the run file as a path in the evidence folder; undefined when it leaves the folder. */
export const inTree = (runFile: string, path: string): string | undefined => {
  const joined = posix.normalize(posix.join(posix.dirname(runFile), path));
  const leaves = joined === '..' || joined.startsWith('../') || posix.isAbsolute(path);
  return leaves || /[\\\0]|^[A-Za-z]:/.test(path) ? undefined : joined;
};

const unusable: Snapshot = {
  path: undefined,
  sha256: undefined,
  rows: undefined,
  schema: undefined,
  obstacle: undefined,
};

/** What the tree threw, without the place of the evidence folder: the same evidence elsewhere gives the same facts. */
const inFolder = ({ code, message }: FilesError, path: string, { tree }: ReaderContext): string =>
  code === 'missing-file'
    ? `no such file: ${plainText(path)}`
    : message.replaceAll(plainText(tree.name), 'the evidence folder');

/** The files of a snapshot: one, those of a folder, or those that a glob matches. Throws FilesError when the path names none. */
const sourceAt = async (path: string, { tree, use }: ReaderContext): Promise<SnapshotSource> =>
  openSource(tree.files, [path], async (file) => {
    const { localPath = '', ...used } = await use(file);
    return { localPath, ...used };
  }).catch(async (thrown: unknown) => {
    // The tree knows better why a file is not there: a link that leads elsewhere, say.
    if (thrown instanceof SnapshotError && thrown.code === 'no-files') await use(path);
    throw thrown;
  });

/** Opens one snapshot: digest, rows and columns become facts; what is wrong with it becomes a problem and the obstacle. */
export const openSnapshot = async (
  side: Side,
  { run, at }: RunFile,
  runPath: string,
  context: ReaderContext,
  draft: SheetDraft,
): Promise<Snapshot> => {
  const written: SnapshotFile = run[side];
  const source = at(`/${side}/path`);
  const path = inTree(runPath, written.path);
  const fail = (known: Partial<Snapshot>, code: string, message: string): Snapshot => {
    const [file = runPath, ...others] = known.rows?.parts.map(({ name }) => name) ?? [];
    const own = others.length === 0 && file !== runPath;
    draft.problem(code, `${side} snapshot: ${message}`, own ? file : runPath, own ? undefined : source.line);
    const obstacle = `the ${side} snapshot cannot be measured: ${message} (${place(source)})`;
    for (const fact of [`${side}Path`, `${side}Sha256`, `${side}Rows`]) draft.lack(fact, obstacle);
    return { ...unusable, ...known, obstacle };
  };
  if (path === undefined) return fail({}, 'outside', `the path ${plainText(written.path)} leaves the evidence folder`);
  draft.set(`${side}Path`, path, source);
  try {
    const rows = await sourceAt(path, context);
    const sha256 = snapshotDigest(rows);
    const [one, ...others] = rows.parts.map(({ name }) => name);
    const file = one === undefined || others.length > 0 ? source : { file: one };
    draft.set(`${side}Sha256`, sha256, file);
    const known = { path, sha256, rows };
    if (rows.parts.some((part) => part.path === ''))
      return fail(known, 'no-local-path', 'it lies in memory only; the snapshot engines read files on disk');
    try {
      const schema = await context.engine.schema(rows);
      draft.set(`${side}Rows`, schema.rows, file);
      if (schema.rows === 0) draft.problem('empty-snapshot', `${side} snapshot: no rows`, file.file, file.line);
      return { ...known, schema, obstacle: undefined };
    } catch (thrown) {
      if (thrown instanceof SnapshotError) return fail(known, thrown.code, thrown.message);
      throw thrown;
    }
  } catch (thrown) {
    if (thrown instanceof FilesError) return fail({}, thrown.code, inFolder(thrown, path, context));
    if (thrown instanceof SnapshotError) return fail({}, thrown.code, thrown.message);
    throw thrown;
  }
};

/** Whether the declared digests hold: a fact only when both are declared and could be held against a file, or when one differs. */
export const compareDigests = ({ run, at }: RunFile, snapshots: Record<Side, Snapshot>, draft: SheetDraft): void => {
  const declared = sides.filter((side) => run[side].sha256 !== undefined);
  const differing = declared.find(
    (side) => snapshots[side].sha256 !== undefined && snapshots[side].sha256 !== run[side].sha256?.toLowerCase(),
  );
  if (differing) draft.set('digestsMatch', false, at(`/${differing}/sha256`));
  else if (declared.length === 0) draft.lack('digestsMatch', 'the run file declares no digest');
  else if (declared.length < sides.length)
    draft.lack(
      'digestsMatch',
      `the run file declares no digest of the ${declared[0] === 'reference' ? 'current' : 'reference'} snapshot`,
    );
  else if (declared.some((side) => snapshots[side].sha256 === undefined))
    draft.lack('digestsMatch', 'a snapshot with a declared digest could not be read');
  else draft.set('digestsMatch', true, at(`/${declared[0] ?? 'reference'}`));
};

/** Holds the columns of the two snapshots against each other. */
export const compareSchemas = ({ reference, current }: Record<Side, Snapshot>, draft: SheetDraft): void => {
  const [before, after] = [reference.schema, current.schema];
  const obstacle = reference.obstacle ?? current.obstacle;
  if (!before || !after) {
    for (const fact of ['schemaMatches', 'missingColumns', 'extraColumns', 'changedTypes'])
      draft.lack(fact, obstacle ?? 'not read');
    return;
  }
  const now = new Map(after.columns.map((column) => [column.name, column]));
  const known = new Set(before.columns.map(({ name }) => name));
  const missing = before.columns.filter(({ name }) => !now.has(name)).map(({ name }) => name);
  const extra = after.columns.filter(({ name }) => !known.has(name)).map(({ name }) => name);
  const changed = before.columns.flatMap((column) => {
    const other = now.get(column.name);
    const same =
      !other || (other.type === column.type && (column.type !== 'other' || other.physical === column.physical));
    return same
      ? []
      : [`${column.name}: ${column.physical} in the reference, ${other.physical} in the current snapshot`];
  });
  const source = current.path === undefined ? undefined : { file: current.path };
  draft.set('schemaMatches', missing.length + extra.length + changed.length === 0, source);
  draft.set('missingColumns', missing, source);
  draft.set('extraColumns', extra, source);
  draft.set('changedTypes', changed, source);
};
