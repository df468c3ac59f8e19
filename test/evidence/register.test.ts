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
      'serious_point',
      'initial_report',
      'complete_report_on',
      'risk_assessed',
      'system_altered',
      'altered_on',
      'alteration_announced_on',
      'risk',
      'provider_informed_on',
      'distributor_informed_on',
      'suspended_on',
      'ai_office_informed_on',
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

  it('splits a cell of CSV that holds a list at its semicolons, and takes a list of JSON as it is', async () => {
    const sheet = await read('id,triggered_by\nR-1,INC-7; run-2026-07 ;\nR-2,\nR-3,unknown\n', 'risks');
    expect(problems(sheet)).toEqual([]);
    expect(entry(sheet, 'risks', 'R-1')).toMatchObject({ triggeredBy: ['INC-7', 'run-2026-07'] });
    expect(entry(sheet, 'risks', 'R-2')).not.toHaveProperty('triggeredBy');
    expect(sheet.absent['/risks/2/triggeredBy']).toBe('answered "unknown" at register.csv:4');
    const json = await read('[{ "id": "R-1", "triggered_by": ["INC-7"] }]', 'risks', 'r.json');
    expect(entry(json, 'risks', 'R-1')).toMatchObject({ triggeredBy: ['INC-7'] });
  });

  it('counts the days to a complete report only after an initial one, and on to the audit while it is open', async () => {
    const rows = ['2026-09-01,yes,2026-09-11', '2026-09-01,yes,', '2026-09-01,no,', '2026-09-01,,', ',yes,'];
    const sheet = await read(
      `id,reported_on,initial_report,complete_report_on\n${rows.map((row, index) => `I-${index},${row}`).join('\n')}\n`,
    );
    const seen = rows.map((_, index) => entry(sheet, 'incidents', `I-${index}`)?.daysToCompleteReport);
    expect(seen).toEqual([10, 30, undefined, undefined, undefined]);
    expect(sheet.absent['/incidents/2/daysToCompleteReport']).toBe('the report was complete at once');
    expect(sheet.absent['/incidents/3/daysToCompleteReport']).toMatch(/initialReport, which is absent/);
  });

  it('counts the days of a corrective action, each on to the audit while it is open', async () => {
    const sheet = await read(
      'id,found_on,acted_on,operators_informed_on,risk_known_on,authority_informed_on\n' +
        'N-1,2026-08-01,2026-08-03,2026-08-02,2026-08-02,2026-08-02\nN-2,2026-09-01,,,2026-09-21,\n' +
        'N-3,2026-09-01,2026-08-30,,,\n',
      'corrective-actions',
    );
    expect(entry(sheet, 'corrective-actions', 'N-1')).toMatchObject({
      daysToAct: 2,
      daysToInform: 1,
      daysToInformAuthority: 0,
      inPeriod: true,
    });
    expect(entry(sheet, 'corrective-actions', 'N-2')).toMatchObject({
      daysToAct: 30,
      daysToInform: 30,
      daysToInformAuthority: 10,
    });
    expect(sheet.absent['/corrective-actions/2/daysToAct']).toMatch(/actedOn lies before foundOn/);
    expect(sheet.absent['/corrective-actions/2/daysToInformAuthority']).toMatch(/riskKnownOn, which is absent/);
  });

  it('counts calendar months of a test in real-world conditions', async () => {
    const sheet = await read(
      'id,submitted_on,started_on,ended_on,extension_notified_on\n' +
        'T-1,2026-02-01,2026-03-31,2026-09-30,2026-09-15\nT-2,,2026-09-01,,\n',
      'real-world-tests',
    );
    expect(entry(sheet, 'real-world-tests', 'T-1')).toMatchObject({ daysFromSubmission: 58, months: 6 });
    expect(entry(sheet, 'real-world-tests', 'T-1')?.extensionNoticeMonths).toBeCloseTo(5.5, 0);
    expect(entry(sheet, 'real-world-tests', 'T-2')).toMatchObject({ months: 1 });
  });

  it('counts persons and not names among those who verified an identification', async () => {
    const sheet = await read(
      'id,started_at,verified_by\nU-1,2026-08-01T10:00:00Z,Ana Pérez; Bo Li\n' +
        'U-2,2026-08-01T10:00:00+02:00,Ana Pérez;ANA PEREZ\nU-3,2026-08-01,\n',
      'identifications',
    );
    expect(entry(sheet, 'identifications', 'U-1')).toMatchObject({ verifierCount: 2, inPeriod: true });
    expect(entry(sheet, 'identifications', 'U-2')).toMatchObject({ verifierCount: 1 });
    expect(entry(sheet, 'identifications', 'U-3')).not.toHaveProperty('verifierCount');
    // A date without a time is no beginning of a use.
    expect(problems(sheet)).toEqual(['bad-value 4']);
    expect(sheet.problems[0]?.message).toMatch(/date and time with its zone/);
  });

  it('tells whether two persons prepared and checked what an authority was given', async () => {
    const sheet = await read(
      'id,prepared_by,checked_by\nQ-1,Ana Li,Bo Li\nQ-2,Ana Li,ana  li\nQ-3,Ana Li,\n',
      'authority-requests',
    );
    const seen = ['Q-1', 'Q-2', 'Q-3'].map((id) => entry(sheet, 'authority-requests', id)?.checkerIndependent);
    expect(seen).toEqual([true, false, undefined]);
  });

  it('tells which suppliers need no agreement, when the answers suffice', async () => {
    const rows = ['yes,no', 'yes,yes', 'no,', ',yes', 'yes,', ',no'];
    const sheet = await read(
      `id,open_source,general_purpose_model\n${rows.map((row, index) => `V-${index},${row}`).join('\n')}\n`,
      'vendors',
    );
    const seen = rows.map((_, index) => entry(sheet, 'vendors', `V-${index}`)?.agreementExempt);
    expect(seen).toEqual([true, false, false, false, undefined, undefined]);
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

  it('lets the notices of a deployer that were never given keep counting', async () => {
    const sheet = await read(
      'id,aware_on,provider_informed_on,suspended_on,ai_office_informed_on\n1,2026-09-01,2026-09-02,,2026-08-30\n2,,2026-09-02,,\n',
    );
    expect(entry(sheet, 'incidents', '1')).toMatchObject({ daysToInformProvider: 1, daysToSuspend: 30 });
    expect(entry(sheet, 'incidents', '1')).not.toHaveProperty('daysToInformAiOffice');
    expect(sheet.absent['/incidents/0/daysToInformAiOffice']).toMatch(/aiOfficeInformedOn lies before awareOn/);
    expect(entry(sheet, 'incidents', '2')).not.toHaveProperty('daysToInformProvider');
  });

  it('counts the days that a request for an explanation waits', async () => {
    const sheet = await read(
      'id,received_on,answered_on\n1,2026-09-01,2026-09-11\n2,2026-09-01,\n3,,2026-09-11\n',
      'explanation-requests',
    );
    expect(entry(sheet, 'explanation-requests', '1')).toMatchObject({ answerDays: 10, inPeriod: true });
    expect(entry(sheet, 'explanation-requests', '2')).toMatchObject({ answerDays: 30 });
    expect(entry(sheet, 'explanation-requests', '3')).not.toHaveProperty('answerDays');
  });

  it('counts the hours between a biometric identification and its request, across time zones', async () => {
    const sheet = await read(
      'id,used_at,requested_at\n1,2026-09-01T10:00Z,2026-09-03T12:00+02:00\n2,2026-09-01T10:00Z,2026-09-01T06:00Z\n3,2026-09-30T00:00Z,\n4,2026-09-01,\n5,,2026-09-01T06:00Z\n',
      'biometric-uses',
    );
    expect(entry(sheet, 'biometric-uses', '1')).toMatchObject({
      usedAt: '2026-09-01T10:00:00Z',
      requestedAt: '2026-09-03T10:00:00Z',
      hoursToRequest: 48,
    });
    expect(entry(sheet, 'biometric-uses', '2')).toMatchObject({ hoursToRequest: -4 });
    expect(entry(sheet, 'biometric-uses', '3')).toMatchObject({ hoursToRequest: 48 });
    expect(entry(sheet, 'biometric-uses', '5')).not.toHaveProperty('hoursToRequest');
    expect(sheet.problems).toMatchObject([
      { code: 'bad-value', line: 5, message: expect.stringMatching(/date and time/) },
    ]);
  });

  it('reads what was found in samples of content', async () => {
    const sheet = await read(
      'id,modality,format,examined_on,marked,detectable,deepfake\n1,image,png,2026-08-02,yes,no,unknown\n',
      'content-samples',
    );
    expect(entry(sheet, 'content-samples', '1')).toEqual({
      id: '1',
      modality: 'image',
      format: 'png',
      examinedOn: '2026-08-02',
      marked: true,
      detectable: false,
      inPeriod: true,
    });
  });
});
