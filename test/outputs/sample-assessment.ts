import { sha256 } from '../../src/base/digest.ts';
import type {
  Assessment,
  CheckResult,
  Exhibit,
  Finding,
  ItemResult,
  RequirementResult,
} from '../../src/model/generated/assessment.ts';
import { type Outcome, outcomes } from '../../src/model/outcome.ts';

const item = (
  name: string,
  evidence: string,
  fact: string,
  seen: string,
  expected: string,
  line?: number,
): ItemResult => ({
  item: name,
  evidence,
  reason: `${fact} is ${seen}, expected ${expected}`,
  shows: [{ fact, seen, expected, ...(line === undefined ? {} : { at: { file: evidence, line } }) }],
});

/** An item with a fact that is shown for the record, of which nothing is expected. */
const besides = (of: ItemResult, { fact, seen }: { readonly fact: string; readonly seen: string }): ItemResult => ({
  ...of,
  reason: `${of.reason} (${fact} is ${seen})`,
  shows: [...of.shows, { fact, seen, expected: '' }],
});

const check = (changes: Partial<CheckResult> & Pick<CheckResult, 'id' | 'outcome' | 'reason'>): CheckResult => ({
  kind: 'each',
  expected: [],
  exceptions: [],
  undetermined: [],
  ...changes,
});

const finding = (
  changes: Partial<Finding> & Pick<Finding, 'control' | 'title' | 'outcome' | 'reason' | 'checks'>,
): Finding => ({
  severity: 'medium',
  method: 'TEST',
  decides: 'machine',
  answers: [],
  relaxed: false,
  why: 'What is not written down at the time cannot be shown afterwards.',
  remedy: 'Bring the evidence up to date, and run the audit again.',
  parameters: [],
  waivedBy: [],
  blocks: ['not-satisfied', 'errored', 'undetermined', 'unattested'].includes(changes.outcome),
  evidence: ['plumbline.yaml'],
  ...changes,
});

const psiExpectation = { fact: 'psi', comparator: 'below', value: '0.2' };

const driftFeatures: readonly { name: string; psi: number; current: readonly number[] }[] = [
  { name: 'session_minutes', psi: 0.418, current: [0.02, 0.04, 0.05, 0.06, 0.08, 0.1, 0.11, 0.13, 0.17, 0.24] },
  { name: 'share_new_titles', psi: 0.263, current: [0.19, 0.16, 0.14, 0.11, 0.09, 0.08, 0.07, 0.06, 0.05, 0.05] },
  { name: 'hour_of_day', psi: 0.034, current: [0.1, 0.11, 0.09, 0.1, 0.1, 0.12, 0.1, 0.09, 0.1, 0.09] },
  { name: 'account_age_days', psi: 0.012, current: [0.1, 0.1, 0.1, 0.11, 0.09, 0.1, 0.1, 0.1, 0.11, 0.09] },
];

const exhibits: readonly Exhibit[] = [
  ...driftFeatures.map(({ name, psi, current }, index) => ({
    id: `drift-2026-10-${name}`,
    kind: 'distribution' as const,
    title: name,
    population: 'drift-run#/features',
    item: `2026-10/${name}`,
    fact: 'psi',
    value: psi,
    at: '2026-10-31',
    group: 'ranker',
    subject: name,
    labels: [
      'up to 2',
      '2 to 5',
      '5 to 9',
      '9 to 14',
      '14 to 20',
      '20 to 28',
      '28 to 39',
      '39 to 55',
      '55 to 90',
      'above 90',
    ],
    reference: Array.from({ length: 10 }, () => 0.1),
    current: [...current],
    ...(index === 0 ? { note: 'Reference: 40 000 rows. Current: 38 112 rows. Noise floor at 95 %: 0.0009.' } : {}),
  })),
  {
    id: 'drift-2026-10-device',
    kind: 'distribution',
    title: 'device',
    population: 'drift-run#/features',
    item: '2026-10/device',
    fact: 'psi',
    value: 0.09,
    at: '2026-10-31',
    group: 'ranker',
    subject: 'device',
    labels: ['television', 'mobile telephone', 'tablet', 'browser', 'set-top box', 'not in the reference'],
    reference: [0.46, 0.27, 0.11, 0.1, 0.06, 0],
    current: [0.41, 0.34, 0.1, 0.09, 0.04, 0.02],
  },
  {
    id: 'drift-2026-10-region',
    kind: 'distribution',
    title: 'region',
    population: 'drift-run#/features',
    item: '2026-10/region',
    fact: 'psi',
    labels: ['north', 'south'],
    reference: [0.6, 0.4],
    current: [0.5, 0.5],
  },
];

