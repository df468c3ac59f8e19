import { pointer as pointerOf } from '../base/json-pointer.ts';
import { globMatches } from '../checks/glob.ts';
import type { Control, Profile } from '../model/policy.ts';
import type { Pointed } from './comparison-problems.ts';
import { suggestion } from './nearest.ts';
import { valueProblem } from './parameters.ts';
import type { PolicySet } from './policy-set.ts';

/** Parameter values by control and name, as profiles and plumbline.yaml write them. */
export type ParameterValues = NonNullable<Profile['parameters']>;

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

/** All that is wrong with parameter values: unknown controls and parameters, values of another type. */
export const parameterValueProblems = (values: ParameterValues, at: string, set: PolicySet): readonly Pointed[] =>
  Object.entries(values).flatMap(([controlId, chosen]): Pointed[] => {
    const place = at + pointerOf(controlId);
    const control = set.controls.get(controlId)?.value;
    if (!control)
      return [
        { pointer: place, message: `there is no control "${controlId}"${suggestion(controlId, set.controls.keys())}` },
      ];
    return Object.entries(chosen).flatMap(([name, value]): Pointed[] => {
      const parameters = control.parameters ?? {};
      const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
      const why = parameter
        ? valueProblem(parameter, value)
        : `the control has no such parameter${suggestion(name, Object.keys(parameters))}`;
      return why === undefined ? [] : [{ pointer: place + pointerOf(name), message: `${controlId}.${name}: ${why}` }];
    });
  });

/** All that is wrong with a profile. */
export const profileProblems = (profile: Profile, set: PolicySet): readonly Pointed[] => {
  const controls = [...set.controls.values()].map(({ value }) => value);
  return [
    ...(profile.for === undefined || set.conditions.has(profile.for)
      ? []
      : [
          {
            pointer: '/for',
            message: `there is no condition "${profile.for}"${suggestion(profile.for, set.conditions.keys())}`,
          },
        ]),
    ...profile.include.flatMap((include, index) =>
      controls.some(selects(include))
        ? []
        : [
            {
              pointer: `/include/${index}`,
              message: `"${include}" selects no control${suggestion(include, set.controls.keys())}`,
            },
          ],
    ),
    ...(profile.exclude ?? []).flatMap(({ control }, index) =>
      set.controls.has(control)
        ? []
        : [
            {
              pointer: `/exclude/${index}/control`,
              message: `there is no control "${control}"${suggestion(control, set.controls.keys())}`,
            },
          ],
    ),
    ...parameterValueProblems(profile.parameters ?? {}, '/parameters', set),
  ];
};
