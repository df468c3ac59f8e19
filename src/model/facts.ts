import type { Exhibit, FactSheet, Location, Problem } from './generated/fact-sheet.ts';

export type { Exhibit, FactSheet, Location, Problem };

/** A fact's value. An absent fact has no key; NaN and infinities are never facts. */
export type FactValue = string | number | boolean | readonly string[] | readonly number[];

/** One item of a population: a flat record, with where its facts were read and why some are absent. */
export interface FactRecord {
  /** Identifier of the item: its `id` fact. */
  readonly item: string;
  /** Path of the evidence item. */
  readonly evidence: string;
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly sourceOf: (fact: string) => Location | undefined;
  readonly absenceOf: (fact: string) => string | undefined;
}

/** The kinds of evidence. A kind has schemas/facts/<kind>.schema.json and a reader in src/evidence. */
export const evidenceKinds = [
  'system',
  'model-card',
  'drift-run',
  'document',
  'register',
  'attestation',
  'people',
  'forge-export',
  'git-history',
  'evidence',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** `drift-run#/features` -> kind `drift-run`, list `features`; `drift-run` -> the record of each sheet itself. */
export interface PopulationPath {
  readonly kind: EvidenceKind;
  readonly list: string | undefined;
}

/** Reads a population path; undefined when it is not `kind` or `kind#/list` of a known kind. */
export const parsePopulation = (path: string): PopulationPath | undefined => {
  const match = /^([a-z-]+)(?:#\/([A-Za-z0-9-]+))?$/.exec(path);
  const kind = evidenceKinds.find((known) => known === match?.[1]);
  return kind === undefined ? undefined : { kind, list: match?.[2] };
};

const isValue = (value: unknown): value is FactValue =>
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value)) ||
  (Array.isArray(value) &&
    value.every((member) => typeof member === 'string' || (typeof member === 'number' && Number.isFinite(member))));

const record = (sheet: FactSheet, data: Readonly<Record<string, unknown>>, base: string): FactRecord => {
  const facts = Object.fromEntries(
    Object.entries(data).filter((entry): entry is [string, FactValue] => isValue(entry[1])),
  );
  return {
    item: String(data.id ?? sheet.subject),
    evidence: sheet.evidence,
    facts,
    sourceOf: (fact) =>
      sheet.sources[`${base}/${fact}`] ?? sheet.sources[base] ?? (base === '' ? undefined : sheet.sources['']),
    absenceOf: (fact) => sheet.absent[`${base}/${fact}`] ?? sheet.absent[base],
  };
};

const records = new WeakMap<FactSheet, Map<string | undefined, readonly FactRecord[]>>();

/** The records of one list of a sheet, made once: sheets are never changed, and every control asks for them again. */
const recordsOf = (sheet: FactSheet, list: string | undefined): readonly FactRecord[] => {
  const known = records.get(sheet) ?? new Map<string | undefined, readonly FactRecord[]>();
  records.set(sheet, known);
  const before = known.get(list);
  if (before) return before;
  const entries = list === undefined ? undefined : (sheet.facts as Readonly<Record<string, unknown>>)[list];
  const made =
    list === undefined
      ? [record(sheet, sheet.facts, '')]
      : Array.isArray(entries)
        ? entries.map((entry, index) => record(sheet, entry as Record<string, unknown>, `/${list}/${index}`))
        : [];
  known.set(list, made);
  return made;
};

/** The items of a population in the order of the sheets: one a sheet, or one an entry of the named list. */
export const populationOf = (sheets: readonly FactSheet[], path: PopulationPath): readonly FactRecord[] =>
  sheets.filter((sheet) => sheet.kind === path.kind).flatMap((sheet) => recordsOf(sheet, path.list));
