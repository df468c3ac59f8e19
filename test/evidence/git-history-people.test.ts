import { describe, expect, it } from 'vitest';
import { revertedBy, workItemsOf } from '../../src/evidence/git-history/commit-summary.ts';
import { isAmong, normalisedEmail, personOf, personOfTrailer } from '../../src/evidence/git-history/people.ts';

describe('normalisedEmail', () => {
  it.each([
    ['Ada@Example.ORG', 'ada@example.org'],
    [' ada+work@example.org ', 'ada@example.org'],
    ['+ada@example.org', '+ada@example.org'],
    ['77+AdaEx@users.noreply.github.com', 'adaex@users.noreply.github.com'],
    ['AdaEx@users.noreply.github.com', 'adaex@users.noreply.github.com'],
    ['77-adaex@users.noreply.gitlab.com', 'adaex@users.noreply.gitlab.com'],
    ['noreply@github.com', 'noreply@github.com'],
    ['no address', 'no address'],
    ['', ''],
  ])('%s', (email, expected) => {
    expect(normalisedEmail(email)).toBe(expected);
  });
});

describe('people', () => {
  it('are known by their address, else by their name', () => {
    expect(personOfTrailer('Ada Example <ada@example.org>')).toMatchObject({
      identity: 'ada@example.org',
      name: 'ada example',
    });
    expect(personOfTrailer('ada@example.org')).toMatchObject({ identity: 'ada@example.org', name: '' });
    expect(personOfTrailer('Ada Example')).toMatchObject({ identity: 'ada example', name: 'ada example' });
    expect(personOfTrailer('  ')).toBeUndefined();
    expect(personOfTrailer('<>')?.identity).toBe('');
  });
  it('are the same by address or by name; two without a name are not', () => {
    const ada = personOf('Ada Example', 'ada@example.org');
    expect(isAmong(personOf('Someone', 'ada@example.org'), [ada])).toBe(true);
    expect(isAmong(personOf('ADA  Example', 'a@example.com'), [ada])).toBe(true);
    for (const spelling of ['A\u200bda Example.', 'Ad\u00e0 Example', '\uff21da "Example"'])
      expect(isAmong(personOf(spelling, 'other@example.com'), [ada])).toBe(true);
    expect(isAmong(personOf('', 'a\u200bda@example.org.'), [ada])).toBe(true);
    expect(isAmong(personOf('Ada Exempel', 'other@example.com'), [ada])).toBe(false);
    expect(isAmong(personOf('', 'bo@example.org'), [personOf('', 'cy@example.org')])).toBe(false);
  });
});

describe('workItemsOf', () => {
  it.each([
    ['Merge pull request #12 from x/y', []],
    ['Merge pull request #12 from x/y\n\nSpeed up ranking\n\nFixes #9', ['#9']],
    ['Merge #16: calibrate (#3)\n\nRefs: MER-416', ['MER-416']],
    ["Merge branch 'a' into 'main'\n\nSpeed\n\nCloses #5\n\nSee merge request group/app!41", ['#5']],
    ['Speed up ranking (#14)', []],
    ['Speed up ranking (#9) (#14)', []],
    ['Revert "Speed up ranking (#14)" (#15)\n\nThis reverts commit 0123456.', []],
    ['Revert "Merge pull request #16 from x/y"', []],
    ['Use #123456 for links, see #7', ['#7']],
    ['Closes #123456', ['#123456']],
    ['REC-7: fix (#8), see ABC-123', ['REC-7', '#8', 'ABC-123']],
    ['use UTF-8 and SHA-256, see CVE-2025 and RFC-8785', []],
    ['see https://example.org/x#12 and &#39; and a#5', []],
    ['Refs: #3\nCloses #3', ['#3']],
    ['abc-12 is no ticket, X-1 neither', []],
  ])('%s', (message, items) => {
    expect(workItemsOf(message)).toEqual(items);
  });
});

describe('revertedBy', () => {
  it('reads what git revert writes, at the start of a line', () => {
    expect(revertedBy(`Revert "x"\n\nThis reverts commit ${'a'.repeat(40)}.\n`)).toBe('a'.repeat(40));
    expect(revertedBy('x\n\nThis reverts commit abcdef1, reversing\nchanges made to 1234567.\n')).toBe('abcdef1');
    expect(revertedBy('he said: This reverts commit abcdef1')).toBeUndefined();
    expect(revertedBy('This reverts commit soon')).toBeUndefined();
  });
});
