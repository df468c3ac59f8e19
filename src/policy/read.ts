import { sha256 } from '../base/digest.ts';
import { defaultLimits } from '../base/limits.ts';
import { parseYaml, type YamlResult } from '../base/yaml.ts';
import { validate } from '../model/validate.ts';
import { compiledText } from './compiled-texts.ts';
import { suggestion } from './nearest.ts';
import type { PolicyProblem, PolicySet, PolicySource, PolicyText } from './policy-set.ts';

/** The folders below policies/, and what every file in one must be. */
const folders = {
  controls: 'control',
  conditions: 'condition',
  catalogs: 'catalog',
  profiles: 'profile',
  tests: 'policy-test',
  mappings: 'mapping',
} as const;

type Folder = keyof typeof folders;

const folderOf = (path: string): Folder | undefined =>
  (Object.keys(folders) as Folder[]).find((folder) => path.startsWith(`${folder}/`));

/** Parses a policy text, unless the build did so already: then only the lines are left to find, should anybody ask. */
const parse = (folder: Folder, text: string, digest: string): YamlResult => {
  const value = compiledText(folder, digest);
  if (value === undefined) return parseYaml(text, { depth: defaultLimits.depth });
  let lines: ((pointer: string) => number) | undefined;
  const lineOf = (pointer: string): number => {
    const parsed = lines === undefined ? parseYaml(text, { depth: defaultLimits.depth }) : undefined;
    lines ??= parsed?.ok ? parsed.text.lineOf : () => 1;
    return lines(pointer);
  };
  return { ok: true, text: { value, lineOf } };
};

/** Reads every policy file. What cannot be used is left out of the set and listed as a problem. */
export const readPolicies = (
  files: readonly PolicyText[],
): { readonly set: PolicySet; readonly problems: readonly PolicyProblem[] } => {
  const problems: PolicyProblem[] = [];
  const maps: Record<Folder, Map<string, PolicySource<unknown>>> = {
    controls: new Map(),
    conditions: new Map(),
    catalogs: new Map(),
    profiles: new Map(),
    tests: new Map(),
    mappings: new Map(),
  };
  const sorted = [...files]
    .sort((left, right) => (left.path < right.path ? -1 : 1))
    .map((file) => ({ ...file, digest: sha256(file.text) }));
  for (const { path, text, digest } of sorted) {
    const folder = folderOf(path);
    if (!folder || !path.endsWith('.yaml')) {
      const expected = `expected <folder>/....yaml with a folder of ${Object.keys(folders).join(', ')}`;
      problems.push({
        file: path,
        line: 1,
        message: `unknown policy file; ${expected}${suggestion(path.split('/')[0] ?? '', Object.keys(folders))}`,
      });
      continue;
    }
    const parsed = parse(folder, text, digest);
    if (!parsed.ok) {
      problems.push(...parsed.problems.map(({ line, message }) => ({ file: path, line, message })));
      continue;
    }
    const valid = validate(folders[folder], parsed.text.value);
    if (!valid.ok) {
      problems.push(
        ...valid.problems.map(({ pointer, message }) => ({
          file: path,
          line: parsed.text.lineOf(pointer),
          message: `${pointer === '' ? '' : `${pointer.slice(1).replaceAll('/', '.')}: `}${message}${unknownKeyHint(message)}`,
        })),
      );
      continue;
    }
    const id = 'control' in valid.value ? valid.value.control : valid.value.id;
    const known = maps[folder].get(id);
    const pointer = folder === 'tests' ? '/control' : '/id';
    if (known)
      problems.push({
        file: path,
        line: parsed.text.lineOf(pointer),
        message: `"${id}" is already defined in ${known.path}`,
      });
    else maps[folder].set(id, { path, value: valid.value, lineOf: parsed.text.lineOf });
  }
  return {
    set: {
      ...(maps as unknown as Omit<PolicySet, 'files'>),
      files: sorted.map(({ path, text, digest }) => ({ path, sha256: digest, size: Buffer.byteLength(text) })),
    },
    problems,
  };
};

/** `unknown key "belo"; expected one of is, below, ...` gets the nearest of the words that it lists. */
const unknownKeyHint = (message: string): string => {
  const match =
    /^unknown key "([^"]+)"; expected one of (.+)$/.exec(message) ??
    /^saw "([^"]+)"; expected one of (.+)$/.exec(message);
  return match ? suggestion(match[1] ?? '', (match[2] ?? '').split(', ')) : '';
};
