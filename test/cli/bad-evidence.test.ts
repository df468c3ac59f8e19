import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { questionOf } from '../../examples/generator/questions.ts';
import { writeParquet } from '../../src/snapshots/write-parquet.ts';
import { assessmentIn, type Contents, findingIn, folderOf, plumbline, project, removeFolders, system } from './run.ts';

afterAll(removeFolders);

/** Audits the files and gives the assessment. Whatever the evidence is, the audit ends with an outcome: exit 0 or 1, no error. */
const audited = async (
  files: Contents,
  folder = folderOf({ 'plumbline.yaml': project, 'system.yaml': system, ...files }),
) => {
  const out = folderOf({});
  const ran = await plumbline(['audit', folder, '--out', out, '--format', 'json']);
  expect(ran.err).toBe('');
  expect([0, 1]).toContain(ran.exit);
  return { ...ran, assessment: assessmentIn(out) };
};

const drift = 'drift.feature-drift';
const runFile = (current = 'current.parquet') => `id: run-1
model: ranker
window: { start: 2026-10-01, end: 2026-10-31 }
reference: { path: reference.parquet }
current: { path: ${current} }
features: all
`;
const driftProject = `${project}  drift-run: drift/run.yaml\n`;

const columns = [{ name: 'watch', type: 'double' as const }];
const rows = (count: number, value: (index: number) => number | null) =>
  Array.from({ length: count }, (_, index) => ({ watch: value(index) }));
const parquet = (count: number, value: (index: number) => number | null): Promise<Uint8Array> =>
  writeParquet(columns, rows(count, value));
const wave = (index: number): number => Math.sin(index) * 10;

const driftOf = async (current: Uint8Array, reference?: Uint8Array) => {
  const { assessment } = await audited({
    'plumbline.yaml': driftProject,
    'drift/run.yaml': runFile(),
    'drift/reference.parquet': reference ?? (await parquet(1000, wave)),
    'drift/current.parquet': current,
  });
  return {
    finding: findingIn(assessment, drift),
    problems: assessment.evidence.flatMap((item) => item.problems.map((problem) => problem.message)),
  };
};

describe('nothing proves nothing', () => {
  it('a system and no other evidence: no control about the rest is satisfied', async () => {
    const { assessment, exit } = await audited({});
    expect(exit).toBe(1);
    const satisfied = assessment.findings.filter((finding) => finding.outcome === 'satisfied');
    for (const finding of satisfied)
      for (const check of finding.checks) expect(check.population ?? 'system').toMatch(/^(system|evidence)/);
  });

  it('globs that match nothing at all: nothing is satisfied', async () => {
    const { assessment, exit } = await audited(
      {},
      folderOf({
        'plumbline.yaml': `${project.replace('system.yaml', 'none/*.yaml')}  document: "docs/**"\n  drift-run: drift/*.yaml\n`,
      }),
    );
    expect(exit).toBe(1);
    expect(assessment.findings.length).toBeGreaterThan(40);
    expect(assessment.findings.filter((finding) => finding.outcome === 'satisfied')).toEqual([]);
    expect(assessment.findings.filter((finding) => finding.outcome === 'not-applicable')).toEqual([]);
  });
});

