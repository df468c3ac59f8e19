import { describe, expect, it } from 'vitest';
import { proposePeople } from '../../src/audit/propose-people.ts';
import type { EvidenceKind, FactSheet } from '../../src/model/facts.ts';

const sheet = (kind: EvidenceKind, facts: object): FactSheet => ({
  kind,
  evidence: kind,
  subject: kind,
  facts: { id: kind, ...facts },
  sources: {},
  absent: {},
  problems: [],
  exhibits: [],
});
const history = (...makers: readonly string[]) => sheet('git-history', { changes: [{ id: 'a', makers }] });
const forge = (facts: object) => sheet('forge-export', { commits: [], requests: [], reviews: [], ...facts });

describe('proposals for a people map', () => {
  it('put together what shares a name, differs by dots, or is linked by the platform', () => {
    const proposals = proposePeople([
      history(
        'ada example <ada@example.org>',
        'ada example <ada.home@example.com>',
        'x <a.da@example.org>',
        'bo <bo@example.org>',
        'bo <other-bo@example.org>',
        'cy <77+cy-ex@users.noreply.github.com>',
      ),
      forge({
        commits: [{ id: 'c', authorEmail: 'ada@example.org', authorLogin: 'ada-ex' }],
        requests: [{ id: '#1', author: 'ada-ex', mergedBy: 'cy-ex' }],
        reviews: [{ id: 'r', by: 'dee' }],
      }),
    ]);
    expect(proposals.map(({ emails, logins }) => [...emails, ...logins])).toEqual([
      ['77+cy-ex@users.noreply.github.com', 'cy-ex'],
      ['a.da@example.org', 'ada.home@example.com', 'ada@example.org', 'ada-ex'],
      // A single word is no name that tells two people apart.
      ['bo@example.org'],
      ['dee'],
      ['other-bo@example.org'],
    ]);
    expect(proposals[1]?.because).toEqual([
      'addresses that differ by dots',
      'the platform links the address to the account',
      'the same name, ada example',
    ]);
    expect(proposals[1]?.person).toBeUndefined();
  });

  it('leave out who is known, and name the person to whom something may belong', () => {
    const map = sheet('people', {
      persons: [],
      roles: [],
      contradictions: [],
      identities: [{ id: 'email ada@example.org', type: 'email', value: 'ada@example.org', persons: ['ada'] }],
    });
    expect(proposePeople([map, history('ada example <ada@example.org>')])).toEqual([]);
    expect(
      proposePeople([map, history('ada example <ada@example.org>', 'ada example <new@example.org>')]),
    ).toMatchObject([{ person: 'ada', missing: ['new@example.org'] }]);
  });

  it('take lines of a .mailmap for proposals, of addresses that occur', () => {
    const text =
      '# <a@x.org> <b@x.org>\nAda Example <ada@example.org> <old@example.org>\nNobody <n@x.org> <never@x.org>\n';
    expect(proposePeople([history('ada <ada@example.org>', 'a <old@example.org>')], text)).toMatchObject([
      {
        emails: ['ada@example.org', 'old@example.org'],
        because: ['a .mailmap says so, which whoever commits can write'],
      },
    ]);
  });
});
