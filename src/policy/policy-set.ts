import type { PolicyTest } from '../model/generated/policy-test.ts';
import type { Catalog, Condition, Control, Mapping, Pack, Plan, Profile } from '../model/policy.ts';

/** A text of the policies folder or of a pack; `path` is below that folder, with forward slashes. */
export interface PolicyText {
  readonly path: string;
  readonly text: string;
  /** What the folder is called in messages; the path alone is shown when absent. */
  readonly root?: string;
  /** The pack that it belongs to; none for the policies that ship with the tool. */
  readonly pack?: Pack;
}

/** One policy with the file it came from; `lineOf` gives the line of the value at a JSON Pointer. */
export interface PolicySource<T> {
  /** Path below its folder of policies. */
  readonly path: string;
  /** The path as a message shows it. */
  readonly file: string;
  readonly value: T;
  readonly lineOf: (pointer: string) => number;
  /** Identifier of the pack that it belongs to. */
  readonly pack?: string;
}

/** All policies by identifier; tests by the control that they test. */
export interface PolicySet {
  readonly controls: ReadonlyMap<string, PolicySource<Control>>;
  readonly conditions: ReadonlyMap<string, PolicySource<Condition>>;
  readonly catalogs: ReadonlyMap<string, PolicySource<Catalog>>;
  readonly profiles: ReadonlyMap<string, PolicySource<Profile>>;
  readonly tests: ReadonlyMap<string, PolicySource<PolicyTest>>;
  readonly mappings: ReadonlyMap<string, PolicySource<Mapping>>;
  readonly files: Plan['files'];
  /** Packs in the order in which they were layered. */
  readonly packs: readonly Pack[];
  /** Policies that a pack took the place of, and of what file. */
  readonly replaced: readonly {
    readonly pack: string;
    readonly kind: string;
    readonly id: string;
    readonly reason: string;
    readonly was: string;
  }[];
}

/** Something that is wrong with one policy file: where, and what was seen and expected. */
export interface PolicyProblem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** A problem at a JSON Pointer of a policy. */
export const problemAt = (source: PolicySource<unknown>, pointer: string, message: string): PolicyProblem => ({
  file: source.file,
  line: source.lineOf(pointer),
  message,
});

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** By file, then line, then message; the same problem only once. */
export const sortedProblems = (problems: readonly PolicyProblem[]): readonly PolicyProblem[] =>
  [...new Map(problems.map((each) => [`${each.file}:${each.line}:${each.message}`, each])).values()].sort(
    (left, right) => order(left.file, right.file) || left.line - right.line || order(left.message, right.message),
  );
