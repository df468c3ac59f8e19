import { isPlaceholder } from '../../base/placeholder.ts';
import type { YamlText } from '../../base/yaml.ts';
import type { Location } from '../../model/facts.ts';
import { factText } from '../fact-values.ts';
import type { SheetDraft } from '../sheet-draft.ts';
import { isMapping } from '../text-file.ts';
import { metricId } from './governance.ts';
import { measuredNumber } from './measured-number.ts';

const textOf = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && !isPlaceholder(String(value))
    ? factText(String(value))
    : undefined;

const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((member: unknown) => textOf(member) ?? []);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** `co2_eq_emissions` is a number of grams, or a mapping with `emissions`, `source` and more. */
const emissions = (value: unknown): string | undefined =>
  isMapping(value)
    ? Object.entries(value)
        .flatMap(([key, member]) => (textOf(member) === undefined ? [] : [`${key}: ${textOf(member)}`]))
        .join('; ') || undefined
    : textOf(value) && `emissions: ${textOf(value)} g CO2eq`;

/** The names of `model-index`, in order. */
export const indexedNames = (keys: Readonly<Record<string, unknown>>): readonly string[] =>
  listOf(keys['model-index']).flatMap((model) => (isMapping(model) ? (textOf(model.name) ?? []) : []));

const readIndex = (
  keys: Readonly<Record<string, unknown>>,
  at: (pointer: string) => Location,
  draft: SheetDraft,
): void => {
  listOf(keys['model-index']).forEach((model, m) => {
    listOf(isMapping(model) ? model.results : undefined).forEach((result, r) => {
      if (!isMapping(result)) return;
      const dataset = isMapping(result.dataset) ? result.dataset : {};
      const name = textOf(dataset.name) ?? textOf(dataset.type);
      const part = [textOf(dataset.config), textOf(dataset.split)].filter((word) => word !== undefined).join(', ');
      listOf(result.metrics).forEach((entry, index) => {
        if (!isMapping(entry)) return;
        const title = textOf(entry.name) ?? textOf(entry.type);
        if (title === undefined) return;
        const source = at(`/model-index/${m}/results/${r}/metrics/${index}`);
        const metric = draft.add('metrics', metricId(title, name, part === '' ? undefined : part), source);
        metric.set('name', title, source);
        if (name !== undefined) metric.set('dataset', name, source);
        else metric.lack('dataset', 'the result names no dataset');
        const raw = entry.value;
        const value = typeof raw === 'number' || typeof raw === 'string' ? measuredNumber(raw) : undefined;
        if (typeof raw === 'number' || typeof raw === 'string') metric.set('raw', factText(String(raw)), source);
        else metric.lack('raw', 'the metric has no value');
        if (value) metric.set('value', value.value, source);
        else
          metric.lack(
            'value',
            raw === undefined || raw === null ? 'the metric has no value' : 'the value is no plain number',
          );
      });
    });
  });
};

/** Reads the keys of a Hugging Face card. Keys that we do not know are left alone: the vocabulary is theirs. */
export const readHubFrontMatter = (
  file: string,
  yaml: YamlText,
  keys: Readonly<Record<string, unknown>>,
  draft: SheetDraft,
): void => {
  const at = (pointer: string): Location => ({ file, line: yaml.lineOf(pointer) });
  const put = (fact: string, key: string, value: string | undefined): void => {
    if (value !== undefined && value !== '' && !draft.has(fact)) draft.set(fact, value, at(`/${key}`));
  };
  const licence = textsOf(keys.license).join(', ');
  put(
    'license',
    'license',
    licence === 'other' ? (textOf(keys.license_name) ?? textOf(keys.license_link) ?? licence) : licence,
  );
  put('baseModel', 'base_model', textsOf(keys.base_model).join(', '));
  put('name', 'model_name', textOf(keys.model_name) ?? indexedNames(keys)[0]);
  put('environment', 'co2_eq_emissions', emissions(keys.co2_eq_emissions));
  const known = new Set((draft.get('datasets') as readonly { readonly id: string }[]).map((entry) => entry.id));
  for (const dataset of new Set(textsOf(keys.datasets))) {
    if (known.has(dataset)) continue;
    draft.add('datasets', dataset, at('/datasets')).set('role', 'unspecified');
  }
  readIndex(keys, at, draft);
};
