import { describe, expect, it } from 'vitest';
import { normalisedIdentity } from '../../src/evidence/people/identity.ts';
import { peopleMap } from '../../src/evidence/people/people-map.ts';
import { readPeople } from './forge-given.ts';
import { entry, facts, problems } from './given.ts';

describe('a people file', () => {
  it('gives persons, their identities and roles', async () => {
    const emails = Array.from({ length: 20 }, (_, index) => `ada${index}@example.org`);
    const sheet = await readPeople(`people:
  - id: ada
    name: Ada Example
    emails: [${emails.join(', ')}]
    logins: ["@Ada"]
    signingKeys: ["5DE3 E050", "SHA256:AbC"]
    roles: [{ role: compliance-owner, from: 2025-01-01, until: 2025-06-30 }]
    leftOn: 2025-06-30
  - { id: forge, kind: service, emails: [forge@example.org] }
`);
    expect(sheet.problems).toEqual([]);
    expect(facts(sheet)).toMatchObject({
      personCount: 2,
      identityCount: 24,
      contradictionCount: 0,
      contradictions: [],
    });
    expect(entry(sheet, 'persons', 'ada')).toMatchObject({
      name: 'Ada Example',
      kind: 'person',
      identityCount: 23,
      leftOn: '2025-06-30',
    });
    expect(entry(sheet, 'persons', 'forge')).toMatchObject({ kind: 'service' });
    expect(entry(sheet, 'identities', 'login ada')).toMatchObject({ persons: ['ada'] });
    expect(entry(sheet, 'identities', 'key 5de3e050')).toMatchObject({ persons: ['ada'] });
    expect(entry(sheet, 'identities', 'key SHA256:AbC')).toMatchObject({ persons: ['ada'] });
    const map = peopleMap([sheet]);
    for (const email of emails) expect(map.claiming('email', email.toUpperCase())).toEqual(['ada']);
    expect(map.claiming('email', 'ada99@example.org')).toEqual([]);
    expect(map.isHuman('ada')).toBe(true);
    expect(map.isHuman('forge')).toBe(false);
    expect(map.held('ada', 'compliance-owner', Date.UTC(2025, 5, 30, 23))).toBe(true);
    expect(map.held('ada', 'compliance-owner', Date.UTC(2025, 6, 1))).toBe(false);
    expect(map.held('ada', 'compliance-owner', Date.UTC(2024, 11, 31))).toBe(false);
    expect(map.daysAfterLeaving('ada', Date.UTC(2025, 5, 30, 23))).toBe(0);
    expect(map.daysAfterLeaving('ada', Date.UTC(2025, 6, 1, 1))).toBe(1);
    expect(map.daysAfterLeaving('forge', Date.UTC(2030, 1, 1))).toBe(0);
  });

  it('keeps an identity that two persons claim as a contradiction of both', async () => {
    const sheet = await readPeople(`people:
  - { id: ada, emails: [shared@example.org, ada@example.org] }
  - { id: bo, emails: [Shared@Example.org] }
`);
    expect(facts(sheet)).toMatchObject({ contradictionCount: 1 });
    expect(entry(sheet, 'contradictions', 'email shared@example.org')).toMatchObject({ persons: ['ada', 'bo'] });
    expect(peopleMap([sheet]).claiming('email', 'shared@example.org')).toEqual(['ada', 'bo']);
  });

  it('tells every mistake with its line', async () => {
    const sheet = await readPeople(`people:
  - { id: ada, emails: [ada@example.org] }
  - { id: ada }
  - { name: nobody }
  - { id: cy, left: 2025-01-01, joinedOn: soon }
`);
    expect(problems(sheet)).toEqual(['duplicate-id 3', 'bad-value 4', 'unknown-key 5', 'bad-value 5']);
    expect(facts(sheet)).toMatchObject({ personCount: 2 });
    expect(problems(await readPeople('people: ['))).toEqual([expect.stringMatching(/^not-yaml/)]);
  });

  it('that is not there knows nobody', () => {
    expect(peopleMap([])).toMatchObject({ supplied: false });
    expect(peopleMap([]).claiming('login', 'ada')).toEqual([]);
  });
});

describe('normalisedIdentity', () => {
  it.each([
    ['email', ' Ada+work@Example.org ', 'ada@example.org'],
    ['email', 'a.da@example.org', 'a.da@example.org'],
    ['login', '@Ada-Ex', 'ada-ex'],
    ['key', '0x5DE3 E050', '5de3e050'],
    ['key', 'SHA256:aB/c', 'SHA256:aB/c'],
  ] as const)('%s %s', (type, text, expected) => {
    expect(normalisedIdentity(type, text)).toBe(expected);
  });
});
