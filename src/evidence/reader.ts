import type { Limits } from '../base/limits.ts';
import type { FileTree } from '../files/tree.ts';
import type { EvidenceKind, FactSheet } from '../model/facts.ts';
import type { AuditClock } from '../model/policy.ts';
import type { Trust } from '../signing/trust.ts';
import type { SnapshotEngine } from '../snapshots/engine.ts';

/** One entry of plumbline.yaml, after its globs were expanded. */
export interface EvidenceItem {
  readonly kind: EvidenceKind;
  /** Path in the evidence folder: a file, or a folder for a repository. */
  readonly path: string;
  /** What plumbline.yaml says beside the path, such as the branch of a history or the type of a register. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a reader may use. Every file that it opens is recorded as evidence, with its digest. */
export interface ReaderContext {
  readonly tree: FileTree;
  readonly limits: Limits;
  readonly clock: AuditClock;
  readonly engine: SnapshotEngine;
  /** Paths of all items of this kind, the one that is read among them. */
  readonly items: readonly string[];
  /** Whose signatures count: the file of whoever audits, never of the evidence. Without it no signature is verified. */
  readonly trust?: Trust | undefined;
  /** Reads a file of at most `limits.textBytes`, and records it. */
  readonly open: (path: string) => Promise<Uint8Array>;
  /** Records a file that something else reads, and tells where it lies and what its SHA-256 is. */
  readonly use: (
    path: string,
  ) => Promise<{ readonly localPath: string | undefined; readonly sha256: string; readonly size: number }>;
  /** The sheets of the kinds that were read before, in the order of the registry. */
  readonly sheetsOf: (kind: EvidenceKind) => readonly FactSheet[];
}

/**
 * Turns one untrusted evidence item into facts. Bad content becomes problems on the sheet, never an exception;
 * a sheet with problems still holds every fact that could be read. An item that holds several records of its kind
 * (a file of attestations) gives several sheets.
 */
export interface EvidenceReader {
  readonly kind: EvidenceKind;
  readonly read: (item: EvidenceItem, context: ReaderContext) => Promise<FactSheet | readonly FactSheet[]>;
}
