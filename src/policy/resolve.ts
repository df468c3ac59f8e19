import type { TailoringChange } from '../model/generated/assessment.ts';
import { type Control, type PeopleRules, type Plan, type Profile, projectLayer } from '../model/policy.ts';
import { directlyRelated } from './leads.ts';
import { suggestion } from './nearest.ts';
import { asOfDate, checkOverPeriod } from './over-period.ts';
import { PolicyError } from './policy-error.ts';
import type { PolicySet, PolicySource } from './policy-set.ts';
import { selects, tailoringProblems } from './selection.ts';
import { layersOf, lineageOf, mergedProfile, type Tailoring, tailored } from './tailoring.ts';

/** What plumbline.yaml says of the policies, and the line of the value at a JSON Pointer of it. */
export interface ProjectTailoring extends Omit<Tailoring, 'lock'> {
  readonly lineOf?: (pointer: string) => number;
}

/** The profile of a project that names none: every control. */
const everything: Profile = { id: 'everything', title: 'Every control', include: ['*'] };

const profilesOf = (set: PolicySet, id: string | undefined): readonly PolicySource<Profile>[] => {
  const wanted = id ?? everything.id;
  if (set.profiles.has(wanted)) {
    const lineage = lineageOf(set, wanted);
    if (lineage) return lineage;
    throw new PolicyError('invalid-selection', `the profile "${wanted}" builds on profiles that lead nowhere`);
  }
  if (wanted === everything.id) return [{ path: '', file: '', value: everything, lineOf: () => 1 }];
  throw new PolicyError(
    'unknown-profile',
    `there is no profile "${wanted}"${suggestion(wanted, set.profiles.keys())}`,
    {
      hint: `Profiles: ${[...new Set([...set.profiles.keys(), everything.id])].sort().join(', ')}.`,
    },
  );
};

/**
 * What the profile, and those that it builds on, ask of attestations and waivers; what they do not say, the profile of
 * every control says.
 */
const peopleRules = (set: PolicySet, lineage: readonly PolicySource<Profile>[]): PeopleRules => {
  const profiles = [set.profiles.get(everything.id)?.value, ...lineage.map(({ value }) => value)];
  return {
    attestations: Object.assign({}, ...profiles.map((profile) => profile?.attestations)),
    waivers: Object.assign({}, ...profiles.map((profile) => profile?.waivers)),
  };
};

/** What the lineage says of tailoring, as of people, and the profile that admits what plumbline.yaml leaves out. */
const tailoringRules = (
  set: PolicySet,
  lineage: readonly PolicySource<Profile>[],
): { readonly longest: string | undefined; readonly admittedBy: string | undefined } => {
  const saying = [set.profiles.get(everything.id)?.value, ...lineage.map(({ value }) => value)];
  const decides = saying.findLast((profile) => profile?.tailoring?.project !== undefined);
  return {
    longest: saying.findLast((profile) => profile?.tailoring?.longest !== undefined)?.tailoring?.longest,
    admittedBy: decides?.tailoring?.project === 'admitted' ? `profile ${decides.id}` : undefined,
  };
};

const replacements = (set: PolicySet): readonly TailoringChange[] =>
  set.replaced.map(({ pack, kind, id, reason, was }) => ({
    layer: `pack ${pack}`,
    change: 'replaced',
    subject: `${kind} ${id}`,
    from: was,
    reason,
    state: 'in-effect',
  }));

const overPeriod = (control: Control): Plan['leftOut'] => {
  const check = checkOverPeriod(control);
  return check === undefined ? [] : [{ control: control.id, title: control.title, check }];
};

/**
 * What an audit of this date will test: the policies, with what the profile's lineage and then plumbline.yaml change of
 * them. Only frameworks that an `include` names are in the plan: those of `catalog#glob`, or, for a plain glob, all that
 * the selected controls answer. A profile as of a date leaves out every control with a check over a period,
 * and measures ages at that date. Throws a PolicyError with every problem of plumbline.yaml, by line.
 */
export const resolvePlan = (
  set: PolicySet,
  profileId: string | undefined,
  project: ProjectTailoring | undefined,
  asOf: string,
): Plan => {
  const lineage = profilesOf(set, profileId);
  const profile = mergedProfile(lineage) ?? everything;
  const { lineOf, ...says } = project ?? {};
  const problems = tailoringProblems(says, layersOf(lineage), set);
  if (problems.length > 0)
    throw new PolicyError('invalid-selection', `${projectLayer} does not fit the policies`, {
      details: problems.map(({ pointer, message }) => ({
        message,
        file: projectLayer,
        ...(lineOf === undefined ? {} : { line: lineOf(pointer) }),
      })),
    });
  const all = [...set.controls.values()].map(({ value }) => value);
  const layers = [...layersOf(lineage), { name: projectLayer, says }];
  const { longest, admittedBy } = tailoringRules(set, lineage);
  const { include, excluded, parametersOf, severityOf, changes } = tailored(layers, all, asOf, longest, selects);
  const left = new Set(excluded.map(({ control }) => control));
  const matchers = include.map(selects);
  const selected = all
    .filter((control) => !left.has(control.id) && matchers.some((matches) => matches(control)))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const isDated = profile.basis === 'date';
  const leftOut = isDated ? selected.flatMap(overPeriod) : [];
  const kept = selected.filter(({ id }) => !leftOut.some(({ control }) => control === id));
  const controls = isDated ? kept.map(asOfDate) : kept;
  if (controls.length === 0)
    throw new PolicyError(
      'invalid-selection',
      `the profile "${profile.id}" selects no control: nothing would be tested`,
    );

  const plain = include.filter((entry) => !entry.includes('#')).map(selects);
  const frameworks = [
    ...include.filter((entry) => entry.includes('#')).map((entry) => entry.split('#')[0]),
    ...controls
      .filter((control) => plain.some((matches) => matches(control)))
      .flatMap(({ answers }) => answers.map((answer) => answer.split('#')[0])),
  ];
  return {
    people: peopleRules(set, lineage),
    profile: { ...profile, include: [...include] },
    controls: controls.map((control) => ({
      control: { ...control, severity: severityOf(control) },
      parameters: parametersOf(control),
    })),
    conditions: new Map([...set.conditions].map(([id, { value }]) => [id, value])),
    catalogs: [...set.catalogs.values()].map(({ value }) => value).filter(({ id }) => frameworks.includes(id)),
    related: directlyRelated([...set.mappings.values()].map(({ value }) => value)),
    excluded,
    leftOut,
    extends: lineage.slice(0, -1).map(({ value }) => value.id),
    tailoring: [...replacements(set), ...changes],
    admittedBy,
    packs: set.packs,
    files: set.files,
  };
};
