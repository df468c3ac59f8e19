import { pointerKeys } from '../../base/json-pointer.ts';
import { parseYaml, type YamlText } from '../../base/yaml.ts';
import type { Location } from '../../model/facts.ts';
import type { DriftRunFile } from '../../model/generated/drift-run.ts';
import { validate } from '../../model/validate.ts';
import { factText } from '../fact-values.ts';
import type { ReaderContext } from '../reader.ts';
import type { SheetDraft } from '../sheet-draft.ts';
import { decodeText, isMapping } from '../text-file.ts';

/** A run file as it was written, with the line of everything in it. */
export interface RunFile {
  readonly run: DriftRunFile;
  readonly at: (pointer: string) => Location;
}

/** The run without the keys that break the schema; undefined when what is left is no run. */
const usablePart = (yaml: YamlText, path: string, draft: SheetDraft): DriftRunFile | undefined => {
  const whole = validate('drift-run', yaml.value);
  if (whole.ok) return whole.value;
  for (const { pointer, message } of whole.problems) {
    const key = pointerKeys(pointer).join('.');
    draft.problem('run-file', key === '' ? message : `${key}: ${message}`, path, yaml.lineOf(pointer));
  }
  if (!isMapping(yaml.value)) return undefined;
  const broken = new Set(whole.problems.map(({ pointer }) => pointerKeys(pointer)[0]));
  const rest = validate(
    'drift-run',
    Object.fromEntries(Object.entries(yaml.value).filter(([key]) => !broken.has(key))),
  );
  if (rest.ok) return rest.value;
  const { id, model } = yaml.value;
  if (typeof id === 'string' && id !== '') draft.set('id', factText(id));
  if (typeof model === 'string') draft.set('model', factText(model));
  return undefined;
};

/** Reads a run file, YAML or JSON. What is wrong with it becomes problems; undefined when it cannot be used at all. */
export const readRunFile = async (
  path: string,
  context: ReaderContext,
  draft: SheetDraft,
): Promise<RunFile | undefined> => {
  const text = decodeText(await context.open(path));
  if (text === undefined) {
    draft.problem('not-text', 'saw bytes that are no UTF-8 text; expected a drift run in YAML or JSON', path);
    return undefined;
  }
  const parsed = parseYaml(text, { depth: context.limits.depth });
  if (!parsed.ok) {
    for (const { message, line } of parsed.problems) draft.problem('yaml', message, path, line);
    return undefined;
  }
  const run = usablePart(parsed.text, path, draft);
  return run && { run, at: (pointer) => ({ file: path, line: parsed.text.lineOf(pointer) }) };
};
