/** Reads untrusted JSON of a forge: what is not of the expected kind is not there. */
export type Json = Readonly<Record<string, unknown>>;

export const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

export const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(object) : []);

export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

export const count = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

/** A commit id in lower case. */
export const commitId = (value: unknown): string | undefined => {
  const id = text(value)?.toLowerCase();
  return id !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id) ? id : undefined;
};

/** An instant in UTC to the second, as exports write it; undefined when the text is none. */
export const instant = (value: unknown): string | undefined => {
  const at = Date.parse(text(value) ?? '');
  return Number.isNaN(at) ? undefined : `${new Date(at).toISOString().slice(0, 19)}Z`;
};

/** The first line of a message. */
export const firstLine = (value: unknown): string | undefined =>
  text(text(value)?.split('\n')[0]?.trim().slice(0, 2000));

/** An object without the keys that have no value. */
export const known = <T extends object>(value: T): { [Key in keyof T]: Exclude<T[Key], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as never;
