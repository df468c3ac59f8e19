import { yamlFile } from '../../generator/write.ts';
import type { History } from './history.ts';
import { type PersonId, people } from './people.ts';

/** Name and address: the address is what the history knows a person by. */
const person = (id: PersonId): string => `${people[id].name} <${people[id].email}>`;

/** Three waivers: one has effect, one has ended, one was approved by the author of the change. */
export const waiversFile = (history: History): Uint8Array =>
  yamlFile(
    {
      waivers: [
        {
          id: 'W-1',
          control: 'governance.policies-reviewed',
          subject: 'documents/incident-response-plan.md',
          reason: 'The plan is being rewritten with the lessons of the exercise of 12 October.',
          risk: 'Until then the rota works from a plan that names people who have left.',
          owner: person('daniel'),
          approver: person('ingrid'),
          from: '2026-10-13',
          until: '2027-01-31',
        },
        {
          id: 'W-2',
          control: 'drift.cadence',
          subject: 'candidates 2026-07-31..2026-09-30',
          reason: 'The monitoring job was moved in August.',
          risk: 'Drift of the candidate generator goes unseen for a month.',
          owner: person('ama'),
          approver: person('ingrid'),
          from: '2026-08-15',
          until: '2026-10-15',
        },
        {
          id: 'W-3',
          control: 'change.independent-review',
          subject: history.mergeOf(20).slice(0, 12),
          reason: 'Nobody else was there in the holidays.',
          risk: 'A mistake in the cache goes unnoticed.',
          owner: person('ingrid'),
          approver: person('tomas'),
          from: '2026-08-20',
          until: '2026-12-31',
        },
      ],
    },
    'Made by generate.ts, because a waiver names a commit.',
  );
