import { saysNothing } from '../base/placeholder.ts';
import { addDuration, instantOf, parseDuration } from '../base/time.ts';
import { shown } from '../checks/operands.ts';
import type { TailoringChange } from '../model/generated/assessment.ts';
import { type Control, type Profile, type ResolvedParameter, type Severity, severities } from '../model/policy.ts';
import { isBeyondFloor, isLooser } from './parameters.ts';
import type { PolicySet, PolicySource } from './policy-set.ts';

/** What a profile, and plumbline.yaml after it, may say of what is tested. */
export type Tailoring = Pick<Profile, 'include' | 'exclude' | 'parameters' | 'lock' | 'severity'>;

/** One of them, by the name under which a report tells of it: `profile x` or `plumbline.yaml`. */
export interface TailoringLayer {
  readonly name: string;
  readonly says: Tailoring;
}

export type ParameterChoice = NonNullable<Profile['parameters']>[string][string];
type Value = ResolvedParameter['value'];

/** A parameter's value as it was chosen: written alone, or with its reason and last day. */
export const chosenOf = (
  choice: ParameterChoice,
): { readonly value: Value; readonly reason?: string; readonly until?: string } =>
  typeof choice === 'object' && !Array.isArray(choice) ? choice : { value: choice };

/**
 * A profile with those that it builds on, the first of all first. Undefined when it leads back to itself, or to a profile
 * that is not there.
 */
export const lineageOf = (set: PolicySet, id: string): readonly PolicySource<Profile>[] | undefined => {
  const line: PolicySource<Profile>[] = [];
  for (let next: string | undefined = id; next !== undefined; ) {
    const source = set.profiles.get(next);
    if (source === undefined || line.includes(source)) return undefined;
    line.unshift(source);
    next = source.value.extends;
  }
  return line;
};

/** The layers of a lineage of profiles. */
export const layersOf = (lineage: readonly PolicySource<Profile>[]): readonly TailoringLayer[] =>
  lineage.map(({ value }) => ({ name: `profile ${value.id}`, says: value }));

/** A lineage as one profile: the last one says who it is, and what it does not say holds as it was below. */
export const mergedProfile = (lineage: readonly PolicySource<Profile>[]): Profile | undefined => {
  const last = lineage.at(-1)?.value;
  if (!last) return undefined;
  const include = lineage.flatMap(({ value }) => value.include ?? []);
  return { ...Object.assign({}, ...lineage.map(({ value }) => value)), id: last.id, title: last.title, include };
};

/** Who locked a parameter, of these layers; undefined when nobody did. */
export const lockedBy = (layers: readonly TailoringLayer[], control: string, parameter: string): string | undefined =>
  layers.find(({ says }) => says.lock?.[control]?.includes(parameter))?.name;

/** The severity of a control after these layers. */
export const severityAfter = (layers: readonly TailoringLayer[], control: Control): Severity =>
  layers.flatMap(({ says }) => says.severity ?? []).findLast((raise) => raise.control === control.id)?.to ??
  control.severity;

/** Whether the first severity weighs more than the second. */
export const isAbove = (one: Severity, other: Severity): boolean => severities.indexOf(one) < severities.indexOf(other);

/** Why a reason explains nothing; undefined when it may. */
export const reasonProblem = (reason: string): string | undefined =>
  saysNothing(reason) ? `the reason "${reason}" says nothing; expected why` : undefined;

/** What the layers come to at a date, and each change with what became of it. */
export interface Tailored {
  readonly include: readonly string[];
  readonly excluded: readonly { readonly control: string; readonly reason: string; readonly until: string }[];
  readonly parametersOf: (control: Control) => Readonly<Record<string, ResolvedParameter>>;
  readonly severityOf: (control: Control) => Severity;
  readonly changes: readonly TailoringChange[];
}

const parameterChanges = (
  layers: readonly TailoringLayer[],
  control: Control,
  asOf: string,
): readonly (TailoringChange & { readonly value: Value })[] => {
  const changes: (TailoringChange & { readonly value: Value })[] = [];
  for (const { name: layer, says } of layers)
    for (const [name, choice] of Object.entries(says.parameters?.[control.id] ?? {})) {
      const parameter = control.parameters?.[name];
      if (!parameter) continue;
      const { value, reason, until } = chosenOf(choice);
      const beneath = changes.findLast((each) => each.parameter === name && each.state === 'in-effect');
      const state = until !== undefined && until < asOf ? 'ended' : 'in-effect';
      if (beneath && state === 'in-effect') beneath.state = 'overridden';
      changes.push({
        layer,
        change: 'parameter',
        subject: control.id,
        parameter: name,
        from: shown(beneath?.value ?? parameter.value),
        to: shown(value),
        beyondFloor: isBeyondFloor(parameter, value),
        looser: isLooser(parameter, value, beneath?.value ?? parameter.value),
        ...(reason === undefined ? {} : { reason }),
        ...(until === undefined ? {} : { until }),
        state,
        value,
      });
    }
  return changes;
};

