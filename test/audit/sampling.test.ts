import { describe, expect, it } from 'vitest';
import { runAudit } from '../../src/audit/audit.ts';
import { defaultToolkit } from '../../src/audit/toolkit.ts';
import { memoryTree } from '../../src/files/memory.ts';

const rows = Array.from({ length: 60 }, (_, index) => {
  const late = index === 17;
  return `RQ-${index},access,2026-06-01,2026-06-02,${late ? '2026-08-01' : '2026-06-12'},granted,`;
});
const header = 'id,type,received_on,identity_confirmed_on,answered_on,result,reason';

/** The audit of one register of requests, under a profile of SOC 2. */
const audited = async (given: { profile?: string; seed?: string; rows?: readonly string[] } = {}) => {
  const { assessment } = await runAudit(
    {
      tree: memoryTree(
        {
          'plumbline.yaml': [
            'plumbline: 1',
            'period: { start: 2026-05-01, end: 2026-11-01 }',
            ...(given.seed === undefined ? [] : [`sampling: { seed: "${given.seed}" }`]),
            'evidence:',
            '  system: system.yaml',
            '  register: [{ path: requests.csv, type: data-requests }]',
          ].join('\n'),
          'system.yaml': 'id: ranking\nname: Ranking\ntrustServiceCategories: [security, privacy]\n',
          'requests.csv': `${[header, ...(given.rows ?? rows)].join('\n')}\n`,
        },
        'evidence',
      ),
      asOf: '2026-11-20',
      profile: given.profile ?? 'soc2-type2',
      engine: 'duckdb',
    },
    defaultToolkit(),
  );
  const check = assessment.findings.find(({ control }) => control === 'privacy.requests-answered')?.checks[0];
  const sample = assessment.sampling?.samples.find(({ id }) => id === check?.sample?.id);
  return { assessment, check, items: sample?.items.map(({ item }) => item) ?? [] };
};

describe('an audit with samples', () => {
  it('tests the whole population, and draws a sample beside it that decides nothing', async () => {
    const { assessment, check, items } = await audited();
    expect(check).toMatchObject({ outcome: 'not-satisfied', counted: 60, sample: { size: 25, undetermined: [] } });
    expect(check?.exceptions.map(({ item }) => item)).toEqual(['RQ-17']);
    expect(check?.sample?.exceptions).toEqual(items.includes('RQ-17') ? ['RQ-17'] : []);
    expect(items).toHaveLength(25);
    expect(assessment.sampling).toMatchObject({
      method: 'sample/sha256-order@1',
      seed: 'ranking 2026-05-01 2026-11-01',
      seedFrom: 'derived',
    });
  });

  it('takes the seed of plumbline.yaml, and records it', async () => {
    const [one, two] = [await audited({ seed: 'dice 4 1 6' }), await audited()];
    expect(one.assessment.sampling).toMatchObject({ seed: 'dice 4 1 6', seedFrom: 'project' });
    expect(one.items).not.toEqual(two.items);
    expect(one.check?.outcome).toBe(two.check?.outcome);
  });

  it('draws the same from rows in another order', async () => {
    expect((await audited({ rows: rows.toReversed() })).items).toEqual((await audited()).items);
  });

  it('draws none under a profile that does not ask for it', async () => {
    const { assessment, check } = await audited({ profile: 'everything' });
    expect(assessment.sampling).toBeUndefined();
    expect(check?.sample).toBeUndefined();
  });

  it('as of a date leaves out what tests a period, and says so', async () => {
    const { assessment } = await audited({ profile: 'soc2-type1' });
    expect(assessment.profile.basis).toBe('date');
    expect(assessment.findings.map(({ control }) => control)).not.toContain('privacy.requests-answered');
    expect(assessment.profile.leftOut).toContainEqual({
      control: 'privacy.requests-answered',
      title: expect.any(String),
      check: 'requests-were-answered-in-time',
    });
  });
});
