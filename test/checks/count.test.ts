import type { CountCheck } from '../../src/model/generated/control.ts';
import { checkKindTester, type PopulationOutcome } from './check-kind-tester.ts';
import { damaged, sheet } from './given.ts';

const atMost: CountCheck = {
  id: 'no-direct-push',
  kind: 'count',
  population: 'git-history#/changes',
  where: { kind: { is: 'commit' }, signed: { is: false } },
  atMost: 0,
};
const atLeast: CountCheck = {
  id: 'a-policy-is-approved',
  kind: 'count',
  population: 'document',
  where: { type: { is: 'policy' } },
  atLeast: 2,
};
const history = (changes: readonly object[]) => sheet('git-history', { changes });
const documents = (...types: readonly string[]) =>
  types.map((type, index) => sheet('document', { id: `d${index}`, type, sections: [] }));

checkKindTester<CountCheck, PopulationOutcome>('count', {
  satisfied: [
    {
      name: 'many were looked at and none counts',
      check: atMost,
      sheets: [
        history([
          { id: 'a', kind: 'merge' },
          { id: 'b', kind: 'commit', signed: true },
        ]),
      ],
      reason: '0 items of git-history#/changes where kind is commit and signed is false, expected at most 0',
    },
    {
      name: 'enough were found',
      check: atLeast,
      sheets: documents('policy', 'policy', 'note'),
      reason: '2 items of document where type is policy',
    },
    {
      name: 'enough were found, so what could not be read does not matter',
      check: atLeast,
      sheets: [...documents('policy', 'policy'), damaged('document', { id: 'x' }), sheet('document', { id: 'y' })],
      reason: 'expected at least 2',
    },
    {
      name: 'the number comes from a parameter',
      check: { ...atLeast, atLeast: { param: 'least' } },
      parameters: { least: 1 },
      sheets: documents('policy'),
      reason: 'at least 1',
    },
  ],
  'not-satisfied': [
    {
      name: 'too many',
      check: atMost,
      sheets: [
        history([
          { id: 'a', kind: 'commit', signed: false },
          { id: 'b', kind: 'commit' },
        ]),
      ],
      reason: '1 item of',
      exceptions: ['a'],
      undetermined: ['b'],
    },
    {
      name: 'too few, with nothing left that could count',
      check: atLeast,
      sheets: documents('policy', 'note'),
      reason: 'expected at least 2',
      exceptions: ['a-policy-is-approved'],
    },
  ],
  undetermined: [
    {
      name: 'there is no evidence of the kind',
      check: atMost,
      sheets: [],
      reason: 'no evidence of the kind git-history',
    },
    {
      name: 'nothing was found where something must be',
      check: atLeast,
      sheets: documents('note'),
      reason: 'evidence is missing: nothing was found of document where type is policy',
    },
    {
      name: 'unknown items could push it over',
      check: atMost,
      sheets: [history([{ id: 'b', kind: 'commit' }])],
      reason: 'more may count',
      undetermined: ['b'],
    },
    {
      name: 'unknown items could make it enough',
      check: atLeast,
      sheets: [...documents('policy'), sheet('document', { id: 'y' })],
      reason: 'more may count',
      undetermined: ['y'],
    },
    {
      name: 'an upper bound needs everything read',
      check: atMost,
      sheets: [history([{ id: 'a', kind: 'merge' }]), damaged('git-history', { id: 'h', changes: [] })],
      reason: 'could not be read',
      undetermined: ['h.yaml'],
    },
    {
      name: 'the rest may be in what could not be read',
      check: atLeast,
      sheets: [...documents('policy'), damaged('document', { id: 'x', type: 'note' })],
      reason: 'could not be read',
      undetermined: ['x.yaml'],
    },
  ],
  'not-exercised': [
    {
      name: 'nothing was there to look at',
      check: atMost,
      sheets: [history([])],
      reason: 'there is no git-history#/changes',
    },
  ],
  errored: [
    {
      name: 'the bound is no number',
      check: { ...atLeast, atLeast: { param: 'least' } },
      parameters: { least: 'two' },
      sheets: [],
      reason: 'expected a number, saw two',
    },
  ],
  'not-applicable': [
    { name: 'its condition does not hold', check: { ...atMost, appliesWhen: 'no' }, sheets: [], reason: 'a is 2' },
  ],
});
