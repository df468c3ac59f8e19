import type { CheckContext, ConditionState } from '../../src/checks/check.ts';
import type { OperandValue } from '../../src/checks/operands.ts';
import { indexPopulations } from '../../src/checks/population.ts';
import type { EvidenceKind, FactSheet } from '../../src/model/facts.ts';

/** One sheet of evidence. Facts get the identifier of the sheet when they bring none. */
export const sheet = (
  kind: EvidenceKind,
  facts: Readonly<Record<string, unknown>>,
  changes: Partial<FactSheet> = {},
): FactSheet => {
  const id = String(facts.id ?? `${kind}-1`);
  const evidence = changes.evidence ?? `${id}.yaml`;
  return {
    kind,
    evidence,
    subject: id,
    facts: { id, ...facts },
    sources: { '': { file: evidence } },
    absent: {},
    problems: [],
    exhibits: [],
    ...changes,
  };
};

/** A sheet that could not be read in full. */
export const damaged = (kind: EvidenceKind, facts: Readonly<Record<string, unknown>>): FactSheet =>
  sheet(kind, facts, {
    problems: [{ code: 'broken', message: 'saw half a file', file: `${String(facts.id)}.yaml`, line: 3 }],
  });

/** A context over sheets, with the usual dates. The condition `yes` holds, `no` does not, all others are unknown. */
export const contextOf = (
  sheets: readonly FactSheet[],
  changes: {
    readonly parameters?: Readonly<Record<string, OperandValue>>;
    readonly asOf?: string;
    readonly attestations?: CheckContext['attestations'];
  } = {},
): CheckContext => ({
  control: 'subject.control',
  parameters: changes.parameters ?? {},
  clock: { asOf: changes.asOf ?? '2026-11-20', period: { start: '2026-05-01', end: '2026-11-01' } },
  attestations: changes.attestations ?? {},
  population: indexPopulations(sheets),
  condition: (id): ConditionState =>
    id === 'yes'
      ? { value: 'true', reason: 'a is 1' }
      : id === 'no'
        ? { value: 'false', reason: 'a is 2' }
        : { value: 'unknown', reason: 'a is absent' },
});
