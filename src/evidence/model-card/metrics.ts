import { isPlaceholder } from '../../base/placeholder.ts';
import type { Location } from '../../model/facts.ts';
import { factText } from '../fact-values.ts';
import { place, type RecordDraft, type SheetDraft } from '../sheet-draft.ts';
import { measuredNumber } from './measured-number.ts';

/** One metric as a card writes it, before anything of it is believed. */
export interface WrittenMetric {
  readonly name: string;
  readonly value: unknown;
  readonly dataset?: string | undefined;
  readonly slice?: string | undefined;
  /** Part of the dataset, such as its configuration and split: it tells metrics apart, and is no group of persons. */
  readonly part?: string | undefined;
  readonly lower?: unknown;
  readonly upper?: unknown;
}

/** The name of a metric with dataset and slice. */
export const metricId = (name: string, dataset: unknown, more: unknown): string => {
  const words = [name, typeof dataset === 'string' ? `on ${dataset}` : '', typeof more === 'string' ? `(${more})` : ''];
  return words.filter((word) => word !== '').join(' ');
};

const written = (value: unknown): value is string | number =>
  typeof value === 'number' || (typeof value === 'string' && !isPlaceholder(value));

const setBound = (fact: 'lowerBound' | 'upperBound', value: unknown, record: RecordDraft, source: Location): void => {
  const bound = written(value) ? measuredNumber(value) : undefined;
  if (bound) record.set(fact, bound.value, source);
};

/** Sets value, unit and spread of a metric, as written and as parsed; or says why there is none. */
export const setMeasured = (value: unknown, record: RecordDraft, source: Location): void => {
  if (!written(value)) {
    const empty = value === undefined || value === null || value === '';
    const reason = empty ? `no value at ${place(source)}` : `no number at ${place(source)}`;
    for (const fact of ['raw', 'value', 'percent']) record.lack(fact, reason);
    return;
  }
  record.set('raw', factText(String(value)), source);
  const measured = measuredNumber(value);
  if (!measured) {
    for (const fact of ['value', 'percent']) record.lack(fact, `no plain number at ${place(source)}`);
    return;
  }
  record.set('value', measured.value, source);
  record.set('percent', measured.percent, source);
  if (measured.spread !== undefined) record.set('spread', measured.spread, source);
};

/** Adds a metric to the card. */
export const addMetric = (draft: SheetDraft, metric: WrittenMetric, source: Location): RecordDraft => {
  const more = [metric.slice, metric.part].filter((word) => word !== undefined && word !== '').join(', ');
  const name = factText(metric.name);
  const record = draft.add('metrics', factText(metricId(name, metric.dataset, more || undefined)), source);
  record.set('name', name, source);
  if (metric.dataset === undefined) record.lack('dataset', `no dataset is named at ${place(source)}`);
  else record.set('dataset', factText(metric.dataset), source);
  if (metric.slice !== undefined) record.set('slice', factText(metric.slice), source);
  setMeasured(metric.value, record, source);
  setBound('lowerBound', metric.lower, record, source);
  setBound('upperBound', metric.upper, record, source);
  return record;
};
