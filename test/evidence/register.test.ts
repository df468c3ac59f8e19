import { describe, expect, it } from 'vitest';
import { columnsOf, registerTypes } from '../../src/evidence/register/columns.ts';
import { factSchema } from '../../src/model/validate.ts';
import { entry, facts, problems, readFiles, sheetsOf } from './given.ts';

const read = async (text: string | Uint8Array, type = 'incidents', path = 'register.csv') => {
  const reading = await readFiles({ [path]: text }, `register: [{ path: ${path}, type: ${type} }]`);
  const [sheet] = sheetsOf(reading, 'register');
  if (!sheet) throw new Error('no sheet');
  return sheet;
};

const incidents = `id,title,serious,occurred_on,aware_on,reported_on,acknowledged_on,resolved_on,owner
INC-1,"Rankings empty, for an hour",no,2026-08-02,2026-08-02,,2026-08-02,2026-08-04,Ines Example
INC-2,Wrong titles,yes,2026-05-01,2026-05-03,2026-05-13,unknown,2026-05-20,
`;

describe('the columns of registers', () => {
  it('are the facts of each type in snake_case, without those that are derived', () => {
    expect(columnsOf('incidents').map((column) => column.name)).toEqual([
      'id',
      'title',
      'category',
      'serious',
      'death',
      'widespread',
      'occurred_on',
      'aware_on',
      'reported_on',
      'acknowledged_on',
      'resolved_on',
      'owner',
      'root_cause',
      'corrective_action',
      'communicated_on',
      'reviewed_on',
      'reviewed_by',
      'lessons',
    ]);
    for (const type of registerTypes) {
      const { properties } = factSchema('register') as unknown as {
        properties: Record<string, { items: { properties: Record<string, { description: string }> } }>;
      };
      const told = Object.entries(properties[type]?.items.properties ?? {});
      const derived = told.filter(([fact, { description }]) => fact === 'inPeriod' || /Derived\.$/.test(description));
      expect(derived.length, type).toBeGreaterThan(0);
      for (const [fact] of derived) expect(columnsOf(type).map((column) => column.fact)).not.toContain(fact);
      expect(columnsOf(type).length + derived.length, type).toBe(told.length);
    }
  });
});

