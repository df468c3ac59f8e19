import { pointer } from '../../base/json-pointer.ts';
import { plainText } from '../../base/plain-text.ts';
import type { FeatureDescription } from '../../model/generated/drift-run.ts';
import type { SheetDraft } from '../sheet-draft.ts';
import { methodOf, nearestMethod } from './methods/registry.ts';
import type { RunFile } from './run-file.ts';

/** Whether edges ascend, each once. */
export const ascending = (edges: readonly number[]): boolean =>
  edges.every((edge, index) => index === 0 || edge > (edges[index - 1] as number));

/** The places where a run file names a method, with the name. */
const methodsNamed = ({ run }: RunFile): readonly (readonly [at: string, name: string])[] => [
  ...(run.method === undefined ? [] : [['/method', run.method] as const]),
  ...Object.entries(run.claims ?? {}).flatMap(([feature, claim]) =>
    typeof claim === 'object' && claim.method !== undefined
      ? [[pointer('claims', feature, 'method'), claim.method] as const]
      : [],
  ),
  ...(run.reports ?? []).flatMap(({ method }, index) =>
    method === undefined ? [] : [[pointer('reports', index, 'method'), method] as const],
  ),
];

/** The descriptions of columns in a run file, with their places. */
const descriptions = ({ run }: RunFile): readonly (readonly [at: string, description: FeatureDescription])[] => [
  ...(run.overrides ?? []).map((description, index) => [pointer('overrides', index), description] as const),
  ...(Array.isArray(run.features) ? run.features : []).flatMap((description, index) =>
    typeof description === 'string' ? [] : [[pointer('features', index), description] as const],
  ),
];

/**
 * Looks for what the schema of a run file cannot say: a method that is nearly one of ours, and edges that do not ascend. The method
 * of a tool that we do not know is no mistake: its scores are not re-performed, and the facts say so.
 */
export const lintRun = (file: RunFile, path: string, draft: SheetDraft): void => {
  for (const [at, name] of methodsNamed(file)) {
    const nearest = methodOf(name) === undefined ? nearestMethod(name) : undefined;
    if (nearest !== undefined)
      draft.problem(
        'unknown-method',
        `unknown method ${plainText(name)}; did you mean ${nearest}?`,
        path,
        file.at(at).line,
      );
  }
  for (const [at, { name, edges }] of descriptions(file)) {
    if (!edges || ascending(edges)) continue;
    const index = edges.findIndex((edge, each) => each > 0 && edge <= (edges[each - 1] as number));
    draft.problem(
      'edges',
      `the edges of ${plainText(name)} do not ascend: ${edges[index]} comes after ${edges[index - 1]}; they are not used`,
      path,
      file.at(`${at}/edges`).line,
    );
  }
};