describe('a snapshot that cannot be measured is never a pass', () => {
  it('satisfied and not satisfied, to begin with', async () => {
    expect((await driftOf(await parquet(1000, (index) => wave(index + 7)))).finding.checks[0]?.exceptions).toEqual([]);
    expect((await driftOf(await parquet(1000, (index) => wave(index) + 8))).finding.outcome).toBe('not-satisfied');
  });

  it.each([
    ['empty', new Uint8Array(0)],
    ['text', new TextEncoder().encode('watch\n1\n')],
  ])('%s file', async (_name, bytes) => {
    const { finding, problems } = await driftOf(bytes);
    expect(finding.outcome).toBe('undetermined');
    expect(problems.join()).toMatch(/Parquet|the file is empty/i);
  });

  it('truncated file', async () => {
    const whole = await parquet(1000, wave);
    for (const length of [4, 12, Math.floor(whole.length / 2), whole.length - 1]) {
      const { finding, problems } = await driftOf(whole.subarray(0, length));
      expect(finding.outcome, `cut at ${length}`).toBe('undetermined');
      expect(problems.length, `cut at ${length}`).toBeGreaterThan(0);
    }
  });

  it('other columns', async () => {
    const other = await writeParquet(
      [{ name: 'listen', type: 'double' }],
      Array.from({ length: 1000 }, (_, index) => ({ listen: wave(index) })),
    );
    expect((await driftOf(other)).finding.outcome).toBe('undetermined');
  });

  it('another type', async () => {
    const text = await writeParquet(
      [{ name: 'watch', type: 'string' }],
      Array.from({ length: 1000 }, (_, index) => ({ watch: `v${index % 7}` })),
    );
    expect((await driftOf(text)).finding.outcome).toBe('undetermined');
  });

  it('all null', async () => {
    expect((await driftOf(await parquet(1000, () => null))).finding.outcome).toBe('undetermined');
  });

  it('NaN and infinities are counted apart', async () => {
    const { finding } = await driftOf(
      await parquet(1200, (index) =>
        index % 6 === 0 ? Number.NaN : index % 6 === 1 ? Number.POSITIVE_INFINITY : wave(index),
      ),
    );
    expect(finding.checks[0]?.exceptions).toEqual([]);
  });

  it('200 rows are too small a sample', async () => {
    const { finding } = await driftOf(await parquet(200, (index) => wave(index) + 8));
    expect(finding.outcome).toBe('undetermined');
    expect(finding.reason).toMatch(/200/);
  });
});

describe('a history that cannot be read is never a pass', () => {
  const historyProject = `${project}  git-history: { path: history.bundle }\n`;
  const changes = (assessment: Awaited<ReturnType<typeof audited>>['assessment']) =>
    assessment.findings.filter((finding) => finding.control.startsWith('change.'));
  const git = (folder: string, ...args: string[]) =>
    execFileSync(
      'git',
      [
        '-c',
        'user.name=Ada Muster',
        '-c',
        'user.email=ada@example.org',
        '-c',
        'init.defaultBranch=main',
        '-c',
        'commit.gpgsign=false',
        ...args,
      ],
      {
        cwd: folder,
        env: {
          ...process.env,
          GIT_CONFIG_GLOBAL: '/dev/null',
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_AUTHOR_DATE: '2026-06-01T00:00:00Z',
          GIT_COMMITTER_DATE: '2026-06-01T00:00:00Z',
        },
        stdio: 'pipe',
      },
    );

  it.each([
    ['no bundle at all', 'not a bundle'],
    ['an empty file', ''],
    ['a header and nothing else', '# v2 git bundle\n'],
  ])('%s', async (_name, bytes) => {
    const { assessment } = await audited({ 'plumbline.yaml': historyProject, 'history.bundle': bytes });
    expect(changes(assessment).filter((finding) => finding.outcome === 'satisfied')).toEqual([]);
    expect(assessment.evidence.find((item) => item.path === 'history.bundle')?.problems.length).toBeGreaterThan(0);
  });

  it('a bundle cut in half', async () => {
    const whole = readFileSync(join(import.meta.dirname, '../../examples/recommender/history.bundle'));
    const { assessment } = await audited({
      'plumbline.yaml': historyProject,
      'history.bundle': whole.subarray(0, whole.length >> 1),
    });
    expect(changes(assessment).filter((finding) => finding.outcome === 'satisfied')).toEqual([]);
  });

  it('an empty repository', async () => {
    const folder = folderOf({
      'plumbline.yaml': historyProject.replace('history.bundle', 'repo'),
      'system.yaml': system,
      'repo/keep': '',
    });
    git(join(folder, 'repo'), 'init', '-q');
    const { assessment } = await audited({}, folder);
    expect(changes(assessment).filter((finding) => finding.outcome === 'satisfied')).toEqual([]);
  });

  it('a shallow clone', async () => {
    const folder = folderOf({
      'plumbline.yaml': historyProject.replace('history.bundle', 'repo'),
      'system.yaml': system,
      'full/a': '1',
    });
    git(join(folder, 'full'), 'init', '-q');
    for (const message of ['one', 'two', 'three'])
      git(join(folder, 'full'), 'commit', '-q', '--allow-empty', '-m', message);
    git(folder, 'clone', '-q', '--depth', '1', `file://${join(folder, 'full')}`, 'repo');
    const { assessment } = await audited({}, folder);
    expect(findingIn(assessment, 'change.history-complete').outcome).toBe('not-satisfied');
  });
});