describe('the register reader', () => {
  it('reads typed cells, and where each row stands', async () => {
    const sheet = await read(incidents);
    expect(problems(sheet)).toEqual([]);
    expect(facts(sheet)).toMatchObject({ id: 'register.csv', type: 'incidents', rowCount: 2, periodRowCount: 1 });
    expect(entry(sheet, 'incidents', 'INC-1')).toEqual({
      id: 'INC-1',
      title: 'Rankings empty, for an hour',
      serious: false,
      occurredOn: '2026-08-02',
      awareOn: '2026-08-02',
      acknowledgedOn: '2026-08-02',
      resolvedOn: '2026-08-04',
      owner: 'Ines Example',
      reportingDays: 60,
      daysToAcknowledge: 0,
      daysToDetect: 0,
      daysToResolve: 2,
      inPeriod: true,
    });
    expect(sheet.sources['/incidents/1']).toEqual({ file: 'register.csv', line: 3 });
  });

  it('tells the rows of the period from the others', async () => {
    const rows = ['2026-04-30,2026-04-30', '2026-01-01,2026-08-01', '2026-08-01,', ',2026-08-01', '2099-01-01,'];
    const sheet = await read(`id,occurred_on,aware_on\n${rows.map((row, index) => `I-${index},${row}`).join('\n')}\n`);
    const seen = rows.map((_, index) => (entry(sheet, 'incidents', `I-${index}`) as { inPeriod?: boolean }).inPeriod);
    expect(seen).toEqual([false, true, true, undefined, undefined]);
    expect(sheet.absent['/incidents/3/inPeriod']).toBe('derived from occurredOn, which is absent');
    expect(sheet.absent['/incidents/4/inPeriod']).toMatch(/2099-01-01, after the audit/);
  });

  it('says why a cell gives no fact', async () => {
    const sheet = await read(incidents);
    expect(sheet.absent).toMatchObject({
      '/incidents/0/reportedOn': 'left empty at register.csv:2',
      '/incidents/0/daysToReport': 'derived from awareOn and reportedOn; reportedOn is absent',
      '/incidents/1/acknowledgedOn': 'answered "unknown" at register.csv:3',
      '/incidents/0/death': 'register.csv has no column "death"',
    });
    expect(entry(sheet, 'incidents', 'INC-2')).toMatchObject({ daysToReport: 10, reportingDays: 10 });
  });

  it('reads the same from a file with a byte-order mark and Windows line ends', async () => {
    const sheet = await read(`\uFEFF${incidents.replaceAll('\n', '\r\n')}`);
    expect(problems(sheet)).toEqual([]);
    expect(facts(sheet)).toEqual(facts(await read(incidents)));
    expect(sheet.sources).toEqual((await read(incidents)).sources);
  });

  it('counts lines rightly past cells that hold line ends', async () => {
    const sheet = await read('id,title\nA,"one\ntwo\nthree"\nB,x\nC,"y\nz"\nD,w\n');
    expect((['0', '1', '2', '3'] as const).map((index) => sheet.sources[`/incidents/${index}`]?.line)).toEqual([
      2, 5, 6, 8,
    ]);
  });

  it('reads a JSON list with the same columns', async () => {
    const sheet = await read(
      '[\n  { "id": "INC-1", "serious": true, "occurred_on": "2026-08-02" },\n  { "id": 7 }\n]',
      'incidents',
      'r.json',
    );
    expect(problems(sheet)).toEqual([]);
    expect(entry(sheet, 'incidents', 'INC-1')).toMatchObject({ serious: true, occurredOn: '2026-08-02' });
    expect(sheet.sources['/incidents/1']?.line).toBe(3);
    expect(sheet.absent['/incidents/1/serious']).toBe('not answered at r.json:3');
    expect(sheet.absent['/periodRowCount']).toBe('1 of 2 rows have no date (occurredOn)');
  });

  it('takes a header without rows for a register without rows', async () => {
    const sheet = await read('id,occurred_on\n');
    expect(problems(sheet)).toEqual([]);
    expect(facts(sheet)).toMatchObject({ rowCount: 0, periodRowCount: 0, incidents: [] });
    expect(sheet.absent['/incidents']).toBeUndefined();
    expect(facts(await read('[]', 'risks', 'r.json'))).toMatchObject({ rowCount: 0 });
  });

  it.each([
    ['an empty file', '', ['empty-file -']],
    ['an unknown column', 'id,titel\nA,x\n', ['unknown-column 1']],
    ['a column that is there twice', 'id,title,title\nA,x,y\n', ['duplicate-column 1']],
    ['no id column', 'title\nx\n', ['missing-column 1']],
    ['a derived column', 'id,days_to_report\nA,1\n', ['unknown-column 1']],
    ['a row without id', 'id,title\n,x\n', ['missing-id 2']],
    ['an id that is there twice', 'id\nA\nA\n', ['duplicate-id 3']],
    ['a row of another length', 'id,title\nA,x,y\nB,z\n', ['bad-row 2']],
    ['a bad date', 'id,occurred_on\nA,2026-02-30\n', ['bad-value 2']],
    ['a bad answer', 'id,serious\nA,perhaps\n', ['bad-value 2']],
    ['a quote that is never closed', 'id,title\nA,"x\nB,y\n', [expect.stringMatching(/^not-csv/)]],
    ['bytes', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0xff]), ['not-text -']],
  ])('names %s', async (_name, text, found) => {
    expect(problems(await read(text))).toEqual(found);
  });

  it('keeps the good cells of a row with a bad one, and says what was seen', async () => {
    const sheet = await read('id,title,occurred_on\nA,x,yesterday\n');
    expect(entry(sheet, 'incidents', 'A')).toEqual({ id: 'A', title: 'x' });
    expect(sheet.problems[0]?.message).toBe('occurred_on: saw "yesterday"; expected a date, YYYY-MM-DD');
    expect(facts(sheet)).not.toHaveProperty('periodRowCount');
  });

  it('says of a register that cannot be read that its rows are not known', async () => {
    for (const [text, path] of [
      ['{"id": 1}', 'r.json'],
      ['[1', 'r.json'],
      ['', 'r.csv'],
    ] as const) {
      const sheet = await read(text, 'risks', path);
      expect(sheet.problems).not.toEqual([]);
      expect(sheet.absent['/risks']).toContain('could not be read');
      expect(facts(sheet)).not.toHaveProperty('rowCount');
    }
  });

  it('knows whether an approver is independent only when author, approver and deployer are given', async () => {
    const sheet = await read(
      'id,author,approved_by,deployed_by\n1,Jon Sample,Ines Example,Ada Sample\n2,Jon Sample,jon  sample,Ada Sample\n3,Jon Sample,Ada Sample,Ada Sample\n4,Jon Sample,Ada Sample,\n',
      'deployments',
    );
    const independent = (facts(sheet).deployments as { approverIndependent?: boolean }[]).map(
      (row) => row.approverIndependent,
    );
    expect(independent).toEqual([true, false, false, undefined]);
  });

  it('counts days of access changes, negative when access changed before', async () => {
    const sheet = await read(
      'id,change,effective_on,access_changed_on\n1,left,2026-08-10,2026-08-08\n2,fired,2026-08-10,2026-08-11\n',
      'access-changes',
    );
    expect(entry(sheet, 'access-changes', '1')).toMatchObject({ change: 'left', daysToChange: -2 });
    expect(problems(sheet)).toEqual(['bad-value 3']);
  });

  it('reads numbers, and refuses what only looks like one', async () => {
    const sheet = await read('id,accounts_reviewed,accounts_removed,open_findings\n1,120,0,1e3\n', 'access-reviews');
    expect(entry(sheet, 'access-reviews', '1')).toEqual({ id: '1', accountsReviewed: 120, accountsRemoved: 0 });
    expect(problems(sheet)).toEqual(['bad-value 2']);
  });
});
