import type { EvidenceKind } from '../model/facts.ts';
import type { EvidenceReader } from './reader.ts';

/** Loads the reader of a kind when the first item of that kind is read, so that nothing heavy loads unless it is needed. */
export type ReaderRegistry = Readonly<Record<Exclude<EvidenceKind, 'evidence'>, () => Promise<EvidenceReader>>>;

/** The readers, in the order in which kinds are read: a reader may look at the sheets of the kinds above it. */
export const evidenceReaders: ReaderRegistry = {
  system: async () => (await import('./system/reader.ts')).systemReader,
  'model-card': async () => (await import('./model-card/reader.ts')).modelCardReader,
  'drift-run': async () => (await import('./drift-run/reader.ts')).driftRunReader,
  document: async () => (await import('./document/reader.ts')).documentReader,
  register: async () => (await import('./register/reader.ts')).registerReader,
  attestation: async () => (await import('./attestation/reader.ts')).attestationReader,
  people: async () => (await import('./people/reader.ts')).peopleReader,
  'forge-export': async () => (await import('./forge-export/reader.ts')).forgeExportReader,
  'git-history': async () => (await import('./git-history/reader.ts')).gitHistoryReader,
};
