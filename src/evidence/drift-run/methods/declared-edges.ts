import type { DriftMethod } from './method.ts';
import { ownMethod } from './ref-quantile.ts';

const own = ownMethod('psi/declared-edges@1', [], ({ declared }) => declared.edges ?? []);

/** The edges that the run file declares for the column, the outer bins open; all else is as in `psi/ref-quantile-10@1`. */
export const declaredEdges: DriftMethod = {
  ...own,
  bin: (column) =>
    column.declared.edges === undefined
      ? { by: 'nothing', reason: 'the run file declares no edges for this column' }
      : { by: 'edges', edges: column.declared.edges, closed: 'right' },
};
