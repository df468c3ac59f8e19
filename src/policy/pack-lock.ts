import type { ErrorDetail } from '../base/errors.ts';
import type { Limits } from '../base/limits.ts';
import { parseYaml } from '../base/yaml.ts';
import type { PoliciesLock } from '../model/generated/policies-lock.ts';
import type { Pack } from '../model/policy.ts';
import { validate } from '../model/validate.ts';
import { PolicyError } from './policy-error.ts';

/** The lock file that an audit looks for where it is started. */
export const lockFile = 'plumbline-policies.lock';

/** The lock of these packs, as YAML: digests alone, so that a reviewer sees which file of a pack changed. */
export const lockText = (packs: readonly Pack[]): string =>
  [
    '# The packs of policies that an audit may use, by digest. Written by `plumbline policy lock`.',
    'lock: 1',
    'packs:',
    ...packs.flatMap(({ id, sha256, files }) => [
      `  - id: ${id}`,
      `    sha256: "${sha256}"`,
      '    files:',
      ...Object.entries(files)
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([path, digest]) => `      ${JSON.stringify(path)}: "${digest}"`),
    ]),
    '',
  ].join('\n');

/** Reads a lock file. Throws a PolicyError with every problem and its line. */
export const readLock = (text: string, file: string, limits: Limits): PoliciesLock => {
  const refuse = (details: readonly ErrorDetail[]): never => {
    throw new PolicyError('invalid-pack', `${file} is no lock file`, { details });
  };
  const yaml = parseYaml(text, { depth: limits.depth });
  if (!yaml.ok) return refuse(yaml.problems.map((problem) => ({ ...problem, file })));
  const checked = validate('policies-lock', yaml.text.value);
  if (checked.ok) return checked.value;
  return refuse(
    checked.problems.map(({ pointer, message }) => ({
      message: `${pointer === '' ? '' : `${pointer}: `}${message}`,
      file,
      line: yaml.text.lineOf(pointer),
    })),
  );
};

const changes = (root: string, locked: Readonly<Record<string, string>>, pack: Pack): readonly ErrorDetail[] =>
  [...new Set([...Object.keys(locked), ...Object.keys(pack.files)])].sort().flatMap((path): ErrorDetail[] => {
    const [was, is] = [locked[path], pack.files[path]];
    if (was === is) return [];
    const message =
      was === undefined
        ? 'was added after the pack was locked'
        : is === undefined
          ? 'was locked, and is gone'
          : `has the digest ${is.slice(0, 12)}, expected ${was.slice(0, 12)} as it was locked`;
    return [{ file: `${root}/${path}`, message }];
  });

/**
 * Holds packs against a lock: the same packs, in the same order, each file of the same digest. Throws a PolicyError that
 * names every file which differs. `roots` gives the folder of each pack as a message shows it.
 */
export const holdAgainstLock = (
  lock: PoliciesLock,
  file: string,
  packs: readonly Pack[],
  roots: ReadonlyMap<Pack, string>,
): void => {
  const details: ErrorDetail[] = [
    ...packs.flatMap((pack): readonly ErrorDetail[] => {
      const locked = lock.packs.find(({ id }) => id === pack.id);
      if (!locked) return [{ file, message: `the pack "${pack.id}" (${roots.get(pack) ?? ''}) is not in the lock` }];
      return changes(roots.get(pack) ?? pack.id, locked.files, pack);
    }),
    ...lock.packs
      .filter(({ id }) => !packs.some((pack) => pack.id === id))
      .map(({ id }) => ({
        file,
        message: `the pack "${id}" is locked, but was not given; name its folder with --policies`,
      })),
  ];
  const order = lock.packs.map(({ id }) => id).join(', ');
  if (details.length === 0 && order !== packs.map(({ id }) => id).join(', '))
    details.push({
      file,
      message: `saw the packs ${packs.map(({ id }) => id).join(', ')}; expected them in the order ${order}`,
    });
  if (details.length > 0)
    throw new PolicyError('changed-pack', 'the packs of policies are not those that were locked', {
      details,
      hint: 'Look at what changed; `plumbline policy lock` writes the lock anew.',
    });
};
