import { sha256 } from '../../../src/base/digest.ts';
import { yamlFile } from '../../generator/write.ts';
import type { History } from './history.ts';

interface Determination {
  readonly control: string;
  readonly check: string;
  readonly question: string;
  readonly determination?: 'no';
  readonly by: 'Maya Lindqvist' | 'Ingrid Solberg' | 'Lena Fischer' | 'Daniel Okoye' | 'Tomas Reyes';
  readonly method?: 'INTERVIEW' | 'TEST';
  readonly attestedOn: string;
  readonly validUntil: string;
  readonly statement: string;
  /** Files that the person looked at. */
  readonly looked?: readonly string[];
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
    question: 'Is the system an AI system with a link to the Union?',
    statement: 'It infers an order from examples, and it is used by subscribers in five Member States.',
    looked: ['system.yaml'],
  },
  {
    ...classification,
    control: 'classification.operator-role',
    check: 'a-person-confirmed-the-role',
    question: 'Are the operator roles in the system file right?',
    statement: 'We develop the recommender and use it ourselves, under our own name: provider and deployer.',
    looked: ['system.yaml'],
  },
  {
    ...classification,
    control: 'classification.record',
    check: 'a-person-classified-the-system',
    question: 'Is the classification that the record reaches right for the intended purpose of today?',
    statement: 'I wrote the record and went through it with the head of personalisation, line by line.',
    looked: ['documents/classification-record.md'],
  },
  {
    ...classification,
    control: 'classification.annex-i-test',
    check: 'a-person-made-the-test',
    question: 'Is the system neither a product under the law of Annex I nor a safety component of one?',
    statement: 'Software that orders films is no machinery, toy, lift or medical device, and guards none.',
    looked: ['system.yaml'],
  },
  {
    ...classification,
    control: 'classification.annex-iii-screen',
    check: 'a-person-screened-the-intended-purpose',
    question: 'Are the points of Annex III that the system file declares, even if there are none, the right ones?',
    statement: 'No point fits. The notes of the screen are in the classification record.',
    looked: ['system.yaml', 'documents/classification-record.md'],
  },
  {
    ...classification,
    control: 'classification.recommender',
    check: 'a-person-determined-the-intended-use',
    question:
      'Was the actual use compared with the points of Annex III that a recommender can reach, and is the list right?',
    statement:
      'Titles are ordered, not persons. Nothing in the purpose or in the logs of use reaches points 3, 4, 5 or 8.',
    looked: ['system.yaml', 'cards/ranker.md'],
  },
  {
    ...classification,
    control: 'prohibited.practices',
    check: 'a-person-screened-the-system',
    question:
      'Was the system screened against each point (a) to (h) of Art. 5(1), and does none of the practices occur?',
    statement:
      'I used the home page for a week with three profiles and read the list of features. None of the practices occurs.',
    looked: ['system.yaml', 'cards/ranker.md', 'cards/candidates.md'],
  },
  {
    control: 'governance.literacy',
    check: 'a-person-found-the-measures-suitable',
    question: 'Do the measures suit the persons and the context of use?',
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
    question: 'Do the recorded owners and roles match who decides in practice?',
    by: 'Ingrid Solberg',
    attestedOn: '2026-10-15',
    validUntil: '2027-10-15',
    statement: 'Yes. The rollback of August was decided by the persons whom the record names.',
  },
  {
    control: 'governance.policies-reviewed',
    check: 'a-person-confirmed-that-policies-are-known',
    question: 'Are the policies communicated to those who must follow them, and are they followed?',
    by: 'Ingrid Solberg',
    attestedOn: '2026-10-15',
    validUntil: '2027-10-15',
    statement: 'New colleagues read them in their first week; the exercise of October used the plan.',
  },
  {
    control: 'access.authorised',
    check: 'a-person-confirmed-registration-and-removal',
    question:
      'Are users authorised before they receive credentials, and does the register agree with the records of staff?',
    by: 'Lena Fischer',
    attestedOn: '2026-11-03',
    validUntil: '2027-11-03',
    statement: 'I compared the register with the list of staff of 2 November.',
    looked: ['registers/access-changes.csv'],
  },
  {
    control: 'change.work-item',
    check: 'a-person-confirmed-the-approvals',
    question: 'Was each work item of a sample of changes approved before the change was merged?',
    by: 'Maya Lindqvist',
    method: 'TEST',
    attestedOn: '2026-11-04',
    validUntil: '2027-05-04',
    statement:
      'I followed the links of six changes (10, 14, 16, 18, 22 and 24). All were approved on the day before the merge or earlier.',
  },
  {
    control: 'incidents.response',
    check: 'a-person-found-the-response-effective',
    question: 'Was the procedure followed for the incidents of the period, and were they contained by it?',
    by: 'Daniel Okoye',
    attestedOn: '2026-11-04',
    validUntil: '2027-11-04',
    statement: 'Five incidents, all contained on the day on which they were acknowledged.',
    looked: ['registers/incidents.csv'],
  },
  {
    control: 'processing.specification',
    check: 'a-person-confirmed-the-specification',
    question: 'Do the specifications of inputs, processing and outputs match the system of today?',
    by: 'Tomas Reyes',
    attestedOn: '2026-10-07',
    validUntil: '2027-10-07',
    statement: 'The card of the ranker was written with release 4.4.0.',
    looked: ['cards/ranker.md'],
  },
  {
    control: 'evidence.readable',
    check: 'a-person-confirmed-that-the-evidence-is-complete',
    question: 'Is the evidence that was supplied complete for the period?',
    by: 'Maya Lindqvist',
    attestedOn: '2026-11-12',
    validUntil: '2027-05-12',
    statement:
      'Everything that the owners gave me is here. There is no drift run of the candidate generator for August.',
  },
  {
    // A person may also say no.
    control: 'monitoring.sufficiency',
    check: 'a-person-judged-the-monitoring',
    question:
      'Do features, limits, outcome metrics and responses suffice to see whether the system still works as it was tested?',
    determination: 'no',
    by: 'Maya Lindqvist',
    attestedOn: '2026-11-12',
    validUntil: '2027-05-12',
    statement: 'The televisions of September moved the inputs and nobody acted. The job compares with the wrong weeks.',
  },
  {
    // Expired during the period, and not renewed.
    control: 'change.segregation-designed',
    check: 'a-person-confirmed-the-selection',
    question: 'Are duties separated where the risk asks for it?',
    by: 'Ingrid Solberg',
    attestedOn: '2025-08-31',
    validUntil: '2026-08-31',
    statement: 'Yes, with the teams of August 2025.',
  },
  {
    control: 'change.independent-review',
    check: 'a-person-compared-the-trailers-with-the-platform',
    question: 'Do the reviewers that a sample of changes names agree with the approvals on the platform?',
    by: 'Maya Lindqvist',
    method: 'TEST',
    attestedOn: '2026-11-05',
    validUntil: '2027-05-05',
    statement:
      'For changes 10, 14, 16, 18, 22 and 24 the approvals on the platform are of the same persons, and earlier than the merge.',
  },
  {
    control: 'change.history-complete',
    check: 'a-person-compared-the-history-with-the-platform',
    question: 'Do tip and changes agree with the list of merged requests on the platform, and with what was deployed?',
    by: 'Maya Lindqvist',
    method: 'TEST',
    attestedOn: '2026-11-05',
    validUntil: '2027-05-05',
    statement: 'The platform lists the same eighteen requests for the period, and the tip is that of its branch main.',
  },
];

/** Determinations by named persons, with the digests of the files that they looked at. */
export const attestationFiles = (
  digestOf: (path: string) => string,
  history: History,
): ReadonlyMap<string, Uint8Array> => {
  const attestations = determinations.map(({ looked, determination, method, ...rest }, index) => ({
    id: `ATT-${String(index + 1).padStart(2, '0')}`,
    ...rest,
    determination: determination ?? 'yes',
    role: roles[rest.by],
    method: method ?? 'EXAMINE',
    ...(looked ? { evidence: looked.map((path) => ({ path, sha256: digestOf(path) })) } : {}),
  }));
  // Made before release 4.4.0: what the person read is no longer what is there.
  const outdated = {
    id: 'ATT-90',
    control: 'processing.integrity-judged',
    check: 'a-person-judged-the-processing',
    question: 'Do inputs, processing and stored data meet the specification?',
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
  return new Map([
    [
      'attestations/determinations.yaml',
      yamlFile({ attestations: [...attestations, outdated] }, 'Made by generate.ts, which computes the digests.'),
    ],
  ]);
};