const findings: readonly Finding[] = [
  finding({
    control: 'drift.feature-drift',
    title: 'Monitored features drifted beyond the declared tolerance',
    outcome: 'not-satisfied',
    severity: 'high',
    reason: '2 of 6 monitored features show a PSI of 0.2 or more.',
    answers: ['eu-ai-act#15.1', 'soc2#CC7.2'],
    why: 'A model used on another population than the one it was tested on is no longer the model that was tested.',
    remedy:
      'Retrain or roll back, or show in the technical documentation why the shift does not matter for the intended purpose.',
    limits: 'PSI sees one feature at a time; a change in how features go together stays unseen.',
    parameters: [
      { name: 'psiMax', title: 'Largest tolerated PSI', value: '0.2', default: '0.2', beyondFloor: false },
      { name: 'every', title: 'Longest gap between drift runs', value: 'P45D', default: 'P31D', beyondFloor: false },
    ],
    evidence: ['drift/2026-10.yaml', 'drift/reference.parquet', 'drift/2026-10.parquet'],
    checks: [
      check({
        id: 'every-monitored-feature-is-within-tolerance',
        outcome: 'not-satisfied',
        reason: '2 exceptions among 6 items.',
        population: 'drift-run#/features',
        size: 9,
        counted: 6,
        expected: [psiExpectation],
        exceptions: [
          besides(item('2026-10/session_minutes', 'drift/2026-10.yaml', 'psi', '0.418', 'below 0.2', 14), {
            fact: 'noiseFloor',
            seen: '0.0009',
          }),
          item('2026-10/share_new_titles', 'drift/2026-10.yaml', 'psi', '0.263', 'below 0.2', 19),
        ],
        undetermined: [
          {
            item: '2026-10/region',
            evidence: 'drift/2026-10.yaml',
            reason: 'psi is absent: the current snapshot holds 180 rows, fewer than 1 000',
            shows: [],
          },
        ],
      }),
      check({
        id: 'drift-was-measured-all-through-the-period',
        kind: 'cadence',
        outcome: 'satisfied',
        reason: 'The longest gap is 31 days.',
        population: 'drift-run',
        size: 6,
      }),
    ],
  }),
  finding({
    control: 'change.independent-review',
    title: 'A change reached the main branch without independent review',
    outcome: 'not-satisfied',
    severity: 'high',
    reason: '1 of 42 changes has no reviewer other than its author.',
    answers: ['soc2#CC8.1', 'eu-ai-act#17.1'],
    why: 'A change that only its author has seen carries the author’s blind spots into production.',
    remedy: 'Have the change reviewed now by a person who did not write it, and record the review. Protect the branch.',
    evidence: ['history.bundle'],
    waivedBy: ['W-2026-03'],
    blocks: false,
    checks: [
      check({
        id: 'every-change-has-a-reviewer-who-is-not-its-author',
        outcome: 'not-satisfied',
        reason: '1 exception among 42 items.',
        population: 'git-history#/changes',
        size: 42,
        counted: 42,
        expected: [{ fact: 'independentReviewers', comparator: 'atLeast', value: '1' }],
        exceptions: [item('4f1c2a9e77b0', 'history.bundle', 'independentReviewers', '0', 'at least 1')],
      }),
    ],
  }),
  finding({
    control: 'evaluation.threshold-before-result',
    title: 'A threshold was changed after the result that it judges',
    outcome: 'not-satisfied',
    severity: 'critical',
    reason: 'The recall threshold was lowered from 0.80 to 0.72 on 3 October, one day after the evaluation.',
    answers: [],
    relaxed: true,
    upcomingFrom: '2027-12-02',
    blocks: false,
    why: 'A threshold that follows the result tests nothing.',
    remedy: 'Restore the threshold, or repeat the evaluation on data that was not used to choose it.',
    parameters: [
      {
        name: 'days',
        title: 'Days a threshold must be older than its result',
        value: '-1',
        default: '0',
        beyondFloor: true,
      },
    ],
    checks: [
      check({
        id: 'thresholds-are-older-than-results',
        outcome: 'not-satisfied',
        reason: '1 exception among 3 items.',
        population: 'git-history#/thresholds',
        size: 3,
        counted: 3,
        expected: [{ fact: 'committedOn', comparator: 'before', value: '2026-10-02' }],
        exceptions: [
          item('recall_at_20', 'cards/recommender.md', 'committedOn', '2026-10-03', 'before 2026-10-02', 88),
        ],
      }),
    ],
  }),
  finding({
    control: 'logging.events-recorded',
    title: 'The logging check did not finish',
    outcome: 'errored',
    reason: 'The check stopped: the population could not be built.',
    checks: [check({ id: 'events-are-recorded', outcome: 'errored', reason: 'The population could not be built.' })],
  }),
  finding({
    control: 'documentation.technical-file',
    title: 'The technical documentation could not be judged',
    outcome: 'undetermined',
    severity: 'high',
    upcomingFrom: '2027-12-02',
    blocks: false,
    reason: 'unreadable: docs/technical-file.md has no front matter.',
    answers: ['eu-ai-act#11.1'],
    evidence: ['docs/technical-file.md'],
    checks: [
      check({
        id: 'the-technical-file-covers-annex-iv',
        outcome: 'undetermined',
        reason: 'unreadable: docs/technical-file.md has no front matter.',
        population: 'document',
        size: 1,
        counted: 1,
        undetermined: [
          { item: 'technical-file', evidence: 'docs/technical-file.md', reason: 'no front matter', shows: [] },
        ],
      }),
    ],
  }),
  finding({
    control: 'access.quarterly-review',
    title: 'Access reviews could not be judged',
    outcome: 'undetermined',
    reason: 'stale: the newest access review is 148 days old, and evidence older than 92 days is not used.',
    answers: ['soc2#CC6.1'],
    evidence: ['registers/access-reviews.csv'],
    checks: [
      check({
        id: 'access-was-reviewed-this-quarter',
        kind: 'freshness',
        outcome: 'undetermined',
        reason: 'stale: 148 days old.',
        population: 'register#/entries',
        size: 4,
        counted: 4,
      }),
    ],
  }),
  finding({
    control: 'prohibited.manipulation',
    title: 'No determination on manipulative techniques is on file',
    outcome: 'unattested',
    severity: 'critical',
    method: 'INTERVIEW',
    decides: 'person',
    reason: 'The determination by M. Example ended on 30 June 2026.',
    answers: ['eu-ai-act#5.1.a'],
    evidence: [],
    checks: [
      check({
        id: 'a-person-has-determined-it',
        kind: 'attested',
        question:
          'Does the system use techniques that distort behaviour in a way that causes or is likely to cause significant harm?',
        outcome: 'unattested',
        reason: 'No valid attestation is on file.',
      }),
    ],
  }),
  finding({
    control: 'incident.reported',
    title: 'Serious incidents are reported in time',
    outcome: 'not-exercised',
    upcomingFrom: '2027-12-02',
    reason: 'No serious incident is recorded in the period.',
    answers: ['eu-ai-act#73.2'],
    checks: [
      check({
        id: 'every-serious-incident-was-reported',
        outcome: 'not-exercised',
        reason: 'The population is empty.',
        population: 'register#/entries',
        size: 11,
        counted: 0,
      }),
    ],
  }),
  finding({
    control: 'change.automated-authors',
    title: 'Changes by declared bots are reviewed',
    outcome: 'not-exercised',
    reason: 'No change by a declared bot is in the period.',
    answers: ['soc2#CC8.1'],
    evidence: ['history.bundle'],
    checks: [
      check({
        id: 'every-bot-change-has-a-reviewer',
        outcome: 'not-exercised',
        reason: 'The population is empty.',
        population: 'git-history#/changes',
        size: 42,
        counted: 0,
      }),
    ],
  }),
  finding({
    control: 'classification.recommender',
    title: 'The classification of the recommender follows from its intended use',
    outcome: 'satisfied',
    decides: 'partly',
    reason: 'Every point of Annex III that a recommender can reach is answered, and none holds.',
    answers: ['eu-ai-act#6.2'],
    limits: 'Whether the answers are right is for a person to judge.',
    explains: 'The Act names no recommender as high-risk. One becomes high-risk only by its intended use.',
    evidence: ['plumbline.yaml', 'attestations/classification.yaml'],
    checks: [
      check({
        id: 'a-person-stands-by-the-classification',
        kind: 'attested',
        question: 'Is the classification right for the intended purpose?',
        outcome: 'satisfied',
        reason: 'A valid attestation is on file.',
        attestation: {
          by: 'Mara Example',
          role: 'head of compliance',
          attestedOn: '2026-09-14',
          validUntil: '2027-09-13',
          evidence: 'attestations/classification.yaml',
          statement:
            'The system ranks films. It steers no access to education, work, credit, insurance or public benefits.',
        },
      }),
    ],
  }),
  finding({
    control: 'classification.profiling-blocks-derogation',
    title: 'Profiling excludes the derogation of Article 6(3)',
    outcome: 'not-applicable',
    explains: 'What is explained of a control that does not apply is told to nobody.',
    reason: 'high-risk does not hold: annexIIICount is 0',
    answers: ['eu-ai-act#6.3'],
    checks: [],
  }),
];

