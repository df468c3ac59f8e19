import { visibleText } from './plain-text.ts';

/**
 * A name or an address folded so that spellings of one person meet: compatibility forms, accents, case, invisible
 * characters, quotes, stray dots and double spaces make no difference. Another alphabet's look-alikes still do.
 */
export const foldedPerson = (text: string): string =>
  visibleText(text.normalize('NFKC').replace(/\p{Cf}+/gu, ''))
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/["'`´“”‘’]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.,;]+|[\s.,;]+$/g, '');

/** What names a person: the whole text, the address in angle brackets, and the name before it, each folded. */
const namesOf = (person: string): readonly string[] => {
  const address = /^(.*?)<([^<>]*)>\s*$/s.exec(person);
  return [person, address?.[1] ?? '', address?.[2] ?? ''].map(foldedPerson).filter((name) => name !== '');
};

/** Whether two texts name one person: `Ada Muster <ada@example.org>` is `ada  muster`, and is `ADA@example.org`. */
export const isSamePerson = (one: string, other: string): boolean => {
  const names = new Set(namesOf(one));
  return namesOf(other).some((name) => names.has(name));
};
