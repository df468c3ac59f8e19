import { foldedPerson } from '../base/person.ts';
import { plainText } from '../base/plain-text.ts';
import type { FactSheet } from '../model/facts.ts';
import type { ForgeExportFacts } from '../model/generated/facts/forge-export.ts';
import type { GitHistoryFacts } from '../model/generated/facts/git-history.ts';
import type { PeopleFacts } from '../model/generated/facts/people.ts';

/** An address or an account that somebody used, with the names that were seen beside it. */
interface Used {
  readonly type: 'email' | 'login';
  readonly value: string;
  readonly names: Set<string>;
}

/** Identities that may be one person's, and why that is thought. Nothing of it is believed until somebody writes it down. */
export interface Proposal {
  /** Person of the people map who has one of them already. */
  readonly person: string | undefined;
  readonly names: readonly string[];
  readonly emails: readonly string[];
  readonly logins: readonly string[];
  /** Of these, the ones that the map does not know yet. */
  readonly missing: readonly string[];
  readonly because: readonly string[];
}

const factsOf = <T>(sheets: readonly FactSheet[], kind: string): readonly T[] =>
  sheets.filter((sheet) => sheet.kind === kind).map((sheet) => sheet.facts as unknown as T);

/** Lines of a .mailmap that give two addresses: `Name <proper@x> Other <commit@x>`. */
const mailmapPairs = (text: string): readonly (readonly [string, string])[] =>
  text.split('\n').flatMap((line) => {
    const [proper, commit] = [...line.replace(/#.*/, '').matchAll(/<([^<>]+)>/g)].map(([, email = '']) =>
      email.trim().toLowerCase(),
    );
    return proper !== undefined && commit !== undefined ? [[proper, commit] as const] : [];
  });

/** The part of an address that some providers take for the same with other dots. */
const dotless = (email: string): string => {
  const at = email.lastIndexOf('@');
  return at < 0 ? email : email.slice(0, at).replaceAll('.', '') + email.slice(at);
};

/**
 * Proposes entries of a people map: addresses and accounts of the history and of the exports that share a name, that differ by dots,
 * that the forge or a .mailmap links. Whoever commits can write a name and a .mailmap: a proposal is a question to a person.
 */
export const proposePeople = (sheets: readonly FactSheet[], mailmap = ''): readonly Proposal[] => {
  const used = new Map<string, Used>();
  const group = new Map<string, string>();
  const because = new Map<string, Set<string>>();
  const root = (key: string): string => {
    let at = key;
    for (let next = group.get(at); next !== undefined; next = group.get(at)) at = next;
    return at;
  };
  const see = (type: Used['type'], raw: string | undefined, name?: string): string | undefined => {
    const value = raw?.trim().toLowerCase() ?? '';
    if (value === '' || (type === 'email' && !value.includes('@'))) return undefined;
    const key = `${type} ${value}`;
    const entry = used.get(key) ?? { type, value, names: new Set() };
    if (name !== undefined && name.trim() !== '') entry.names.add(name.trim());
    used.set(key, entry);
    return key;
  };
  const link = (one: string | undefined, other: string | undefined, why: string): void => {
    if (one === undefined || other === undefined) return;
    const [a, b] = [root(one), root(other)];
    if (a !== b) group.set(b, a);
    const reasons = because.get(a) ?? new Set();
    for (const reason of because.get(b) ?? []) reasons.add(reason);
    if (a !== b || one !== other) reasons.add(why);
    because.set(a, reasons);
  };

  for (const { changes } of factsOf<GitHistoryFacts>(sheets, 'git-history'))
    for (const maker of changes.flatMap(({ makers }) => makers ?? [])) {
      const [, name = '', email = maker] = /^(.*?) ?<([^<>]*)>$/.exec(maker) ?? [];
      see('email', email, name);
    }
  for (const { commits, requests, reviews } of factsOf<ForgeExportFacts>(sheets, 'forge-export')) {
    for (const commit of commits) {
      link(
        see('email', commit.authorEmail),
        see('login', commit.authorLogin),
        'the platform links the address to the account',
      );
      link(
        see('email', commit.committerEmail),
        see('login', commit.committerLogin),
        'the platform links the address to the account',
      );
    }
    for (const { author, mergedBy } of requests) for (const login of [author, mergedBy]) see('login', login);
    for (const { by } of reviews) see('login', by);
  }
  const emails = [...used.values()].filter(({ type }) => type === 'email');
  const shared = (keyOf: (entry: Used) => readonly string[], why: (entry: string) => string): void => {
    const first = new Map<string, string>();
    for (const entry of emails)
      for (const word of keyOf(entry)) {
        const known = first.get(word);
        if (known === undefined) first.set(word, `email ${entry.value}`);
        else link(known, `email ${entry.value}`, why(word));
      }
  };
  shared(
    ({ names }) => [...names].map(foldedPerson).filter((name) => name.includes(' ')),
    (name) => `the same name, ${name}`,
  );
  shared(
    ({ value }) => [dotless(value)],
    () => 'addresses that differ by dots',
  );
  for (const { value } of emails) {
    const login = /^(?:\d+[+-])?([^@]+)@users\.noreply\.git(?:hub|lab)\.com$/.exec(value)?.[1];
    if (login !== undefined && used.has(`login ${login}`))
      link(`email ${value}`, `login ${login}`, 'the address names the account');
  }
  for (const [proper, commit] of mailmapPairs(mailmap))
    if (used.has(`email ${commit}`))
      link(see('email', proper), `email ${commit}`, 'a .mailmap says so, which whoever commits can write');

  const claimed = new Map<string, string>();
  for (const { identities } of factsOf<PeopleFacts>(sheets, 'people'))
    for (const { type, value, persons } of identities) if (persons?.[0]) claimed.set(`${type} ${value}`, persons[0]);
  const groups = new Map<string, Used[]>();
  for (const [key, entry] of used) groups.set(root(key), [...(groups.get(root(key)) ?? []), entry]);
  return [...groups]
    .map(([key, entries]): Proposal => {
      const of = (type: Used['type']) =>
        entries.flatMap((entry) => (entry.type === type ? plainText(entry.value) : [])).sort();
      return {
        person: entries.flatMap(({ type, value }) => claimed.get(`${type} ${value}`) ?? []).sort()[0],
        names: [...new Set(entries.flatMap(({ names }) => [...names].map(plainText)))].sort(),
        emails: of('email'),
        logins: of('login'),
        missing: entries
          .filter(({ type, value }) => !claimed.has(`${type} ${value}`))
          .map(({ value }) => plainText(value))
          .sort(),
        because: [...(because.get(key) ?? [])].map(plainText).sort(),
      };
    })
    .filter(({ missing }) => missing.length > 0)
    .sort((one, other) =>
      (one.emails[0] ?? one.logins[0] ?? '') < (other.emails[0] ?? other.logins[0] ?? '') ? -1 : 1,
    );
};
