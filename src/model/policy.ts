import type { Catalog, Requirement } from './generated/catalog.ts';
import type { Condition } from './generated/condition.ts';
import type { Check, Control } from './generated/control.ts';
import type { Mapping } from './generated/mapping.ts';
import type { Profile } from './generated/profile.ts';

export type { Catalog, Check, Condition, Control, Mapping, Profile, Requirement };

/** A parameter's value after profile and project were laid over the default. */
export interface ResolvedParameter {
  readonly name: string;
  readonly title: string;
  readonly value: string | number | boolean | readonly string[];
  readonly default: string | number | boolean | readonly string[];
  /** Whether the value is looser than the floor: the control keeps its outcome and loses its legal citations. */
  readonly beyondFloor: boolean;
}

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
  readonly excluded: readonly { readonly control: string; readonly reason: string; readonly until: string }[];
  /** SHA-256 of every policy file read, by path below policies/. */
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly size: number }[];
}

/** The dates of one audit. `period` is half open: [start, end). All `YYYY-MM-DD`. */
export interface AuditClock {
  readonly asOf: string;
  readonly period: { readonly start: string; readonly end: string };
}
