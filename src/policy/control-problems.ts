import { leavesOf } from '../checks/registry.ts';
import type { Check, Control } from '../model/policy.ts';
import { checkProblems } from './check-problems.ts';
import type { Pointed } from './comparison-problems.ts';
import { suggestion } from './nearest.ts';
import { parameterProblem } from './parameters.ts';
import { type PolicyProblem, type PolicySet, type PolicySource, problemAt } from './policy-set.ts';

/** The names of the parameters that a value refers to, wherever in it. */
const parametersIn = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(parametersIn);
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'param' && typeof inner === 'string' ? [inner] : parametersIn(inner),
  );
};

const withPointers = (
  checks: readonly Check[],
  at: string,
): readonly { readonly check: Check; readonly at: string }[] =>
  checks.flatMap((check, index) => [
    { check, at: `${at}/${index}` },
    ...('checks' in check ? withPointers(check.checks, `${at}/${index}/checks`) : []),
  ]);

/** Whether no way leads to `satisfied` without a person: every way of an `any`, one check of an `all`. */
const needsPerson = (combine: 'all' | 'any', checks: readonly Check[]): boolean => {
  const one = (check: Check): boolean =>
    'checks' in check
      ? needsPerson(check.kind, check.checks)
      : check.kind === 'attested' && check.appliesWhen === undefined;
  return combine === 'any' ? checks.every(one) : checks.some(one);
};

const decisionProblem = (control: Control): Pointed[] => {
  const attests = leavesOf(control.checks).some(({ check }) => check.kind === 'attested');
  if (control.decides === 'person' && !needsPerson(control.combine ?? 'all', control.checks))
    return [
      {
        pointer: '/decides',
        message:
          'saw person, but the control can be satisfied without one; expected an attested check in every way to satisfied',
      },
    ];
  if (control.decides === 'machine' && attests)
    return [{ pointer: '/decides', message: 'saw machine, but a check is attested; expected partly or person' }];
  if (control.decides === 'partly' && !attests && control.limits === undefined)
    return [
      {
        pointer: '/decides',
        message: 'saw partly; expected an attested check, or "limits" that say what is not decided',
      },
    ];
  return [];
};

/** Requirements that the items of a check answer must be answered by the control, and stand where they are read. */
const itemAnswerProblems = (
  control: Control,
  all: readonly { readonly check: Check; readonly at: string }[],
): readonly Pointed[] =>
  all.flatMap(({ check, at }) => {
    if (check.kind !== 'covers' || check.answers === undefined) return [];
    const pointer = `${at}/answers`;
    if (!control.checks.includes(check) || control.combine === 'any')
      return [{ pointer, message: 'items answer requirements only in a check that stands for itself and must hold' }];
    return Object.values(check.answers)
      .filter((answer) => !control.answers.includes(answer))
      .map((answer) => ({
        pointer,
        message: `the control does not answer ${answer}${suggestion(answer, control.answers)}`,
      }));
  });

type Expectations = NonNullable<Extract<Check, { kind: 'covers' }>['inWhere']>;

/** The types of document that a condition on documents asks for. */
const typesIn = (where: Expectations | undefined, fact: string): readonly string[] => {
  const asked = where?.[fact];
  const is = asked !== undefined && 'is' in asked ? asked.is : undefined;
  return typeof is === 'string' ? [is] : [];
};

/** Types of document of which a control asks that one be of the audited version. */
const versionedTypes = (checks: readonly Check[]): ReadonlySet<string> =>
  new Set(
    checks.flatMap((check) =>
      check.kind === 'covers' && check.in === 'document' && check.on === 'systemVersion'
        ? typesIn(check.inWhere, 'type')
        : check.kind === 'count' && check.population === 'document' && check.where?.coversAuditedVersion !== undefined
          ? typesIn(check.where, 'type')
          : [],
    ),
  );

