import { assess } from '../assess/assess.ts';
import { blockingOutcomes, decideGate } from '../assess/gate.ts';
import { resolveWaivers } from '../assess/waivers.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { sha256 } from '../base/digest.ts';
import { instantOf } from '../base/time.ts';
import { parseYaml } from '../base/yaml.ts';
import { readEvidence } from '../evidence/read-evidence.ts';
import { projectFile, readProjectText } from '../evidence/read-project.ts';
import type { FileTree } from '../files/tree.ts';
import { type FactSheet, populationOf } from '../model/facts.ts';
import type { Assessment, FileDigest } from '../model/generated/assessment.ts';
import type { Project } from '../model/generated/project.ts';
import type { Waiver } from '../model/generated/waivers.ts';
import type { Outcome } from '../model/outcome.ts';
import { type AuditClock, admittedByFlag, type Plan } from '../model/policy.ts';
import { tailoredByLayers } from '../model/tailored.ts';
import { validate } from '../model/validate.ts';
import { loadPolicies } from '../policy/load.ts';
import { type ProjectTailoring, resolvePlan } from '../policy/resolve.ts';
import { loadTrust } from '../signing/trust.ts';
import { type CrossCheck, crossChecked } from '../snapshots/cross-check.ts';
import { openEngine, openSecond } from '../snapshots/registry.ts';
import { AuditError } from './errors.ts';
import type { Toolkit } from './toolkit.ts';
import { withUnusedAttestations } from './unused-attestations.ts';

