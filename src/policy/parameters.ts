import { instantOf, parseDuration } from '../base/time.ts';
import type { OperandValue } from '../checks/operands.ts';
import type { Parameter } from '../model/generated/control.ts';

type Value = OperandValue;
type Kind = 'number' | 'flag' | 'list' | 'duration' | 'date' | 'text';

const kindOf = (value: Value): Kind => {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'flag';
  if (typeof value === 'object') return 'list';
  return parseDuration(value) ? 'duration' : instantOf(value) === undefined ? 'text' : 'date';
};

const described = {
  number: 'a number',
  flag: 'true or false',
  list: 'a list',
  duration: 'a duration such as P31D',
  date: 'a date such as 2026-05-01',
  text: 'a text',
} as const satisfies Record<Kind, string>;

/** Why a value cannot stand in for a parameter's default; undefined when it can. Both must be of one type. */
export const valueProblem = (parameter: Parameter, value: Value): string | undefined => {
  const [wanted, seen] = [kindOf(parameter.value), kindOf(value)];
  if (wanted === seen || (wanted === 'text' && typeof value === 'string')) {
    if (typeof value === 'object' && value.length === 0) return 'saw an empty list, expected at least one value';
    return undefined;
  }
  return `saw ${described[seen]} (${String(value)}), expected ${described[wanted]} like the default ${String(parameter.value)}`;
};

/** Nominal days of a duration, with the mean Gregorian year; only for holding one duration against another. */
const nominalDays = (text: string): number | undefined => {
  const duration = parseDuration(text);
  return duration && (duration.years * 12 + duration.months) * (365.2425 / 12) + duration.days;
};

const beyond = (value: number | undefined, limit: number | undefined, side: 1 | -1): boolean =>
  value !== undefined && limit !== undefined && (value - limit) * side > 0;

/** Whether a value is looser than the floor of its parameter. */
export const isBeyondFloor = ({ floor }: Parameter, value: OperandValue): boolean => {
  if (!floor) return false;
  const number = typeof value === 'number' ? value : undefined;
  const days = typeof value === 'string' ? nominalDays(value) : undefined;
  const limitOf = (text: string | undefined): number | undefined =>
    text === undefined ? undefined : nominalDays(text);
  return (
    beyond(number, floor.atMost, 1) ||
    beyond(number, floor.atLeast, -1) ||
    beyond(days, limitOf(floor.noLongerThan), 1) ||
    beyond(days, limitOf(floor.noShorterThan), -1)
  );
};

/**
 * Whether a value is looser than another. The floor says which way that is; of a parameter without one nobody knows, so
 * that every other value may be.
 */
export const isLooser = ({ floor }: Parameter, value: OperandValue, before: OperandValue): boolean => {
  if (JSON.stringify(value) === JSON.stringify(before)) return false;
  const size = (each: OperandValue): number | undefined =>
    typeof each === 'number' ? each : typeof each === 'string' ? nominalDays(each) : undefined;
  const [now, then] = [size(value), size(before)];
  if (!floor || now === undefined || then === undefined) return true;
  const upper = floor.atMost !== undefined || floor.noLongerThan !== undefined;
  const lower = floor.atLeast !== undefined || floor.noShorterThan !== undefined;
  return (upper && now > then) || (lower && now < then);
};

/** What is wrong with a parameter itself: a floor of another type, or a default beyond its own floor. */
export const parameterProblem = (parameter: Parameter): string | undefined => {
  const kind = kindOf(parameter.value);
  const floors = Object.keys(parameter.floor ?? {});
  const fitting: Partial<Record<Kind, readonly string[]>> = {
    number: ['atMost', 'atLeast'],
    duration: ['noLongerThan', 'noShorterThan'],
  };
  const odd = floors.find((floor) => !fitting[kind]?.includes(floor));
  if (odd !== undefined) return `the floor ${odd} does not fit ${described[kind]}`;
  if (isBeyondFloor(parameter, parameter.value))
    return `the default ${String(parameter.value)} is beyond its own floor`;
  return undefined;
};
