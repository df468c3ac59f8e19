import { pointerToken } from '../base/json-pointer.ts';
import { leavesOf } from '../checks/registry.ts';
import { type EvidenceKind, evidenceKinds, type FactSheet, parsePopulation } from '../model/facts.ts';
import type { Control } from '../model/policy.ts';
import { factSchema, type SchemaProblem, validateFacts } from '../model/validate.ts';

type Facts = Readonly<Record<string, unknown>>;

const listsOf = (kind: EvidenceKind): readonly string[] =>
  ((factSchema(kind).required ?? []) as readonly string[]).filter((name) => name !== 'id');

const withId = (value: unknown, id: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('id' in value) ? { id, ...value } : value;

/** The facts of one file with what every sheet has filled in: identifiers, and lists that are not named, empty. */
const filled = (kind: EvidenceKind, facts: Facts, id: string): Record<string, unknown> => {
  const lists = listsOf(kind).map((list): [string, unknown] => {
    const entries = facts[list] ?? [];
    return [
      list,
      Array.isArray(entries) ? entries.map((entry, index) => withId(entry, `${list}-${index + 1}`)) : entries,
    ];
  });
  return { id, ...facts, ...Object.fromEntries(lists) };
};

/**
 * An attestation of a test that names neither check nor question answers the one question of its control: a test need
 * not copy the question. With several questions, or for another control, nothing is filled in.
 */
const asked = (facts: Facts, control: Control): Facts => {
  if (facts.control !== control.id || 'question' in facts || 'check' in facts) return facts;
  const questions = leavesOf(control.checks).flatMap(({ check }) =>
    check.kind === 'attested' ? [check.question] : [],
  );
  return questions.length === 1 ? { ...facts, question: questions[0] } : facts;
};

/**
 * The sheets of a policy test of a control: one a file given, and every fact that the schema of its kind does not allow.
 */
export const sheetsOf = (
  facts: Readonly<Record<string, readonly object[]>>,
  control: Control,
): { readonly sheets: readonly FactSheet[]; readonly problems: readonly SchemaProblem[] } => {
  const sheets: FactSheet[] = [];
  const problems: SchemaProblem[] = [];
  for (const [kind, files] of Object.entries(facts)) {
    const known = evidenceKinds.find((each) => each === kind);
    if (!known) {
      problems.push({
        pointer: `/${pointerToken(kind)}`,
        message: `unknown kind "${kind}"; expected one of ${evidenceKinds.join(', ')}`,
      });
      continue;
    }
    files.forEach((file, index) => {
      const path = `${kind}-${index + 1}.yaml`;
      const data = filled(
        known,
        known === 'attestation' ? asked(file as Facts, control) : (file as Facts),
        `${kind}-${index + 1}`,
      );
      problems.push(
        ...validateFacts(kind, data).map(({ pointer, message }) => ({
          pointer: `/${kind}/${index}${pointer}`,
          message,
        })),
      );
      sheets.push({
        kind,
        evidence: path,
        subject: String(data.id),
        facts: data,
        sources: { '': { file: path } },
        absent: {},
        problems: [],
        exhibits: [],
      });
    });
  }
  return { sheets, problems };
};

/**
 * The sheets with one fact of one population changed: wherever it stands, or in the item of that position alone. `to`
 * undefined takes it out. Undefined when no item has the fact.
 */
export const withFact = (
  sheets: readonly FactSheet[],
  path: string,
  fact: string,
  to: unknown,
  only?: number,
): readonly FactSheet[] | undefined => {
  const population = parsePopulation(path);
  if (!population) return undefined;
  let position = -1;
  let changed = 0;
  const change = (data: Facts): Facts => {
    position++;
    if (!Object.hasOwn(data, fact) || (only !== undefined && only !== position)) return data;
    changed++;
    if (to !== undefined) return { ...data, [fact]: to };
    const { [fact]: _gone, ...rest } = data;
    return rest;
  };
  const { list } = population;
  const result = sheets.map((sheet): FactSheet => {
    if (sheet.kind !== population.kind) return sheet;
    const facts = sheet.facts as Facts;
    if (list === undefined) return { ...sheet, facts: change(facts) };
    const entries = facts[list];
    return Array.isArray(entries)
      ? { ...sheet, facts: { ...facts, [list]: entries.map((entry) => change(entry as Facts)) } }
      : sheet;
  });
  return changed === 0 ? undefined : result;
};

/** The values of a fact in the items of a population, in their order; undefined where an item does not have it. */
export const valuesOf = (sheets: readonly FactSheet[], path: string, fact: string): readonly unknown[] => {
  const population = parsePopulation(path);
  if (!population) return [];
  return sheets
    .filter(({ kind }) => kind === population.kind)
    .flatMap((sheet): unknown[] => {
      const facts = sheet.facts as Facts;
      if (population.list === undefined) return [facts[fact]];
      const entries = facts[population.list];
      return Array.isArray(entries) ? entries.map((entry) => (entry as Facts)[fact]) : [];
    });
};
