import { isPlaceholder } from '../base/placeholder.ts';
import { shortened } from '../base/plain-text.ts';
import { instantOf, isoInstant } from '../base/time.ts';
import type { EvidenceKind, FactValue } from '../model/facts.ts';
import { factSchema } from '../model/validate.ts';

/** The shape of one fact, as schemas/facts says. */
export interface FactShape {
  readonly type: 'string' | 'boolean' | 'number' | 'integer' | 'array';
  readonly format?: 'date' | 'date-time';
  readonly enum?: readonly string[];
  readonly items?: { readonly type?: string; readonly enum?: readonly string[] };
}

/** What one written answer comes to: a fact, no fact with its reason, or something that cannot be read as that fact. */
export type Reading =
  | { readonly state: 'value'; readonly value: FactValue }
  | { readonly state: 'absent'; readonly reason: string }
  | { readonly state: 'wrong'; readonly message: string };

/** Longest text that is kept as a fact, in characters; the digest of the file pins the rest. */
const textLength = 2_000;

/** Text as a fact: trimmed, without lone surrogates, at most `textLength` characters. */
export const factText = (text: string): string =>
  shortened(text.replace(/\p{Surrogate}/gu, '\uFFFD').trim(), textLength);

type Shapes = Readonly<Record<string, FactShape>>;
interface SchemaPart {
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The shapes of a kind's facts, or of the entries of one of its lists. */
export const factShapes = (kind: EvidenceKind, list?: string): Shapes => {
  const { properties } = factSchema(kind) as unknown as SchemaPart;
  if (list === undefined) return properties as Shapes;
  return (properties[list] as { items: SchemaPart }).items.properties as Shapes;
};

const seen = (raw: unknown): string => {
  const text = typeof raw === 'string' ? `"${raw}"` : (JSON.stringify(raw) ?? 'nothing');
  return shortened(text, 60);
};
const value = (fact: FactValue): Reading => ({ state: 'value', value: fact });
const wrong = (raw: unknown, expected: string): Reading => ({
  state: 'wrong',
  message: `saw ${seen(raw)}; expected ${expected}`,
});

const yesNo = new Map<unknown, boolean>([
  [true, true],
  ['yes', true],
  ['true', true],
  [false, false],
  ['no', false],
  ['false', false],
]);

const readNumber = (raw: unknown, whole: boolean): Reading => {
  const number = typeof raw === 'string' && /^[+-]?\d+(\.\d+)?$/.test(raw) ? Number(raw) : raw;
  return typeof number === 'number' && Number.isFinite(number) && (!whole || Number.isInteger(number))
    ? value(number)
    : wrong(raw, whole ? 'a whole number' : 'a number');
};

const readTexts = (raw: unknown, shape: FactShape): Reading => {
  const allowed = shape.items?.enum;
  if (!Array.isArray(raw)) return wrong(raw, 'a list');
  const members: string[] = [];
  for (const member of raw as readonly unknown[]) {
    const text = typeof member === 'number' && Number.isInteger(member) ? String(member) : member;
    if (typeof text !== 'string') return wrong(member, 'text');
    if (text.trim().toLowerCase() === 'unknown')
      return { state: 'absent', reason: 'a member of the list is answered "unknown"' };
    if (!allowed && text.trim() !== '' && isPlaceholder(text))
      return { state: 'absent', reason: `a member of the list is left as a placeholder, ${seen(text.trim())},` };
    if (allowed && !allowed.includes(text.trim())) return wrong(member, `one of ${allowed.join(', ')}`);
    if (text.trim() !== '') members.push(factText(text));
  }
  return members.length === 0 && raw.length > 0
    ? { state: 'absent', reason: 'the list holds only empty members' }
    : value([...new Set(members)]);
};

/** Reads an answer of YAML, JSON or a CSV cell as a fact of the given shape. `unknown` is never "no": it is no fact. */
export const readValue = (raw: unknown, shape: FactShape): Reading => {
  const answer = typeof raw === 'string' ? raw.trim() : raw;
  if (answer === undefined) return { state: 'absent', reason: 'not answered' };
  if (answer === null || answer === '') return { state: 'absent', reason: 'left empty' };
  if (typeof answer === 'string' && answer.toLowerCase() === 'unknown')
    return { state: 'absent', reason: 'answered "unknown"' };
  if (typeof answer === 'string' && shape.type !== 'boolean' && !shape.enum?.includes(answer) && isPlaceholder(answer))
    return { state: 'absent', reason: `left as a placeholder, ${seen(answer)},` };
  if (shape.type === 'boolean') {
    const yes = yesNo.get(typeof answer === 'string' ? answer.toLowerCase() : answer);
    return yes === undefined ? wrong(raw, 'yes, no or unknown') : value(yes);
  }
  if (shape.type === 'number' || shape.type === 'integer') return readNumber(answer, shape.type === 'integer');
  if (shape.type === 'array') return readTexts(answer, shape);
  if (typeof answer !== 'string') return wrong(raw, typeof answer === 'number' ? 'text; put it in quotes' : 'text');
  if (shape.enum && !shape.enum.includes(answer)) return wrong(raw, `one of ${shape.enum.join(', ')}`);
  if (shape.format === 'date' && (answer.length !== 10 || instantOf(answer) === undefined))
    return wrong(raw, 'a date, YYYY-MM-DD');
  if (shape.format === 'date-time') {
    const instant = answer.length === 10 ? undefined : instantOf(answer);
    return instant === undefined
      ? wrong(raw, 'a date and time with its zone, such as 2026-03-01T14:05:00Z')
      : value(isoInstant(instant));
  }
  return value(factText(answer));
};
