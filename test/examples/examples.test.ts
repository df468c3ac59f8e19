import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate as generateCreditScoring } from '../../examples/credit-scoring/generate.ts';
import { generate as generateRecommender } from '../../examples/recommender/generate.ts';
import { type AuditResult, runAudit } from '../../src/audit/audit.ts';
import { defaultToolkit } from '../../src/audit/toolkit.ts';
import { sha256 } from '../../src/base/digest.ts';
import { defaultLimits } from '../../src/base/limits.ts';
import { openDirectory } from '../../src/files/directory.ts';

const asOf = '2026-11-20';
const audited = async (name: string): Promise<AuditResult> =>
  runAudit({ tree: await openDirectory(`examples/${name}`, defaultLimits), asOf, engine: 'duckdb' }, defaultToolkit());

/** Outcome of each control, as `control: outcome`. */
const outcomes = ({ assessment }: AuditResult): Record<string, string> =>
  Object.fromEntries(assessment.findings.map(({ control, outcome }) => [control, outcome]));

/** The controls that fail; and of these the ones that the README of the examples does not name in its part about the example. */
const failed = (result: AuditResult): string[] =>
  Object.entries(outcomes(result)).flatMap(([control, outcome]) => (outcome === 'not-satisfied' ? control : []));
const untold = (result: AuditResult, name: string): string[] => {
  const part = readFileSync('examples/README.md', 'utf8')
    .split('\n## ')
    .find((text) => text.startsWith(name));
  return failed(result).filter(
    (control) => !part?.includes(`\`${control}\``) && !part?.includes(`\`${control.split('.')[0]}.*\` fail`),
  );
};

/** Every item that a control names as an exception. */
const exceptions = ({ assessment }: AuditResult, control: string): string[] =>
  assessment.findings
    .filter((finding) => finding.control === control)
    .flatMap(({ checks }) => checks.flatMap((check) => check.exceptions.map(({ item }) => item)));

describe.each([
  ['recommender', generateRecommender],
  ['credit-scoring', generateCreditScoring],
] as const)('the generator of %s', (name, generate) => {
  it('gives the bytes that are committed', async () => {
    const files = await generate();
    const made = [...files].map(([path, bytes]) => `${path} ${sha256(bytes)}`);
    const committed = [...files.keys()].map((path) => `${path} ${sha256(readFileSync(join('examples', name, path)))}`);
    expect(made).toEqual(committed);
  });
});

describe('the history of the recommender', () => {
  let folder: string;
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-history-'));
    execFileSync('git', ['clone', '--quiet', '--bare', 'examples/recommender/history.bundle', folder]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is a bundle that git reads, with every object in order', () => {
    expect(git('fsck', '--full', '--strict')).toBe('');
    expect(Number(git('rev-list', '--count', 'main'))).toBeGreaterThanOrEqual(60);
    expect(git('tag').split('\n')).toEqual(['v4.0.0', 'v4.1.0', 'v4.2.0', 'v4.3.0', 'v4.3.1', 'v4.3.2', 'v4.4.0']);
  });

  it('ends with the cards and documents of the evidence folder', () => {
    for (const [path, file] of [
      ['cards/ranker.md', 'cards/ranker.md'],
      ['cards/candidates.md', 'cards/candidates.md'],
      ['docs/technical-documentation.md', 'documents/technical-documentation.md'],
      ['docs/risk-management-file.md', 'documents/risk-management-file.md'],
    ])
      expect(git('show', `main:${path}`)).toBe(readFileSync(`examples/recommender/${file}`, 'utf8').trim());
  });

  it('rolls the launch back to the very files before it', () => {
    expect(git('diff', '--name-only', 'v4.2.0', 'v4.3.1', '--', 'models', 'cards', 'docs', 'serving')).toBe('');
    expect(git('diff', '--name-only', 'v4.2.0', 'v4.3.0', '--', 'models', 'serving')).toBe(
      'models/ranker/config.yaml\nmodels/ranker/weights.bin\nserving/markets.yaml',
    );
  });
});

