import { yamlFile } from '../../generator/write.ts';
import type { History } from './history.ts';
import { type PersonId, people } from './people.ts';
import { type EntryToSign, type Signatures, withSignature } from './signatures.ts';

/** Name and address: the address is what the history knows a person by. */
const person = (id: PersonId): string => `${people[id].name} <${people[id].email}>`;

/** Three waivers: one has effect and is signed, one has ended, one was approved by the author of the change. */
const waiversOf = (history: History) => [
  {
    id: 'W-1',
    control: 'governance.policies-reviewed',
    subject: 'documents/incident-response-plan.md',
    reason: 'The plan is being rewritten with the lessons of the exercise of 12 October.',
    risk: 'Until then the rota works from a plan that names people who have left.',
    owner: person('daniel'),
    approver: person('ingrid'),
    approverRole: 'head of personalisation',
    from: '2026-10-13',
    until: '2027-01-31',
    system: 'meridian-recommender',
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
];

/** The waivers that are signed by their approvers: those that name the system. */
export const waiversToSign = (history: History): readonly EntryToSign[] =>
  waiversOf(history).flatMap((entry) =>
    'system' in entry
      ? [{ kind: 'waiver' as const, entry, person: entry.approver, role: String(entry.approverRole), on: entry.from }]
      : [],
  );

/** The file of waivers, with the signatures. */
export const waiversFile = (history: History, signatures: Signatures): Uint8Array =>
  yamlFile(
    { waivers: waiversOf(history).map((entry) => withSignature(entry, signatures)) },
    'Made by generate.ts, because a waiver names a commit.',
  );
