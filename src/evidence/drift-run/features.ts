import { pointer } from '../../base/json-pointer.ts';
import { plainText } from '../../base/plain-text.ts';
import type { Location } from '../../model/facts.ts';
import type { FeatureDescription } from '../../model/generated/drift-run.ts';
import type { SnapshotColumn } from '../../snapshots/engine.ts';
import type { SheetDraft } from '../sheet-draft.ts';
import type { DriftMethod } from './methods/method.ts';
import { methodOf } from './methods/registry.ts';
import type { ReportClaim } from './reports/read-reports.ts';
import type { RunFile } from './run-file.ts';
import { ascending } from './run-lint.ts';

/** One column that the run measures, and where the run file speaks of it. */
export interface Feature {
  readonly name: string;
  readonly type: 'numeric' | 'categorical' | undefined;
  readonly role: 'feature' | 'prediction' | 'outcome';
  readonly monitored: boolean;
  /** Edges that the run file declares; undefined also when they do not ascend. */
  readonly edges: readonly number[] | undefined;
  readonly claimed: number | undefined;
  /** The name of the method that the run states for the column, and the method when it is one that we re-perform. */
  readonly statedName: string | undefined;
  readonly stated: DriftMethod | undefined;
  /** The methods by which PSI that reports claim of the column are re-performed. */
  readonly reported: readonly DriftMethod[];
  readonly source: Location;
}

interface Described extends FeatureDescription {
  readonly source: Location;
}

const describedFeatures = ({ run, at }: RunFile, columns: readonly SnapshotColumn[]): readonly Described[] => {
  const overrides = new Map<string, Described>();
  for (const [index, override] of (run.overrides ?? []).entries())
    overrides.set(override.name, { ...override, source: at(pointer('overrides', index)) });
  if (run.features === undefined || run.features === 'all') {
    const excluded = new Set(run.exclude);
    return columns
      .filter(({ name }) => !excluded.has(name))
      .map(
        ({ name }) =>
          overrides.get(name) ?? { name, source: at(run.features === undefined ? '/current' : '/features') },
      );
  }
  return run.features.map((entry, index) => {
    const own = typeof entry === 'string' ? { name: entry } : entry;
    return { ...overrides.get(own.name), ...own, source: at(pointer('features', index)) };
  });
};

/**
 * The features of a run: those that it lists (or every column of the reference), then those that it only monitors or makes
 * claims about, and those of which a report claims a PSI. A name that is listed twice counts once.
 */
export const featuresOf = (
  file: RunFile,
  columns: readonly SnapshotColumn[],
  reported: readonly ReportClaim[],
  draft: SheetDraft,
): readonly Feature[] => {
  const { run, at } = file;
  const described = new Map<string, Described>();
  for (const feature of describedFeatures(file, columns)) {
    if (!described.has(feature.name)) described.set(feature.name, feature);
    else
      draft.problem(
        'duplicate-feature',
        `feature ${plainText(feature.name)} is listed twice; the first one counts`,
        feature.source.file,
        feature.source.line,
      );
  }
  const mentioned = [
    ...(run.monitored ?? []).map((name, index) => ({ name, source: at(pointer('monitored', index)) })),
    ...Object.keys(run.claims ?? {}).map((name) => ({ name, source: at(pointer('claims', name)) })),
  ];
  const claims = reported.filter(({ meaning }) => meaning === 'psi');
  for (const { feature: name, source } of claims) mentioned.push({ name, source });
  for (const feature of mentioned) if (!described.has(feature.name)) described.set(feature.name, feature);

  const present = new Set(columns.map(({ name }) => name));
  for (const [index, { name }] of (run.overrides ?? []).entries())
    if (columns.length > 0 && !present.has(name)) {
      const { file: path, line } = at(pointer('overrides', index));
      draft.problem('no-such-column', `overrides: no snapshot has a column ${plainText(name)}`, path, line);
    }
  return [...described.values()].map(({ name, type, role, edges, source }) => {
    const claim = run.claims && Object.hasOwn(run.claims, name) ? run.claims[name] : undefined;
    const statedName = (typeof claim === 'object' ? claim.method : undefined) ?? run.method;
    return {
      name,
      type,
      role: role ?? 'feature',
      monitored: run.monitored?.includes(name) ?? true,
      edges: edges && ascending(edges) ? edges : undefined,
      claimed: typeof claim === 'object' ? claim.psi : claim,
      statedName,
      stated: statedName === undefined ? undefined : methodOf(statedName),
      reported: claims.flatMap(({ feature, method }) =>
        feature === name && method !== undefined ? (methodOf(method) ?? []) : [],
      ),
      source,
    };
  });
};
