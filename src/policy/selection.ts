import { pointer as pointerOf } from '../base/json-pointer.ts';
import { globMatches } from '../checks/glob.ts';
import type { Control, Profile } from '../model/policy.ts';
import type { Pointed } from './comparison-problems.ts';
import { suggestion } from './nearest.ts';
import { valueProblem } from './parameters.ts';
import type { PolicySet } from './policy-set.ts';
import {
  chosenOf,
  isAbove,
  layersOf,
  lineageOf,
  lockedBy,
  reasonProblem,
  severityAfter,
  type Tailoring,
  type TailoringLayer,
} from './tailoring.ts';

/**
 * Whether an entry of `include` selects a control: a glob over control ids, or `catalog#glob` over the requirements it
 * answers.
 */
export const selects = (include: string): ((control: Control) => boolean) => {
  const matches = globMatches(include, { ignoreCase: false });
  return include.includes('#')
    ? (control) => control.answers.some((answer) => matches(answer))
    : (control) => matches(control.id);
};

const unknownControl = (id: string, pointer: string, set: PolicySet): Pointed[] =>
  set.controls.has(id)
    ? []
    : [{ pointer, message: `there is no control "${id}"${suggestion(id, set.controls.keys())}` }];

const unknownParameter = (control: Control, name: string, pointer: string): Pointed[] => {
  const parameters = Object.keys(control.parameters ?? {});
  return parameters.includes(name)
    ? []
    : [{ pointer, message: `${control.id}.${name}: the control has no such parameter${suggestion(name, parameters)}` }];
};

/** Reasons that say nothing, and the same control named twice. */
const listProblems = (
  entries: readonly { readonly control: string; readonly reason: string }[],
  at: string,
  set: PolicySet,
): readonly Pointed[] =>
  entries.flatMap(({ control, reason }, index) => {
    const why = reasonProblem(reason);
    return [
      ...unknownControl(control, `${at}/${index}/control`, set),
      ...(why === undefined ? [] : [{ pointer: `${at}/${index}/reason`, message: why }]),
      ...(entries.findIndex((other) => other.control === control) === index
        ? []
        : [{ pointer: `${at}/${index}/control`, message: `"${control}" is named twice` }]),
    ];
  });

const parameterProblems = (says: Tailoring, below: readonly TailoringLayer[], set: PolicySet): readonly Pointed[] =>
  Object.entries(says.parameters ?? {}).flatMap(([id, choices]) => {
    const place = `/parameters${pointerOf(id)}`;
    const control = set.controls.get(id)?.value;
    if (!control) return unknownControl(id, place, set);
    return Object.entries(choices).flatMap(([name, choice]): Pointed[] => {
      const pointer = place + pointerOf(name);
      const parameter = Object.hasOwn(control.parameters ?? {}, name) ? control.parameters?.[name] : undefined;
      if (!parameter) return unknownParameter(control, name, pointer);
      const { value, reason } = chosenOf(choice);
      const locker = lockedBy(below, id, name);
      const problems = [
        valueProblem(parameter, value),
        reason === undefined ? undefined : reasonProblem(reason),
        locker === undefined ? undefined : `the ${locker} locks it; expected no value here`,
      ];
      return problems.flatMap((why) => (why === undefined ? [] : [{ pointer, message: `${id}.${name}: ${why}` }]));
    });
  });

const lockProblems = (says: Tailoring, set: PolicySet): readonly Pointed[] =>
  Object.entries(says.lock ?? {}).flatMap(([id, names]) => {
    const place = `/lock${pointerOf(id)}`;
    const control = set.controls.get(id)?.value;
    return control
      ? names.flatMap((name, index) => unknownParameter(control, name, `${place}/${index}`))
      : unknownControl(id, place, set);
  });

const severityProblems = (says: Tailoring, below: readonly TailoringLayer[], set: PolicySet): readonly Pointed[] => [
  ...listProblems(says.severity ?? [], '/severity', set),
  ...(says.severity ?? []).flatMap(({ control: id, to }, index): Pointed[] => {
    const control = set.controls.get(id)?.value;
    const now = control && severityAfter(below, control);
    return now === undefined || isAbove(to, now)
      ? []
      : [{ pointer: `/severity/${index}/to`, message: `${id}: saw ${to}, expected a severity above ${now}` }];
  }),
];

/** All that is wrong with what a profile or plumbline.yaml says of the policies, given the layers below it. */
export const tailoringProblems = (
  says: Tailoring,
  below: readonly TailoringLayer[],
  set: PolicySet,
): readonly Pointed[] => {
  const controls = [...set.controls.values()].map(({ value }) => value);
  return [
    ...(says.include ?? []).flatMap((include, index) =>
      controls.some(selects(include))
        ? []
        : [
            {
              pointer: `/include/${index}`,
              message: `"${include}" selects no control${suggestion(include, set.controls.keys())}`,
            },
          ],
    ),
    ...listProblems(says.exclude ?? [], '/exclude', set),
    ...parameterProblems(says, below, set),
    ...lockProblems(says, set),
    ...severityProblems(says, below, set),
  ];
};

/** Why a profile cannot build on what it names; undefined when it can. */
const lineageProblem = (profile: Profile, set: PolicySet): string | undefined => {
  const base = profile.extends;
  if (base === undefined)
    return profile.include === undefined
      ? 'the profile selects nothing; expected "include", "extends" or both'
      : undefined;
  if (!set.profiles.has(base)) return `there is no profile "${base}"${suggestion(base, set.profiles.keys())}`;
  const way = [profile.id];
  for (let next = profile.extends; next !== undefined; next = set.profiles.get(next)?.value.extends) {
    const round = way.includes(next);
    way.push(next);
    // A circle that does not lead back here is told of the profiles that are in it.
    if (round) return next === profile.id ? `the profile leads back to itself: ${way.join(' -> ')}` : undefined;
  }
  return undefined;
};

/** All that is wrong with a profile. */
export const profileProblems = (profile: Profile, set: PolicySet): readonly Pointed[] => {
  const why = lineageProblem(profile, set);
  const below = layersOf(lineageOf(set, profile.extends ?? '') ?? []);
  return [
    ...(profile.for === undefined || set.conditions.has(profile.for)
      ? []
      : [
          {
            pointer: '/for',
            message: `there is no condition "${profile.for}"${suggestion(profile.for, set.conditions.keys())}`,
          },
        ]),
    ...(why === undefined ? [] : [{ pointer: profile.extends === undefined ? '/id' : '/extends', message: why }]),
    ...tailoringProblems(profile, below, set),
  ];
};
