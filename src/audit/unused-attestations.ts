import { plainText } from '../base/plain-text.ts';
import { leavesOf } from '../checks/registry.ts';
import { type FactRecord, type FactSheet, type Problem, populationOf } from '../model/facts.ts';
import type { EvidenceRecord } from '../model/generated/assessment.ts';
import type { Control } from '../model/policy.ts';
import { suggestion } from '../policy/nearest.ts';
import type { PolicySet } from '../policy/policy-set.ts';

const questionsOf = (control: Control): readonly string[] =>
  leavesOf(control.checks).flatMap(({ check }) => (check.kind === 'attested' ? [check.id] : []));

/** Why no control of the policies, in whatever profile, ever asks what this attestation answers. */
const unaskedBecause = (
  { item, facts, sourceOf }: FactRecord,
  controls: PolicySet['controls'],
): Omit<Problem, 'file'> | undefined => {
  const problem = (fact: string, code: string, message: string): Omit<Problem, 'file'> => {
    const line = sourceOf(fact)?.line;
    return { code, message: `${plainText(item)} has no effect: ${message}`, ...(line === undefined ? {} : { line }) };
  };
  const { control: id, check } = facts;
  if (typeof id !== 'string') return undefined;
  const control = controls.get(id)?.value;
  const named = plainText(id);
  if (!control)
    return problem('control', 'unknown-control', `there is no control "${named}"${suggestion(id, controls.keys())}`);
  const questions = questionsOf(control);
  if (questions.length === 0) return problem('control', 'unknown-control', `the control ${named} asks no person`);
  if (typeof check !== 'string' || questions.includes(check)) return undefined;
  const message = `${named} has no check "${plainText(check)}" that asks a person, expected ${questions.join(' or ')}`;
  return problem('check', 'unknown-check', message);
};

/**
 * The records of evidence, with a problem for every attestation that nothing asks for: a misspelt control or check must
 * not be silence. The facts stay as they are, so that no outcome changes.
 */
export const withUnusedAttestations = (
  records: readonly EvidenceRecord[],
  sheets: readonly FactSheet[],
  controls: PolicySet['controls'],
): readonly EvidenceRecord[] => {
  const problems = populationOf(sheets, { kind: 'attestation', list: undefined }).flatMap((record): Problem[] => {
    const why = unaskedBecause(record, controls);
    return why ? [{ ...why, file: record.evidence }] : [];
  });
  return records.map((record) => {
    const own = problems.filter(({ file }) => record.kind === 'attestation' && file === record.path);
    return own.length === 0 ? record : { ...record, problems: [...record.problems, ...own] };
  });
};