/** A trust file: what it is called, without a folder, and its bytes. */
export interface TrustText {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What one audit is asked. */
export interface AuditRequest {
  readonly tree: FileTree;
  /** Date at which law and evidence are looked at, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Overrides the profile of plumbline.yaml. */
  readonly profile?: string | undefined;
  /** Snapshot engine by name. */
  readonly engine: string;
  /** Whether a second engine recomputes every count. */
  readonly crossCheck?: boolean | undefined;
  /** The trust file of whoever audits: the keys whose signatures on attestations and waivers count. */
  readonly trust?: TrustText | undefined;
  /** Whether whoever runs the audit admits what plumbline.yaml leaves out and loosens. */
  readonly admitTailoring?: boolean | undefined;
  /** Overrides the outcomes that block. */
  readonly blocks?: readonly Outcome[] | undefined;
}

/** The result document, and the facts that it rests on. */
export interface AuditResult {
  readonly assessment: Assessment;
  readonly sheets: readonly FactSheet[];
  readonly project: Project;
  readonly plan: Plan;
  /** As they are filed; what they are worth stands in the assessment. */
  readonly waivers: readonly Waiver[];
  /** What came of the recomputation, when one was asked. It is in no document: a difference is, as the reason of an absent fact. */
  readonly crossCheck: CrossCheck | undefined;
}

/** The canonical bytes of the facts: what `facts.json` holds, and what the assessment names by digest. */
export const factsText = (sheets: readonly FactSheet[]): string => `${canonicalJson(sheets)}\n`;

/** The profile that is used when neither the command line nor plumbline.yaml names one. */
const defaultProfile = 'everything';

const readWaivers = async (
  project: Project,
  tree: FileTree,
  toolkit: Toolkit,
): Promise<{ readonly waivers: readonly Waiver[]; readonly file: FileDigest | undefined }> => {
  const path = project.waivers;
  if (path === undefined) return { waivers: [], file: undefined };
  const bytes = await tree.read(path, toolkit.limits.textBytes);
  const yaml = parseYaml(new TextDecoder().decode(bytes), { depth: toolkit.limits.depth });
  if (!yaml.ok)
    throw new AuditError('bad-waivers', `${path} is no waiver file`, {
      details: yaml.problems.map((problem) => ({ ...problem, file: path })),
    });
  const checked = validate('waivers', yaml.text.value);
  if (!checked.ok) {
    const details = checked.problems.map(({ pointer, message }) => ({
      message: `${pointer === '' ? '' : `${pointer}: `}${message}`,
      file: path,
      line: yaml.text.lineOf(pointer),
    }));
    throw new AuditError('bad-waivers', `${path} is no waiver file`, { details });
  }
  return { waivers: checked.value.waivers, file: { path, sha256: sha256(bytes), size: bytes.length } };
};

/** Name and identity of the system, as far as the evidence tells. */
const systemOf = (sheets: readonly FactSheet[]): Assessment['system'] => {
  const [system] = populationOf(sheets, { kind: 'system', list: undefined });
  const text = (fact: string): string | undefined => {
    const value = system?.facts[fact];
    return typeof value === 'string' ? value : undefined;
  };
  const roles = system?.facts.roles;
  const [intendedPurpose, version] = [text('intendedPurpose'), text('version')];
  return {
    id: text('id') ?? 'unknown',
    name: text('name') ?? text('id') ?? 'System not described',
    ...(intendedPurpose === undefined ? {} : { intendedPurpose }),
    ...(version === undefined ? {} : { version }),
    ...(Array.isArray(roles) ? { roles: roles.map(String) } : {}),
  };
};

/** What plumbline.yaml says of the policies. */
const tailoringOf = ({ include, exclude, parameters, severity }: Project): ProjectTailoring => ({
  ...(include === undefined ? {} : { include }),
  ...(exclude === undefined ? {} : { exclude }),
  ...(parameters === undefined ? {} : { parameters }),
  ...(severity === undefined ? {} : { severity }),
});

/**
 * How samples are drawn, when the profile asks for them. A seed of plumbline.yaml is the auditor's to choose; the derived one is
 * the same for whoever audits the same system and period, and can be foreseen.
 */
const samplingOf = (plan: Plan, project: Project, system: string) => {
  const { sampling } = plan.profile;
  if (!sampling) return undefined;
  const given = project.sampling?.seed;
  const seed = given ?? `${system} ${project.period.start} ${project.period.end}`;
  const seedFrom: NonNullable<Assessment['sampling']>['seedFrom'] = given === undefined ? 'derived' : 'project';
  return { rules: { ...sampling, seed }, seedFrom };
};

const policyInputs = (plan: Plan): Assessment['inputs']['policies'] => {
  const files = plan.files.map(({ path, sha256: digest, size }) => ({ path, sha256: digest, size }));
  const packs = plan.packs.map(({ id, title, version, sha256: digest, files: inside }) => ({
    id,
    title,
    ...(version === undefined ? {} : { version }),
    sha256: digest,
    files: Object.keys(inside).length,
  }));
  return { sha256: sha256(canonicalJson(files)), files, ...(packs.length === 0 ? {} : { packs }) };
};

/**
 * The spine, and the only place that knows the order: question, policies, evidence, facts, judgement, waivers, gate.
 * The question being wrong (plumbline.yaml, profile, waivers) throws; bad evidence never does, it becomes an outcome.
 */
export const runAudit = async (request: AuditRequest, toolkit: Toolkit): Promise<AuditResult> => {
  const { tree } = request;
  if (instantOf(request.asOf) === undefined || request.asOf.length !== 10)
    throw new AuditError('bad-date', `the date of the audit is ${request.asOf}: expected a date, YYYY-MM-DD`);
  toolkit.stage('reading policies');
  const { project, yaml } = await readProjectText(tree, toolkit.limits);
  const policies = loadPolicies(toolkit.policies.filter(({ path }) => !path.startsWith('tests/')));
  const plan = resolvePlan(
    policies,
    request.profile ?? project.profile ?? defaultProfile,
    { ...tailoringOf(project), lineOf: yaml.lineOf },
    request.asOf,
  );
  const trust = request.trust && loadTrust(new TextDecoder().decode(request.trust.bytes), request.trust.name);
  const { waivers, file: waiverFile } = await readWaivers(project, tree, toolkit);
  const clock: AuditClock = { asOf: request.asOf, period: project.period };

  toolkit.stage('reading evidence');
  const first = await openEngine(request.engine, toolkit.limits);
  const checked =
    request.crossCheck === true ? crossChecked(first, await openSecond(first.name, toolkit.limits)) : undefined;
  const engine = checked ?? first;
  const { limits, stage } = toolkit;
  const { sheets, records } = await readEvidence({ project, tree, limits, clock, engine, trust, stage }).finally(() =>
    engine.close(),
  );

  toolkit.stage('judging');
  const system = systemOf(sheets);
  const sampling = samplingOf(plan, project, system.id);
  const { samples, ...judgement } = assess(plan, sheets, clock, sampling?.rules);
  const resolved = resolveWaivers(waivers, {
    findings: judgement.findings,
    sheets,
    asOf: request.asOf,
    system: system.id,
    rules: plan.people.waivers,
    trust,
  });
  const blocks = blockingOutcomes(plan.profile, request.blocks);
  const admittedBy = plan.admittedBy ?? (request.admitTailoring === true ? admittedByFlag : undefined);
  const { findings, gate } = decideGate(judgement.findings, {
    blocks,
    waivers: resolved,
    system: system.id,
    profile: plan.profile,
    conditions: judgement.conditions,
    tailoring: plan.tailoring,
    admittedBy,
  });
  const tailored = tailoredByLayers(plan.tailoring);

  const projectBytes = await tree.read(projectFile, toolkit.limits.textBytes);
  const assessment: Assessment = {
    schema: 'plumbline/assessment@1',
    tool: toolkit.tool,
    title: project.title ?? `Audit of ${system.name}`,
    asOf: request.asOf,
    period: { start: project.period.start, end: project.period.end },
    system,
    profile: {
      id: plan.profile.id,
      title: plan.profile.title,
      blocks: [...blocks],
      excluded: plan.excluded.map((exclusion) => ({ ...exclusion })),
      basis: plan.profile.basis ?? 'period',
      leftOut: plan.leftOut.map((control) => ({ ...control })),
      ...(plan.extends.length === 0 ? {} : { extends: [...plan.extends] }),
      tailoring: plan.tailoring.map((change) => ({ ...change })),
      ...(tailored.length === 0 ? {} : { tailored: [...tailored] }),
      ...(admittedBy === undefined ? {} : { admittedBy }),
    },
    ...judgement,
    ...(sampling && { sampling: { ...sampling.rules, seedFrom: sampling.seedFrom, samples } }),
    findings,
    waivers: resolved,
    gate,
    evidence: [...withUnusedAttestations(records, sheets, policies.controls)],
    inputs: {
      project: { path: projectFile, sha256: sha256(projectBytes), size: projectBytes.length },
      policies: policyInputs(plan),
      ...(waiverFile === undefined ? {} : { waivers: waiverFile }),
      ...(request.trust === undefined
        ? {}
        : {
            trust: {
              path: request.trust.name,
              sha256: sha256(request.trust.bytes),
              size: request.trust.bytes.length,
            },
          }),
      facts: sha256(factsText(sheets)),
      engine: request.engine,
    },
    exhibits: sheets.flatMap((sheet) => sheet.exhibits),
  };
  const valid = validate('assessment', assessment);
  if (!valid.ok)
    throw new Error(
      `the assessment breaks its own schema: ${valid.problems.map(({ pointer, message }) => `${pointer} ${message}`).join('; ')}`,
    );
  return { assessment, sheets, project, plan, waivers, crossCheck: checked?.crossCheck() };
};
