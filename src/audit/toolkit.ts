import { defaultLimits, type Limits } from '../base/limits.ts';
import { openDirectory } from '../files/directory.ts';
import { packageFiles, packageText, packageVersion } from '../files/package-files.ts';
import type { Pack } from '../model/policy.ts';
import { holdAgainstLock, readLock } from '../policy/pack-lock.ts';
import type { PolicyText } from '../policy/policy-set.ts';
import { readPack } from '../policy/read-pack.ts';

/** What every run is given: the policies, the limits, the tool's own name, and who is told about progress. */
export interface Toolkit {
  readonly tool: { readonly name: string; readonly version: string };
  readonly limits: Limits;
  /** Policy files: those that ship with the tool, and those of packs. */
  readonly policies: readonly PolicyText[];
  /** Told when a stage begins; for progress on a terminal and for benchmarks. */
  readonly stage: (words: string) => void;
}

/** The policy files that ship with the package. */
export const shippedPolicies = (): Toolkit['policies'] =>
  packageFiles('policies')
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => ({ path, text: packageText(`policies/${path}`), root: 'policies' }));

/** Where an organisation's own policies come from. */
export interface PackRequest {
  /** Folders, in the order in which they are layered over the shipped policies. */
  readonly folders: readonly string[];
  /** Text of a lock file that the packs are held against, and what it is called. */
  readonly lock?: { readonly text: string; readonly file: string };
}

/**
 * The shipped policies with packs over them. Throws a PolicyError when a folder is no pack, or is not the one that was
 * locked. `ignored` names the files in the folders that nobody reads.
 */
export const layeredPolicies = async (
  { folders, lock }: PackRequest,
  limits: Limits = defaultLimits,
): Promise<{
  readonly policies: readonly PolicyText[];
  readonly packs: readonly Pack[];
  readonly ignored: readonly string[];
}> => {
  const read = [];
  for (const folder of folders) read.push(await readPack(await openDirectory(folder, limits), limits));
  const packs = read.map(({ pack }) => pack);
  if (lock) {
    const roots = new Map(read.map(({ pack, texts }) => [pack, texts[0]?.root ?? pack.id]));
    holdAgainstLock(readLock(lock.text, lock.file, limits), lock.file, packs, roots);
  }
  return {
    policies: [...shippedPolicies(), ...read.flatMap(({ texts }) => texts)],
    packs,
    ignored: read.flatMap(({ ignored }) => ignored),
  };
};

/** A toolkit with the shipped policies and the default limits. */
export const defaultToolkit = (changes: Partial<Toolkit> = {}): Toolkit => ({
  tool: packageVersion(),
  limits: defaultLimits,
  policies: changes.policies ?? shippedPolicies(),
  stage: () => undefined,
  ...changes,
});
