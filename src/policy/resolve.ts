import type { Control, PeopleRules, Plan, PlannedControl, Profile, ResolvedParameter } from '../model/policy.ts';
import { suggestion } from './nearest.ts';
import { isBeyondFloor } from './parameters.ts';
import { PolicyError } from './policy-error.ts';
import type { PolicySet } from './policy-set.ts';
import { type ParameterValues, parameterValueProblems, selects } from './selection.ts';

/** The profile of a project that names none: every control. */
const everything: Profile = { id: 'everything', title: 'Every control', include: ['*'] };

const planned = (control: Control, ...layers: readonly (ParameterValues | undefined)[]): PlannedControl => ({
  control,
  parameters: Object.fromEntries(
    Object.entries(control.parameters ?? {}).map(([name, parameter]): [string, ResolvedParameter] => {
      const value = layers.map((layer) => layer?.[control.id]?.[name]).findLast((chosen) => chosen !== undefined);
      return [
        name,
        {
          name,
          title: parameter.title,
          value: value ?? parameter.value,
          default: parameter.value,
          beyondFloor: isBeyondFloor(parameter, value ?? parameter.value),
        },
      ];
    }),
  ),
});

const profileOf = (set: PolicySet, id: string | undefined): Profile => {
  if (id === undefined) return everything;
  const profile = set.profiles.get(id)?.value;
  if (profile) return profile;
  if (id === everything.id) return everything;
  throw new PolicyError('unknown-profile', `there is no profile "${id}"${suggestion(id, set.profiles.keys())}`, {
    hint: `Profiles: ${[...new Set([...set.profiles.keys(), everything.id])].sort().join(', ')}.`,
  });
};

/** What the profile asks of attestations and waivers; what it does not say, the profile of every control says. */
const peopleRules = (set: PolicySet, profile: Profile): PeopleRules => {
  const base = set.profiles.get(everything.id)?.value;
  return {
    attestations: { ...base?.attestations, ...profile.attestations },
    waivers: { ...base?.waivers, ...profile.waivers },
  };
};

/**
 * What an audit of this date will test. Parameter values of the project are laid over those of the profile, and those
 * over the defaults. An exclusion holds through its `until`; after it, the control is back. Only frameworks that the
 * profile names are in the plan: those of `catalog#glob`, or, for a plain glob, all that the selected controls answer.
 * Throws a PolicyError.
 */
export const resolvePlan = (
  set: PolicySet,
  profileId: string | undefined,
  projectParameters: ParameterValues | undefined,
  asOf: string,
): Plan => {
  const profile = profileOf(set, profileId);
  const problems = parameterValueProblems(projectParameters ?? {}, '/parameters', set);
  if (problems.length > 0)
    throw new PolicyError('invalid-selection', 'the parameters of the project do not fit the policies', {
      details: problems.map(({ message }) => ({ message, file: 'plumbline.yaml' })),
    });
  const excluded = (profile.exclude ?? []).filter(({ until }) => until >= asOf);
  const left = new Set(excluded.map(({ control }) => control));
  const matchers = profile.include.map(selects);
  const controls = [...set.controls.values()]
    .map(({ value }) => value)
    .filter((control) => !left.has(control.id) && matchers.some((matches) => matches(control)))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  if (controls.length === 0)
    throw new PolicyError(
      'invalid-selection',
      `the profile "${profile.id}" selects no control: nothing would be tested`,
    );

  const plain = profile.include.filter((include) => !include.includes('#')).map(selects);
  const frameworks = [
    ...profile.include.filter((include) => include.includes('#')).map((include) => include.split('#')[0]),
    ...controls
      .filter((control) => plain.some((matches) => matches(control)))
      .flatMap(({ answers }) => answers.map((answer) => answer.split('#')[0])),
  ];
  return {
    profile,
    people: peopleRules(set, profile),
    controls: controls.map((control) => planned(control, profile.parameters, projectParameters)),
    conditions: new Map([...set.conditions].map(([id, { value }]) => [id, value])),
    catalogs: [...set.catalogs.values()].map(({ value }) => value).filter(({ id }) => frameworks.includes(id)),
    excluded,
    files: set.files,
  };
};
