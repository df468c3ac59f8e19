import { shortened } from '../../base/plain-text.ts';
import { normalisedHeading } from '../heading.ts';
import type { CardDraft } from './card-draft.ts';
import type { CardSection } from './card-text.ts';
import { addMetric } from './metrics.ts';

const names = new Set(['metric', 'metrics', 'measure', 'metric name']);
const values = new Set(['value', 'values', 'result', 'results', 'score', 'scores']);
const datasets = new Set(['dataset', 'data', 'test set', 'testing data', 'evaluation data', 'benchmark']);
const slices = new Set(['slice', 'group', 'subgroup', 'segment', 'population']);

/**
 * Reads the tables of a card that say of themselves that they hold metrics: a column `Metric` and a column `Value`. Of
 * other tables nobody can tell which way they are to be read, so they stay prose.
 */
export const readMetricTables = (sections: readonly CardSection[], file: string, draft: CardDraft): void => {
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
    draft.by(`table "${block.header.join(' | ').slice(0, 60)}"`);
    addMetric(draft, { name, value: raw, dataset: cell(datasets), slice: cell(slices) }, { file, line: block.line });
  }
};
