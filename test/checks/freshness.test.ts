import type { FreshnessCheck } from '../../src/model/generated/control.ts';
import { checkKindTester } from './check-kind-tester.ts';
import { damaged, sheet } from './given.ts';

const newest: FreshnessCheck = {
  id: 'the-plan-was-reviewed',
  kind: 'freshness',
  population: 'document',
  where: { type: { is: 'plan' } },
  at: 'approvedOn',
  within: { param: 'age' },
};
const every: FreshnessCheck = { ...newest, of: 'each' };
const parameters = { age: 'P1Y' };
const plan = (id: string, approvedOn?: string) =>
  sheet('document', { id, type: 'plan', ...(approvedOn === undefined ? {} : { approvedOn }) });

checkKindTester<FreshnessCheck, 'satisfied' | 'not-satisfied' | 'undetermined' | 'errored' | 'not-applicable'>(
  'freshness',
  {
    satisfied: [
      {
        name: 'the newest is recent',
        check: newest,
        parameters,
        sheets: [plan('a', '2020-01-01'), plan('b', '2026-01-01')],
        reason: 'the newest, b, is of 2026-01-01, within P1Y of 2026-11-20',
      },
      {
        name: 'a year is a calendar year, to the day',
        check: newest,
        parameters,
        sheets: [plan('a', '2025-11-20')],
        reason: 'within P1Y',
      },
      {
        name: 'at the end of the period it was recent, though it no longer is',
        check: { ...newest, measuredAt: 'periodEnd' },
        parameters,
        sheets: [plan('a', '2025-11-10')],
        reason: 'within P1Y of 2026-10-31',
      },
      {
        name: 'it is of the very day of the audit',
        check: newest,
        parameters,
        sheets: [plan('a', '2026-11-20T09:00:00Z')],
        reason: 'within P1Y',
      },
      {
        name: 'each is recent',
        check: every,
        parameters,
        sheets: [plan('a', '2026-01-01'), plan('b', '2026-02-01')],
        reason: '2 items, each within P1Y',
      },
      {
        name: 'the newest is recent whatever else there is',
        check: newest,
        parameters,
        sheets: [plan('a', '2026-01-01'), plan('b'), damaged('document', { id: 'x' })],
        reason: 'the newest, a',
      },
    ],
    'not-satisfied': [
      {
        name: 'the newest is too old by a day',
        check: newest,
        parameters,
        sheets: [plan('a', '2025-11-19'), plan('b', '2024-01-01')],
        reason: 'approvedOn is 2025-11-19, 366 days before the audit; expected within P1Y',
        exceptions: ['a'],
      },
      {
        name: 'one of each is too old',
        check: every,
        parameters,
        sheets: [plan('a', '2026-01-01'), plan('b', '2024-01-01'), plan('c')],
        reason: '1 of 3 items not recent enough',
        exceptions: ['b'],
        undetermined: ['c'],
      },
      {
        name: 'what is dated later does not hide that the newest is too old',
        check: newest,
        parameters,
        sheets: [plan('a', '2024-01-01'), plan('b', '2027-01-01')],
        reason: 'the newest is too old',
        exceptions: ['a'],
        undetermined: ['b'],
      },
    ],
    undetermined: [
      {
        name: 'what is dated after the period says nothing of it',
        check: { ...newest, measuredAt: 'periodEnd' },
        parameters,
        sheets: [plan('a', '2026-11-10')],
        reason: 'dated after the end of the period',
        undetermined: ['a'],
      },
      {
        name: 'no evidence of the kind',
        check: newest,
        parameters,
        sheets: [],
        reason: 'no evidence of the kind document',
      },
      {
        name: 'nothing found of what was looked for',
        check: newest,
        parameters,
        sheets: [sheet('document', { type: 'note' })],
        reason: 'nothing was found of document where type is plan',
      },
      {
        name: 'it is dated after the audit',
        check: newest,
        parameters,
        sheets: [plan('a', '2026-11-21')],
        reason: 'dated after the audit: approvedOn is 2026-11-21',
        undetermined: ['a'],
      },
      {
        name: 'the date is absent',
        check: newest,
        parameters,
        sheets: [plan('a'), plan('b', '2024-01-01')],
        reason: 'approvedOn is absent, expected a date',
        undetermined: ['a'],
      },
      {
        name: 'the date is none',
        check: every,
        parameters,
        sheets: [plan('a', '2026-02-30')],
        reason: 'approvedOn is 2026-02-30, expected a date',
        undetermined: ['a'],
      },
      {
        name: 'a newer one may be in what could not be read',
        check: newest,
        parameters,
        sheets: [plan('b', '2024-01-01'), damaged('document', { id: 'x', type: 'note' })],
        reason: 'could not be read',
        undetermined: ['x.yaml'],
      },
      {
        name: 'an older one may be in what could not be read',
        check: every,
        parameters,
        sheets: [plan('b', '2026-01-01'), damaged('document', { id: 'x', type: 'note' })],
        reason: 'could not be read',
        undetermined: ['x.yaml'],
      },
    ],
    errored: [
      {
        name: 'the duration is none',
        check: newest,
        parameters: { age: 'soon' },
        sheets: [plan('a', '2026-01-01')],
        reason: 'expected a duration such as P31D, saw soon',
      },
    ],
    'not-applicable': [
      {
        name: 'its condition does not hold',
        check: { ...newest, appliesWhen: 'no' },
        parameters,
        sheets: [],
        reason: 'a is 2',
      },
    ],
  },
);
