import { shortened } from '../../base/plain-text.ts';
import { normalisedHeading } from '../heading.ts';
import type { SheetDraft } from '../sheet-draft.ts';
import type { CardSection } from './card-text.ts';
import { metricId } from './governance.ts';
import { measuredNumber } from './measured-number.ts';

const names = new Set(['metric', 'metrics', 'measure', 'metric name']);
const values = new Set(['value', 'values', 'result', 'results', 'score', 'scores']);
const datasets = new Set(['dataset', 'data', 'test set', 'testing data', 'evaluation data', 'benchmark']);
const slices = new Set(['slice', 'group', 'subgroup', 'segment', 'population']);

/**
 * Reads the tables of a card that say of themselves that they hold metrics: a column `Metric` and a column `Value`. Of
 * other tables nobody can tell which way they are to be read, so they stay prose.
 */
export const readMetricTables = (sections: readonly CardSection[], file: string, draft: SheetDraft): void => {
  for (const block of sections.flatMap((section) => section.blocks)) {
    if (block.kind !== 'row' || block.header.length === 0 || block.placeholder) continue;
    const header = block.header.map(normalisedHeading);
    const cell = (column: ReadonlySet<string>): string | undefined => {
      const text = block.cells[header.findIndex((name) => column.has(name))];
      return text === undefined || text === '' ? undefined : shortened(text, 200);
    };
    const name = cell(names);
    const raw = cell(values);
    if (name === undefined || raw === undefined) continue;
    const source = { file, line: block.line };
    const [dataset, slice] = [cell(datasets), cell(slices)];
    const metric = draft.add('metrics', metricId(name, dataset, slice), source);
    metric.set('name', name, source);
    metric.set('raw', raw, source);
    if (dataset !== undefined) metric.set('dataset', dataset, source);
    if (slice !== undefined) metric.set('slice', slice, source);
    const value = measuredNumber(raw);
    if (value) metric.set('value', value.value, source);
    else metric.lack('value', 'the value is no plain number');
  }
};
