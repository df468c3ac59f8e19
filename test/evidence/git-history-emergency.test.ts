import { describe, expect, it } from 'vitest';
import { declaresEmergency } from '../../src/evidence/git-history/commit-summary.ts';
import { parseTrailers } from '../../src/repositories/trailers.ts';

const declares = (message: string): boolean => declaresEmergency(message.split('\n')[0] ?? '', parseTrailers(message));

describe('a change says that it is an emergency', () => {
  it.each([
    'hotfix: serve the index of yesterday',
    '[Hotfix] serve the index of yesterday',
    'Emergency: stop the ranker',
    "Merge branch 'hotfix/rights' into main",
    'Merge pull request #12 from acme/emergency/rights',
    'Stop the ranker\n\nEmergency: yes',
    'Stop the ranker\n\nEmergency-Change: INC-12\nReviewed-by: Ada Sample <ada@example.org>',
    'Stop the ranker\n\nHotfix: INC-12',
  ])('by %j', (message) => {
    expect(declares(message)).toBe(true);
  });

  it.each([
    'Add a hotfix procedure to the handbook',
    'Emergencyroom: new page',
    'Merge branch main into feature/hotfixes-page',
    'Stop the ranker\n\nEmergency: no',
    'Stop the ranker\n\nEmergency:',
    'Stop the ranker, no emergency',
    'Emergency exits of the office\n\nHotfix: none'.replace('Emergency exits', 'Exits'),
  ])('and not by %j', (message) => {
    expect(declares(message)).toBe(false);
  });
});