describe('cards, waivers and attestations', () => {
  const cardProject = `${project}  model-card: cards/*.md\n`;

  it.each([
    ['front matter that is a list', '---\n- a\n- b\n---\n# Ranker\n'],
    ['front matter that is not closed', '---\nlicense: mit\n'],
    ['a card without any section', 'Ranker.\n'],
    ['an empty card', ''],
    ['only placeholders', '# Ranker\n\n## Intended use\n\nTODO\n\n## Limitations\n\n[More Information Needed]\n'],
  ])('%s', async (_name, card) => {
    const { assessment } = await audited({ 'plumbline.yaml': cardProject, 'cards/ranker.md': card });
    expect(['not-satisfied', 'undetermined']).toContain(findingIn(assessment, 'documentation.model-card').outcome);
  });

  it('a parameter beyond its floor costs the citations and is shown', async () => {
    const { assessment } = await audited({
      'plumbline.yaml': `${driftProject}parameters: { drift.feature-drift: { psiMax: 0.9 } }\n`,
      'drift/run.yaml': runFile(),
      'drift/reference.parquet': await parquet(1000, wave),
      'drift/current.parquet': await parquet(1000, (index) => wave(index + 7)),
    });
    const finding = findingIn(assessment, drift);
    expect(finding.relaxed).toBe(true);
    expect(finding.answers).toEqual([]);
    expect(finding.parameters.find((parameter) => parameter.name === 'psiMax')?.beyondFloor).toBe(true);
  });

  it('an expired waiver and an expired attestation change nothing and are listed', async () => {
    const waiver = (until: string) => `waivers:
  - { id: W-1, control: ${drift}, subject: run-1/watch, reason: known shift, risk: worse ranking, owner: Ada Muster, approver: Berta Beispiel, from: 2026-08-01, until: ${until} }
`;
    const asked = { control: 'change.process', check: 'a-person-found-the-change-process-operating' };
    const question = JSON.stringify(questionOf(asked));
    const files = {
      'plumbline.yaml': `${driftProject}  attestation: attestations/*.yaml\nwaivers: waivers.yaml\n`,
      'drift/run.yaml': runFile(),
      'drift/reference.parquet': await parquet(1000, wave),
      'drift/current.parquet': await parquet(1000, (index) => wave(index) + 8),
      'attestations/a.yaml': `attestations:\n  - { id: A-1, control: change.process, check: a-person-found-the-change-process-operating, question: ${question}, determination: yes, by: Ada Muster, role: head of compliance, attestedOn: 2025-01-01, validUntil: 2025-12-31 }\n`,
    };
    const expired = await audited({ ...files, 'waivers.yaml': waiver('2026-11-01') });
    expect(expired.assessment.waivers[0]?.state).toBe('expired');
    expect(findingIn(expired.assessment, drift)).toMatchObject({
      outcome: 'not-satisfied',
      blocks: true,
      waivedBy: [],
    });
    const [attested] = findingIn(expired.assessment, 'change.process').checks;
    expect(attested).toMatchObject({ kind: 'attested', outcome: 'unattested' });
    expect(attested?.reason).toContain('A-1 has no effect: it expired: valid until 2025-12-31');
    const effective = await audited({ ...files, 'waivers.yaml': waiver('2026-12-01') });
    expect(findingIn(effective.assessment, drift)).toMatchObject({
      outcome: 'not-satisfied',
      blocks: false,
      waivedBy: ['W-1'],
    });
  });
});
