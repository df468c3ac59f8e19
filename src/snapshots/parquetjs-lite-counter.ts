import { isUtf8 } from 'node:buffer';
import { closeSync, openSync } from 'node:fs';
import parquetjs from 'parquetjs-lite';
import { plainText } from '../base/plain-text.ts';
import {
  beyondDoubles,
  type CellValue,
  categoriesOf,
  histogramOf,
  type NumericValues,
  summarizeValues,
} from './counting.ts';
import { type ColumnType, libraryWords, SnapshotError } from './engine.ts';
import { categoricalTypes, columnIndex, type Footer, numericTypes, readFooter, schemaOf } from './footer.ts';
import { refuseByFooter, refuseByPages } from './parquetjs-lite-pages.ts';
import type { Counter, WorkerSettings } from './serve.ts';

/** The values of one chunk, nulls left out. */
type Chunks = AsyncGenerator<readonly unknown[]>;

const chunksOf = async function* (file: string, footer: Footer, name: string, memoryBytes: number): Chunks {
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
      refuseByPages(descriptor, chunk, { rows, optional, fileBytes: footer.bytes, pageBytes });
      const { values, dlevels, count } = await reader.envelopeReader.readColumnChunk(reader.schema, theirs, {
        rawStatistics: true,
      });
      const held = optional ? dlevels.reduce((sum, level) => sum + (level === 1 ? 1 : 0), 0) : rows;
      if (count !== rows || values.length !== held)
        throw new SnapshotError('unreadable', `column ${plainText(name)}: the pages hold other values than they say`);
      yield values;
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

/** Values that came through a dictionary are text, whatever the column holds. */
const integerOf = (value: unknown): number | bigint => {
  if (typeof value === 'number') return value;
  const exact = BigInt(value as bigint | string);
  const double = Number(exact);
  return Math.abs(double) <= 2 ** 53 && BigInt(double) === exact ? double : exact;
};

const textOf = (value: unknown, name: string): string => {
  // A replacement character may stand for any bytes: two texts could have become one.
  const unclear = typeof value === 'string' ? value.includes('\uFFFD') : !isUtf8(value as Buffer);
  if (unclear) throw new SnapshotError('unreadable', `column ${plainText(name)} holds text that is not UTF-8`);
  return String(value);
};

const numbersOf = async (file: string, footer: Footer, name: string, memoryBytes: number): Promise<NumericValues> => {
  const type = footer.columns[columnIndex(footer, name, numericTypes)]?.type;
  if (footer.rows * 16 > memoryBytes)
    throw new SnapshotError('limit', `${footer.rows} rows need more memory than allowed; the engine duckdb needs less`);
  const values = new Float64Array(footer.rows);
  let held = 0;
  for await (const chunk of chunksOf(file, footer, name, memoryBytes))
    for (const value of chunk) {
      const number = type === 'integer' ? integerOf(value) : Number(value);
      if (typeof number === 'bigint') throw beyondDoubles(name);
      values[held] = number;
      held += 1;
    }
  return { name, rows: footer.rows, values: values.subarray(0, held) };
};

const cellOf = {
  number: (value) => Number(value) + 0,
  integer: integerOf,
  boolean: (value) => Boolean(value),
  string: textOf,
  other: () => '',
} as const satisfies Record<ColumnType, (value: unknown, name: string) => CellValue>;

const countsOf = async (
  file: string,
  footer: Footer,
  name: string,
  memoryBytes: number,
): Promise<ReadonlyMap<CellValue | null, number>> => {
  const type = footer.columns[columnIndex(footer, name, categoricalTypes)]?.type ?? 'other';
  const counts = new Map<CellValue | null, number>();
  let held = 0;
  for await (const chunk of chunksOf(file, footer, name, memoryBytes))
    for (const value of chunk) {
      const cell = cellOf[type](value, name);
      counts.set(cell, (counts.get(cell) ?? 0) + 1);
      held += 1;
    }
  return counts.set(null, footer.rows - held);
};

const inTurn = async <In, Out>(items: readonly In[], act: (item: In) => Promise<Out>): Promise<readonly Out[]> => {
  const found: Out[] = [];
  for (const item of items) found.push(await act(item));
  return found;
};

/** Counts with parquetjs-lite, in this process: only the worker calls it. Holds one column of one file at a time. */
export const parquetjsLiteCounter = ({ limits }: WorkerSettings): Counter => {
  const footerOf = async (file: string): Promise<Footer> => {
    const footer = await readFooter(file, limits.columns);
    refuseByFooter(footer);
    return footer;
  };
  return {
    schema: async (file) => schemaOf(await footerOf(file)),
    summarize: async (file, names, parts, distinctLimit) => {
      const footer = await footerOf(file);
      return inTurn(names, async (name) =>
        summarizeValues(await numbersOf(file, footer, name, limits.engineMemoryBytes), parts, distinctLimit),
      );
    },
    histogram: async (file, requests) => {
      const footer = await footerOf(file);
      return inTurn(requests, async (request) =>
        histogramOf(await numbersOf(file, footer, request.name, limits.engineMemoryBytes), request),
      );
    },
    categories: async (file, requests, limit) => {
      const footer = await footerOf(file);
      return inTurn(requests, async (request) => {
        const counts = await countsOf(file, footer, request.name, limits.engineMemoryBytes);
        return categoriesOf({ name: request.name, rows: footer.rows, counts }, request, limit);
      });
    },
  };
};
