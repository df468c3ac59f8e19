import { defaultLimits, type Limits } from '../base/limits.ts';
import { packageFiles, packageText, packageVersion } from '../files/package-files.ts';

/** What every run is given: the policies, the limits, the tool's own name, and who is told about progress. */
export interface Toolkit {
  readonly tool: { readonly name: string; readonly version: string };
  readonly limits: Limits;
  /** Policy files by path below policies/. */
  readonly policies: readonly { readonly path: string; readonly text: string }[];
  /** Told when a stage begins; for progress on a terminal and for benchmarks. */
  readonly stage: (words: string) => void;
}

/** The policy files that ship with the package. */
export const shippedPolicies = (): Toolkit['policies'] =>
  packageFiles('policies')
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => ({ path, text: packageText(`policies/${path}`) }));

/** A toolkit with the shipped policies and the default limits. */
export const defaultToolkit = (changes: Partial<Toolkit> = {}): Toolkit => ({
  tool: packageVersion(),
  limits: defaultLimits,
  policies: changes.policies ?? shippedPolicies(),
  stage: () => undefined,
  ...changes,
});
