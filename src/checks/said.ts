import { isPlaceholder } from '../base/placeholder.ts';
import type { FactValue } from '../model/facts.ts';

const saysSomething = (value: string | number): boolean => typeof value !== 'string' || !isPlaceholder(value);

/** Whether a value says anything: a text without a visible character, a placeholder and a list of nothing else do not. */
export const isSaid = (value: FactValue | undefined): boolean =>
  value !== undefined &&
  (typeof value === 'object' ? value.some(saysSomething) : typeof value !== 'string' || saysSomething(value));

/** A fact as far as it says something: a text that says nothing is no value, whatever stands there. */
export const saidFact = (value: FactValue | undefined): FactValue | undefined =>
  typeof value === 'string' && !saysSomething(value) ? undefined : value;
