import { foldedPerson } from '../../base/person.ts';
import { plainText } from '../../base/plain-text.ts';

/** Somebody whom a commit names. Two are one person when their identity, or their name, is the same. */
export interface Person {
  /** Normalised e-mail; the name in lower case when there is no e-mail. */
  readonly identity: string;
  /** Name in lower case, single spaces; empty when there is none. */
  readonly name: string;
  /** Identity and name as they are compared: no spelling, invisible character or space makes another person. */
  readonly folded: { readonly identity: string; readonly name: string };
}

const compared = (text: string): string => foldedPerson(text).replaceAll(' ', '');

/**
 * One spelling an address: lower case, `+tag` removed, and the numbered no-reply addresses of GitHub and GitLab without their
 * number. A .mailmap is not used: whoever commits can write one.
 */
export const normalisedEmail = (email: string): string => {
  const lower = email.trim().toLowerCase();
  const at = lower.lastIndexOf('@');
  if (at < 0) return lower;
  const domain = lower.slice(at + 1);
  const local = lower.slice(0, at);
  if (domain === 'users.noreply.github.com') return `${local.replace(/^\d+\+/, '')}@${domain}`;
  if (domain === 'users.noreply.gitlab.com') return `${local.replace(/^\d+-/, '')}@${domain}`;
  return `${local.replace(/(?<=.)\+.*$/, '')}@${domain}`;
};

export const personOf = (name: string, email: string): Person => {
  const plain = plainText(name.trim().toLowerCase().replace(/\s+/g, ' '));
  const identity = plainText(normalisedEmail(email));
  const folded = { identity: compared(normalisedEmail(email.normalize('NFKC'))), name: compared(name) };
  return {
    identity: identity === '' ? plain : identity,
    name: plain,
    folded: folded.identity === '' ? { ...folded, identity: folded.name } : folded,
  };
};

/** The person of a trailer such as `Ada Example <ada@example.org>`; undefined when the value is empty. */
export const personOfTrailer = (value: string): Person | undefined => {
  const match = /^(.*?)<([^<>]*)>/.exec(value);
  if (match) return personOf(match[1] ?? '', match[2] ?? '');
  if (value.trim() === '') return undefined;
  return value.includes('@') && !/\s/.test(value.trim()) ? personOf('', value) : personOf(value, '');
};

/** The identities of several people, each once, sorted. */
export const identities = (people: readonly Person[]): readonly string[] =>
  [...new Set(people.map((person) => person.identity))].filter((identity) => identity !== '').sort();

/** Several people with name and address, each once, sorted: `ada example <ada@example.org>`. */
export const namesAndAddresses = (people: readonly Person[]): readonly string[] =>
  [
    ...new Set(
      people.map(({ name, identity }) => (name === '' || name === identity ? identity : `${name} <${identity}>`)),
    ),
  ]
    .filter((person) => person !== '')
    .sort();

/** Whether somebody is one of the people: by address, or by name, for many use several addresses. Spellings do not count. */
export const isAmong = ({ folded }: Person, people: readonly Person[]): boolean =>
  people.some(
    (other) => other.folded.identity === folded.identity || (folded.name !== '' && other.folded.name === folded.name),
  );

/** Whether a review can be laid at somebody's door: there is an address. */
export const hasAddress = ({ identity }: Person): boolean => /^[^\s@]+@[^\s@]+$/.test(identity);

/** Whether an address takes no mail and names nobody, as those that tools and services commit under. */
export const isNobody = ({ identity }: Person): boolean => /^(?:no-?reply|do-?not-?reply)@|\[bot\]@/.test(identity);
