import { foldedPerson } from '../../base/person.ts';
import type { PeopleMap } from '../people/people-map.ts';
import { isAmong, type Person, personOf } from './people.ts';

/** What is known of somebody who acted: addresses and names of commits, accounts of the forge. */
interface Named {
  readonly login?: string | undefined;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  /** Whether the forge says that the account is an application. */
  readonly bot?: boolean;
}

/** Somebody who acted, told apart from others as far as the evidence allows. */
export interface Party {
  /** Person of the people map, else account, else address: how facts name the party. */
  readonly label: string;
  /** Persons of the people map; several contradict each other. */
  readonly persons: readonly string[];
  readonly logins: readonly string[];
  readonly person: Person | undefined;
  readonly human: boolean;
  /** Whether the party can be told from every other: by the map when there is one, else by an account of the forge. A tool can. */
  readonly known: boolean;
}

/** Resolves parties with the people map, and with the accounts that the forge links to addresses. */
export interface Parties {
  readonly of: (named: Named) => Party;
  /** Whether two parties may be one person. Spellings of one address or name are one: that never makes anybody independent. */
  readonly same: (one: Party, other: Party) => boolean;
}

/** `isBot` tells declared bots by address, name or login; `links` are addresses with the account that the forge links them to. */
export const partiesOf = (
  map: PeopleMap,
  isBot: (identity: string) => boolean,
  links: readonly { readonly email: string; readonly login: string }[],
): Parties => {
  const accounts = new Map<string, Set<string>>();
  for (const { email, login } of links) {
    const { identity } = personOf('', email);
    accounts.set(identity, (accounts.get(identity) ?? new Set()).add(login.toLowerCase()));
  }
  const of = ({ login, email, name, bot }: Named): Party => {
    const person = email === undefined && name === undefined ? undefined : personOf(name ?? '', email ?? '');
    const logins = [
      ...new Set([
        ...(login === undefined ? [] : [login.toLowerCase()]),
        ...(person === undefined ? [] : (accounts.get(person.identity) ?? [])),
      ]),
    ].sort();
    const persons = [
      ...new Set([
        ...logins.flatMap((each) => map.claiming('login', each)),
        ...(email === undefined ? [] : map.claiming('email', email)),
      ]),
    ].sort();
    const human =
      bot !== true &&
      persons.every(map.isHuman) &&
      !logins.some(isBot) &&
      (person === undefined || (!isBot(person.identity) && !isBot(person.name)));
    return {
      label: persons[0] ?? logins[0] ?? person?.identity ?? '',
      persons,
      logins,
      person,
      human,
      known: !human || (map.supplied ? persons.length === 1 : logins.length > 0),
    };
  };
  const words = ({ person, logins }: Party): readonly string[] =>
    [person?.folded.identity ?? '', ...logins].map(foldedPerson).filter((word) => word !== '');
  return {
    of,
    same: (one, other) =>
      one.persons.some((person) => other.persons.includes(person)) ||
      words(one).some((word) => words(other).includes(word)) ||
      (one.person !== undefined && other.person !== undefined && isAmong(one.person, [other.person])),
  };
};

/** The parties, each once as far as they can be one person. */
export const distinct = (parties: readonly Party[], same: Parties['same']): readonly Party[] =>
  parties.filter((party, index) => !parties.slice(0, index).some((before) => same(before, party)));

/** How facts name several parties: sorted, each once. */
export const labelsOf = (parties: readonly Party[]): readonly string[] =>
  [...new Set(parties.map(({ label }) => label))].filter((label) => label !== '').sort();
