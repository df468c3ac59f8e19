import { closeSync, openSync } from 'node:fs';
import parquetjs from 'parquetjs-lite';
import { plainText } from '../base/plain-text.ts';
import type { Footer } from './footer.ts';
import { refuseByFooter, refuseByPages } from './parquetjs-lite-pages.ts';
import { libraryWords, SnapshotError } from './snapshot-error.ts';

/** Whether parquetjs-lite must not be asked: what it would read wrongly or not at all is another library's. */
const isForeign = (thrown: unknown): boolean =>
  thrown instanceof SnapshotError && thrown.code === 'unsupported-encoding';

/** Whether the footer alone says that parquetjs-lite does not read the file rightly. */
export const isForeignFile = (footer: Footer): boolean => {
  try {
    refuseByFooter(footer);
    return false;
  } catch (thrown) {
    if (isForeign(thrown)) return true;
    throw thrown;
  }
};

/**
 * The values of a column of one file, a row group at a time, as parquetjs-lite gives them: null where there is none, text for what came
 * through a dictionary. Undefined for a row group that it would not read rightly.
 */
export const liteChunks = async function* (
  file: string,
  footer: Footer,
  name: string,
  memoryBytes: number,
): AsyncGenerator<readonly unknown[] | undefined> {
  const pageBytes = memoryBytes / 8;
  const element = footer.elements.find((entry) => entry.name === name);
  const optional = element?.repetition_type === 'OPTIONAL';
  // parquetjs-lite reads this much from the start of a dictionary, cut at the end of the file.
  const longest = Math.max(
    ...footer.rowGroups
      .flatMap(({ chunks }) => chunks)
      .map((chunk) => Number(chunk.data_page_offset) - Number(chunk.dictionary_page_offset ?? chunk.data_page_offset)),
    1,
  );
  const descriptor = openSync(file, 'r');
  const reader = await parquetjs.ParquetReader.openFile(file, {
    rawStatistics: true,
    default_dictionary_size: longest,
  });
  try {
    for (const [index, { rows, chunks }] of footer.rowGroups.entries()) {
      const place = chunks.findIndex(({ path_in_schema: path }) => path.length === 1 && path[0] === name);
      const [chunk, theirs] = [chunks[place], reader.metadata.row_groups[index]?.columns[place]];
      if (!chunk || theirs?.meta_data.path_in_schema[0] !== name)
        throw new SnapshotError('unreadable', `column ${plainText(name)} is missing in row group ${index}`);
      try {
        refuseByPages(descriptor, chunk, { rows, optional, fileBytes: footer.bytes, pageBytes });
      } catch (thrown) {
        if (!isForeign(thrown)) throw thrown;
        yield undefined;
        continue;
      }
      const { values, dlevels, count } = await reader.envelopeReader.readColumnChunk(reader.schema, theirs, {
        rawStatistics: true,
      });
      const held = optional ? dlevels.reduce((sum, level) => sum + (level === 1 ? 1 : 0), 0) : rows;
      if (count !== rows || values.length !== held)
        throw new SnapshotError('unreadable', `column ${plainText(name)}: the pages hold other values than they say`);
      let next = 0;
      yield optional ? dlevels.map((level) => (level === 1 ? values[next++] : null)) : values;
    }
  } catch (thrown) {
    if (thrown instanceof SnapshotError) throw thrown;
    throw new SnapshotError('unreadable', `parquetjs-lite, column ${plainText(name)}: ${libraryWords(thrown)}`, {
      cause: thrown,
    });
  } finally {
    closeSync(descriptor);
    await reader.close();
  }
};
