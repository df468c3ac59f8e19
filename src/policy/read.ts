import { sha256 } from '../base/digest.ts';
import { defaultLimits } from '../base/limits.ts';
import { parseYaml, type YamlResult } from '../base/yaml.ts';
import type { Pack } from '../model/policy.ts';
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

/** What the packs of these texts are called, each once, in their order; two of one name are a problem. */
const packsOf = (files: readonly PolicyText[]): readonly Pack[] => [
  ...new Set(files.flatMap(({ pack }) => pack ?? [])),
];

/** The word for a policy of a folder, as `replaces` says it; a test comes along with its control. */
const kindOf = (folder: Folder): string => (folder === 'tests' ? 'control' : folder.slice(0, -1));

const shownPath = ({ root, path }: PolicyText): string => (root === undefined ? path : `${root}/${path}`);

/**
 * Reads every policy file, layer by layer: those that ship with the tool, then each pack. What cannot be used is left out
 * of the set and listed as a problem; so is a policy of a pack that would silently take the place of another.
 */
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
  const packs = packsOf(files);
  const layerOf = ({ pack }: PolicyText): number => (pack === undefined ? -1 : packs.indexOf(pack));
  const sorted = [...files]
    .sort((left, right) => layerOf(left) - layerOf(right) || (left.path < right.path ? -1 : 1))
    .map((file) => ({ ...file, digest: sha256(file.text), file: shownPath(file) }));
  const replaced: PolicySet['replaced'][number][] = [];
  const owners = new Map<string, Pack | undefined>();
  for (const { path, file, text, digest, pack } of sorted) {
    const folder = folderOf(path);
    if (!folder || !path.endsWith('.yaml')) {
      const expected = `expected <folder>/....yaml with a folder of ${Object.keys(folders).join(', ')}`;
      problems.push({
        file,
        line: 1,
        message: `unknown policy file; ${expected}${suggestion(path.split('/')[0] ?? '', Object.keys(folders))}`,
      });
      continue;
    }
    const parsed = parse(folder, text, digest);
    if (!parsed.ok) {
      problems.push(...parsed.problems.map(({ line, message }) => ({ file, line, message })));
      continue;
    }
    const valid = validate(folders[folder], parsed.text.value);
    if (!valid.ok) {
      problems.push(
        ...valid.problems.map(({ pointer, message }) => ({
          file,
          line: parsed.text.lineOf(pointer),
          message: `${pointer === '' ? '' : `${pointer.slice(1).replaceAll('/', '.')}: `}${message}${unknownKeyHint(message)}`,
        })),
      );
      continue;
    }
    const id = 'control' in valid.value ? valid.value.control : valid.value.id;
    const known = maps[folder].get(id);
    const pointer = folder === 'tests' ? '/control' : '/id';
    const owner = owners.get(`${folder} ${id}`);
    const replacement = pack?.replaces.find((each) => each.kind === kindOf(folder) && each.id === id);
    if (known && (pack === owner || !replacement)) {
      problems.push({
        file,
        line: parsed.text.lineOf(pointer),
        message: `"${id}" is already defined in ${known.file}${pack === owner ? '' : '; a pack replaces it only when its pack.yaml says so under "replaces", with a reason'}`,
      });
      continue;
    }
    if (known && pack && replacement && folder !== 'tests')
      replaced.push({ pack: pack.id, kind: replacement.kind, id, reason: replacement.reason, was: known.file });
    owners.set(`${folder} ${id}`, pack);
    const { lineOf } = parsed.text;
    maps[folder].set(id, { path, file, value: valid.value, lineOf, ...(pack === undefined ? {} : { pack: pack.id }) });
  }
  problems.push(...packProblems(sorted, replaced));
  return {
    set: {
      ...(maps as unknown as Omit<PolicySet, 'files'>),
      files: sorted.map(({ path, text, digest, pack }) => ({
        path: pack === undefined ? path : `packs/${pack.id}/${path}`,
        sha256: digest,
        size: Buffer.byteLength(text),
      })),
      packs,
      replaced,
    },
    problems,
  };
};

/** Two packs of one name, and replacements of nothing. */
const packProblems = (files: readonly PolicyText[], replaced: PolicySet['replaced']): readonly PolicyProblem[] => {
  const packs = packsOf(files);
  return packs.flatMap((pack, index) => {
    const root = files.find((file) => file.pack === pack)?.root ?? pack.id;
    const at = (line: number, message: string): PolicyProblem => ({ file: `${root}/pack.yaml`, line, message });
    const twin = packs.findIndex(({ id }) => id === pack.id);
    const first = files.find((file) => file.pack === packs[twin])?.root;
    return [
      ...(twin === index ? [] : [at(1, `the pack "${pack.id}" is there twice: ${first} is called so too`)]),
      ...pack.replaces
        .filter(
          ({ kind, id }) => !replaced.some((each) => each.pack === pack.id && each.kind === kind && each.id === id),
        )
        .map(({ kind, id, line }) =>
          at(line, `there is nothing to replace: no ${kind} "${id}" is in the layers below and in this pack`),
        ),
    ];
  });
};

/** `unknown key "belo"; expected one of is, below, ...` gets the nearest of the words that it lists. */
const unknownKeyHint = (message: string): string => {
  const match =
    /^unknown key "([^"]+)"; expected one of (.+)$/.exec(message) ??
    /^saw "([^"]+)"; expected one of (.+)$/.exec(message);
  return match ? suggestion(match[1] ?? '', (match[2] ?? '').split(', ')) : '';
};
