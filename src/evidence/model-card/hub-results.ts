import { isMapping } from '../text-file.ts';
import type { CardDraft } from './card-draft.ts';
import type { DataFormat } from './card-format.ts';
import type { DataContent } from './content.ts';
import { type Hit, hitsAt, readFields, scalarText } from './fields.ts';
import { addMetric } from './metrics.ts';

const entriesOf = (content: DataContent): readonly Hit[] =>
  Array.isArray(content.value)
    ? content.value.slice(0, 5_000).map((value: unknown, index) => ({ value, pointer: `/${index}` }))
    : [];

const isResult = (value: unknown): boolean =>
  isMapping(value) && isMapping(value.dataset) && Object.hasOwn(value.dataset, 'id') && Object.hasOwn(value, 'value');

/** Reads the results of a `.eval_results` file of the Hugging Face hub into a card. Their tokens are not verified here. */
export const readHubResults = (content: DataContent, draft: CardDraft): void => {
  for (const result of entriesOf(content).filter(({ value }) => isResult(value))) {
    const at = (path: string): Hit | undefined => hitsAt(result, path)[0];
    const dataset = scalarText(at('dataset/id')?.value);
    if (dataset === undefined) continue;
    draft.by('entry of .eval_results');
    addMetric(
      draft,
      { name: scalarText(at('dataset/task_id')?.value) ?? 'result', value: at('value')?.value, dataset },
      { file: content.path, line: content.lineOf(result.pointer) },
    );
  }
};

/** A file of `.eval_results`: part of the card in the folder above, and a card of nothing but metrics where there is none. */
export const hubResults: DataFormat = {
  name: 'hugging-face-results',
  title: 'a file of Hugging Face results',
  shape: 'data',
  recognises: (content) => entriesOf(content).some(({ value }) => isResult(value)),
  read: (content, model, draft) => {
    readHubResults(content, draft);
    readFields(content, model, {}, 'a file of results', draft);
  },
};
