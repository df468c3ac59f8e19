import { type Counted, isRefusal, type OrRefusal } from '../../snapshots/column-counts.ts';
import { SnapshotError } from '../../snapshots/snapshot-error.ts';

/** A request that an engine answered. `slices` has the answer in each slice that was counted, by the slice's value. */
export interface Answer<Request, Counts> {
  readonly request: Request;
  readonly counts: Counts;
  readonly slices: ReadonlyMap<string | null, Counts>;
}

/**
 * The requests that an engine answered, with their answers; what it refused goes to the failures, in its words. A failure of the whole
 * snapshot is one of every column that was asked.
 */
export const answered = async <Request extends { readonly name: string }, Counts extends { readonly name: string }>(
  requests: readonly Request[],
  failures: Map<string, string>,
  act: (requests: readonly Request[]) => Promise<Counted<Counts>>,
): Promise<readonly Answer<Request, Counts>[]> => {
  if (requests.length === 0) return [];
  try {
    const { columns, slices } = await act(requests);
    return requests.flatMap((request, index) => {
      const counts = columns[index] as OrRefusal<Counts>;
      if (isRefusal(counts)) {
        failures.set(request.name, counts.message);
        return [];
      }
      const inSlices = slices.flatMap((slice) => {
        const own = slice.columns[index] as OrRefusal<Counts>;
        return isRefusal(own) ? [] : [[slice.value, own] as const];
      });
      return [{ request, counts, slices: new Map(inSlices) }];
    });
  } catch (thrown) {
    if (!(thrown instanceof SnapshotError)) throw thrown;
    for (const { name } of requests) failures.set(name, thrown.message);
    return [];
  }
};

/** Answers of a call that counts no slices, as one that does. */
export const unsliced = async <Counts>(columns: Promise<readonly OrRefusal<Counts>[]>): Promise<Counted<Counts>> => ({
  columns: await columns,
  slices: [],
});
