import { describe, expect, it } from 'vitest';
import { isSamePerson } from '../../src/base/person.ts';

describe('one person', () => {
  it.each([
    ['Ada Muster <ada@example.org>', 'ada@example.org'],
    ['Ada Muster <ada@example.org>', 'Ada Muster'],
    ['Lena Fischer', 'Lena  Fischer'],
    ['Lena Fischer', 'lena\u200b fischer'],
    ['Ama Boateng', 'Ama Boateng.'],
    ['Zoë Example', 'Zoe Example'],
    ['"Tomas Reyes" <"tomas.reyes@example.org">', 'tomas.reyes@example.org.'],
    ['Ａｄａ Muster', 'Ada Muster'],
  ])('%s is %s', (one, other) => {
    expect(isSamePerson(one, other)).toBe(true);
    expect(isSamePerson(other, one)).toBe(true);
  });

  it.each([
    ['Ada Muster', 'Berta Beispiel'],
    ['Ada Muster <ada@example.org>', 'Ada Beispiel <ada@example.com>'],
    ['', ''],
    ['\u200b', '\u200b'],
  ])('%s is not %s', (one, other) => {
    expect(isSamePerson(one, other)).toBe(false);
  });
});