const requirement = (
  framework: string,
  id: string,
  title: string,
  controls: readonly string[],
  changes: Partial<RequirementResult> = {},
): RequirementResult => ({
  framework,
  id,
  title,
  citation: framework === 'eu-ai-act' ? `Art. ${id}` : id,
  state: framework === 'soc2' ? 'always' : 'in-application',
  controls: [...controls],
  ...changes,
});

const later = {
  state: 'upcoming',
  from: '2027-12-02',
  basis: 'Article 113, third paragraph, point (c)(i)',
  confidence: 'high',
} as const;

const requirements: readonly RequirementResult[] = [
  requirement(
    'eu-ai-act',
    '5.1.a',
    'No techniques that distort behaviour and cause significant harm',
    ['prohibited.manipulation'],
    {
      group: 'Chapter II. Prohibited practices',
      from: '2025-02-02',
      outcome: 'unattested',
      penalty: 'art-99-3',
    },
  ),
  requirement('eu-ai-act', '6.2', 'Systems listed in Annex III are high-risk', ['classification.recommender'], {
    ...later,
    state: 'upcoming',
    group: 'Chapter III. High-risk systems',
    outcome: 'satisfied',
  }),
  requirement(
    'eu-ai-act',
    '6.3',
    'Derogation for systems without significant risk',
    ['classification.profiling-blocks-derogation'],
    {
      ...later,
      group: 'Chapter III. High-risk systems',
      outcome: 'not-applicable',
    },
  ),
  requirement(
    'eu-ai-act',
    '11.1',
    'Technical documentation is drawn up and kept up to date',
    ['documentation.technical-file'],
    {
      ...later,
      group: 'Chapter III. High-risk systems',
      outcome: 'undetermined',
    },
  ),
  requirement(
    'eu-ai-act',
    '15.1',
    'Accuracy, robustness and cybersecurity throughout the lifecycle',
    ['drift.feature-drift'],
    {
      ...later,
      group: 'Chapter III. High-risk systems',
      outcome: 'not-satisfied',
    },
  ),
  requirement('eu-ai-act', '17.1', 'A quality management system is in place', ['change.independent-review'], {
    ...later,
    group: 'Chapter III. High-risk systems',
    outcome: 'not-applicable',
    outOfScope: 'high-risk does not hold: annexIIICount is 0',
  }),
  requirement('eu-ai-act', '43.1', 'Conformity assessment procedure', [], {
    ...later,
    from: '2028-08-02',
    group: 'Chapter III. High-risk systems',
    notTestedHere: 'A conformity assessment is made by the provider or a notified body, not by a tool.',
  }),
  requirement('eu-ai-act', '73.2', 'Serious incidents are reported in time', ['incident.reported'], {
    ...later,
    group: 'Chapter IX. Post-market monitoring',
    outcome: 'not-exercised',
  }),
  requirement('soc2', 'CC6.1', 'Logical access is restricted and reviewed', ['access.quarterly-review'], {
    outcome: 'undetermined',
  }),
  requirement('soc2', 'CC7.2', 'Anomalies are monitored and evaluated', ['drift.feature-drift'], {
    outcome: 'not-satisfied',
  }),
  requirement(
    'soc2',
    'CC8.1',
    'Changes are authorised, tested and approved',
    ['change.automated-authors', 'change.independent-review'],
    { outcome: 'not-satisfied' },
  ),
  requirement('soc2', 'CC8.1.T3', 'Every change has an independent reviewer', ['change.independent-review'], {
    outcome: 'not-satisfied',
    partOf: 'CC8.1',
  }),
  requirement('soc2', 'CC9.2', 'Risks from vendors are managed', [], {
    notTestedHere: 'No evidence kind describes vendors yet.',
  }),
];

