import type { OrRefusal } from './column-counts.ts';
import { asRefusal } from './counting.ts';
import { batches, type Column, columnOf, columnsPerQuery, type OpenSnapshot } from './duckdb-snapshot.ts';
import type { ColumnType } from './engine.ts';
import { SnapshotError } from './snapshot-error.ts';

/** A column beside what is asked of it. */
export interface Asked<Request> {
  readonly request: Request;
  readonly column: Column;
}

/**
 * Answers requests in batches of one query each. What a batch refuses is asked again one by one: a column that cannot be read must not
 * cost the others.
 */
export const inBatches = async <Request extends { readonly name: string }, Counts>(
  open: OpenSnapshot,
  requests: readonly Request[],
  types: readonly ColumnType[],
  act: (batch: readonly Asked<Request>[]) => Promise<readonly Counts[]>,
  size = columnsPerQuery,
): Promise<readonly OrRefusal<Counts>[]> => {
  const found = new Map<Request, OrRefusal<Counts>>();
  const asked: Asked<Request>[] = [];
  for (const request of requests)
    try {
      asked.push({ request, column: columnOf(open, request.name, types) });
    } catch (thrown) {
      found.set(request, asRefusal(request.name, thrown));
    }
  const answer = async (batch: readonly Asked<Request>[]): Promise<void> => {
    try {
      const counts = await act(batch);
      batch.forEach(({ request }, index) => {
        found.set(request, counts[index] as Counts);
      });
    } catch (thrown) {
      const [first] = batch;
      if (first && batch.length === 1) found.set(first.request, asRefusal(first.request.name, thrown));
      else if (thrown instanceof SnapshotError && thrown.code !== 'limit')
        for (const each of batch) await answer([each]);
      else throw thrown;
    }
  };
  for (const batch of batches(asked, size)) await answer(batch);
  return requests.map((request) => found.get(request) as OrRefusal<Counts>);
};
