import { describe, expect, it } from 'vitest';
import { foldedText } from '../../src/base/folded-text.ts';
import { isEmptyAnswer, isPlaceholder, isPlaceholderProse } from '../../src/base/placeholder.ts';
import { evidenceKinds } from '../../src/model/facts.ts';
import { factSchema } from '../../src/model/validate.ts';

const nowhere = [
  'TBC',
  'tbc.',
  '(TBC)',
  '**TBC**',
  'TBC / TBD',
  'N.A.',
  'n. a.',
  'NA',
  'n/a yet',
  'to follow',
  'To follow.',
  'Follows.',
  'WIP',
  'Work in progress.',
  'To be written.',
  'To be confirmed',
  '[to be confirmed]',
  'To be added later.',
  'Still to be documented.',
  'This section is not yet written.',
  'not yet written',
  'will be added',
  'Will be completed soon',
  'This chapter will be provided later',
  'TODO write this',
  'TODO: write this',
  'TODO describe the data',
  'FIXME',
  'placeholder',
  'Placeholder text',
  '[Name]',
  '[Name of the provider]',
  '{name}',
  'Click or tap here to enter text.',
  'Choose an item.',
  'Enter text here',
  '!!',
  '--',
  '…',
  '___',
  'Not applicable',
  'not applicable here.',
  'Not relevant',
  'Coming soon',
  'Under construction',
  'More to come',
  'à compléter',
  'A COMPLÉTER',
  'sans objet',
  'folgt',
  'wird noch ergänzt',
  'entfällt',
  'pendiente',
  'n.v.t.',
  'nie dotyczy',
  'не е приложимо',
  'δεν εφαρμόζεται',
  '待定',
  '해당 없음',
  'ＴＢＣ',
  'T\u200bB\u200dC',
  'T\u00adBC',
  'ТВС',
  'ТΒС',
  'tо be wrіtten',
  '𝐓𝐁𝐂',
  'T̶B̶C̶',
  'ᴛʙᴄ',
  'Ν/Α',
  '［Ｎａｍｅ］',
  '\u2060\u200b',
];

const notInSections = [
  'x',
  'x.',
  'х',
  'xx',
  'none',
  'None.',
  'see above',
  '(See above.)',
  'Please see below',
  'pending',
  '0',
  '12',
  '待',
  'idem',
  'néant',
  'ok',
];

const answers = [
  'None known after two audits.',
  'N/A because no training takes place',
  'Not applicable: the system takes no biometric data.',
  'Not applicable, the model is not retrained.',
  'To be used by trained nurses only.',
  'To be completed by the deployer before the first use, within 30 days of delivery.',
  'Pending claims are reviewed by two people.',
  'Will Draft',
  'Follow-up within three days',
  'Todo lists of nurses',
  'WIPO filings of 2025',
  'Apache-2.0',
  'The values are provided by the sensor.',
  'Unknown words are mapped to one token.',
  '1.2.0',
  '[0, 1]',
  'Ada',
  'TBC Bank',
  'Предоставя се на клиента',
];

describe('a text where an answer should be', () => {
  it.each(nowhere)('%j says nothing', (text) => {
    expect([isPlaceholder(text), isEmptyAnswer(text)]).toEqual([true, true]);
  });
  it.each(notInSections)('%j says nothing as a section, and may be the value of a fact', (text) => {
    expect([isPlaceholder(text), isEmptyAnswer(text)]).toEqual([false, true]);
  });
  it.each(answers)('%j says something', (text) => {
    expect([isPlaceholderProse(text), isEmptyAnswer(text)]).toEqual([false, false]);
  });

  it('is never an answer that a schema offers', () => {
    const offered = (schema: unknown): readonly string[] =>
      typeof schema !== 'object' || schema === null
        ? []
        : Object.entries(schema).flatMap(([key, value]) =>
            key === 'enum' && Array.isArray(value) ? (value as string[]) : offered(value),
          );
    const values = evidenceKinds.flatMap((kind) => offered(factSchema(kind)));
    expect(values).toContain('pending');
    expect(values.filter((value) => value !== 'unknown' && isPlaceholder(String(value)))).toEqual([]);
  });
});

describe('a folded text', () => {
  it.each([
    ['plain', 'plain'],
    ['ТВС', 'TBC'],
    ['À\u200bé', 'Ae'],
    ['ＡＢ', 'AB'],
    ['a\u00a0b', 'a b'],
  ])('of %j is %j', (text, folded) => {
    expect(foldedText(text)).toBe(folded);
  });
});
