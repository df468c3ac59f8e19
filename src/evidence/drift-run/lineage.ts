import { posix } from 'node:path';
import { parseJson } from '../../base/json.ts';
import { plainText, shortened } from '../../base/plain-text.ts';
import { DAY, instantOf } from '../../base/time.ts';
import { FilesError } from '../../files/tree.ts';
import type { ReaderContext } from '../reader.ts';
import type { SheetDraft } from '../sheet-draft.ts';
import { decodeText } from '../text-file.ts';
import { member, textOf } from './reports/report.ts';
import type { RunFile } from './run-file.ts';
import { inTree, type Snapshot } from './snapshot-sides.ts';

const facts = [
  'lineageJob',
  'lineageRunId',
  'lineageProducer',
  'lineageCompleted',
  'lineageCompletedOn',
  'lineageAfterWindow',
  'lineageNamesSnapshot',
] as const;

/** The OpenLineage run events in a text: one, a list, or one a line; or what is wrong. */
const eventsIn = (
  text: string,
  depth: number,
): readonly unknown[] | { readonly problem: string; readonly line: number } => {
  const whole = parseJson(text, { depth });
  if (whole.ok) return Array.isArray(whole.text.value) ? whole.text.value : [whole.text.value];
  const lines = text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [{ line, number: index + 1 }]));
  const events: unknown[] = [];
  for (const { line, number } of lines) {
    const parsed = parseJson(line, { depth });
    if (!parsed.ok) {
      const problem = (lines.length > 1 ? parsed : whole).problems[0];
      return { problem: problem?.message ?? 'no JSON', line: lines.length > 1 ? number : (problem?.line ?? 1) };
    }
    events.push(parsed.text.value);
  }
  return events;
};

/** Every SHA-256 that a dataset says of itself, in whichever facet: the standard has none of its own for it. */
const digestsIn = (value: unknown): readonly string[] =>
  [...(JSON.stringify(value ?? null) ?? '').matchAll(/(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])/g)].map(
    ([digest]) => digest.toLowerCase(),
  );

const lastPart = (name: string): string => name.split(/[\\/]/).findLast((part) => part !== '') ?? name;

interface Output {
  readonly event: unknown;
  readonly name: string;
  readonly digests: readonly string[];
}

const outputsOf = (events: readonly unknown[]): readonly Output[] =>
  events.flatMap((event) => {
    const outputs = member(event, 'outputs');
    return Array.isArray(outputs)
      ? outputs.map((output: unknown) => ({
          event,
          name: textOf(member(output, 'name')) ?? '',
          digests: digestsIn(output),
        }))
      : [];
  });

const setEvents = (events: readonly unknown[], { run, at }: RunFile, current: Snapshot, draft: SheetDraft): void => {
  const source = at('/lineage');
  const outputs = outputsOf(events);
  const fileName = lastPart(current.path ?? run.current.path);
  const byDigest = outputs.find(({ digests }) => current.sha256 !== undefined && digests.includes(current.sha256));
  const byName = outputs.filter(({ name }) => lastPart(name) === fileName);
  const otherwise = byName.find(({ digests }) => digests.length > 0);
  const put = (fact: (typeof facts)[number], value: string | boolean | undefined, reason: string): void => {
    if (value === undefined) draft.lack(fact, reason);
    else draft.set(fact, typeof value === 'string' ? shortened(plainText(value), 200) : value, source);
  };
  put(
    'lineageNamesSnapshot',
    byDigest ? true : current.sha256 === undefined ? undefined : otherwise || byName.length === 0 ? false : undefined,
    current.sha256 === undefined
      ? (current.obstacle ?? 'the current snapshot could not be read')
      : `the lineage names ${plainText(fileName)} and no SHA-256 of it`,
  );
  const made = byDigest ?? otherwise ?? byName[0];
  const job = member(made?.event, 'job');
  const runId = textOf(member(member(made?.event, 'run'), 'runId'));
  const none = `no run in the lineage writes ${plainText(fileName)}, by name or by SHA-256`;
  const jobName = textOf(member(job, 'name'));
  const namespace = textOf(member(job, 'namespace'));
  put('lineageJob', jobName && namespace ? `${namespace}/${jobName}` : jobName, made ? 'the event names no job' : none);
  put('lineageRunId', runId, made ? 'the event names no run' : none);
  put('lineageProducer', textOf(member(made?.event, 'producer')), made ? 'the event names no producer' : none);
  const ofRun = runId === undefined ? [] : events.filter((event) => member(member(event, 'run'), 'runId') === runId);
  const types = ofRun.map((event) => textOf(member(event, 'eventType')) ?? '');
  put(
    'lineageCompleted',
    made ? types.includes('COMPLETE') && !types.some((type) => type === 'FAIL' || type === 'ABORT') : undefined,
    none,
  );
  const complete = ofRun.find((event) => member(event, 'eventType') === 'COMPLETE');
  const time = textOf(member(complete, 'eventTime'));
  const [day, end] = [time === undefined ? undefined : instantOf(time.slice(0, 10)), instantOf(run.window.end)];
  put(
    'lineageCompletedOn',
    day === undefined ? undefined : time?.slice(0, 10),
    made ? 'no COMPLETE event of the run has a time' : none,
  );
  // A day is left for time zones.
  put(
    'lineageAfterWindow',
    day === undefined || end === undefined ? undefined : day >= end - DAY,
    made ? 'no COMPLETE event of the run has a time' : none,
  );
};

/**
 * Reads the OpenLineage events that a run names: which job wrote the current snapshot, when, and whether the dataset that it wrote is
 * the file at hand (by SHA-256 in a facet). Lineage corroborates a run; it never makes up for a missing snapshot.
 */
export const setLineage = async (
  file: RunFile,
  runPath: string,
  current: Snapshot,
  context: ReaderContext,
  draft: SheetDraft,
): Promise<void> => {
  const { lineage } = file.run;
  draft.set('lineageSupplied', lineage !== undefined);
  const fail = (reason: string, at = runPath, line = file.at('/lineage').line): void => {
    draft.problem('lineage', `lineage: ${reason}`, at, line);
    for (const fact of facts) draft.lack(fact, reason);
  };
  if (lineage === undefined) {
    for (const fact of facts) draft.lack(fact, 'the run names no lineage');
    return;
  }
  const path = inTree(runPath, lineage.path);
  if (path === undefined) return fail(`the path ${plainText(lineage.path)} leaves the evidence folder`);
  try {
    const { sha256 } = await context.use(path);
    if (lineage.sha256 !== undefined && lineage.sha256.toLowerCase() !== sha256)
      return fail(`${plainText(posix.basename(path))} has the SHA-256 ${sha256}, not the declared one`);
    const text = decodeText(await context.open(path));
    if (text === undefined)
      return fail('saw bytes that are no UTF-8 text; expected OpenLineage events in JSON', path, undefined);
    const events = eventsIn(text, context.limits.depth);
    if ('problem' in events) return fail(events.problem, path, events.line);
    const known = events.filter(
      (event) => textOf(member(member(event, 'run'), 'runId')) !== undefined && member(event, 'job') !== undefined,
    );
    if (known.length === 0) return fail('no OpenLineage run event (a run with a runId, and a job)', path, undefined);
    setEvents(known, file, current, draft);
  } catch (thrown) {
    if (!(thrown instanceof FilesError)) throw thrown;
    fail(
      thrown.code === 'missing-file'
        ? `no such file: ${plainText(path)}`
        : thrown.message.replaceAll(context.tree.name, 'the evidence folder'),
    );
  }
};
