import fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, test } from 'vitest';
import { globMatches } from '../../src/checks/glob.ts';

const matches = (glob: string, text: string, ignoreCase = true): boolean => globMatches(glob, { ignoreCase })(text);

describe('a glob', () => {
  test.each([
    ['*', '', true],
    ['*', 'anything at all/even slashes', true],
    ['a*c', 'abbbc', true],
    ['a*c', 'abbbcd', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['?', '😀', true],
    ['[abc]x', 'bx', true],
    ['[a-c]x', 'dx', false],
    ['[!a]x', 'bx', true],
    ['[!a]x', 'ax', false],
    ['{cat,dog}s', 'dogs', true],
    ['{cat,dog}s', 'cows', false],
    ['{a{b,c},d}e', 'ace', true],
    ['{,un}known', 'known', true],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['9.3(a)', '9.3(a)', true],
    ['[', '[', true],
    ['{a', '{a', true],
    ['', '', true],
    ['', 'a', false],
  ])('%s against %j: %s', (glob, text, expected) => {
    expect(matches(glob, text)).toBe(expected);
  });

  test('heeds case only when asked', () => {
    expect(matches('ANNEX*', 'annex iv')).toBe(true);
    expect(matches('ANNEX*', 'annex iv', false)).toBe(false);
  });

  test('that makes regular expressions explode takes no time', () => {
    expect(matches(`${'*a'.repeat(60)}b`, 'a'.repeat(5_000))).toBe(false);
    expect(matches(`${'{a,aa}'.repeat(20)}b`, 'a'.repeat(2_000))).toBe(false);
  });

  test('agrees with picomatch where both mean the same', () => {
    const piece = fc.constantFrom('*', '?', 'a', 'b', '[ab]', '[^a]', '{a,bb}');
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 6 }),
        fc.stringMatching(/^[abc]{1,6}$/),
        (pieces, text) => {
          // Two stars in a row mean more to picomatch than to us.
          fc.pre(!pieces.some((each, index) => each === '*' && pieces[index + 1] === '*'));
          const glob = pieces.join('');
          expect(matches(glob, text, false)).toBe(picomatch(glob, { bash: true })(text));
        },
      ),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe('a glob of plain text and stars', () => {
  test('matches what its automaton matches', () => {
    // A class of one character says the same, and takes the other way.
    const slow = (glob: string) => globMatches(glob.replaceAll('a', '[a]'), { ignoreCase: true });
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', '*', 'A'), maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'B'), maxLength: 10 }),
        (glob, text) => {
          expect(globMatches(`a${glob}`, { ignoreCase: true })(text)).toBe(slow(`a${glob.toLowerCase()}`)(text));
        },
      ),
      { numRuns: 2000 },
    );
  });
});
