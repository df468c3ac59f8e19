import { type FactShape, factShapes } from '../fact-values.ts';

/** The types of registers; each has its list in schemas/facts/register. */
export const registerTypes = [
  'incidents',
  'training',
  'access-reviews',
  'deployments',
  'risks',
  'vendors',
  'access-changes',
  'personnel',
  'meetings',
  'configuration-snapshots',
  'scans',
  'vulnerabilities',
  'backups',
  'restore-tests',
  'capacity',
  'reconciliations',
  'data-inventory',
  'consents',
  'data-requests',
  'disclosures',
  'disposals',
  'emergency-changes',
  'deficiencies',
  'security-events',
  'corrective-actions',
  'real-world-tests',
  'identifications',
  'authority-requests',
  'modifications',
  'components',
  'explanation-requests',
  'biometric-uses',
  'content-samples',
] as const;
export type RegisterType = (typeof registerTypes)[number];

/** Whether a name is a type of register. */
export const isRegisterType = (name: string | undefined): name is RegisterType =>
  registerTypes.some((type) => type === name);

/** A column that a register may have. */
export interface Column {
  /** Name in the header, in snake_case. */
  readonly name: string;
  readonly fact: string;
  readonly shape: FactShape;
}

/** Facts that we derive from others: no column gives them. */
const derived: ReadonlySet<string> = new Set([
  'daysToReport',
  'reportingDays',
  'daysToAcknowledge',
  'daysToResolve',
  'approverIndependent',
  'daysToChange',
  'inPeriod',
  'openInPeriod',
  'dueInPeriod',
  'startedInPeriod',
  'leftInPeriod',
  'employed',
  'daysToDetect',
  'daysToScreen',
  'daysToStop',
  'daysToRecord',
  'reviewDays',
  'openDays',
  'triageDays',
  'answerDays',
  'overdueDays',
  'subjectNoticeDays',
  'authorityNoticeDays',
  'reviewerIndependent',
  'asExpected',
  'accountedFor',
  'withinObjective',
  'unexplained',
  'lawful',
  'reasoned',
  'daysToCompleteReport',
  'daysToAct',
  'daysToInform',
  'daysToInformAuthority',
  'daysFromSubmission',
  'months',
  'extensionNoticeMonths',
  'verifierCount',
  'checkerIndependent',
  'agreementExempt',
  'daysToInformProvider',
  'daysToSuspend',
  'daysToInformAiOffice',
  'hoursToRequest',
]);

/** Facts that are derived in one type of register, and a column in another. */
const derivedOf: Partial<Record<RegisterType, ReadonlySet<string>>> = {
  'data-inventory': new Set(['retention']),
  disposals: new Set(['retention']),
};

/** The fact that dates a row, for counting the rows of a period. */
export const rowDate = {
  incidents: 'occurredOn',
  training: 'completedOn',
  'access-reviews': 'performedOn',
  deployments: 'deployedOn',
  risks: 'reviewedOn',
  vendors: 'assessedOn',
  'access-changes': 'effectiveOn',
  personnel: 'startedOn',
  meetings: 'heldOn',
  'configuration-snapshots': 'takenOn',
  scans: 'performedOn',
  vulnerabilities: 'foundOn',
  backups: 'completedOn',
  'restore-tests': 'performedOn',
  capacity: 'measuredOn',
  reconciliations: 'performedOn',
  'data-inventory': 'reviewedOn',
  consents: 'obtainedOn',
  'data-requests': 'receivedOn',
  disclosures: 'disclosedOn',
  disposals: 'disposedOn',
  'emergency-changes': 'madeOn',
  deficiencies: 'foundOn',
  'security-events': 'detectedOn',
  'corrective-actions': 'foundOn',
  'real-world-tests': 'startedOn',
  identifications: 'startedAt',
  'authority-requests': 'receivedOn',
  modifications: 'assessedOn',
  components: 'addedOn',
  'explanation-requests': 'receivedOn',
  'biometric-uses': 'usedAt',
  'content-samples': 'examinedOn',
} as const satisfies Record<RegisterType, string>;

/** The columns of a type of register: its facts in snake_case, without those that are derived. */
export const columnsOf = (type: RegisterType): readonly Column[] =>
  Object.entries(factShapes('register', type))
    .filter(([fact]) => !derived.has(fact) && !derivedOf[type]?.has(fact))
    .map(([fact, shape]) => ({ name: fact.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), fact, shape }));
