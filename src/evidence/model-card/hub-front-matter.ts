import { isPlaceholder } from '../../base/placeholder.ts';
import type { YamlText } from '../../base/yaml.ts';
import type { Location } from '../../model/facts.ts';
import { factText } from '../fact-values.ts';
import { isMapping } from '../text-file.ts';
import type { CardDraft } from './card-draft.ts';
import { addMetric } from './metrics.ts';

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
const indexedNames = (keys: Readonly<Record<string, unknown>>): readonly string[] =>
  listOf(keys['model-index']).flatMap((model) => (isMapping(model) ? (textOf(model.name) ?? []) : []));

const readIndex = (
  keys: Readonly<Record<string, unknown>>,
  at: (pointer: string) => Location,
  draft: CardDraft,
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
        draft.by('front matter model-index');
        addMetric(draft, { name: title, value: entry.value, dataset: name, part }, source);
      });
    });
  });
};

/** Reads the keys of a Hugging Face card. Keys that we do not know are left alone: the vocabulary is theirs. */
export const readHubFrontMatter = (
  file: string,
  yaml: YamlText,
  keys: Readonly<Record<string, unknown>>,
  draft: CardDraft,
): void => {
  const at = (pointer: string): Location => ({ file, line: yaml.lineOf(pointer) });
  const put = (fact: string, key: string, value: string | undefined): void => {
    if (value === undefined || value === '' || draft.has(fact)) return;
    draft.by(`front matter ${key}`);
    draft.set(fact, value, at(`/${key}`));
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
  put('task', 'pipeline_tag', textOf(keys.pipeline_tag));
  put(
    'acceptableUsePolicy',
    'license_link',
    /use/i.test(textOf(keys.license_link) ?? '') ? textOf(keys.license_link) : undefined,
  );
  const languages = [...new Set(textsOf(keys.language))];
  if (languages.length > 0 && !draft.has('languages')) {
    draft.by('front matter language');
    draft.set('languages', languages, at('/language'));
  }
  const known = new Set((draft.get('datasets') as readonly { readonly id: string }[]).map((entry) => entry.id));
  for (const dataset of new Set(textsOf(keys.datasets))) {
    if (known.has(dataset)) continue;
    draft.by('front matter datasets');
    draft.add('datasets', dataset, at('/datasets')).set('role', 'unspecified');
  }
  readIndex(keys, at, draft);
};
