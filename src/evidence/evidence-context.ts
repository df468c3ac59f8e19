import { sha256 } from '../base/digest.ts';
import { FilesError } from '../files/tree.ts';
import type { EvidenceKind, Problem } from '../model/facts.ts';
import type { EvidenceRecord } from '../model/generated/assessment.ts';
import type { ReaderContext } from './reader.ts';

/** Remembers which file was read as which kind, with digest and size. A file that two kinds read is there once for each. */
export interface EvidenceLog {
  readonly note: (kind: EvidenceKind, path: string, digest: string, size: number) => void;
  readonly has: (kind: EvidenceKind, path: string) => boolean;
  /** The records, by kind and path, with the problems that name them. */
  readonly records: (problems: readonly (Problem & { readonly kind: EvidenceKind })[]) => readonly EvidenceRecord[];
}

/** A new, empty log. `order` is the order of the kinds. */
export const openLog = (order: readonly EvidenceKind[]): EvidenceLog => {
  const noted = new Map<string, { kind: EvidenceKind; path: string; sha256: string; size: number }>();
  const key = (kind: EvidenceKind, path: string): string => `${kind}\n${path}`;
  return {
    note: (kind, path, digest, size) => {
      if (!noted.has(key(kind, path))) noted.set(key(kind, path), { kind, path, sha256: digest, size });
    },
    has: (kind, path) => noted.has(key(kind, path)),
    records: (problems) => {
      const told = new Map<string, Problem[]>();
      for (const { kind, ...problem } of problems) {
        const at = key(kind, problem.file);
        told.set(at, [...(told.get(at) ?? []), problem]);
      }
      return [...noted.values()]
        .sort(
          (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0),
        )
        .map((record) => ({ ...record, problems: told.get(key(record.kind, record.path)) ?? [] }));
    },
  };
};

interface Given extends Omit<ReaderContext, 'open' | 'use'> {
  /** Size in bytes of every file of the tree. */
  readonly sizes: ReadonlyMap<string, number>;
}

/** What one reader of `kind` may use: whatever it opens is noted. Reading throws a FilesError, which the caller catches. */
export const contextFor = (kind: EvidenceKind, given: Given, log: EvidenceLog): ReaderContext => {
  const { sizes, ...context } = given;
  const { tree, limits } = context;
  return {
    ...context,
    open: async (path) => {
      const bytes = await tree.read(path, limits.textBytes);
      log.note(kind, path, sha256(bytes), bytes.length);
      return bytes;
    },
    use: async (path) => {
      const size = sizes.get(path) ?? 0;
      if (size > limits.fileBytes)
        throw new FilesError('too-large', `${path} has ${size} bytes; at most ${limits.fileBytes} are read`);
      const digest = await tree.digest(path);
      log.note(kind, path, digest, size);
      return { localPath: tree.localPath(path), sha256: digest, size };
    },
  };
};
