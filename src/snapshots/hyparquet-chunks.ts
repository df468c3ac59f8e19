import type { AsyncBuffer, FileMetaData } from 'hyparquet';
import { plainText } from '../base/plain-text.ts';
import { type Footer, withFile } from './footer.ts';
import { libraryWords, SnapshotError } from './snapshot-error.ts';

/** The metadata without what the columns mean: hyparquet then gives what is stored, and we make exact values of it. */
const withoutMeaning = (metadata: FileMetaData, name: string): FileMetaData => ({
  ...metadata,
  schema: metadata.schema.map((element, index) => {
    if (index === 0 || element.name !== name || (element.num_children ?? 0) > 0) return element;
    const { converted_type: _converted, logical_type: _logical, ...stored } = element;
    return stored;
  }),
});

/**
 * The values of a column in one row group, as hyparquet reads them: null where there is none, bytes and integers as they are stored, INT96
 * as nanoseconds since 1970.
 */
export const hyparquetChunk = async (
  file: string,
  { metadata, rowGroups }: Footer,
  name: string,
  group: number,
): Promise<readonly unknown[]> => {
  const [{ parquetRead }, { compressors }] = await Promise.all([import('hyparquet'), import('hyparquet-compressors')]);
  const rowStart = rowGroups.slice(0, group).reduce((sum, { rows: before }) => sum + before, 0);
  const rows = rowGroups[group]?.rows ?? 0;
  const values: unknown[] = [];
  const read = async (buffer: AsyncBuffer): Promise<void> => {
    await parquetRead({
      file: buffer,
      metadata: withoutMeaning(metadata, name),
      columns: [name],
      rowStart,
      rowEnd: rowStart + rows,
      compressors,
      utf8: false,
      geoparquet: false,
      parsers: { timestampFromNanoseconds: (nanoseconds) => nanoseconds },
      onChunk: ({ columnData, rowStart: from }) => {
        for (let index = 0; index < columnData.length; index += 1) values[from - rowStart + index] = columnData[index];
      },
    });
    // The chunks come by promises that nobody waits for: they are there one turn later.
    await new Promise((done) => setImmediate(done));
  };
  try {
    if (rows > 0) await withFile(file, read);
  } catch (thrown) {
    if (thrown instanceof SnapshotError) throw thrown;
    throw new SnapshotError('unreadable', `hyparquet, column ${plainText(name)}: ${libraryWords(thrown)}`, {
      cause: thrown,
    });
  }
  if (values.length !== rows)
    throw new SnapshotError(
      'unreadable',
      `column ${plainText(name)}: its pages hold ${values.length} rows, its row group ${rows}`,
    );
  return values;
};
