import type { FactRecord } from '../model/facts.ts';
import type { Operand } from '../model/generated/control.ts';
import type { AuditClock } from '../model/policy.ts';
import { saidFact } from './said.ts';

/** What an operand stands for once its references are resolved. */
export type OperandValue = string | number | boolean | readonly (string | number)[];

/** What references in a policy resolve to: parameter values of one control, and the dates of one audit. */
export interface Bindings {
  readonly parameters: Readonly<Record<string, OperandValue>>;
  readonly clock: AuditClock;
}

export type Resolved =
  | { readonly ok: true; readonly value: OperandValue }
  | { readonly ok: false; readonly reason: string };

const clockValue = (clock: AuditClock, name: 'asOf' | 'periodStart' | 'periodEnd'): string =>
  ({ asOf: clock.asOf, periodStart: clock.period.start, periodEnd: clock.period.end })[name];

const parameterOf = (name: string, bindings: Bindings): OperandValue => {
  const value = Object.hasOwn(bindings.parameters, name) ? bindings.parameters[name] : undefined;
  // Policy lint refuses such a control before any evidence is read, so this is our own fault.
  if (value === undefined) throw new TypeError(`the parameter "${name}" has no value`);
  return value;
};

/** The value of an operand. Only a reference to an absent fact has none; an unknown parameter is a fault and throws. */
export const resolveOperand = (operand: Operand, record: FactRecord, bindings: Bindings): Resolved => {
  if (typeof operand !== 'object' || Array.isArray(operand)) return { ok: true, value: operand };
  if ('param' in operand) return { ok: true, value: parameterOf(operand.param, bindings) };
  if ('clock' in operand) return { ok: true, value: clockValue(bindings.clock, operand.clock) };
  const written = record.facts[operand.fact];
  const value = saidFact(written);
  if (value !== undefined) return { ok: true, value };
  if (written !== undefined) return { ok: false, reason: `${operand.fact} says nothing` };
  const why = record.absenceOf(operand.fact);
  return { ok: false, reason: why === undefined ? `${operand.fact} is absent` : `${operand.fact} is absent (${why})` };
};

/** The operand of a comparison as a report shows it, before any item is looked at. */
export const operandText = (operand: Operand | boolean, bindings: Bindings): string => {
  if (typeof operand !== 'object' || Array.isArray(operand)) return shown(operand);
  if ('fact' in operand) return `the fact ${operand.fact}`;
  return shown('param' in operand ? parameterOf(operand.param, bindings) : clockValue(bindings.clock, operand.clock));
};

/** A literal value as text; lists are joined by commas. */
export const shown = (value: OperandValue): string =>
  typeof value === 'object' ? (value.length === 0 ? 'an empty list' : value.join(', ')) : String(value);

/** A number, or the number that a parameter holds; throws when it holds none, which lint refuses beforehand. */
export const numberOf = (operand: number | { readonly param: string }, bindings: Bindings): number => {
  const value = typeof operand === 'number' ? operand : parameterOf(operand.param, bindings);
  if (typeof value !== 'number') throw new TypeError(`expected a number, saw ${shown(value)}`);
  return value;
};

/** A text, or the text that a parameter holds; throws when it holds none, which lint refuses beforehand. */
export const textOf = (operand: string | { readonly param: string }, bindings: Bindings): string => {
  const value = typeof operand === 'string' ? operand : parameterOf(operand.param, bindings);
  if (typeof value !== 'string') throw new TypeError(`expected a text, saw ${shown(value)}`);
  return value;
};
