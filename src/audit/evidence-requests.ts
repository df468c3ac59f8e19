import { leavesOf } from '../checks/registry.ts';
import { type EvidenceKind, evidenceKinds } from '../model/facts.ts';
import type { EvidenceRequest, EvidenceRequestList } from '../model/generated/evidence-requests.ts';
import type { Plan, PlannedControl } from '../model/policy.ts';
import type { AuditResult } from './audit.ts';
import { described, durationText, type Read, readsIn } from './evidence-reads.ts';
import { questionsOf } from './questions.ts';
import { factsWanted, requestStanding } from './request-facts.ts';

const titleOf = (kind: EvidenceKind, type: string | undefined): string =>
  type === undefined ? kind : `${kind} ${type}`;

/**
 * The evidence request list of a plan: what its checks and conditions read, by what a client sends, with the questions for
 * persons. With an audit of an evidence folder, controls that do not apply ask for nothing, and each request says what is
 * there and what is missing. `there` never says that something passes.
 */
export const evidenceRequests = (plan: Plan, asOf: string, audited?: AuditResult): EvidenceRequestList => {
  const clock = {
    asOf,
    period: audited?.project.period ?? { start: 'the first day of the period', end: 'the end of the period' },
  };
  const outside = new Set(
    (audited?.assessment.findings ?? [])
      .filter(({ outcome }) => outcome === 'not-applicable')
      .map(({ control }) => control),
  );
  const controls = plan.controls.filter(({ control }) => !outside.has(control.id));
  const citations = new Map<string, string>(
    plan.catalogs.flatMap(({ id, requirements }) =>
      requirements.map((each) => [`${id}#${each.id}`, each.citation] as const),
    ),
  );
  const cited = (of: readonly PlannedControl[]): string[] => [
    ...new Set(of.flatMap(({ control }) => control.answers.flatMap((answer) => citations.get(answer) ?? []))),
  ];
  const reads = controls.flatMap((planned) => readsIn(planned, plan, clock));
  const groups = new Map<
    string,
    { readonly kind: EvidenceKind; readonly type: string | undefined; readonly reads: Read[] }
  >();
  for (const read of reads)
    for (const type of read.types) {
      const key = titleOf(read.kind, type);
      const group = groups.get(key) ?? { kind: read.kind, type, reads: [] };
      group.reads.push(read);
      groups.set(key, group);
    }
  const ordered = [...groups].sort(
    ([one, { kind: left }], [other, { kind: right }]) =>
      evidenceKinds.indexOf(left) - evidenceKinds.indexOf(right) || (one < other ? -1 : 1),
  );
  const requests = ordered.map(([what, { kind, type, reads: of }], index): EvidenceRequest => {
    const planned = [...new Map(of.map((read) => [read.planned.control.id, read.planned])).values()];
    const wanted = factsWanted(of);
    const standing = audited === undefined ? { holds: [...wanted] } : requestStanding(of, type, wanted, audited);
    return {
      id: `R-${String(index + 1).padStart(2, '0')}`,
      kind,
      ...(type === undefined ? {} : { type }),
      what,
      describes: described(kind, kind === 'register' ? type : undefined).description ?? '',
      timing: [...new Set(of.flatMap(({ timing }) => timing ?? []))],
      decidedBy: [...new Set(planned.map(({ control }) => control.decides))].sort(),
      controls: planned.map(({ control }) => control.id),
      requirements: cited(planned),
      ...standing,
    };
  });
  const standing = audited === undefined ? undefined : questionsOf(audited);
  const questions = controls.flatMap((planned) =>
    leavesOf(planned.control.checks).flatMap(({ check }) => {
      if (check.kind !== 'attested') return [];
      const found = standing?.find(
        (each) => each.planned.control.id === planned.control.id && each.check.id === check.id,
      );
      return standing !== undefined && found === undefined ? [] : [{ planned, check, found }];
    }),
  );
  return {
    schema: 'plumbline/evidence-requests@1',
    profile: { id: plan.profile.id, title: plan.profile.title },
    asOf,
    ...(audited === undefined ? {} : { period: { ...audited.project.period }, system: audited.assessment.system.name }),
    requests,
    questions: questions.map(({ planned, check, found }, index) => {
      const roles = check.roles ?? plan.people.attestations.roles;
      const parameters = Object.fromEntries(Object.values(planned.parameters).map(({ name, value }) => [name, value]));
      return {
        id: `Q-${String(index + 1).padStart(2, '0')}`,
        control: planned.control.id,
        check: check.id,
        question: check.question,
        ...(roles === undefined ? {} : { roles: [...roles] }),
        ...(check.within === undefined ? {} : { within: durationText(check.within, { parameters, clock }) }),
        ...(check.afterPeriod ? { afterPeriod: true } : {}),
        requirements: cited([planned]),
        ...(found === undefined
          ? {}
          : {
              state: found.result.attestations?.some(({ state }) => state === 'effective')
                ? ('there' as const)
                : ('missing' as const),
            }),
      };
    }),
    notAsked: [...outside].sort(),
  };
};
