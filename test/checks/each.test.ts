import { expect } from 'vitest';
import type { EachCheck } from '../../src/model/generated/control.ts';
import { checkKindTester, type PopulationOutcome } from './check-kind-tester.ts';
import { damaged, sheet } from './given.ts';

const check: EachCheck = {
  id: 'every-feature-is-within-tolerance',
  kind: 'each',
  population: 'drift-run#/features',
  where: { monitored: { is: true } },
  expect: { psi: { below: { param: 'limit' } } },
};
const parameters = { limit: 0.2 };
const run = (features: readonly object[]) => sheet('drift-run', { features, outcomes: [] });

checkKindTester<EachCheck, PopulationOutcome>('each', {
  satisfied: [
    {
      name: 'every item shows what is expected',
      check,
      parameters,
      sheets: [
        run([
          { id: 'a', monitored: true, psi: 0.1 },
          { id: 'b', monitored: false, psi: 0.9 },
        ]),
      ],
      reason: '1 item tested, no exception',
      also: (result) => {
        expect(result).toMatchObject({ size: 2, counted: 1, population: 'drift-run#/features' });
        expect(result.expected).toEqual([{ fact: 'psi', comparator: 'below', value: '0.2' }]);
      },
    },
    {
      name: 'exceptions stay within the tolerance, and are shown',
      check: { ...check, tolerance: 1 },
      parameters,
      sheets: [
        run([
          { id: 'a', monitored: true, psi: 0.1 },
          { id: 'b', monitored: true, psi: 0.9 },
        ]),
      ],
      reason: '2 items tested, 1 exception within the 1 tolerated',
      exceptions: ['b'],
    },
    {
      name: 'an item that certainly does not count may lack other facts',
      check: { ...check, where: { monitored: { is: true }, role: { is: 'feature' } } },
      parameters,
      sheets: [
        run([
          { id: 'a', monitored: true, role: 'feature', psi: 0.1 },
          { id: 'b', monitored: false },
        ]),
      ],
      reason: '1 item tested',
    },
  ],
  'not-satisfied': [
    {
      name: 'an item fails',
      check,
      parameters,
      sheets: [
        run([
          { id: 'a', monitored: true, psi: 0.31 },
          { id: 'b', monitored: true, psi: 0.1 },
        ]),
      ],
      reason: '1 of 2 items is an exception; a: psi is 0.31, expected below 0.2',
      exceptions: ['a'],
      also: (result) =>
        expect(result.exceptions[0]?.shows).toEqual([
          { fact: 'psi', seen: '0.31', expected: 'below 0.2', at: { file: 'drift-run-1.yaml' } },
        ]),
    },
    {
      name: 'a fact is there and wrong, also of an item that nobody asked for another',
      check: {
        ...check,
        expect: { psi: { below: 0.2 }, model: { present: true } },
        unaskedWhen: { type: { is: 'plain' } },
      },
      parameters,
      sheets: [run([{ id: 'a', monitored: true, type: 'plain', psi: 0.31 }])],
      reason: 'psi is 0.31, expected below 0.2; model is absent, expected present',
      exceptions: ['a'],
    },
    {
      name: 'further facts are shown with it, as far as they are there',
      check: { ...check, show: ['psi', 'claimedPsi', 'unseenCategories', 'model'] },
      parameters,
      sheets: [run([{ id: 'a', monitored: true, psi: 0.31, claimedPsi: 0.1, unseenCategories: [] }])],
      reason: 'psi is 0.31, expected below 0.2 (claimedPsi is 0.1)',
      exceptions: ['a'],
      also: (result) =>
        expect(result.exceptions[0]?.shows).toEqual([
          { fact: 'psi', seen: '0.31', expected: 'below 0.2', at: { file: 'drift-run-1.yaml' } },
          { fact: 'claimedPsi', seen: '0.1', expected: '', at: { file: 'drift-run-1.yaml' } },
        ]),
    },
    {
      name: 'a failure is not hidden by unreadable evidence or unknown items',
      check,
      parameters,
      sheets: [
        run([
          { id: 'a', monitored: true, psi: 0.31 },
          { id: 'b', monitored: true },
        ]),
        damaged('drift-run', { id: 'c', features: [] }),
      ],
      reason: 'psi is 0.31',
      exceptions: ['a'],
      undetermined: ['c.yaml', 'b'],
    },
    {
      name: 'a fact that must be present is absent',
      check: { ...check, expect: { psi: { present: true } } },
      sheets: [run([{ id: 'a', monitored: true }])],
      reason: 'psi is absent, expected present',
      exceptions: ['a'],
    },
  ],
  undetermined: [
    {
      name: 'a failure is told when nobody knows whether the check applies',
      check: { ...check, appliesWhen: 'maybe' },
      parameters,
      sheets: [run([{ id: 'a', monitored: true, psi: 0.31 }])],
      reason: /whether maybe holds is unknown: a is absent; if it does, exceptions were observed: .*psi is 0\.31/,
      exceptions: ['a'],
    },
    {
      name: 'there is no evidence of the kind',
      check,
      parameters,
      sheets: [],
      reason: 'no evidence of the kind drift-run was supplied',
    },
    {
      name: 'the evidence has no such list',
      check,
      parameters,
      sheets: [sheet('drift-run', { features: [] }, { absent: { '/features': 'no snapshot was given' } })],
      reason: 'no drift-run#/features was supplied: no snapshot was given',
    },
    {
      name: 'a fact is absent',
      check,
      parameters,
      sheets: [
        run([
          { id: 'a', monitored: true },
          { id: 'b', monitored: true, psi: 0.1 },
        ]),
      ],
      reason: '1 item cannot be judged; a: psi is absent, expected below 0.2',
      undetermined: ['a'],
    },
    {
      name: 'nobody can tell whether an item counts',
      check,
      parameters,
      sheets: [
        run([
          { id: 'a', psi: 0.1 },
          { id: 'b', monitored: true, psi: 0.1 },
        ]),
      ],
      reason: 'cannot tell whether it counts: monitored is absent, expected true',
      undetermined: ['a'],
    },
    {
      name: 'an item lacks what it takes to be judged, even if it would fail',
      check: { ...check, requires: { reason: 'too-small-a-sample', facts: { currentCount: { atLeast: 200 } } } },
      parameters,
      sheets: [run([{ id: 'a', monitored: true, psi: 0.9, currentCount: 40 }])],
      reason: 'too small a sample: currentCount is 40, expected at least 200',
      undetermined: ['a'],
    },
    {
      name: 'an item lacks a fact for which nobody ever asked it',
      check: { ...check, expect: { psi: { present: true } }, unaskedWhen: { type: { is: 'plain' } } },
      parameters,
      sheets: [run([{ id: 'a', monitored: true, type: 'plain' }])],
      reason: 'was never asked for it: psi is absent, expected present',
      undetermined: ['a'],
    },
    {
      name: 'a fact has another type',
      check,
      parameters,
      sheets: [run([{ id: 'a', monitored: true, psi: 'low' }])],
      reason: 'psi is low, expected below 0.2, which cannot be compared with it',
      undetermined: ['a'],
    },
    {
      name: 'a part of the evidence could not be read',
      check,
      parameters,
      sheets: [run([{ id: 'a', monitored: true, psi: 0.1 }]), damaged('drift-run', { id: 'c', features: [] })],
      reason: 'evidence could not be read: c.yaml:3: saw half a file',
      undetermined: ['c.yaml'],
    },
    {
      name: 'nobody knows whether the check applies',
      check: { ...check, appliesWhen: 'maybe' },
      parameters,
      sheets: [run([{ id: 'a', monitored: true, psi: 0.1 }])],
      reason: 'whether maybe holds is unknown: a is absent',
    },
  ],
  'not-exercised': [
    {
      name: 'nothing counts',
      check,
      parameters,
      sheets: [run([{ id: 'a', monitored: false }])],
      reason: 'no drift-run#/features counts',
    },
    { name: 'the population is empty', check, parameters, sheets: [run([])], reason: 'the occasion did not arise' },
  ],
  errored: [
    {
      name: 'a parameter has no value',
      check,
      sheets: [run([{ id: 'a', monitored: true, psi: 0.1 }])],
      reason: 'the check itself failed: the parameter "limit" has no value',
    },
    {
      name: 'there is no such population',
      check: { ...check, population: 'nowhere' },
      parameters,
      sheets: [],
      reason: 'no population "nowhere"',
    },
  ],
  'not-applicable': [
    {
      name: 'its condition does not hold',
      check: { ...check, appliesWhen: 'no' },
      parameters,
      sheets: [],
      reason: 'no does not hold: a is 2',
    },
  ],
});
