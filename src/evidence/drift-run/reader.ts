import { plainText } from '../../base/plain-text.ts';
import { DAY, daysBetween, instantOf } from '../../base/time.ts';
import type { Exhibit, FactSheet } from '../../model/facts.ts';
import type { AuditClock } from '../../model/policy.ts';
import { factText } from '../fact-values.ts';
import { setInPeriod } from '../period.ts';
import type { EvidenceReader } from '../reader.ts';
import { draftSheet, type RecordDraft, type SheetDraft } from '../sheet-draft.ts';
import type { Pair } from './binning.ts';
import { obstacleOf } from './comparable.ts';
import { declaredFor, setCompleteness, setDeclaredLimit } from './declared.ts';
import { exhibitOf, type FeatureResult, setFeature } from './feature-facts.ts';
import { type Feature, featuresOf } from './features.ts';
import { setLineage } from './lineage.ts';
import { type Found, measure } from './measure.ts';
import { judgedMethod, methodOf } from './methods/registry.ts';
import { setOutcomes } from './outcome-facts.ts';
import { setReportClaims } from './reports/claim-records.ts';
import { readReports } from './reports/read-reports.ts';
import { type RunFile, readRunFile } from './run-file.ts';
import { lintRun } from './run-lint.ts';
import { setLargestChange, setLargestPsi, setTotals } from './run-totals.ts';
import { type Slicing, sliceRecords, slicingOf } from './slice-facts.ts';
import { compareDigests, compareSchemas, openSnapshot, type Side, type Snapshot } from './snapshot-sides.ts';

/** Which reference the run declares, and how old it is. */
const setReference = ({ reference, window }: RunFile['run'], at: RunFile['at'], draft: SheetDraft): void => {
  draft.set('referenceDeclared', reference.sha256 !== undefined, at('/reference'));
  const [taken, end] = [reference.takenOn && instantOf(reference.takenOn), instantOf(window.end)];
  if (reference.takenOn === undefined || typeof taken !== 'number' || end === undefined) {
    for (const fact of ['referenceTakenOn', 'referenceAgeDays'])
      draft.lack(fact, 'the run file does not say when the rows of the reference were taken (reference.takenOn)');
    return;
  }
  draft.set('referenceTakenOn', reference.takenOn, at('/reference/takenOn'));
  if (taken > end) draft.lack('referenceAgeDays', 'the reference is dated after the window');
  else draft.set('referenceAgeDays', daysBetween(taken, end), at('/reference/takenOn'));
};

const setRun = ({ run, at }: RunFile, path: string, draft: SheetDraft): void => {
  draft.set('id', factText(run.id), at('/id'));
  draft.set('model', factText(run.model), at('/model'));
  if (run.modelVersion === undefined)
    draft.lack('modelVersion', 'the run file does not say which version was measured');
  else draft.set('modelVersion', factText(run.modelVersion), at('/modelVersion'));
  setReference(run, at, draft);
  draft.set('windowStart', run.window.start, at('/window/start'));
  draft.set('windowEnd', run.window.end, at('/window/end'));
  if (run.window.end < run.window.start)
    draft.problem(
      'window',
      `the window ends (${run.window.end}) before it starts (${run.window.start})`,
      path,
      at('/window').line,
    );
};

const setResponse = ({ run, at }: RunFile, none: string, draft: SheetDraft): void => {
  const { response } = run;
  const days = responseDays(run);
  const put = (fact: string, value: string | number | undefined, key: string): void => {
    if (value !== undefined)
      draft.set(fact, typeof value === 'string' ? factText(value) : value, at(`/response/${key}`));
    else draft.lack(fact, response ? `the response has no \`${key}\`` : none);
  };
  put('responseKind', response?.kind, 'kind');
  put('respondedOn', response?.on, 'on');
  put('responseDays', days, 'on');
  put('responseOwner', response?.owner, 'owner');
  put('responseCommit', response?.commit, 'commit');
  put('responseReason', response?.reason, 'reason');
  put('responseRecord', response?.record, 'record');
};

/** Days from the last day of the window to the response; negative when it came before. */
const responseDays = (run: RunFile['run']): number | undefined => {
  const [end, on] = [instantOf(run.window.end), run.response?.on && instantOf(run.response.on)];
  return end === undefined || typeof on !== 'number' ? undefined : daysBetween(end, on);
};

/** The run without a response that is dated after the audit: then it had not been made; and why. */
const asOfAudit = (file: RunFile, { asOf }: AuditClock): { readonly file: RunFile; readonly future?: string } => {
  const { response, ...run } = file.run;
  const [on, audit] = [response?.on && instantOf(response.on), instantOf(asOf)];
  if (typeof on !== 'number' || audit === undefined || on < audit + DAY) return { file };
  return { file: { ...file, run }, future: `the response is dated ${response?.on}, after the audit of ${asOf}` };
};