describe('the audit of the recommender', () => {
  let result: AuditResult;
  beforeAll(async () => {
    result = await audited('recommender');
  });

  it('finds what the README of the examples says, and nothing else', () => {
    expect(untold(result, 'recommender')).toEqual([]);
    const planted = [
      'access.leavers',
      'access.register-complete',
      'access.reviews',
      'change.deployment-segregation',
      'change.approved-on-final-head',
      'change.checks-passed',
      'change.control-files-approved',
      'change.emergencies-registered',
      'change.emergencies-reviewed',
      'change.independent-review',
      'change.merged',
      'change.protection-rules',
      'continuity.capacity',
      'continuity.restores-tested',
      'data.disposed',
      'documentation.changes-with-model',
      'documentation.model-card',
      'drift.alerts-answered',
      'drift.cadence',
      'drift.claims-re-performed',
      'drift.feature-drift',
      'drift.unseen-categories',
      'drift.windows-complete',
      'governance.competence',
      'governance.policies-reviewed',
      'incidents.events-evaluated',
      'incidents.reviewed-afterwards',
      'monitoring.sufficiency',
      'operations.events-triaged',
      'operations.grave-vulnerabilities-fixed',
      'operations.settings-as-approved',
      'privacy.breach-notices',
      'privacy.purposes',
      'privacy.requests-answered',
      'privacy.unauthorised-disclosures-recorded',
      'processing.specification',
      'risk-management.prior-thresholds',
      'risk-management.register',
      'risk-management.thresholds-not-loosened',
    ];
    expect(planted.filter((control) => !failed(result).includes(control))).toEqual([]);
    expect(outcomes(result)).toMatchObject({
      'governance.controls-evaluated': 'unattested',
      'governance.evaluation-planned': 'undetermined',
      'operations.boundary-designed': 'undetermined',
      'governance.vendors': 'undetermined',
      'prohibited.intimate-and-abuse-material': 'undetermined',
      'change.segregation-designed': 'unattested',
      'processing.integrity-judged': 'unattested',
    });
  });

  it('names the items that were planted', () => {
    expect(exceptions(result, 'drift.feature-drift')).toEqual([
      'ranker-2026-07/tenure_days',
      'ranker-2026-07/country',
      'ranker-2026-09/device',
    ]);
    expect(exceptions(result, 'drift.alerts-answered')).toEqual(['ranker-2026-09/device']);
    expect(exceptions(result, 'drift.claims-re-performed')).toEqual(['ranker-2026-09/device']);
    expect(exceptions(result, 'drift.cadence')).toEqual(['candidates 2026-07-31..2026-09-30']);
    expect(exceptions(result, 'drift.windows-complete')).toEqual(['candidates-2026-09']);
    const changeOf = new Map(
      result.sheets.flatMap(({ kind, facts }) =>
        kind === 'git-history'
          ? (facts as { changes: readonly { id: string; subject: string }[] }).changes.map(
              ({ id, subject }) => [id, /#\d+/.exec(subject)?.[0]] as const,
            )
          : [],
      ),
    );
    const numbers = (control: string) => exceptions(result, control).map((item) => changeOf.get(item) ?? item);
    expect(numbers('change.independent-review')).toEqual(['#19', '#20']);
    expect(numbers('change.merged')).toEqual(['#19']);
    expect(numbers('change.emergencies-registered')).toEqual(['#19']);
    expect(exceptions(result, 'change.approved-on-final-head')).toEqual(['#20', '#22']);
    expect(exceptions(result, 'change.checks-passed')).toEqual(['#18', '#26']);
    expect(exceptions(result, 'change.control-files-approved')).toEqual(['#14']);
    expect(exceptions(result, 'change.protection-rules')).toEqual(['2026-10-01T06:00:00Z']);
    expect(exceptions(result, 'documentation.changes-with-model')).toEqual(['v4.3.2']);
    expect(exceptions(result, 'risk-management.thresholds-not-loosened')).toEqual(['ranker-2026-05']);
    expect(exceptions(result, 'risk-management.prior-thresholds')).toEqual(['v4.3.2']);
    expect(exceptions(result, 'change.deployment-segregation')).toEqual(['D-24']);
    expect(exceptions(result, 'incidents.events-evaluated')).toEqual(['INC-064']);
    expect(exceptions(result, 'access.leavers')).toEqual(['AC-34']);
    expect(exceptions(result, 'access.register-complete')).toEqual(['P-12']);
    expect(exceptions(result, 'change.emergencies-reviewed')).toEqual(['EM-06']);
    expect(exceptions(result, 'operations.settings-as-approved')).toEqual(['CS-5-6']);
    expect(exceptions(result, 'operations.events-triaged')).toEqual(['EV-025']);
    expect(exceptions(result, 'privacy.requests-answered')).toEqual(['RQ-058']);
    expect(exceptions(result, 'privacy.breach-notices')).toEqual(['DS-8']);
    expect(exceptions(result, 'data.disposed')).toEqual(['DP-016']);
    expect(exceptions(result, 'governance.competence')).toEqual(['P-08']);
  });

  it('shows with an exception what is needed to test it again', () => {
    const shown = (control: string) =>
      result.assessment.findings
        .filter((finding) => finding.control === control)
        .flatMap(({ checks }) => checks.flatMap((check) => check.exceptions.flatMap(({ shows }) => shows)));
    expect(shown('risk-management.thresholds-not-loosened')).toContainEqual(
      expect.objectContaining({
        fact: 'loosenings',
        seen: 'ndcg_at_10_new_subscribers.minimum: 0.36 then, 0.32 now',
        expected: '',
      }),
    );
    expect(shown('drift.claims-re-performed')).toContainEqual(
      expect.objectContaining({ fact: 'claimedPsi', seen: '0.0613' }),
    );
    expect(shown('change.deployment-segregation').map(({ fact, seen }) => `${fact} ${seen}`)).toContain(
      'deployedBy Lena Fischer',
    );
  });

  it('agrees with the team of the example on every other score, although they were computed apart', () => {
    const claims = result.sheets.flatMap(({ kind, facts }) =>
      kind === 'drift-run' ? ((facts as { features: readonly Record<string, unknown>[] }).features ?? []) : [],
    );
    expect(claims).toHaveLength(101);
    const different = claims.filter(({ claimVerified }) => claimVerified !== true);
    expect(different).toMatchObject([{ id: 'ranker-2026-09/device', claimedPsi: 0.0613 }]);
  });

  it('shows what is in order', () => {
    expect(outcomes(result)).toMatchObject({
      'change.model-changes-reviewed': 'satisfied',
      'classification.recommender': 'satisfied',
      'drift.prediction-drift': 'satisfied',
      'drift.response-in-history': 'satisfied',
      'drift.snapshots-comparable': 'satisfied',
      'evidence.readable': 'satisfied',
      'prohibited.practices': 'satisfied',
      'change.emergencies-on-platform': 'satisfied',
      'change.history-complete': 'satisfied',
      'change.identities-known': 'satisfied',
      'change.leavers': 'satisfied',
      'change.protection-kept': 'satisfied',
      'change.requests-reconciled': 'satisfied',
      'change.tested-before-deployment': 'satisfied',
    });
  });

  it('does not treat the recommender as high-risk', () => {
    expect(outcomes(result)).toMatchObject({
      'conformity.registration': 'not-applicable',
      'documentation.annex-iv': 'not-applicable',
      'risk-management.system': 'not-applicable',
    });
  });

  it('gives effect to one waiver of three', () => {
    expect(result.assessment.waivers.map(({ id, state }) => [id, state])).toEqual([
      ['W-1', 'effective'],
      ['W-2', 'expired'],
      ['W-3', 'refused'],
    ]);
  });

  it('reads every file without a problem', () => {
    expect(result.sheets.flatMap(({ problems }) => problems)).toEqual([]);
  });
});

describe('the audit of the credit scoring', () => {
  let result: AuditResult;
  beforeAll(async () => {
    result = await audited('credit-scoring');
  });

  it('finds what the README of the examples says, and nothing else', () => {
    expect(untold(result, 'credit-scoring')).toEqual([]);
    const planted = [
      'accuracy.metrics-meet-thresholds',
      'conformity.declaration',
      'conformity.substantial-modification',
      'cybersecurity.measures',
      'data.adequacy',
      'data.governance',
      'documentation.annex-iv',
      'documentation.requirements-traceability',
      'logging.provider-retention',
      'monitoring.plan-elements',
      'risk-management.incident-feedback',
      'risk-management.real-world-testing',
      'risk-management.residual-risk',
      'supply-chain.supplier-agreements',
      'transparency.instructions-for-use',
    ];
    expect(planted.filter((control) => !failed(result).includes(control))).toEqual([]);
    expect(exceptions(result, 'documentation.annex-iv').sort()).toEqual([
      'cybersecurity',
      'declaration-of-conformity',
      'predetermined-changes',
      'standards-applied',
    ]);
    expect(outcomes(result)).toMatchObject({
      'change.independent-review': 'undetermined',
      'governance.quality-management': 'undetermined',
      'oversight.measures': 'satisfied',
      'drift.feature-drift': 'satisfied',
      'drift.claims-re-performed': 'satisfied',
    });
  });

  it('fails each requirement by its own item alone, and passes nothing without evidence', () => {
    const requirement = (id: string) => result.assessment.requirements.find((each) => each.id === id)?.outcome;
    expect(['IV.2.f', 'IV.2.h', 'IV.7', 'IV.8'].map(requirement)).toEqual(Array(4).fill('not-satisfied'));
    // Nobody has attested that the sections suffice.
    expect(['IV.1.a', 'IV.2.a', 'IV.4'].map(requirement)).toEqual(Array(3).fill('unattested'));
    expect(requirement('IV.1.f')).toBe('not-applicable');
    expect(exceptions(result, 'supply-chain.supplier-agreements')).toEqual(['HB-3']);
    expect(exceptions(result, 'risk-management.real-world-testing')).toEqual(['HR-1']);
    expect(outcomes(result)).toMatchObject({
      'conformity.assessed': 'undetermined',
      'cybersecurity.attacks-treated': 'undetermined',
      'governance.quality-proportion': 'undetermined',
      'incidents.non-conformities': 'unattested',
      'incidents.risk-notices': 'unattested',
      'logging.logs-reach-back': 'undetermined',
      'documentation.authority-requests': 'not-exercised',
      'documentation.retention': 'satisfied',
      'transparency.accessibility': 'satisfied',
    });
  });

  it('blocks on the test in real-world conditions, which the Act rules today', () => {
    const finding = result.assessment.findings.find(({ control }) => control === 'risk-management.real-world-testing');
    expect(finding).toMatchObject({ outcome: 'not-satisfied', blocks: true });
    expect(finding).not.toHaveProperty('upcomingFrom');
  });

  it('does not block on what applies later', () => {
    const finding = result.assessment.findings.find(({ control }) => control === 'logging.provider-retention');
    expect(finding).toMatchObject({ outcome: 'not-satisfied', upcomingFrom: '2027-12-02', blocks: false });
  });

  it('reads every file without a problem', () => {
    expect(result.sheets.flatMap(({ problems }) => problems)).toEqual([]);
  });
});

describe('the date of the audit', () => {
  it('moves what applies, and what was told to block later blocks then', async () => {
    const auditedOn = async (day: string) =>
      (
        await runAudit(
          { tree: await openDirectory('examples/credit-scoring', defaultLimits), asOf: day, engine: 'duckdb' },
          defaultToolkit(),
        )
      ).assessment;
    const [today, then] = [await auditedOn('2026-11-26'), await auditedOn('2027-12-02')];
    const ahead = today.findings.filter(({ upcomingFrom }) => upcomingFrom === '2027-12-02');
    const would = ahead.filter(({ outcome }) => today.profile.blocks.includes(outcome));
    expect(would.length).toBeGreaterThan(10);
    expect(ahead.filter(({ blocks }) => blocks)).toEqual([]);
    expect(would.map(({ control }) => control).filter((control) => !then.gate.blocking.includes(control))).toEqual([]);
    expect(then.findings.filter(({ upcomingFrom }) => upcomingFrom === '2027-12-02')).toEqual([]);
    const [act] = today.frameworks;
    expect(act?.transitions.map(({ from }) => from)).toEqual(['2027-12-02']);
  });
});

describe('the signatures of the recommender', () => {
  const audit = async (trusted: boolean) =>
    (
      await runAudit(
        {
          tree: await openDirectory('examples/recommender', defaultLimits),
          asOf,
          engine: 'duckdb',
          profile: 'soc2-type2',
          ...(trusted ? { trust: { name: 'trust.yaml', bytes: readFileSync('examples/trust.yaml') } } : {}),
        },
        defaultToolkit(),
      )
    ).assessment;
  const signatures = ({ findings, waivers }: AuditResult['assessment']) => [
    ...findings
      .filter(({ control }) => control === 'incidents.response')
      .flatMap(({ checks }) => checks.flatMap(({ attestation }) => attestation?.signature ?? [])),
    ...waivers.filter(({ id }) => id === 'W-1').map(({ signature }) => signature),
  ];

  it('hold for whoever trusts the keys, whose trust file is an input; otherwise nobody verified them', async () => {
    const trusted = await audit(true);
    expect(signatures(trusted)).toEqual([
      expect.stringMatching(/^signed with the key "Daniel Okoye" \(\w{12}…, a throw-away test identity\)$/),
      expect.stringMatching(/^signed with the key "Ingrid Solberg"/),
    ]);
    expect(trusted.inputs.trust?.sha256).toBe(sha256(readFileSync('examples/trust.yaml')));
    const unverified = await audit(false);
    expect(signatures(unverified)).toEqual([
      expect.stringContaining('no trust file was given'),
      expect.stringContaining('no trust file was given'),
    ]);
    expect(unverified.inputs.trust).toBeUndefined();
  });
});
