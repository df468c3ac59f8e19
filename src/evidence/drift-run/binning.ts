import type { NumericSurvey, SurveyRequest } from '../../snapshots/column-counts.ts';
import type { SnapshotColumn, SnapshotEngine } from '../../snapshots/engine.ts';
import type { SnapshotSource } from '../../snapshots/source.ts';
import { answered, unsliced } from './answered.ts';
import { type FeatureRequest, kindOf } from './comparable.ts';
import type { Binning, DriftMethod } from './methods/method.ts';
import { judgedMethod } from './methods/registry.ts';

/** The two snapshots of a run, and what their columns are. */
export interface Pair {
  readonly reference: SnapshotSource;
  readonly current: SnapshotSource;
  readonly columns: { readonly reference: readonly SnapshotColumn[]; readonly current: readonly SnapshotColumn[] };
}

/** How a method that is not the judged one bins a column. */
interface OtherBinning {
  readonly method: DriftMethod;
  readonly binning: Binning;
}

/** A feature whose bins are known: ours, and those of the other methods that the run states or its reports use. */
export interface BinnedFeature {
  readonly feature: FeatureRequest;
  readonly ours: Binning;
  readonly others: readonly OtherBinning[];
  /** Of the reference, when it was surveyed. */
  readonly survey: NumericSurvey | undefined;
}

/** The methods that are asked for a feature beside ours, each once. */
const otherMethods = ({ stated, reported = [] }: FeatureRequest): readonly DriftMethod[] => {
  const asked = [...(stated ? [stated] : []), ...reported];
  return asked.filter(
    ({ name }, index) => name !== judgedMethod.name && asked.findIndex((method) => method.name === name) === index,
  );
};

const surveyOf = (name: string, methods: readonly DriftMethod[], moments: boolean): SurveyRequest => {
  const limits = methods.flatMap(({ survey }) => survey.distinctLimit ?? []);
  return {
    name,
    ranks: methods.flatMap(({ survey }) => survey.ranks ?? []),
    ...(limits.length === 0 ? {} : { distinctLimit: Math.max(...limits) }),
    ...(moments ? { moments } : {}),
  };
};

const surveysOf = async (
  engine: SnapshotEngine,
  source: SnapshotSource,
  requests: readonly SurveyRequest[],
  failures: Map<string, string>,
): Promise<ReadonlyMap<string, NumericSurvey>> => {
  const found = await answered(requests, failures, (items) => unsliced(engine.survey(source, items)));
  return new Map(found.map(({ request, counts }) => [request.name, counts]));
};

/**
 * Finds the bins of features that have no obstacle. What is asked of the reference for all methods is one call; a stated method that
 * asks for more than the reference costs calls of its own, and its failure costs only its own number.
 */
export const binFeatures = async (
  engine: SnapshotEngine,
  { reference, current, columns }: Pair,
  features: readonly FeatureRequest[],
  moments: boolean,
  failures: Map<string, string>,
): Promise<readonly BinnedFeature[]> => {
  const before = new Map(columns.reference.map((column) => [column.name, column]));
  const after = new Map(columns.current.map((column) => [column.name, column]));
  const numbers = features.filter(({ name, type }) => kindOf(before.get(name)) === 'numbers' && type !== 'categorical');
  const asking = (beyond: 'current' | 'pooled'): readonly SurveyRequest[] =>
    numbers.flatMap((feature) => {
      const asking = otherMethods(feature).filter(({ survey }) => survey.beyond === beyond);
      return asking.length === 0 ? [] : [surveyOf(feature.name, beyond === 'pooled' ? asking : [], false)];
    });
  const surveys = await surveysOf(
    engine,
    reference,
    numbers.map((feature) => {
      const others = otherMethods(feature).filter(({ survey }) => survey.beyond !== 'pooled');
      return surveyOf(feature.name, [judgedMethod, ...others], moments);
    }),
    failures,
  );
  const currents = await surveysOf(engine, current, asking('current'), new Map());
  const both = { format: reference.format, parts: [...reference.parts, ...current.parts] };
  const pooled =
    reference.format === current.format
      ? await surveysOf(engine, both, asking('pooled'), new Map())
      : new Map<string, NumericSurvey>();

  return features
    .filter(({ name }) => !failures.has(name))
    .map((feature) => {
      const survey = surveys.get(feature.name);
      const binned = ({ bin, survey: { beyond } }: DriftMethod): Binning => {
        if (!survey) return { by: 'values' };
        if (beyond === 'current' && !currents.has(feature.name))
          return {
            by: 'nothing',
            reason: 'the current snapshot could not be surveyed, which the stated method asks for',
          };
        return bin({
          reference: survey,
          current: currents.get(feature.name),
          pooled: pooled.get(feature.name),
          columns: {
            reference: before.get(feature.name) as SnapshotColumn,
            current: after.get(feature.name) as SnapshotColumn,
          },
          declared: { type: feature.type, edges: feature.edges },
        });
      };
      const others = otherMethods(feature).map((method) => ({ method, binning: binned(method) }));
      return { feature, ours: binned(judgedMethod), others, survey };
    });
};
