import { indexPopulations } from '../checks/population.ts';
import { leavesOf, runCheck } from '../checks/registry.ts';
import { readEvidence } from '../evidence/read-evidence.ts';
import { FilesError, type FileTree } from '../files/tree.ts';
import type { AttestationOnFile, CheckResult } from '../model/generated/assessment.ts';
import type { AttestedCheck } from '../model/generated/control.ts';
import type { PlannedControl } from '../model/policy.ts';
import type { Trust } from '../signing/trust.ts';
import { openEngine } from '../snapshots/registry.ts';
import type { AuditResult } from './audit.ts';
import type { Toolkit } from './toolkit.ts';

/** A question that a control puts to a person, and how it stands in one audit. */
export interface Question {
  readonly planned: PlannedControl;
  readonly check: AttestedCheck;
  readonly result: CheckResult;
}

const leafResults = (checks: readonly CheckResult[]): readonly CheckResult[] =>
  checks.flatMap((check) => [check, ...leafResults(check.checks ?? [])]);

/** Every question of the audit that applies, in the order of the controls' identifiers. */
export const questionsOf = ({ assessment, plan }: AuditResult): readonly Question[] =>
  plan.controls.flatMap((planned) => {
    const finding = assessment.findings.find(({ control }) => control === planned.control.id);
    const results = leafResults(finding?.checks ?? []);
    return leavesOf(planned.control.checks).flatMap(({ check }) => {
      if (check.kind !== 'attested') return [];
      const result = results.find(({ id, kind }) => kind === 'attested' && id === check.id);
      return result === undefined || result.outcome === 'not-applicable' ? [] : [{ planned, check, result }];
    });
  });

/** The tree as it would be with one file written. */
export const withFile = (tree: FileTree, path: string, bytes: Uint8Array, digest: string): FileTree => ({
  ...tree,
  files: [...tree.files.filter((file) => file.path !== path), { path, size: bytes.length }].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  ),
  read: async (asked, most) => {
    if (asked !== path) return tree.read(asked, most);
    if (bytes.length > most)
      throw new FilesError('too-large', `${path} would have ${bytes.length} bytes; at most ${most} are read`);
    return bytes;
  },
  digest: async (asked) => (asked === path ? digest : tree.digest(asked)),
});

/**
 * What a question's attestations would be worth in `tree`, by the same reader and the same check as in an audit; only the
 * system, the cards and the attestations are read again.
 */
export const judgedIn = async (
  { planned, check }: Question,
  audited: AuditResult,
  tree: FileTree,
  toolkit: Toolkit,
  trust: Trust | undefined,
): Promise<readonly AttestationOnFile[]> => {
  const { project, assessment, plan } = audited;
  const { system, attestation } = project.evidence;
  const cards = project.evidence['model-card'];
  const clock = { asOf: assessment.asOf, period: project.period };
  const engine = await openEngine(assessment.inputs.engine, toolkit.limits);
  const { sheets } = await readEvidence({
    project: {
      ...project,
      evidence: {
        ...(system === undefined ? {} : { system }),
        ...(cards === undefined ? {} : { 'model-card': cards }),
        ...(attestation === undefined ? {} : { attestation }),
      },
    },
    tree,
    limits: toolkit.limits,
    clock,
    engine,
    trust,
  }).finally(() => engine.close());
  // Whether the question applies was decided by the audit; a signature is asked of the audit, which has the trust file.
  const { signed: _signed, ...rules } = plan.people.attestations;
  const { appliesWhen: _appliesWhen, ...unconditional } = check;
  const result = runCheck(unconditional, {
    clock,
    control: planned.control.id,
    attestations: trust === undefined ? rules : plan.people.attestations,
    parameters: Object.fromEntries(Object.values(planned.parameters).map(({ name, value }) => [name, value])),
    population: indexPopulations(sheets),
    condition: () => ({ value: 'true', reason: '' }),
  });
  return result.attestations ?? [];
};