const tally = (several: readonly (Outcome | undefined)[]): Record<string, number> =>
  Object.fromEntries(
    outcomes
      .map((outcome) => [outcome, several.filter((each) => each === outcome).length] as const)
      .filter(([, number]) => number > 0),
  );

const framework = (
  id: string,
  title: string,
  version: string,
  notice: string,
  all: Assessment,
): Assessment['frameworks'][number] => {
  const members = all.requirements.filter((each) => each.framework === id && each.partOf === undefined);
  const answered = members.filter((each) => each.controls.length > 0);
  const controls = new Set(answered.flatMap((each) => each.controls));
  return {
    id,
    title,
    version,
    notice,
    requirements: members.length,
    answered: answered.length,
    upcoming: answered.filter((each) => each.state === 'upcoming').length,
    outcomes: tally(members.map((each) => each.outcome)),
    controls: tally(all.findings.filter((each) => controls.has(each.control)).map((each) => each.outcome)),
    transitions: [],
    penalties: members.some((each) => each.penalty !== undefined)
      ? [{ id: 'art-99-3', citation: 'Art. 99(3)', text: 'up to EUR 35 million or 7 % of turnover' }]
      : [],
  };
};

const evidence = (path: string, kind: string, size: number): Assessment['evidence'][number] => ({
  path,
  kind,
  size,
  sha256: sha256(path),
  problems: [],
});