const severityChanges = (layers: readonly TailoringLayer[], control: Control): readonly TailoringChange[] =>
  layers.flatMap(({ name: layer, says }, index) =>
    (says.severity ?? [])
      .filter((raise) => raise.control === control.id)
      .map(({ to, reason }): TailoringChange => {
        const above = layers
          .slice(index + 1)
          .some((later) => later.says.severity?.some((raise) => raise.control === control.id));
        return {
          layer,
          change: 'severity',
          subject: control.id,
          from: severityAfter(layers.slice(0, index), control),
          to,
          reason,
          state: above ? 'overridden' : 'in-effect',
        };
      }),
  );

const lockChanges = (layers: readonly TailoringLayer[], control: Control): readonly TailoringChange[] =>
  layers.flatMap(({ name: layer, says }) =>
    (says.lock?.[control.id] ?? []).map(
      (parameter): TailoringChange => ({ layer, change: 'locked', subject: control.id, parameter, state: 'in-effect' }),
    ),
  );

/** What of an exclusion counts at a date: it ends, and it cannot be for longer than the profile lets it be. */
const exclusionState = (until: string, asOf: string, longest: string | undefined): TailoringChange['state'] => {
  if (until < asOf) return 'ended';
  const [end, day] = [instantOf(until), instantOf(asOf)];
  const most = longest === undefined ? undefined : parseDuration(longest);
  return most && end !== undefined && day !== undefined && end <= addDuration(day, most) ? 'in-effect' : 'too-long';
};

/**
 * Lays profiles and plumbline.yaml over the policies. The last word on a parameter counts while it lasts; an exclusion
 * holds through its last day, which is no further off than `longest`, and no `include` undoes it; `selects` says which controls an entry of `include` means.
 */
export const tailored = (
  layers: readonly TailoringLayer[],
  controls: readonly Control[],
  asOf: string,
  longest: string | undefined,
  selects: (include: string) => (control: Control) => boolean,
): Tailored => {
  const include = layers.flatMap(({ says }) => says.include ?? []);
  const isSelected = include.map(selects);
  const selected = new Set(controls.filter((control) => isSelected.some((one) => one(control))).map(({ id }) => id));
  const values = new Map(controls.map((control) => [control.id, parameterChanges(layers, control, asOf)]));
  const changes = [
    // What the first of all selects is what there is to tailor.
    ...layers
      .slice(1)
      .flatMap(({ name: layer, says }) =>
        (says.include ?? []).map(
          (subject): TailoringChange => ({ layer, change: 'included', subject, state: 'in-effect' }),
        ),
      ),
    ...layers.flatMap(({ name: layer, says }) =>
      (says.exclude ?? []).map(
        ({ control, reason, until }): TailoringChange => ({
          layer,
          change: 'excluded',
          subject: control,
          reason,
          until,
          state: exclusionState(until, asOf, longest),
        }),
      ),
    ),
    ...controls.flatMap((control) => [
      ...(values.get(control.id) ?? []).map(({ value: _value, ...change }) => change),
      ...lockChanges(layers, control),
      ...severityChanges(layers, control),
    ]),
  ];
  return {
    include,
    excluded: layers
      .flatMap(({ says }) => says.exclude ?? [])
      .filter(({ until }) => exclusionState(until, asOf, longest) === 'in-effect'),
    parametersOf: (control) =>
      Object.fromEntries(
        Object.entries(control.parameters ?? {}).map(([name, parameter]): [string, ResolvedParameter] => {
          const chosen = values.get(control.id)?.find((each) => each.parameter === name && each.state === 'in-effect');
          const value = chosen?.value ?? parameter.value;
          const beyondFloor = isBeyondFloor(parameter, value);
          return [name, { name, title: parameter.title, value, default: parameter.value, beyondFloor }];
        }),
      ),
    severityOf: (control) => severityAfter(layers, control),
    changes: changes.map((change) =>
      change.change === 'included' ||
      change.state === 'ended' ||
      change.state === 'too-long' ||
      selected.has(change.subject)
        ? change
        : { ...change, state: 'without-effect' as const },
    ),
  };
};