const setFeatureResponse = (record: RecordDraft, run: RunFile['run'], none: string): void => {
  const days = responseDays(run);
  record.set('answered', run.response?.kind === 'rollback' || run.response?.kind === 'retraining');
  if (run.response) record.set('responseKind', run.response.kind);
  else record.lack('responseKind', none);
  if (days !== undefined) record.set('responseDays', days);
  else record.lack('responseDays', run.response ? 'the run file names no date of response' : none);
};

/** Whether the rows of one window are shown again as those of another. Only runs that were read before are known. */
const setUsedBefore = (
  { run, at }: RunFile,
  { sha256, obstacle }: Snapshot,
  runs: readonly FactSheet[],
  draft: SheetDraft,
): void => {
  if (sha256 === undefined) {
    draft.lack('currentUsedBefore', obstacle ?? 'the current snapshot could not be read');
    return;
  }
  const again = runs.some((sheet) => {
    const { model, currentSha256, windowStart, windowEnd } = sheet.facts as Readonly<Record<string, unknown>>;
    const sameWindow = windowStart === run.window.start && windowEnd === run.window.end;
    return currentSha256 === sha256 && model === factText(run.model) && !sameWindow;
  });
  draft.set('currentUsedBefore', again, at('/current/path'));
};

/** Two samples of one population never agree to the last digit in every column; the same rows in another order do. */
const warnOfSameRows = (
  results: readonly FeatureResult[],
  { reference, current }: Record<Side, Snapshot>,
  path: string,
  draft: SheetDraft,
): void => {
  const movable = results.filter((result) => result.movable);
  const rows = Math.min(reference.schema?.rows ?? 0, current.schema?.rows ?? 0);
  if (rows <= 500 || movable.length <= 3 || movable.some(({ psi }) => psi !== 0)) return;
  draft.problem(
    'same-rows',
    `the PSI of all ${movable.length} features is exactly 0: the current snapshot holds the rows of the reference`,
    path,
  );
};

/** The two snapshots as an engine counts them; or why they cannot be. */
const pairOf = ({ reference, current }: Record<Side, Snapshot>): Pair | { readonly reason: string } =>
  reference.schema && current.schema && reference.rows && current.rows
    ? {
        reference: reference.rows,
        current: current.rows,
        columns: { reference: reference.schema.columns, current: current.schema.columns },
      }
    : { reason: reference.obstacle ?? current.obstacle ?? 'a snapshot could not be read' };

const failed = (reason: string): Found => ({
  measured: { failure: reason },
  slices: [],
  stated: undefined,
  reported: [],
  distance: undefined,
  range: undefined,
});

type Context = Parameters<EvidenceReader['read']>[1];

/** The measurement of every feature: an obstacle of the snapshots or of its columns, or what the engine counted. */
const measureAll = async (
  features: readonly Feature[],
  pair: Pair | { readonly reason: string },
  { reference, current }: Record<Side, Snapshot>,
  slicing: Slicing | undefined,
  { engine, limits }: Context,
): Promise<ReadonlyMap<string, Found>> => {
  if ('reason' in pair) return new Map(features.map(({ name }) => [name, failed(pair.reason)]));
  const obstacles = new Map<string, Found>();
  for (const feature of features) {
    const of = (columns: Pair['columns'][Side]) => columns.find(({ name }) => name === feature.name);
    const failure = obstacleOf(feature, of(pair.columns.reference), of(pair.columns.current));
    if (failure !== undefined) obstacles.set(feature.name, failed(failure));
  }
  const free = features.filter(({ name }) => !obstacles.has(name));
  const values = ((reference.schema?.rows ?? 0) + (current.schema?.rows ?? 0)) * free.length;
  const measured = await measure(engine, pair, {
    features: free,
    categoryLimit: limits.categories,
    sliceBy: slicing && 'sliceBy' in slicing ? slicing.sliceBy : undefined,
    distances:
      values <= limits.sortedValues ||
      `${values} values are too many to sort; expected at most ${limits.sortedValues}. kolmogorovSmirnovAtLeast holds at any size`,
  });
  return new Map([...obstacles, ...measured]);
};

const setSlicing = (slicing: Slicing | undefined, { run, at }: RunFile, path: string, draft: SheetDraft): void => {
  if (run.sliceBy === undefined || !slicing) {
    for (const fact of ['sliceBy', 'sliceCount', 'slices'])
      draft.lack(fact, 'the run file names no column to slice by');
    return;
  }
  draft.set('sliceBy', plainText(run.sliceBy), at('/sliceBy'));
  if ('sliceBy' in slicing) {
    draft.set('sliceCount', slicing.count);
    draft.lack('slices', 'no feature is monitored');
    return;
  }
  draft.problem('slices', `no slices are measured: ${slicing.reason}`, path, at('/sliceBy').line);
  for (const fact of ['sliceCount', 'slices']) draft.lack(fact, slicing.reason);
};

