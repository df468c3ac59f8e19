import { isPlaceholder } from '../base/placeholder.ts';
import type { FactValue } from '../model/facts.ts';

const known = new Map<string, boolean>();
const mostKnown = 50_000;
const longestKnown = 200;

/** The same items are held against every control: what a short text says is found out once. */
const saysSomething = (value: string | number): boolean => {
  if (typeof value !== 'string') return true;
  const before = known.get(value);
  if (before !== undefined) return before;
  const says = !isPlaceholder(value);
  if (value.length <= longestKnown && known.size < mostKnown) known.set(value, says);
  return says;
};

/** Whether a value says anything: a text without a visible character, a placeholder and a list of nothing else do not. */
export const isSaid = (value: FactValue | undefined): boolean =>
  value !== undefined &&
  (typeof value === 'object' ? value.some(saysSomething) : typeof value !== 'string' || saysSomething(value));

/** A fact as far as it says something: a text that says nothing is no value, whatever stands there. */
export const saidFact = (value: FactValue | undefined): FactValue | undefined =>
  typeof value === 'string' && !saysSomething(value) ? undefined : value;
