import type { Finding } from './generated/assessment.ts';

/** What a control came out as (OSCAL: finding state). */
export type Outcome = Finding['outcome'];

/** Every outcome, worst first: when a control rolls up its checks, the first that is present wins. */
export const outcomes = [
  'not-satisfied',
  'errored',
  'undetermined',
  'unattested',
  'not-exercised',
  'satisfied',
  'not-applicable',
] as const satisfies readonly Outcome[];

/** The auditor's phrase for each outcome, and whether it blocks when a profile says nothing. */
export const outcomeWords = {
  'not-satisfied': { label: 'Not satisfied', phrase: 'Exceptions noted', blocks: true },
  errored: { label: 'Errored', phrase: 'The check itself failed', blocks: true },
  undetermined: { label: 'Undetermined', phrase: 'Unable to test', blocks: true },
  unattested: { label: 'Unattested', phrase: 'Awaiting a person’s determination', blocks: true },
  'not-exercised': { label: 'Not exercised', phrase: 'No occurrence in the period', blocks: false },
  satisfied: { label: 'Satisfied', phrase: 'No exceptions noted', blocks: false },
  'not-applicable': { label: 'Not applicable', phrase: 'Not applicable', blocks: false },
} as const satisfies Record<Outcome, { label: string; phrase: string; blocks: boolean }>;

/** The worst of several outcomes; `not-applicable` only when nothing else is there. Undefined for none. */
export const worst = (several: readonly Outcome[]): Outcome | undefined =>
  outcomes.find((outcome) => several.includes(outcome));
