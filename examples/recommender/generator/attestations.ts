import { sha256 } from '../../../src/base/digest.ts';
import { questionOf } from '../../generator/questions.ts';
import { yamlFile } from '../../generator/write.ts';
import type { History } from './history.ts';
import { type EntryToSign, type Signatures, withSignature } from './signatures.ts';

interface Determination {
  readonly control: string;
  readonly check: string;
  readonly determination?: 'no';
  readonly by: 'Maya Lindqvist' | 'Ingrid Solberg' | 'Lena Fischer' | 'Daniel Okoye' | 'Tomas Reyes';
  readonly method?: 'INTERVIEW' | 'TEST';
  readonly attestedOn: string;
  readonly validUntil: string;
  readonly statement: string;
  /** Files that the person looked at. */
  readonly looked?: readonly string[];
  /** Signed with a key of the person, and so bound to this system and version. */
  readonly signed?: true;
}

const roles = {
  'Maya Lindqvist': 'compliance lead',
  'Ingrid Solberg': 'head of personalisation',
  'Lena Fischer': 'platform engineer',
  'Daniel Okoye': 'on-call lead',
  'Tomas Reyes': 'machine learning engineer',
} as const satisfies Record<Determination['by'], string>;

const classification = { by: 'Maya Lindqvist', attestedOn: '2026-09-29', validUntil: '2027-09-29' } as const;

const determinations: readonly Determination[] = [
  {
    ...classification,
    control: 'classification.scope',
    check: 'a-person-determined-the-scope',
    statement: 'It infers an order from examples, and it is used by subscribers in five Member States.',
    looked: ['system.yaml'],
  },
  {
    ...classification,
    control: 'classification.operator-role',
    check: 'a-person-confirmed-the-role',
    statement: 'We develop the recommender and use it ourselves, under our own name: provider and deployer.',
    looked: ['system.yaml'],
  },
  {
    ...classification,
    control: 'classification.record',
    check: 'a-person-classified-the-system',
    statement: 'I wrote the record and went through it with the head of personalisation, line by line.',
    looked: ['documents/classification-record.md'],
  },
  {
    ...classification,
    control: 'classification.annex-i-test',
    check: 'a-person-made-the-test',
    statement: 'Software that orders films is no machinery, toy, lift or medical device, and guards none.',
    looked: ['system.yaml'],
  },
  {
    ...classification,
    control: 'classification.annex-iii-screen',
    check: 'a-person-screened-the-intended-purpose',
    statement: 'No point fits. The notes of the screen are in the classification record.',
    looked: ['system.yaml', 'documents/classification-record.md'],
  },
  {
    ...classification,
    control: 'classification.recommender',
    check: 'a-person-determined-the-intended-use',
    statement:
      'Titles are ordered, not persons. Nothing in the purpose or in the logs of use reaches points 3, 4, 5 or 8.',
    looked: ['system.yaml', 'cards/ranker.md'],
  },
  {
    ...classification,
    control: 'prohibited.practices',
    check: 'a-person-screened-the-system',
    statement:
      'I used the home page for a week with three profiles and read the list of features. None of the practices occurs.',
    looked: ['system.yaml', 'cards/ranker.md', 'cards/candidates.md'],
  },
  {
    control: 'governance.literacy',
    check: 'a-person-found-the-measures-suitable',
    by: 'Maya Lindqvist',
    method: 'INTERVIEW',
    attestedOn: '2026-10-15',
    validUntil: '2027-10-15',
    statement: 'Five people on the rota told me how they would switch a market off, and why they might have to.',
    looked: ['documents/ai-literacy-programme.md', 'registers/training.csv'],
  },
  {
    control: 'governance.accountability',
    check: 'a-person-confirmed-the-structure',
    by: 'Ingrid Solberg',
    attestedOn: '2026-10-15',
    validUntil: '2027-10-15',
    statement: 'Yes. The rollback of August was decided by the persons whom the record names.',
    looked: ['system.yaml'],
  },
  {
    control: 'governance.policies-reviewed',
    check: 'a-person-confirmed-that-policies-are-known',
    by: 'Ingrid Solberg',
    attestedOn: '2026-10-15',
    validUntil: '2027-10-15',
    statement: 'New colleagues read them in their first week; the exercise of October used the plan.',
    looked: ['documents/access-control-policy.md', 'documents/change-management-procedure.md'],
  },
  {
    control: 'access.authorised',
    check: 'a-person-confirmed-registration-and-removal',
    by: 'Lena Fischer',
    attestedOn: '2026-11-03',
    validUntil: '2027-11-03',
    statement: 'I compared the register with the list of staff of 2 November.',
    looked: ['registers/access-changes.csv'],
  },
  {
    control: 'change.work-item',
    check: 'a-person-confirmed-the-approvals',
    by: 'Maya Lindqvist',
    method: 'TEST',
    attestedOn: '2026-11-04',
    validUntil: '2027-05-04',
    statement:
      'I followed the links of six changes (10, 14, 16, 18, 22 and 24). All were approved on the day before the merge or earlier.',
    looked: ['history.bundle'],
  },
  {
    control: 'incidents.response',
    check: 'a-person-found-the-response-effective',
    by: 'Daniel Okoye',
    attestedOn: '2026-11-04',
    validUntil: '2027-11-04',
    statement: 'Five incidents, all contained on the day on which they were acknowledged.',
    looked: ['documents/incident-response-plan.md'],
    signed: true,
  },
  {
    control: 'processing.specification',
    check: 'a-person-confirmed-the-specification',
    by: 'Tomas Reyes',
    attestedOn: '2026-10-07',
    validUntil: '2027-10-07',
    statement: 'The card of the ranker was written with release 4.4.0.',
    looked: ['cards/ranker.md'],
  },
  {
    control: 'evidence.readable',
    check: 'a-person-confirmed-that-the-evidence-is-complete',
    by: 'Maya Lindqvist',
    attestedOn: '2026-11-12',
    validUntil: '2027-05-12',
    statement:
      'Everything that the owners gave me is here. There is no drift run of the candidate generator for August.',
    looked: ['plumbline.yaml'],
  },
  {
    // A person may also say no.
    control: 'monitoring.sufficiency',
    check: 'a-person-judged-the-monitoring',
    determination: 'no',
    by: 'Maya Lindqvist',
    attestedOn: '2026-11-12',
    validUntil: '2027-05-12',
    statement: 'The televisions of September moved the inputs and nobody acted. The job compares with the wrong weeks.',
    looked: ['documents/post-market-monitoring-plan.md'],
  },
  {
    // Expired during the period, and not renewed.
    control: 'change.segregation-designed',
    check: 'a-person-confirmed-the-selection',
    by: 'Ingrid Solberg',
    attestedOn: '2025-08-31',
    validUntil: '2026-08-31',
    statement: 'Yes, with the teams of August 2025.',
  },
  {
    control: 'change.independent-review',
    check: 'a-person-compared-the-trailers-with-the-platform',
    by: 'Maya Lindqvist',
    method: 'TEST',
    attestedOn: '2026-11-05',
    validUntil: '2027-05-05',
    statement:
      'For changes 10, 14, 16, 18, 22 and 24 the approvals on the platform are of the same persons, and earlier than the merge.',
    looked: ['history.bundle'],
  },
  {
    control: 'change.history-complete',
    check: 'a-person-compared-the-history-with-the-platform',
    by: 'Maya Lindqvist',
    method: 'TEST',
    attestedOn: '2026-11-05',
    validUntil: '2027-05-05',
    statement: 'The platform lists the same eighteen requests for the period, and the tip is that of its branch main.',
    looked: ['history.bundle'],
  },
];

