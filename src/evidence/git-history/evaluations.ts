import type { Limits } from '../../base/limits.ts';
import { plainText, shortened } from '../../base/plain-text.ts';
import { instantOf, isoDate } from '../../base/time.ts';
import { parseYaml } from '../../base/yaml.ts';
import type { FactSheet, Location } from '../../model/facts.ts';
import type { TreeEntry } from '../../repositories/trees.ts';
import type { RecordDraft, SheetDraft } from '../sheet-draft.ts';
import { type HistoryReading, resolveCommit, shortId } from './history-reading.ts';
import { looseningBetween, numericLeaves, type Thresholds } from './loosening.ts';
import { pathHistory } from './path-history.ts';

/** An evaluation that a model card names. */
export interface NamedEvaluation {
  readonly id: string;
  readonly model: string;
  readonly thresholdsPath: string | undefined;
  readonly evaluatedCommit: string | undefined;
  readonly evaluatedOn: string | undefined;
}

const DAY = 86_400;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** The evaluations of all model cards, in the order of the sheets. */
export const evaluationsOf = (cards: readonly FactSheet[]): readonly NamedEvaluation[] =>
  cards.flatMap((sheet) => {
    const facts = sheet.facts as Readonly<Record<string, unknown>>;
    const list = Array.isArray(facts.evaluations) ? (facts.evaluations as readonly Record<string, unknown>[]) : [];
    return list.map((entry) => ({
      id: text(entry.id) ?? sheet.subject,
      model: text(facts.id) ?? sheet.subject,
      thresholdsPath: text(entry.thresholdsPath),
      evaluatedCommit: text(entry.evaluatedCommit),
      evaluatedOn: text(entry.evaluatedOn),
    }));
  });

/** A path as a card writes it, relative to the root of the repository; undefined when it leaves it. */
export const pathInRepository = (path: string): string | undefined => {
  const plain = path.replaceAll('\\', '/').replace(/^(\.\/)+/, '');
  return plain.startsWith('/') || plain.split('/').includes('..') || plain === '' ? undefined : plain;
};

type Parsed = { readonly thresholds: Thresholds } | { readonly reason: string };

/** The thresholds in a file of the repository, read from its blob, never from the work tree; or why there are none. */
const thresholdsIn = async (reading: HistoryReading, entry: TreeEntry, limits: Limits): Promise<Parsed> => {
  for await (const objects of reading.history.objects.read([entry.id], 'blob', limits.textBytes))
    for (const object of objects) {
      if (!object.ok)
        return {
          reason: {
            missing: 'is not in the repository',
            forged: 'does not have the hash that it is named by',
            'other-type': 'is no file',
            'too-large': `is larger than ${limits.textBytes} bytes`,
          }[object.problem],
        };
      const parsed = parseYaml(object.bytes.toString('utf8'), { depth: limits.depth });
      if (!parsed.ok) {
        const [problem] = parsed.problems;
        return { reason: `cannot be read as YAML or JSON (line ${problem?.line ?? 1}: ${problem?.message ?? ''})` };
      }
      return { thresholds: numericLeaves(parsed.text.value) };
    }
  return { reason: 'is not in the repository' };
};

const isFile = (entry: TreeEntry): boolean =>
  entry.mode === '100644' || entry.mode === '100755' || entry.mode === '100664';

/** Compares the thresholds at the evaluated commit with those at the tip. */
const addLoosening = async (
  record: RecordDraft,
  reading: HistoryReading,
  limits: Limits,
  then: TreeEntry,
  now: TreeEntry | undefined,
): Promise<void> => {
  const both: Parsed[] = [];
  for (const entry of [then, now])
    both.push(entry === undefined ? { thresholds: new Map() } : await thresholdsIn(reading, entry, limits));
  const [before, after] = both;
  for (const [side, when] of [
    [before, 'at the evaluated commit'],
    [after, 'at the tip'],
  ] as const)
    if (side && 'reason' in side) {
      record.lack('thresholdsLoosened', `the thresholds file ${when} ${side.reason}`);
      return;
    }
  if (!before || !after || 'reason' in before || 'reason' in after) return;
  if (before.thresholds.size === 0) {
    record.lack('thresholdsLoosened', 'the thresholds file at the evaluated commit holds no number');
    return;
  }
  const { loosened, sentences } = looseningBetween(before.thresholds, after.thresholds);
  record.set(
    'loosenings',
    sentences.map((sentence) => shortened(plainText(sentence), 300)),
  );
  if (loosened !== undefined) record.set('thresholdsLoosened', loosened);
  else record.lack('thresholdsLoosened', 'a threshold changed, and its name does not tell whether that is looser');
};