const setMethod = ({ run, at }: RunFile, draft: SheetDraft): void => {
  draft.set('method', judgedMethod.name);
  draft.set('zeroRule', judgedMethod.zeroRule);
  if (run.method === undefined) {
    for (const fact of ['statedMethod', 'statedMethodKnown']) draft.lack(fact, 'the run file states no method');
    return;
  }
  draft.set('statedMethod', factText(run.method), at('/method'));
  draft.set('statedMethodKnown', methodOf(run.method) !== undefined, at('/method'));
};

/**
 * Reads one drift run. Every PSI is computed from the rows of the two snapshots, never taken from the run file; a feature that cannot
 * be measured keeps its item, without a PSI and with the reason.
 */
export const driftRunReader: EvidenceReader = {
  kind: 'drift-run',
  read: async (item, context) => {
    const draft = draftSheet('drift-run', item.path);
    const written = await readRunFile(item.path, context, draft);
    if (!written) {
      for (const list of ['features', 'slices', 'outcomes', 'claims'])
        draft.lack(list, 'the run file could not be read');
      return draft.finish(String(draft.get('id')));
    }
    const reported = await readReports(written, item.path, context, draft);
    const { file, future = 'the run file names no response' } = asOfAudit(written, context.clock);
    const { run } = file;
    setRun(file, item.path, draft);
    setInPeriod(draft, ['windowEnd'], context.clock);
    const declared = declaredFor(factText(run.model), context.sheetsOf('model-card'));
    setResponse(file, future, draft);
    setMethod(file, draft);
    draft.set('engine', context.engine.name);
    lintRun(file, item.path, draft);
    const reference = await openSnapshot('reference', file, item.path, context, draft);
    const current = await openSnapshot('current', file, item.path, context, draft);
    const snapshots = { reference, current };
    compareDigests(file, snapshots, draft);
    setUsedBefore(file, current, context.sheetsOf('drift-run'), draft);
    compareSchemas(snapshots, draft);
    await setLineage(file, item.path, current, context, draft);
    if (reference.sha256 !== undefined && reference.sha256 === current.sha256)
      draft.problem(
        'same-snapshot',
        'reference and current have the same SHA-256: a snapshot compared with itself shows nothing',
        item.path,
        file.at('/current').line,
      );

    const columns = (reference.schema ?? current.schema)?.columns ?? [];
    const features = featuresOf(file, columns, reported, draft);
    setCompleteness(file, snapshots, features, declared, draft);
    const pair = pairOf(snapshots);
    const slicing: Slicing | undefined =
      run.sliceBy === undefined
        ? undefined
        : 'reason' in pair
          ? pair
          : await slicingOf(context.engine, pair, run.sliceBy, features.length, context.limits.sliceScores);
    setSlicing(slicing, file, item.path, draft);
    const measured = await measureAll(features, pair, snapshots, slicing, context);

    const complete = (record: RecordDraft): void => {
      record.set('run', String(draft.get('id')));
      record.set('model', factText(run.model));
      record.set('windowEnd', run.window.end);
      setInPeriod(record, ['windowEnd'], context.clock);
    };
    const exhibits: Exhibit[] = [];
    const results = features.map((feature) => {
      const id = `${factText(run.id)}/${feature.name}`;
      const record = draft.add('features', id, feature.source);
      record.set('feature', feature.name);
      complete(record);
      record.set('role', feature.role);
      record.set('monitored', feature.monitored);
      setDeclaredLimit(record, declared);
      setFeatureResponse(record, run, future);
      const found = measured.get(feature.name) ?? failed('not measured');
      const exhibit = exhibitOf(id, feature, found, { model: factText(run.model), windowEnd: run.window.end });
      if (exhibit) exhibits.push(exhibit);
      for (const slice of sliceRecords(factText(run.id), run.sliceBy ?? '', feature, found.slices)) {
        const own = draft.add('slices', slice.id, file.at('/sliceBy'));
        complete(own);
        setDeclaredLimit(own, declared);
        for (const [fact, value] of Object.entries(slice.facts)) own.set(fact, value);
        for (const fact of ['psi', 'noiseFloor', 'bins']) own.lack(fact, slice.reason ?? 'not measured');
      }
      return setFeature(record, feature, found);
    });
    setReportClaims(reported, run, measured, draft, context.clock);
    draft.lack('features', reference.obstacle ?? current.obstacle ?? 'the run has no features');
    warnOfSameRows(results, snapshots, item.path, draft);
    setTotals(results, Object.keys(run.claims ?? {}).length, draft);
    const largest = await setOutcomes(
      file,
      item.path,
      context.engine,
      'reason' in pair ? undefined : pair,
      draft,
      (record) => {
        complete(record);
        setFeatureResponse(record, run, future);
        setLargestPsi(record, draft);
      },
    );
    setLargestChange(largest, draft);
    return { ...draft.finish(factText(run.id)), exhibits };
  },
};