/** A control that is only there to make an assessment as large as a real one. */
const filler = (index: number): Finding => {
  const outcome = outcomes[[5, 5, 5, 0, 5, 6, 2, 5][index % 8] ?? 5] ?? 'satisfied';
  const bad = outcome === 'not-satisfied';
  return finding({
    control: `filler.control-${String(index).padStart(3, '0')}`,
    title: `Retention of record series ${index} follows the declared schedule`,
    outcome,
    reason: bad ? '3 of 40 records were kept for less than the declared time.' : 'No exception among 40 items.',
    answers: ['soc2#CC7.2'],
    evidence: ['registers/access-reviews.csv'],
    checks: [
      check({
        id: 'every-record-was-kept-for-the-declared-time',
        outcome,
        reason: bad ? '3 exceptions among 40 items.' : 'No exception among 40 items.',
        population: 'register#/entries',
        size: 40,
        counted: 40,
        expected: [{ fact: 'keptDays', comparator: 'atLeast', value: '183' }],
        exceptions: bad
          ? [1, 2, 3].map((row) =>
              item(`row-${row}`, 'registers/access-reviews.csv', 'keptDays', '90', 'at least 183', row + 1),
            )
          : [],
      }),
    ],
  });
};

/** An assessment that shows everything an output must cope with: each outcome, what is upcoming, waivers, exhibits, problems. */
export const sampleAssessment = (options: { readonly fillers?: number } = {}): Assessment => {
  const bare: Assessment = {
    schema: 'plumbline/assessment@1',
    tool: { name: 'plumbline', version: '0.1.0' },
    title: 'Streaming recommender, second half of 2026',
    asOf: '2026-11-23',
    period: { start: '2026-05-01', end: '2026-11-01' },
    system: {
      id: 'film-recommender',
      name: 'Film recommender',
      version: '4.2.0',
      intendedPurpose:
        'Ranks the films of the catalogue for each viewer of the streaming service, by what the viewer watched before. It decides nothing about the viewer.',
      roles: ['provider', 'deployer'],
    },
    profile: {
      id: 'recommender',
      title: 'Recommender of an online platform',
      blocks: ['not-satisfied', 'errored', 'undetermined', 'unattested'],
      excluded: [{ control: 'oversight.four-eyes', reason: 'Biometric; none is operated.', until: '2027-06-30' }],
      extends: ['base'],
      tailoring: [
        {
          layer: 'profile base',
          change: 'excluded',
          subject: 'oversight.four-eyes',
          reason: 'Biometric; none is operated.',
          until: '2027-06-30',
          state: 'in-effect',
        },
      ],
    },
    conditions: [
      {
        id: 'high-risk',
        title: 'The system is high-risk under Article 6',
        value: 'false',
        reason: 'annexIIICount is 0',
      },
      { id: 'provider', title: 'The organisation is the provider', value: 'true', reason: 'roles includes provider.' },
      {
        id: 'very-large-platform',
        title: 'The service is a very large online platform',
        value: 'unknown',
        reason: 'monthlyUsers is not declared.',
      },
    ],
    findings: [...findings, ...Array.from({ length: options.fillers ?? 0 }, (_, index) => filler(index))],
    requirements: [...requirements],
    frameworks: [],
    waivers: [
      {
        id: 'W-2026-03',
        control: 'change.independent-review',
        subject: '4f1c2a9e77b0',
        state: 'effective',
        reason: 'Emergency rollback at night; reviewed the next morning in the incident meeting.',
        explanation:
          'It names one item, was approved by another person than the author, and is in force on the date of the audit.',
        owner: 'Jon Example',
        approver: 'Mara Example',
        risk: 'A faulty rollback would have reached viewers unseen for nine hours.',
        from: '2026-10-12',
        until: '2026-12-31',
      },
      {
        id: 'W-2026-01',
        control: 'access.quarterly-review',
        subject: 'film-recommender',
        state: 'expired',
        reason: 'Migration of the access system.',
        explanation: 'It ended on 2026-09-30.',
        owner: 'Jon Example',
        approver: 'Mara Example',
        risk: 'Former staff may keep access.',
        from: '2026-07-01',
        until: '2026-09-30',
      },
    ],
    gate: { blocked: false, blocking: [], reasons: [] },
    evidence: [
      evidence('attestations/classification.yaml', 'attestation', 612),
      evidence('cards/recommender.md', 'model-card', 18_240),
      {
        ...evidence('docs/technical-file.md', 'document', 4_096),
        problems: [
          {
            code: 'no-front-matter',
            message: 'saw a heading on the first line; expected front matter between two lines of ---',
            file: 'docs/technical-file.md',
            line: 1,
          },
        ],
      },
      evidence('drift/2026-10.parquet', 'drift-run', 1_482_112),
      evidence('drift/2026-10.yaml', 'drift-run', 1_034),
      evidence('drift/reference.parquet', 'drift-run', 1_560_004),
      evidence('history.bundle', 'git-history', 48_213),
      evidence('registers/access-reviews.csv', 'register', 902),
    ],
    inputs: {
      project: { path: 'plumbline.yaml', sha256: sha256('project') },
      policies: {
        sha256: sha256('policies'),
        files: ['catalogs/eu-ai-act.yaml', 'catalogs/soc2.yaml', 'controls/drift/feature-drift.yaml'].map((path) => ({
          path,
          sha256: sha256(path),
          size: 1000,
        })),
      },
      waivers: { path: 'waivers.yaml', sha256: sha256('waivers') },
      facts: sha256('facts'),
      engine: 'duckdb',
    },
    exhibits: [...exhibits],
  };
  const blocking = bare.findings.filter((each) => each.blocks).map((each) => each.control);
  return {
    ...bare,
    frameworks: [
      framework(
        'eu-ai-act',
        'EU AI Act',
        'Regulation (EU) 2024/1689 as amended by Regulation (EU) 2026/1744',
        'Titles are in our own words. Only the text in the Official Journal is authentic.',
        bare,
      ),
      framework(
        'soc2',
        'SOC 2',
        'Trust Services Criteria, 2017, revised points of focus 2022',
        'Criteria by number; titles are in our own words.',
        bare,
      ),
    ],
    gate: {
      blocked: blocking.length > 0,
      blocking,
      reasons: blocking.map(
        (control) => `${control} blocks: ${bare.findings.find((each) => each.control === control)?.outcome}.`,
      ),
    },
  };
};

