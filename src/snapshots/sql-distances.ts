import type { ColumnDistance, OrRefusal } from './column-counts.ts';
import { eachApart } from './counting.ts';
import { distanceTally, inStep, type ValueCount } from './distance.ts';
import { numericTypes } from './footer.ts';
import { apartAggregates, apartWidth } from './sql-apart.ts';
import {
  checkCount,
  checkDoubles,
  exactExtremes,
  numberOfWire,
  type SqlColumn,
  type SqlTable,
  sqlColumn,
} from './sql-table.ts';

const ordered = async function* ({ rows, relation }: SqlTable, column: SqlColumn): AsyncGenerator<ValueCount> {
  const sql = `SELECT ${column.value}, count(*) FROM ${relation} WHERE ${column.finite} GROUP BY 1 ORDER BY 1`;
  for await (const [value, count] of rows(sql)) yield [numberOfWire(value), Number(count)];
};

const finiteOf = async (table: SqlTable, column: SqlColumn): Promise<number> => {
  const sql = [...apartAggregates(table, column), ...exactExtremes(table, column)].join(', ');
  const row = await table.row(`SELECT ${sql} FROM ${table.relation}`);
  const [rows, , finite] = row.slice(0, apartWidth).map(Number);
  checkCount(table, Number(rows));
  checkDoubles(column, row.slice(apartWidth));
  return Number(finite);
};

/** Exact distances: the database sorts both columns, and we walk through them at once. */
export const distances = (
  reference: SqlTable,
  current: SqlTable,
  columns: readonly string[],
): Promise<readonly OrRefusal<ColumnDistance>[]> =>
  eachApart(
    columns.map((name) => ({ name })),
    async ({ name }) => {
      const [before, after] = [sqlColumn(reference, name, numericTypes), sqlColumn(current, name, numericTypes)];
      const tally = distanceTally(name, await finiteOf(reference, before), await finiteOf(current, after));
      await inStep(ordered(reference, before), ordered(current, after), tally.add);
      return tally.distance();
    },
  );
