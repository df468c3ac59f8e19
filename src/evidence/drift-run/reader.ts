import { pointer } from '../../base/json-pointer.ts';
import { DAY, daysBetween, instantOf } from '../../base/time.ts';
import type { Exhibit, FactSheet } from '../../model/facts.ts';
import type { AuditClock } from '../../model/policy.ts';
import { factText } from '../fact-values.ts';
import { setInPeriod } from '../period.ts';
import type { EvidenceReader } from '../reader.ts';
import { draftSheet, type RecordDraft, type SheetDraft } from '../sheet-draft.ts';
import { obstacleOf } from './comparable.ts';
import { declaredFor, setCompleteness, setDeclaredLimit } from './declared.ts';
import { exhibitOf, type FeatureResult, setFeature } from './feature-facts.ts';
import { type Feature, featuresOf } from './features.ts';
import { setLineage } from './lineage.ts';
import type { Measured } from './measurement.ts';
import { measure, method } from './ref-quantile-psi.ts';
import { setReportClaims } from './reports/claim-records.ts';
import { readReports } from './reports/read-reports.ts';
import { type RunFile, readRunFile } from './run-file.ts';
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

const setOutcomes = ({ run, at }: RunFile, draft: SheetDraft): void => {
  const outcomes = run.outcomes ?? [];
  draft.set('outcomeCount', outcomes.length);
  draft.lack('outcomes', 'the run file ties drift to no outcome metric');
  for (const [index, { metric, reference, current }] of outcomes.entries()) {
    const record = draft.add('outcomes', `${factText(run.id)}/${factText(metric)}`, at(pointer('outcomes', index)));
    record.set('metric', factText(metric));
    if (reference !== undefined) record.set('referenceValue', reference);
    if (current !== undefined) record.set('currentValue', current);
    const change = ((current ?? Number.NaN) - (reference ?? Number.NaN)) / Math.abs(reference ?? Number.NaN);
    if (Number.isFinite(change)) record.set('relativeChange', change);
    for (const [fact, reason] of [
      ['referenceValue', 'the run file gives no reference value'],
      ['currentValue', 'the run file gives no current value'],
      ['relativeChange', reference === 0 ? 'the reference value is 0' : 'one of the two values is missing'],
    ] as const)
      record.lack(fact, reason);
  }
};

const setTotals = (results: readonly FeatureResult[], claims: number, draft: SheetDraft): void => {
  const measured = results.filter((result) => result.measured).length;
  draft.set('featureCount', measured);
  draft.set('claimCount', claims);
  const reperformed = results.filter((result) => result.claimDiffers !== undefined).length;
  const different = results.filter((result) => result.claimDiffers === true).length;
  // A claim that nobody could re-perform is no claim that holds.
  if (different > 0 || reperformed === claims) draft.set('claimsDifferent', different);
  else draft.lack('claimsDifferent', `${claims - reperformed} of ${claims} claims could not be re-performed`);
  if (measured > 0) draft.set('expectedByChance', 0.05 * results.filter((result) => result.movable).length);
  else draft.lack('expectedByChance', 'no feature could be measured');
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

/** The measurement of every feature: an obstacle of the snapshots or of its columns, or what the engine counted. */
const measureAll = async (
  features: readonly Feature[],
  { reference, current }: Record<Side, Snapshot>,
  { engine, limits }: Parameters<EvidenceReader['read']>[1],
): Promise<ReadonlyMap<string, Measured>> => {
  const failed = (reason: string) => new Map(features.map(({ name }) => [name, { failure: reason }] as const));
  const obstacle = reference.obstacle ?? current.obstacle;
  if (!reference.schema || !current.schema || !reference.rows || !current.rows)
    return failed(obstacle ?? 'a snapshot could not be read');
  const [before, after] = [reference.schema.columns, current.schema.columns];
  const obstacles = new Map<string, Measured>();
  for (const feature of features) {
    const of = (columns: typeof before) => columns.find(({ name }) => name === feature.name);
    const failure = obstacleOf(feature, of(before), of(after));
    if (failure !== undefined) obstacles.set(feature.name, { failure });
  }
  const free = features.filter(({ name }) => !obstacles.has(name));
  const rows = { reference: reference.rows, current: current.rows };
  return new Map([...obstacles, ...(await measure(engine, rows, before, free, limits.categories))]);
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
      draft.lack('features', 'the run file could not be read');
      draft.lack('outcomes', 'the run file could not be read');
      draft.lack('claims', 'the run file could not be read');
      return draft.finish(String(draft.get('id')));
    }
    const reported = await readReports(written, item.path, context, draft);
    const { file, future = 'the run file names no response' } = asOfAudit(reported.file, context.clock);
    const { run } = file;
    setRun(file, item.path, draft);
    setInPeriod(draft, ['windowEnd'], context.clock);
    const declared = declaredFor(factText(run.model), context.sheetsOf('model-card'));
    setResponse(file, future, draft);
    setOutcomes(file, draft);
    draft.set('method', method);
    draft.set('engine', context.engine.name);
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
    const features = featuresOf(file, columns, draft);
    setCompleteness(file, snapshots, features, declared, draft);
    const measured = await measureAll(features, snapshots, context);
    const exhibits: Exhibit[] = [];
    const results = features.map((feature) => {
      const id = `${factText(run.id)}/${feature.name}`;
      const record = draft.add('features', id, feature.source);
      record.set('feature', feature.name);
      record.set('run', String(draft.get('id')));
      record.set('model', factText(run.model));
      record.set('windowEnd', run.window.end);
      record.set('role', feature.role);
      record.set('monitored', feature.monitored);
      setInPeriod(record, ['windowEnd'], context.clock);
      setDeclaredLimit(record, declared);
      setFeatureResponse(record, run, future);
      const found = measured.get(feature.name) ?? { failure: 'not measured' };
      const exhibit = exhibitOf(id, feature, found, { model: factText(run.model), windowEnd: run.window.end });
      if (exhibit) exhibits.push(exhibit);
      return setFeature(record, feature, found);
    });
    setReportClaims(reported.claims, run, draft, context.clock);
    draft.lack('features', reference.obstacle ?? current.obstacle ?? 'the run has no features');
    warnOfSameRows(results, snapshots, item.path, draft);
    setTotals(results, Object.keys(run.claims ?? {}).length, draft);
    return { ...draft.finish(factText(run.id)), exhibits };
  },
};
