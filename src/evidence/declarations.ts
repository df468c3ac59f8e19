import { globMatcher } from '../files/glob.ts';
import type { FileTree } from '../files/tree.ts';
import { type EvidenceKind, evidenceKinds } from '../model/facts.ts';
import type { Project } from '../model/generated/project.ts';
import type { EvidenceItem } from './reader.ts';

/** One path or glob that plumbline.yaml declares. */
export interface Declaration {
  readonly kind: EvidenceKind;
  readonly glob: string;
  /** Where in plumbline.yaml it stands. */
  readonly pointer: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a declaration names: the items found, and what it names that cannot be an item. */
export interface Expansion {
  readonly declaration: Declaration;
  readonly items: readonly EvidenceItem[];
  /** Files found, whether or not another declaration named them before. */
  readonly matched: number;
  readonly missing: readonly string[];
}

/** Files that are read together with the file that they stand beside. */
export const sidecars = { 'model-card': '.governance.yaml', document: '.meta.yaml' } as const;

type Source = string | { readonly path: string; readonly [option: string]: unknown };

/** Every path and glob that plumbline.yaml declares, in the order in which kinds are read. */
export const declarationsOf = (project: Project): readonly Declaration[] =>
  evidenceKinds.flatMap((kind) => {
    const declared = (project.evidence as Readonly<Record<string, Source | readonly Source[] | undefined>>)[kind];
    if (declared === undefined) return [];
    const several = Array.isArray(declared);
    const sources: readonly Source[] = several ? declared : [declared as Source];
    return sources.map((source, index): Declaration => {
      const at = `/evidence/${kind}${several ? `/${index}` : ''}`;
      if (typeof source === 'string') return { kind, glob: source, pointer: at, options: {} };
      const { path, ...options } = source;
      return { kind, glob: path, pointer: `${at}/path`, options };
    });
  });

const isGlob = (text: string): boolean => /[*?[\]{}]/.test(text);

/** Whether a file is only read beside another one that is there. */
const isSidecar = (path: string, kind: EvidenceKind, present: ReadonlySet<string>): boolean => {
  const suffix = kind === 'model-card' || kind === 'document' ? sidecars[kind] : undefined;
  return suffix !== undefined && path.endsWith(suffix) && present.has(path.slice(0, -suffix.length));
};

/** Finds what each declaration names. A file that two declarations of a kind name with the same options is one item. */
export const expand = (declarations: readonly Declaration[], tree: FileTree): readonly Expansion[] => {
  const present = new Set(tree.files.map((file) => file.path));
  const taken = new Set<string>();
  return declarations.map((declaration) => {
    const { kind, options } = declaration;
    const glob = declaration.glob.replace(/^(\.\/)+/, '');
    const found = (paths: readonly string[], missing: readonly string[]): Expansion => ({
      declaration,
      items: paths.flatMap((path) => {
        const key = JSON.stringify([kind, path, options]);
        if (taken.has(key)) return [];
        taken.add(key);
        return [{ kind, path, options }];
      }),
      matched: paths.length,
      missing,
    });
    if (!isGlob(glob)) {
      const path = glob.replace(/\/+$/, '');
      const refused = tree.refused.find((thing) => thing.path === path);
      if (refused) return found([], [`${path} is a ${refused.reason}, which is never followed`]);
      // A history may be a repository, whose .git the tree does not list: its reader says whether it is there.
      if (present.has(path) || kind === 'git-history') return found([path === '' ? '.' : path], []);
      const folder = path === '' || path === '.' || tree.files.some((file) => file.path.startsWith(`${path}/`));
      return found([], [folder ? `${path} is a folder; write ${path}/** for the files in it` : `${path} is not there`]);
    }
    const matches = globMatcher([glob]);
    const refused = tree.refused
      .filter((thing) => matches(thing.path))
      .map((thing) => `${thing.path} is a ${thing.reason}, which is never followed`);
    const paths = tree.files
      .map((file) => file.path)
      .filter((path) => matches(path) && path !== 'plumbline.yaml' && !isSidecar(path, kind, present));
    // Rows of a register are told apart by its type: one type without a file must not look like a type without rows.
    const unmatched = paths.length === 0 && kind === 'register' ? [`no file matches ${glob}`] : [];
    return found(paths, [...refused, ...unmatched]);
  });
};