/** What was not yet committed was not evaluated. A day is left for time zones. */
const setCommitBefore = (record: RecordDraft, seconds: number, evaluatedOn: string | undefined): void => {
  const on = evaluatedOn === undefined ? undefined : instantOf(evaluatedOn);
  if (on === undefined)
    record.lack('commitBeforeEvaluation', 'the model card does not say when the evaluation was made');
  else if (Number.isNaN(seconds))
    record.lack('commitBeforeEvaluation', 'the evaluated commit holds no date that can be read');
  else record.set('commitBeforeEvaluation', seconds < on / 1000 + 2 * DAY);
};

/** Tests each evaluation against ancestry: whether its thresholds were there before it, and what became of them after it. */
export const addEvaluations = async (
  draft: SheetDraft,
  source: Location,
  reading: HistoryReading,
  tags: ReadonlyMap<string, string>,
  evaluations: readonly NamedEvaluation[],
  limits: Limits,
  linked: (path: string) => void,
): Promise<void> => {
  const { graph, trees } = reading;
  for (const evaluation of evaluations) {
    const record = draft.add('evaluations', plainText(evaluation.id), source);
    record.set('model', plainText(evaluation.model));
    if (evaluation.evaluatedOn !== undefined) record.set('evaluatedOn', evaluation.evaluatedOn);
    else record.lack('evaluatedOn', 'the model card does not say when it was made');
    const lackAll = (reason: string): void => {
      for (const fact of [
        'thresholdsCommit',
        'thresholdsCommittedOn',
        'thresholdsPrecede',
        'thresholdsSameAtTip',
        'thresholdsLoosened',
        'commitBeforeEvaluation',
      ])
        record.lack(fact, reason);
    };
    if (evaluation.thresholdsPath !== undefined) record.set('thresholdsPath', plainText(evaluation.thresholdsPath));
    else record.lack('thresholdsPath', 'the model card names no thresholds file');
    if (evaluation.evaluatedCommit === undefined) {
      record.lack('commitFound', 'the model card names no evaluated commit');
      lackAll('the model card names no evaluated commit');
      continue;
    }
    const commit = resolveCommit(reading, tags, evaluation.evaluatedCommit);
    record.set('commitFound', commit !== undefined);
    if (commit === undefined) {
      record.set('evaluatedCommit', plainText(evaluation.evaluatedCommit));
      const named = plainText(evaluation.evaluatedCommit);
      lackAll(
        reading.history.refs.has(`refs/heads/${evaluation.evaluatedCommit.trim().replace(/^refs\/heads\//, '')}`)
          ? `${named} is the name of a branch, which moves; expected the id of a commit, or a tag`
          : `the evaluated commit ${named} is not in the history of the branch`,
      );
      continue;
    }
    record.set('evaluatedCommit', graph.idOf(commit));
    setCommitBefore(record, graph.secondsOf(commit), evaluation.evaluatedOn);
    const path = evaluation.thresholdsPath === undefined ? undefined : pathInRepository(evaluation.thresholdsPath);
    if (path === undefined) {
      lackAll(
        evaluation.thresholdsPath === undefined
          ? 'the model card names no thresholds file'
          : 'the path of the thresholds file leaves the repository',
      );
      continue;
    }
    const lifetime = pathHistory(graph, trees, path);
    const then = await lifetime.at(commit);
    const now = await lifetime.at(graph.tip);
    if (then === 'unreadable' || now === 'unreadable') {
      lackAll('a folder on the way to the thresholds file could not be read');
      continue;
    }
    const odd = [then, now].find((entry) => entry !== undefined && !isFile(entry));
    if (odd) {
      if (odd.mode === '120000') linked(path);
      lackAll(`${path} is ${odd.mode === '120000' ? 'a symbolic link' : 'no file'} in the repository`);
      continue;
    }
    record.set('thresholdsPrecede', then !== undefined);
    if (then === undefined) {
      record.lack('thresholdsCommit', 'the thresholds file is not there at the evaluated commit');
      record.lack('thresholdsCommittedOn', 'the thresholds file is not there at the evaluated commit');
      record.lack('thresholdsSameAtTip', 'the thresholds file is not there at the evaluated commit');
      record.lack('thresholdsLoosened', 'there were no thresholds at the evaluated commit to loosen');
      continue;
    }
    const last = await lifetime.lastChange(commit);
    const seconds = last === undefined ? Number.NaN : graph.secondsOf(last);
    if (last === undefined)
      record.lack('thresholdsCommit', 'the history is cut off before the thresholds were committed');
    else record.set('thresholdsCommit', graph.idOf(last));
    if (Number.isNaN(seconds))
      record.lack('thresholdsCommittedOn', 'the commit of the thresholds, or its date, is not in the history');
    else record.set('thresholdsCommittedOn', isoDate(seconds * 1000));
    record.set('thresholdsSameAtTip', now?.id === then.id);
    const changes = await lifetime.changesAfter(commit);
    if (changes)
      record.set(
        'changedAfter',
        changes.map((later) => shortId(graph, later)),
      );
    else record.lack('changedAfter', 'a folder on the way to the thresholds file is absent after the evaluated commit');
    await addLoosening(record, reading, limits, then, now);
  }
};