interface Attestation {
  readonly id: string;
  readonly by: string;
  readonly [key: string]: unknown;
}

/** Determinations by named persons, with the digests of the files that they looked at; not signed yet. */
const attestationsOf = (digestOf: (path: string) => string, history: History): readonly Attestation[] => {
  const attestations = determinations.map(({ looked, determination, method, signed, ...rest }, index) => ({
    id: `ATT-${String(index + 1).padStart(2, '0')}`,
    ...rest,
    question: questionOf(rest),
    determination: determination ?? 'yes',
    role: roles[rest.by],
    method: method ?? 'EXAMINE',
    ...(signed ? { system: 'meridian-recommender', systemVersion: '4.4.0' } : {}),
    ...(looked ? { evidence: looked.map((path) => ({ path, sha256: digestOf(path) })) } : {}),
  }));
  // Made before release 4.4.0: what the person read is no longer what is there.
  const outdated = {
    id: 'ATT-90',
    control: 'processing.integrity-judged',
    check: 'a-person-judged-the-processing',
    question: questionOf({ control: 'processing.integrity-judged', check: 'a-person-judged-the-processing' }),
    by: 'Lena Fischer',
    attestedOn: '2026-08-06',
    validUntil: '2027-08-06',
    statement: 'I compared counts at intake, in the features and in the logs, after the rollback.',
    determination: 'yes',
    role: roles['Lena Fischer'],
    method: 'TEST',
    evidence: [
      {
        path: 'documents/technical-documentation.md',
        sha256: sha256(history.fileAt('v4.3.1', 'docs/technical-documentation.md')),
      },
    ],
  };
  return [...attestations, outdated];
};

/** The attestations that are signed: those that name the system. */
export const attestationsToSign = (digestOf: (path: string) => string, history: History): readonly EntryToSign[] =>
  attestationsOf(digestOf, history)
    .filter(({ system }) => system !== undefined)
    .map((entry) => ({
      kind: 'attestation',
      entry,
      person: entry.by,
      role: String(entry.role),
      on: String(entry.attestedOn),
    }));

/** The file of attestations, each with its signature when it has one. */
export const attestationFiles = (
  digestOf: (path: string) => string,
  history: History,
  signatures: Signatures,
): ReadonlyMap<string, Uint8Array> =>
  new Map([
    [
      'attestations/determinations.yaml',
      yamlFile(
        { attestations: attestationsOf(digestOf, history).map((entry) => withSignature(entry, signatures)) },
        'Made by generate.ts, which computes the digests.',
      ),
    ],
  ]);
