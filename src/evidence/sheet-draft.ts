import { pointerToken } from '../base/json-pointer.ts';
import { plainText, shortened } from '../base/plain-text.ts';
import type { EvidenceKind, FactSheet, FactValue, Location, Problem } from '../model/facts.ts';
import { factSchema } from '../model/validate.ts';

/** One record of a sheet under construction: the sheet itself, or an entry of one of its lists. */
export interface RecordDraft {
  /** Sets a fact, with the place where it was read. */
  readonly set: (fact: string, value: FactValue, source?: Location) => void;
  /** Says why a fact is absent, or why a list is empty. A fact that is there stays. */
  readonly lack: (fact: string, reason: string) => void;
  /** Takes a fact back that was read and cannot be believed, and says why. */
  readonly withdraw: (fact: string, reason: string) => void;
  readonly has: (fact: string) => boolean;
  readonly get: (fact: string) => unknown;
  /** Why a fact is absent, when that was said. */
  readonly whyAbsent: (fact: string) => string | undefined;
}

/** A sheet under construction. It lives as long as one reader's call; `finish` freezes it into plain data. */
export interface SheetDraft extends RecordDraft {
  /** Appends an entry to a list of records. A second entry with the same identifier has ` #2` added to it. */
  readonly add: (list: string, id: string, source?: Location) => RecordDraft;
  /** Adds a problem; control characters of the evidence are shown, and long messages shortened. */
  readonly problem: (code: string, message: string, file: string, line?: number) => void;
  readonly finish: (subject: string) => FactSheet;
}

/** The lists of records that every sheet of a kind has: populations. A list with an absence was not supplied at all. */
export const listsOf = (kind: EvidenceKind): readonly string[] =>
  (factSchema(kind).required as readonly string[]).filter((fact) => fact !== 'id');

/** Order of problems: by file, then by line. */
export const byPlace = (a: Problem, b: Problem): number =>
  a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) : a.file < b.file ? -1 : 1;

/** Starts the sheet of one evidence item. `id` stands until a better one is set. */
export const draftSheet = (kind: EvidenceKind, path: string, id: string = path): SheetDraft => {
  const facts: Record<string, unknown> = { id };
  for (const list of listsOf(kind)) facts[list] = [];
  const sources: Record<string, Location> = {};
  const absent: Record<string, string> = {};
  const problems: Problem[] = [];
  const taken = new Map<string, number>();

  const recordAt = (data: Record<string, unknown>, base: string): RecordDraft => ({
    set: (fact, value, source) => {
      data[fact] = value;
      delete absent[`${base}/${pointerToken(fact)}`];
      if (source) sources[`${base}/${pointerToken(fact)}`] = source;
    },
    lack: (fact, reason) => {
      const known = data[fact];
      if (known === undefined || (Array.isArray(known) && known.length === 0))
        absent[`${base}/${pointerToken(fact)}`] = plainText(reason);
    },
    withdraw: (fact, reason) => {
      delete data[fact];
      delete sources[`${base}/${pointerToken(fact)}`];
      absent[`${base}/${pointerToken(fact)}`] = plainText(reason);
    },
    has: (fact) => Object.hasOwn(data, fact),
    get: (fact) => data[fact],
    whyAbsent: (fact) => absent[`${base}/${pointerToken(fact)}`],
  });

  return {
    ...recordAt(facts, ''),
    add: (list, entryId, source) => {
      const entries = (facts[list] ?? []) as Record<string, unknown>[];
      facts[list] = entries;
      delete absent[`/${pointerToken(list)}`];
      const count = (taken.get(`${list} ${entryId}`) ?? 0) + 1;
      taken.set(`${list} ${entryId}`, count);
      const entry: Record<string, unknown> = { id: count === 1 ? entryId : `${entryId} #${count}` };
      const base = `/${pointerToken(list)}/${entries.length}`;
      entries.push(entry);
      if (source) sources[base] = source;
      return recordAt(entry, base);
    },
    problem: (code, message, file, line) => {
      problems.push({
        code,
        message: shortened(plainText(message), 400),
        file,
        ...(line === undefined ? {} : { line }),
      });
    },
    finish: (subject) => ({
      kind,
      evidence: path,
      subject,
      facts,
      sources,
      absent,
      problems: problems.toSorted(byPlace),
      exhibits: [],
    }),
  };
};

/** `file:line`, as absences and messages name a place. */
export const place = (source: Location): string =>
  source.line === undefined ? source.file : `${source.file}:${source.line}`;
