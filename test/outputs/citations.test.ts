import { expect, test } from 'vitest';
import { citationHead, citationsText, citationText } from '../../src/outputs/view-answers.ts';
import { dateWords } from '../../src/outputs/words.ts';

const tsp = (number: string): string => citationText(`TSP section 100, ${number}`);

test.each([
  [[tsp('CC6.1'), tsp('CC6.3')], 'TSP section 100, CC6.1, CC6.3'],
  [[tsp('CC8.1, our test 3')], 'TSP section 100, CC8.1 (our test 3)'],
  // A test of ours names its criterion already.
  [[tsp('CC5.1'), tsp('CC8.1'), tsp('CC8.1, our test 3')], 'TSP section 100, CC5.1, CC8.1 (our test 3)'],
  [
    ['Art. 9(2)', tsp('CC3.1'), 'Annex IV point 6; Art. 11(1)'],
    'Art. 9(2); TSP section 100, CC3.1; Annex IV point 6; Art. 11(1)',
  ],
])('%j reads %s', (citations, words) => {
  expect(citationsText(citations)).toBe(words);
});

test('an article has no head, a criterion has', () => {
  expect(citationHead('Art. 17(1)(c)')).toBe('');
  expect(citationHead('TSP section 100, PI1.3')).toBe('TSP section 100, ');
});

test.each([
  [
    'it ended on 2026-10-15; the audit is of 2026-11-26',
    'it ended on 15 October 2026; the audit is of 26 November 2026',
  ],
  // A name that holds a date stays as it is.
  [
    'ranker-2026-07-31 and a/2026-07-31/b, 2026-07-31..2026-09-30.csv',
    'ranker-2026-07-31 and a/2026-07-31/b, 2026-07-31..2026-09-30.csv',
  ],
])('%s: dates in words', (text, words) => {
  expect(dateWords(text)).toBe(words);
});
