import type { SnapshotColumn } from './engine.ts';
import type { WorkerSettings } from './serve.ts';
import type { SnapshotSource } from './source.ts';

/** A snapshot as Parquet. `columns` says what the columns are when their footers do not: those of a text file. */
interface AsParquet {
  readonly source: SnapshotSource;
  readonly columns: readonly SnapshotColumn[] | undefined;
}

/** The snapshot itself when it is Parquet, and a private copy of a text file otherwise. `id` keeps copies apart. */
export const asParquet = async (
  source: SnapshotSource,
  { limits, folder }: WorkerSettings,
  id: number,
): Promise<AsParquet> => {
  const { format, parts } = source;
  if (format === 'parquet') return { source, columns: undefined };
  const { convertText } = await import('./text-snapshot.ts');
  return convertText({ format, parts }, folder, id, limits.columns);
};
