import type { CadenceCheck } from '../../src/model/generated/control.ts';
import { checkKindTester, type PopulationOutcome } from './check-kind-tester.ts';
import { damaged, sheet } from './given.ts';

const check: CadenceCheck = {
  id: 'runs-all-through-the-period',
  kind: 'cadence',
  population: 'drift-run',
  at: 'windowEnd',
  every: 'P2M',
};
const perModel: CadenceCheck = { ...check, by: 'model' };
const run = (windowEnd: string | undefined, model?: string) =>
  sheet('drift-run', {
    id: `${model ?? 'run'} ${windowEnd}`,
    ...(windowEnd === undefined ? {} : { windowEnd }),
    ...(model === undefined ? {} : { model }),
  });
const steady = ['2026-06-30', '2026-08-30', '2026-10-29'];

checkKindTester<CadenceCheck, PopulationOutcome>('cadence', {
  satisfied: [
    {
      name: 'no gap is too long',
      check,
      sheets: steady.map((day) => run(day)),
      reason: '3 items in the period, no gap longer than P2M',
    },
    {
      name: 'each model has its own',
      check: perModel,
      sheets: ['a', 'b'].flatMap((model) => steady.map((day) => run(day, model))),
      reason: '6 items in the period',
    },
    {
      name: 'the period is not over, and today counts as its end',
      check,
      asOf: '2026-07-15',
      sheets: [run('2026-06-30')],
      reason: '1 item in the period',
    },
    {
      name: 'no gap is left that an undated item could fill',
      check,
      sheets: [...steady.map((day) => run(day)), run(undefined)],
      reason: '3 items in the period',
    },
  ],
  'not-satisfied': [
    {
      name: 'a gap in the middle',
      check,
      sheets: [run('2026-06-30'), run('2026-10-29')],
      reason:
        '1 gap longer than P2M; 2026-06-30..2026-10-29: nothing from 2026-06-30 to 2026-10-29, 121 days; expected at most P2M',
      exceptions: ['2026-06-30..2026-10-29'],
    },
    {
      name: 'gaps at both ends',
      check,
      sheets: [run('2026-08-01')],
      reason: '2 gaps',
      exceptions: ['2026-05-01..2026-08-01', '2026-08-01..2026-11-01'],
    },
    {
      name: 'all lie outside the period',
      check,
      sheets: [run('2026-01-01')],
      reason: '1 gap',
      exceptions: ['2026-01-01..2026-11-01'],
    },
    {
      name: 'the wait for the first item began before the period',
      check,
      sheets: ['2026-04-20', ...steady.slice(1)].map((day) => run(day)),
      reason: '1 gap',
      exceptions: [`2026-04-20..${steady[1]}`],
    },
    {
      name: 'one model has a gap',
      check: perModel,
      sheets: [...steady.map((day) => run(day, 'a')), run('2026-06-30', 'b')],
      reason: 'b: nothing from 2026-06-30 to 2026-11-01',
      exceptions: ['b 2026-06-30..2026-11-01'],
    },
    {
      name: 'what is dated after the audit fills no gap',
      check,
      sheets: [run('2026-06-30'), run('2026-08-30'), run('2027-01-01')],
      reason: '1 gap',
      exceptions: ['2026-08-30..2026-11-01'],
      undetermined: ['run 2027-01-01'],
    },
  ],
  undetermined: [
    { name: 'no evidence of the kind', check, sheets: [], reason: 'no evidence of the kind drift-run' },
    {
      name: 'nothing at all counts',
      check: { ...check, where: { model: { is: 'x' } } },
      sheets: [run('2026-06-30', 'a')],
      reason: 'nothing was found of drift-run where model is x',
    },
    {
      name: 'an undated item may fill the gap',
      check,
      sheets: [run('2026-06-30'), run(undefined)],
      reason: 'windowEnd is absent',
      undetermined: ['run undefined', '2026-06-30..2026-11-01'],
    },
    {
      name: 'the gap may be in what could not be read',
      check,
      sheets: [run('2026-06-30'), damaged('drift-run', { id: 'x' })],
      reason: 'could not be read',
      undetermined: ['x.yaml', 'x', '2026-06-30..2026-11-01'],
    },
    {
      name: 'an item belongs to no model',
      check: perModel,
      sheets: [...steady.map((day) => run(day, 'a')), run('2026-06-30')],
      reason: 'model is absent',
      undetermined: ['run 2026-06-30'],
    },
    {
      name: 'the period has not begun',
      check,
      asOf: '2026-04-01',
      sheets: [run('2026-03-01')],
      reason: 'has not begun on 2026-04-01',
    },
  ],
  'not-exercised': [
    {
      name: 'the period is shorter than the cadence, and nothing lies in it',
      check: { ...check, every: 'P1Y' },
      sheets: [run('2026-01-01')],
      reason: 'shorter than P1Y',
    },
  ],
  errored: [
    {
      name: 'the duration is none',
      check: { ...check, every: 'monthly' },
      sheets: [run('2026-06-30')],
      reason: 'saw monthly',
    },
  ],
  'not-applicable': [
    { name: 'its condition does not hold', check: { ...check, appliesWhen: 'no' }, sheets: [], reason: 'a is 2' },
  ],
});
