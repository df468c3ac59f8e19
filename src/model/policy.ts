import type { TailoringChange } from './generated/assessment.ts';
import type { Catalog, Requirement } from './generated/catalog.ts';
import type { Condition } from './generated/condition.ts';
import type { Check, Control } from './generated/control.ts';
import type { Mapping } from './generated/mapping.ts';
import type { Profile } from './generated/profile.ts';

export type { Catalog, Check, Condition, Control, Mapping, Profile, Requirement };

/** How much a failure weighs, heaviest first. Ours, not the law's. */
export const severities = [
  'critical',
  'high',
  'medium',
  'low',
  'info',
] as const satisfies readonly Control['severity'][];
export type Severity = Control['severity'];

/** A folder of an organisation's own policies, layered over those that ship with the tool. */
export interface Pack {
  readonly id: string;
  readonly title: string;
  readonly version?: string;
  /** Digest of the canonical list of its files. */
  readonly sha256: string;
  /** SHA-256 of every file by its path in the pack. */
  readonly files: Readonly<Record<string, string>>;
  /** Policies of the layers below that it takes the place of, each with the line of pack.yaml that says so. */
  readonly replaces: readonly {
    readonly kind: string;
    readonly id: string;
    readonly reason: string;
    readonly line: number;
  }[];
}

/** A parameter's value after profile and project were laid over the default. */
export interface ResolvedParameter {
  readonly name: string;
  readonly title: string;
  readonly value: string | number | boolean | readonly string[];
  readonly default: string | number | boolean | readonly string[];
  /** Whether the value is looser than the floor: the control keeps its outcome and loses its legal citations. */
  readonly beyondFloor: boolean;
}

/** The layer of whoever is audited: the file that lies with the evidence. */
export const projectLayer = 'plumbline.yaml';

/** How an assessment names the flag by which its runner admits what that layer leaves out and loosens. */
export const admittedByFlag = '--admit-tailoring';

/** A control with the parameter values of one audit. */
export interface PlannedControl {
  readonly control: Control;
  readonly parameters: Readonly<Record<string, ResolvedParameter>>;
}

/** What attestations and waivers need to have effect under a profile. */
export interface PeopleRules {
  readonly attestations: NonNullable<Profile['attestations']>;
  readonly waivers: NonNullable<Profile['waivers']>;
}

/** What an audit will test: the product of policy, and all that `assess` needs of it. */
export interface Plan {
  readonly profile: Profile;
  readonly people: PeopleRules;
  readonly controls: readonly PlannedControl[];
  readonly conditions: ReadonlyMap<string, Condition>;
  readonly catalogs: readonly Catalog[];
  /** Requirements that share something of what they ask, both as `catalog#requirement`, by one hop of a mapping. */
  readonly related: ReadonlyMap<string, readonly string[]>;
  /** Controls left out because they test a period, when the profile is as of a date, with the check that does. */
  readonly leftOut: readonly { readonly control: string; readonly title: string; readonly check: string }[];
  readonly excluded: readonly { readonly control: string; readonly reason: string; readonly until: string }[];
  /** Profiles that the profile builds on, the first of all first. */
  readonly extends: readonly string[];
  /** Everything that packs, profiles and plumbline.yaml changed, layer by layer. */
  readonly tailoring: readonly TailoringChange[];
  /** Profile that admits what plumbline.yaml leaves out and loosens; undefined when none does. */
  readonly admittedBy?: string | undefined;
  readonly packs: readonly Pack[];
  /** SHA-256 of every policy file read, by path below policies/. */
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly size: number }[];
}

/** The dates of one audit. `period` is half open: [start, end). All `YYYY-MM-DD`. */
export interface AuditClock {
  readonly asOf: string;
  readonly period: { readonly start: string; readonly end: string };
}
