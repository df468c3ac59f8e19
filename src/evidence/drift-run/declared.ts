import { plainText } from '../../base/plain-text.ts';
import type { FactSheet, Location } from '../../model/facts.ts';
import type { RecordDraft, SheetDraft } from '../sheet-draft.ts';
import type { Feature } from './features.ts';
import type { RunFile } from './run-file.ts';
import type { Side, Snapshot } from './snapshot-sides.ts';

/** Something that a model card declares, with its place; or why it declares nothing. */
type Stated<T> = { readonly value: T; readonly source: Location | undefined } | { readonly reason: string };

/** What the cards of one model say about its monitoring. */
interface Declared {
  readonly limit: Stated<number>;
  readonly features: Stated<readonly string[]>;
}

const stated = <T>(cards: readonly FactSheet[], fact: string, is: (value: unknown) => value is T): Stated<T> => {
  for (const sheet of cards) {
    const value = (sheet.facts as Readonly<Record<string, unknown>>)[fact];
    if (is(value)) return { value, source: sheet.sources[`/${fact}`] };
  }
  const [first] = cards;
  return {
    reason:
      first === undefined
        ? 'no model card of this model was supplied'
        : (first.absent[`/${fact}`] ?? `the model card ${first.evidence} does not say`),
  };
};

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'string');
const isLimit = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** Finds what the cards of a model declare about drift. Of several cards the first that says something counts. */
export const declaredFor = (model: string, cards: readonly FactSheet[]): Declared => {
  const own = cards.filter((sheet) => (sheet.facts as Readonly<Record<string, unknown>>).id === model);
  return { limit: stated(own, 'psiThreshold', isLimit), features: stated(own, 'monitoredFeatures', isTexts) };
};

/** Writes the declared limit beside the score that it judges. */
export const setDeclaredLimit = (record: RecordDraft, { limit }: Declared): void => {
  if ('value' in limit) record.set('declaredLimit', limit.value, limit.source);
  else record.lack('declaredLimit', limit.reason);
};

const setNames = (
  draft: SheetDraft,
  fact: string,
  countFact: string,
  names: readonly string[],
  at?: Location,
): void => {
  draft.set(fact, names.map(plainText), at);
  draft.set(countFact, names.length, at);
};

/**
 * Holds what a run measures and monitors against the columns that are there and those that the card declares: whoever runs
 * the job must not choose what it is judged by.
 */
export const setCompleteness = (
  { run, at }: RunFile,
  { reference, current }: Record<Side, Snapshot>,
  features: readonly Feature[],
  { features: declared }: Declared,
  draft: SheetDraft,
): void => {
  // What only the current snapshot holds has nothing to be compared with: `extraColumns` names it.
  const columns = reference.schema?.columns.map(({ name }) => name) ?? [];
  const excluded = new Set(run.exclude);
  const measured = new Set(features.map(({ name }) => name));
  const outcomes = new Set(features.filter(({ role }) => role === 'outcome').map(({ name }) => name));
  const judged = new Set(
    features.filter(({ monitored, role }) => monitored && role !== 'outcome').map(({ name }) => name),
  );
  const unread = [reference, current].find(({ schema }) => schema === undefined);
  if (unread) {
    for (const fact of ['unmeasuredColumns', 'unmeasuredColumnCount', 'excludedColumns'])
      draft.lack(fact, unread.obstacle ?? 'a snapshot could not be read');
  } else {
    const open = columns.filter((name) => !measured.has(name) && !excluded.has(name));
    setNames(draft, 'unmeasuredColumns', 'unmeasuredColumnCount', open, at('/features'));
    draft.set('excludedColumns', columns.filter((name) => excluded.has(name)).map(plainText), at('/exclude'));
  }
  const wanted =
    'value' in declared
      ? { names: declared.value, source: declared.source }
      : unread
        ? undefined
        : { names: columns.filter((name) => !excluded.has(name) && !outcomes.has(name)), source: at('/features') };
  if (wanted) {
    const missing = wanted.names.filter((name) => !judged.has(name));
    setNames(draft, 'declaredNotMonitored', 'declaredNotMonitoredCount', missing, wanted.source);
  } else
    for (const fact of ['declaredNotMonitored', 'declaredNotMonitoredCount'])
      draft.lack(fact, `${unread?.obstacle ?? 'a snapshot could not be read'}, and no card declares what is monitored`);
};
