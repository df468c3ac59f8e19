import { DAY, instantOf } from '../../base/time.ts';
import type { FactSheet } from '../../model/facts.ts';
import type { PeopleFacts } from '../../model/generated/facts/people.ts';
import { type IdentityType, normalisedIdentity } from './identity.ts';

/** The declared identities, looked up. Persons are named by their identifier in the people file. */
export interface PeopleMap {
  /** Whether a people file was supplied at all. */
  readonly supplied: boolean;
  /** The persons who claim an identity: none, one, or several that contradict each other. */
  readonly claiming: (type: IdentityType, value: string) => readonly string[];
  readonly isHuman: (person: string) => boolean;
  /** Whole days that lie between the last day of a person and an instant (milliseconds); 0 when there was none. */
  readonly daysAfterLeaving: (person: string, instant: number) => number;
  /** Whether a person held a role at an instant (milliseconds). */
  readonly held: (person: string, role: string, instant: number) => boolean;
}

/** Makes the map of all people files; what two files say of one identity is joined. */
export const peopleMap = (sheets: readonly FactSheet[]): PeopleMap => {
  const claims = new Map<string, Set<string>>();
  const persons = new Map<string, { readonly kind: string; readonly leftOn: string | undefined }>();
  const roles = new Map<string, { readonly role: string; readonly from: number; readonly until: number }[]>();
  for (const sheet of sheets) {
    const facts = sheet.facts as unknown as PeopleFacts;
    for (const { value, type, persons: claiming } of facts.identities)
      for (const person of claiming ?? []) {
        const key = `${type} ${value}`;
        claims.set(key, (claims.get(key) ?? new Set()).add(person));
      }
    for (const { id, kind, leftOn } of facts.persons) persons.set(id, { kind: kind ?? 'person', leftOn });
    for (const { person = '', role = '', from, until } of facts.roles)
      roles.set(person, [
        ...(roles.get(person) ?? []),
        {
          role,
          from: from === undefined ? Number.NEGATIVE_INFINITY : (instantOf(from) ?? Number.NaN),
          until: until === undefined ? Number.POSITIVE_INFINITY : (instantOf(until) ?? Number.NaN) + DAY,
        },
      ]);
  }
  return {
    supplied: sheets.some(({ facts }) => (facts as unknown as PeopleFacts).persons.length > 0),
    claiming: (type, value) => [...(claims.get(`${type} ${normalisedIdentity(type, value)}`) ?? [])].sort(),
    isHuman: (person) => (persons.get(person)?.kind ?? 'person') === 'person',
    daysAfterLeaving: (person, instant) => {
      const leftOn = persons.get(person)?.leftOn;
      const left = leftOn === undefined ? undefined : instantOf(leftOn);
      return left === undefined ? 0 : Math.max(0, Math.floor(instant / DAY) - Math.floor(left / DAY));
    },
    held: (person, role, instant) =>
      (roles.get(person) ?? []).some((each) => each.role === role && instant >= each.from && instant < each.until),
  };
};
