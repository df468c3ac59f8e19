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
    control: 'evidence.complete',
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

const design = { method: 'INTERVIEW', attestedOn: '2026-11-06', validUntil: '2027-11-06' } as const;

/** What people determined about controls of SOC 2: who, about which check, in which words. The rest is still open. */
const soc2: readonly Determination[] = [
  {
    ...design,
    control: 'access.designed',
    check: 'a-person-found-access-well-designed',
    by: 'Lena Fischer',
    statement: 'Yes. What went wrong in September was not the rule.',
    looked: ['documents/access-control-policy.md'],
  },
  {
    ...design,
    control: 'change.designed',
    check: 'a-person-found-the-path-well-designed',
    by: 'Maya Lindqvist',
    statement: 'Yes, with the note that a data edit in the store has no request; it asks for a ticket since March.',
    looked: ['documents/change-management-procedure.md'],
  },
  {
    ...design,
    control: 'change.emergencies-registered',
    check: 'a-person-compared-the-emergencies-with-the-platform',
    by: 'Maya Lindqvist',
    statement: 'The log shows two bypasses in the period, on 21 July and 4 August. Both are in the register.',
    method: 'TEST',
    validUntil: '2027-05-06',
    looked: ['registers/emergency-changes.csv'],
  },
  {
    ...design,
    control: 'continuity.designed',
    check: 'a-person-found-availability-well-designed',
    by: 'Daniel Okoye',
    statement: 'Yes. The editorial list carries the home page for as long as it takes.',
    looked: ['documents/operations-policy.md', 'documents/northlight-report.md'],
  },
  {
    ...design,
    control: 'continuity.plan',
    check: 'a-person-found-disruption-mitigated',
    by: 'Daniel Okoye',
    statement: 'Yes for a region and for the index. For the vendor of metadata we have the editors.',
    looked: ['documents/business-continuity-plan.md'],
  },
  {
    ...design,
    control: 'data.handling-designed',
    check: 'a-person-found-handling-well-designed',
    by: 'Maya Lindqvist',
    statement: 'Yes.',
    looked: ['documents/data-handling-policy.md'],
  },
  {
    ...design,
    control: 'facilities.physical-access',
    check: 'a-person-found-physical-access-limited',
    by: 'Lena Fischer',
    statement: 'We house nothing ourselves. The exception of the report does not reach our cages.',
    looked: ['documents/northlight-report.md'],
  },
  {
    ...design,
    control: 'governance.conduct',
    check: 'a-person-found-the-conduct-lived',
    by: 'Ingrid Solberg',
    statement: 'One concern was raised in spring, heard, and settled.',
  },
  {
    ...design,
    control: 'governance.duties-evaluated',
    check: 'a-person-found-duties-enforced',
    by: 'Ingrid Solberg',
    statement: 'Since this year: reviews of changes, and answers to alerts.',
  },
  {
    ...design,
    control: 'incidents.response-designed',
    check: 'a-person-found-the-response-well-designed',
    by: 'Daniel Okoye',
    statement: 'It was exercised on 12 October; the deputy for the weekend was what we lacked.',
    looked: ['documents/incident-response-plan.md'],
  },
  {
    ...design,
    control: 'operations.baseline',
    check: 'a-person-found-the-baseline-fit',
    by: 'Lena Fischer',
    statement: 'They follow the benchmark of the platform, with fewer administrators.',
    looked: ['documents/configuration-baseline.md'],
  },
  {
    ...design,
    control: 'operations.detection-designed',
    check: 'a-person-found-detection-well-designed',
    by: 'Lena Fischer',
    statement: 'Yes for images and dependencies. Weights are scanned since June by the new loader.',
    looked: ['documents/operations-policy.md'],
  },
  {
    ...design,
    control: 'operations.scanned',
    check: 'a-person-found-the-scans-complete',
    by: 'Lena Fischer',
    method: 'TEST',
    statement: 'I held the list of images of each month against the reports of the scanner.',
    looked: ['registers/scans.csv'],
  },
  {
    ...design,
    control: 'privacy.choices-respected',
    check: 'a-person-found-the-choices-real',
    by: 'Maya Lindqvist',
    method: 'TEST',
    statement: 'The register is an export of the consent service; its count is that of the service.',
    looked: ['registers/consents.csv'],
  },
  {
    ...design,
    control: 'privacy.complaints',
    check: 'a-person-watched-the-practice',
    by: 'Maya Lindqvist',
    method: 'TEST',
    statement: 'In June. The retention of clicks on trailers was found to be nowhere; it still is.',
  },
  {
    ...design,
    control: 'privacy.notice',
    check: 'a-person-found-the-notice-true',
    by: 'Maya Lindqvist',
    method: 'TEST',
    statement: 'I opened an account and read it as a stranger would.',
    looked: ['documents/privacy-notice.md'],
  },
  {
    ...design,
    control: 'processing.procedures-designed',
    check: 'a-person-found-processing-well-designed',
    by: 'Tomas Reyes',
    statement: 'Yes. The filter of rights was the gap of July, and is in the procedure now.',
    looked: ['documents/processing-procedures.md'],
  },
  {
    ...design,
    control: 'risk-management.fraud',
    check: 'a-person-found-fraud-considered',
    by: 'Maya Lindqvist',
    statement: 'For titles and for accounts that play in a loop. For labels there are none.',
    looked: ['registers/risks.csv'],
  },
  {
    ...design,
    control: 'risk-management.objectives',
    check: 'a-person-found-the-objectives-clear',
    by: 'Ingrid Solberg',
    statement: 'Each has a number.',
    looked: ['documents/service-commitments.md'],
  },
];

interface Attestation {
  readonly id: string;
  readonly by: string;
  readonly [key: string]: unknown;
}

/** Determinations by named persons, with the digests of the files that they looked at; not signed yet. */
const attestationsOf = (digestOf: (path: string) => string, history: History): readonly Attestation[] => {
  const attestations = [...determinations, ...soc2].map(
    ({ looked, determination, method, signed, ...rest }, index) => ({
      id: `ATT-${String(index + 1).padStart(2, '0')}`,
      ...rest,
      question: questionOf(rest),
      determination: determination ?? 'yes',
      role: roles[rest.by],
      method: method ?? 'EXAMINE',
      ...(signed ? { system: 'meridian-recommender', systemVersion: '4.4.0' } : {}),
      ...(looked ? { evidence: looked.map((path) => ({ path, sha256: digestOf(path) })) } : {}),
    }),
  );
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
