import { describe, expect, it } from 'vitest';
import { readValue } from '../../src/evidence/fact-values.ts';

const texts = { type: 'array', items: { type: 'string' } } as const;

describe('a list as an answer', () => {
  it.each([
    [['TBD'], /placeholder, "TBD"/],
    [['request', 'To be defined'], /placeholder, "To be defined"/],
    [['Unknown'], /answered "unknown"/],
    [['', ' '], /only empty members/],
  ])('%j is no answer', (written, reason) => {
    expect(readValue(written, texts)).toEqual({ state: 'absent', reason: expect.stringMatching(reason) });
  });

  it('is read member by member, each once', () => {
    expect(readValue([' request ', 'request', 12, ''], texts)).toEqual({ state: 'value', value: ['request', '12'] });
    expect(readValue([], texts)).toEqual({ state: 'value', value: [] });
  });
});
