import { expect } from 'vitest';
import type { CoversCheck } from '../../src/model/generated/control.ts';
import { checkKindTester, type PopulationOutcome } from './check-kind-tester.ts';
import { damaged, sheet } from './given.ts';

const cards: CoversCheck = {
  id: 'every-model-has-a-card',
  kind: 'covers',
  population: 'system#/models',
  where: { inProduction: { is: true } },
  in: 'model-card',
  on: 'model',
};
const sections: CoversCheck = {
  id: 'the-sections-are-there',
  kind: 'covers',
  items: ['purpose', 'limits'],
  in: 'document#/sections',
  inWhere: { empty: { is: false } },
  on: 'section',
};
const system = (...models: readonly object[]) => sheet('system', { models });
const card = (model: string) => sheet('model-card', { id: `card-${model}`, model });
const document = (...names: readonly object[]) => sheet('document', { id: 'doc', sections: names });
const inProduction = true;

checkKindTester<CoversCheck, PopulationOutcome>('covers', {
  satisfied: [
    {
      name: 'each has its match',
      check: cards,
      sheets: [system({ id: 'a', inProduction }, { id: 'b', inProduction: false }), card('a')],
      reason: '1 required item, each with its match in model-card',
    },
    {
      name: 'each of a list has its match',
      check: sections,
      sheets: [document({ id: '1', section: 'purpose', empty: false }, { id: '2', section: 'limits', empty: false })],
      reason: '2 required items',
    },
    {
      name: 'a list holds the match',
      check: { ...sections, in: 'document', inWhere: { type: { is: 'plan' } }, on: 'standards' },
      sheets: [sheet('document', { type: 'plan', standards: ['limits', 'purpose'] })],
      reason: '2 required items',
    },
    {
      name: 'all matches were found, so other unread matches do not matter',
      check: cards,
      sheets: [system({ id: 'a', inProduction }), card('a'), damaged('model-card', { id: 'x' })],
      reason: '1 required item',
    },
  ],
  'not-satisfied': [
    {
      name: 'one has no match',
      check: cards,
      sheets: [system({ id: 'a', inProduction }, { id: 'b', inProduction }), card('a')],
      reason: '1 of 2 required items has no match in model-card: b',
      exceptions: ['b'],
    },
    {
      name: 'one of a list has no match',
      check: sections,
      sheets: [document({ id: '1', section: 'purpose', empty: false }, { id: '2', section: 'limits', empty: true })],
      reason: 'no match in document#/sections where empty is false: limits',
      exceptions: ['limits'],
    },
    {
      name: 'an item was seen, and nothing at all matches',
      check: { ...cards, inWhere: { title: { present: true } } },
      sheets: [system({ id: 'a', inProduction }), card('a')],
      reason: 'no match in model-card where title present true: a',
      exceptions: ['a'],
    },
    {
      name: 'what is stated instead is told, with its place',
      check: { ...cards, population: 'system', where: { name: { present: true } }, key: 'version', show: ['name'] },
      sheets: [sheet('system', { version: '2.3', name: 'scorer' }), card('2.2')],
      reason: 'no match in model-card',
      exceptions: ['system-1'],
      also: (result) =>
        expect(result.exceptions[0]).toMatchObject({
          evidence: 'system-1.yaml',
          reason: '2.3 has no match in model-card, which states 2.2 (name is scorer)',
          shows: [
            { fact: 'model', seen: 'no match; stated: 2.2', expected: '2.3' },
            { fact: 'name', seen: 'scorer', expected: '' },
          ],
        }),
    },
    {
      name: 'a value of a list is laid at the door of no file when several could hold it',
      check: sections,
      sheets: [
        document({ id: '1', section: 'purpose', empty: false }),
        sheet('document', { id: 'other', sections: [{ id: '1', section: 'purpose', empty: false }] }),
      ],
      reason: 'limits',
      exceptions: ['limits'],
      also: (result) => expect(result.exceptions[0]?.evidence).toBe(''),
    },
  ],
  undetermined: [
    {
      name: 'the required items are not supplied',
      check: cards,
      sheets: [card('a')],
      reason: 'no evidence of the kind system',
    },
    {
      name: 'the matches are not supplied',
      check: cards,
      sheets: [system({ id: 'a', inProduction })],
      reason: 'no evidence of the kind model-card',
    },
    {
      name: 'nothing at all is there of what a list asks for',
      check: sections,
      sheets: [document({ id: '1', section: 'purpose', empty: true })],
      reason: 'evidence is missing: nothing was found of document#/sections where empty is false',
      undetermined: ['purpose', 'limits'],
    },
    {
      name: 'the key of a required item is absent',
      check: { ...cards, key: 'name' },
      sheets: [system({ id: 'a', inProduction }), card('a')],
      reason: 'name is absent',
      undetermined: ['a'],
    },
    {
      name: 'an item that cannot be judged may be the match',
      check: sections,
      sheets: [document({ id: '1', section: 'purpose', empty: false }, { id: '2', section: 'limits' })],
      reason: '2 may be it',
      undetermined: ['limits'],
    },
    {
      name: 'an item without the compared fact may be the match',
      check: cards,
      sheets: [system({ id: 'a', inProduction }), sheet('model-card', { id: 'c' })],
      reason: 'c may be it',
      undetermined: ['a'],
    },
    {
      name: 'the match may be in what could not be read',
      check: cards,
      sheets: [system({ id: 'a', inProduction }), damaged('model-card', { id: 'x', model: 'z' })],
      reason: 'could not be read',
      undetermined: ['a'],
    },
    {
      name: 'more may be required in what could not be read',
      check: cards,
      sheets: [damaged('system', { id: 's', models: [{ id: 'a', inProduction }] }), card('a')],
      reason: 'could not be read',
      undetermined: ['s.yaml'],
    },
  ],
  'not-exercised': [
    {
      name: 'nothing is required',
      check: cards,
      sheets: [system({ id: 'b', inProduction: false }), card('a')],
      reason: 'no system#/models counts',
    },
  ],
  errored: [
    {
      name: 'a parameter has no value',
      check: { ...cards, where: { owner: { is: { param: 'who' } } } },
      sheets: [system({ id: 'a', owner: 'x' })],
      reason: '"who" has no value',
    },
  ],
  'not-applicable': [
    { name: 'its condition does not hold', check: { ...cards, appliesWhen: 'no' }, sheets: [], reason: 'a is 2' },
  ],
});