/** Sections of any version would fill the gaps of the one that the control asks for. */
const versionProblems = (all: readonly { readonly check: Check; readonly at: string }[]): readonly Pointed[] => {
  const versioned = versionedTypes(all.map(({ check }) => check));
  return all.flatMap(({ check, at }) =>
    check.kind === 'covers' &&
    check.in === 'document#/sections' &&
    check.inWhere?.coversAuditedVersion === undefined &&
    typesIn(check.inWhere, 'documentType').some((type) => versioned.has(type))
      ? [
          {
            pointer: `${at}/inWhere`,
            message:
              'sections of a document of another version count too, although the control asks for one of the audited version; expected coversAuditedVersion: { is: true }',
          },
        ]
      : [],
  );
};

/** All references of a control that lead nowhere, and all comparisons that cannot be made. */
export const controlProblems = (source: PolicySource<Control>, set: PolicySet): readonly PolicyProblem[] => {
  const control = source.value;
  const parameters = control.parameters ?? {};
  const values = Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value]));
  const used = new Set(parametersIn(control.checks));
  const all = withPointers(control.checks, '/checks');
  const ids = all.map(({ check }) => check.id);
  const conditions: Pointed[] = [
    ...(control.appliesWhen === undefined ? [] : [{ pointer: '/appliesWhen', message: control.appliesWhen }]),
    ...all.flatMap(({ check, at }) =>
      check.appliesWhen === undefined ? [] : [{ pointer: `${at}/appliesWhen`, message: check.appliesWhen }],
    ),
  ]
    .filter(({ message }) => !set.conditions.has(message))
    .map(({ pointer, message }) => ({
      pointer,
      message: `there is no condition "${message}"${suggestion(message, set.conditions.keys())}`,
    }));
  const problems: Pointed[] = [
    ...conditions,
    ...decisionProblem(control),
    ...itemAnswerProblems(control, all),
    ...versionProblems(all),
    ...control.answers.flatMap((answer, index) => answerProblem(answer, `/answers/${index}`, source, set)),
    ...Object.entries(parameters).flatMap(([name, parameter]) => {
      const why = parameterProblem(parameter) ?? (used.has(name) ? undefined : 'no check uses the parameter');
      return why === undefined ? [] : [{ pointer: `/parameters/${name}`, message: `${name}: ${why}` }];
    }),
    ...all.flatMap(({ check, at }, index) =>
      ids.indexOf(check.id) === index
        ? []
        : [{ pointer: `${at}/id`, message: `the check "${check.id}" is there twice` }],
    ),
    ...control.checks.flatMap((check, index) => checkProblems(check, `/checks/${index}`, values)),
  ];
  return problems.map(({ pointer, message }) => problemAt(source, pointer, message));
};

const answerProblem = (
  answer: string,
  pointer: string,
  { value: control, pack }: PolicySource<Control>,
  set: PolicySet,
): Pointed[] => {
  const [catalogId = '', requirementId = ''] = answer.split('#');
  const source = set.catalogs.get(catalogId);
  const catalog = source?.value;
  if (!catalog)
    return [{ pointer, message: `there is no catalog "${catalogId}"${suggestion(catalogId, set.catalogs.keys())}` }];
  const requirement = catalog.requirements.find(({ id }) => id === requirementId);
  if (!requirement)
    return [
      {
        pointer,
        message: `there is no requirement "${requirementId}" in ${catalogId}${suggestion(
          requirementId,
          catalog.requirements.map(({ id }) => id),
        )}`,
      },
    ];
  // What the tool does not test, a pack may.
  if (requirement.notTestedHere !== undefined && pack === source?.pack)
    return [{ pointer, message: `${answer} is answered here, but its catalog says that it is not tested` }];
  if (set.catalogs.get(answer.split('#')[0] ?? '')?.value.referenceOnly === true)
    return [
      { pointer, message: `${answer} is there for reference only: mappings may lead to it, no control answers it` },
    ];
  if (control.answers.filter((other) => other === answer).length > 1)
    return [{ pointer, message: `${answer} is answered twice` }];
  return [];
};