/** Strings that try to break out of whatever shows them. `canary` is an address that nothing may ask for. */
const hostileStrings = (canary: string): readonly string[] => [
  `<script>document.title='owned';fetch('${canary}/script')</script>`,
  `"><img src="${canary}/img" onerror="fetch('${canary}/onerror')">`,
  `</title></style></script><link rel="prefetch" href="${canary}/prefetch"><meta http-equiv="refresh" content="0;url=${canary}/refresh">`,
  `' onmouseover='x' style='background:url(${canary}/css)'`,
  `{{constructor}} {{{raw}}} {{> evidence}}`,
  `<svg><use href="${canary}/use#x"/></svg><iframe src="${canary}/frame"></iframe><base href="${canary}/">`,
  '\u001b[31mred\u001b[0m\u0007 \u202egnp.exe\u202c \u200bzero \u2028line',
  `javascript:fetch('${canary}/href')`,
  'W'.repeat(400),
];

/** The sample with hostile text in every place that evidence, a project or a waiver can fill. */
export const hostileAssessment = (canary = 'http://127.0.0.1:9'): Assessment => {
  const strings = hostileStrings(canary);
  let next = 0;
  const kept = new Set([
    'schema',
    'outcome',
    'severity',
    'method',
    'decides',
    'state',
    'value',
    'kind',
    'asOf',
    'start',
    'end',
    'from',
    'until',
    'attestedOn',
    'validUntil',
    'upcomingFrom',
    'at',
    'sha256',
    'facts',
    'framework',
    'fact',
    'comparator',
    'change',
    'population',
  ]);
  const spoil = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return kept.has(key) ? value : `${value} ${strings[next++ % strings.length] ?? ''}`;
    if (Array.isArray(value)) return value.map((member) => spoil(member, key === 'blocks' ? 'kind' : key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        name,
        name === 'at' && typeof member === 'object' ? spoil(member, 'location') : spoil(member, name),
      ]),
    );
  };
  return spoil(sampleAssessment(), '') as Assessment;
};
