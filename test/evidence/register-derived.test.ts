import { describe, expect, it } from 'vitest';
import { entry, facts, problems, readFiles, sheetsOf } from './given.ts';

/** Facts of the rows of a register by their id; the period is July to September 2026, the audit of 1 October. */
const rowsOf = async (type: string, text: string): Promise<Readonly<Record<string, Record<string, unknown>>>> => {
  const reading = await readFiles({ 'r.csv': text }, `register: [{ path: r.csv, type: ${type} }]`);
  const [sheet] = sheetsOf(reading, 'register');
  if (!sheet) throw new Error('no sheet');
  expect(problems(sheet)).toEqual([]);
  const list = (facts(sheet) as Record<string, readonly { id: string }[]>)[type] ?? [];
  return Object.fromEntries(list.map(({ id }) => [id, entry(sheet, type, id) as Record<string, unknown>]));
};

/** One derived fact of every row, in order. */
const derived = async (type: string, fact: string, header: string, rows: readonly string[]): Promise<unknown[]> => {
  const read = await rowsOf(type, `id,${header}\n${rows.map((row, index) => `r${index},${row}`).join('\n')}\n`);
  return rows.map((_, index) => read[`r${index}`]?.[fact]);
};

describe('a clock that runs until something is done', () => {
  it.each([
    ['vulnerabilities', 'openDays', 'found_on,fixed_on'],
    ['deficiencies', 'openDays', 'found_on,closed_on'],
    ['deficiencies', 'daysToReport', 'found_on,reported_on'],
    ['data-requests', 'answerDays', 'received_on,answered_on'],
    ['emergency-changes', 'reviewDays', 'made_on,reviewed_on'],
    ['security-events', 'triageDays', 'detected_on,triaged_on'],
    ['incidents', 'reviewDays', 'resolved_on,reviewed_on'],
    ['disclosures', 'subjectNoticeDays', 'detected_on,subjects_told_on'],
    ['disclosures', 'authorityNoticeDays', 'detected_on,authority_told_on'],
    ['consents', 'daysToStop', 'withdrawn_on,stopped_on'],
  ])(
    '%s, %s: ends with the second date, else at the audit; an answer "unknown" stops nothing',
    async (type, fact, header) => {
      expect(
        await derived(type, fact, header, [
          '2026-09-01,2026-09-04',
          '2026-09-01,',
          '2026-09-01,unknown',
          '2026-09-04,2026-09-01',
          '2026-12-01,',
        ]),
      ).toEqual([3, 30, undefined, undefined, undefined]);
      const [first] = header.split(',');
      expect(await derived(type, fact, String(first), ['2026-09-01'])).toEqual([undefined]);
    },
  );

  it('does not run for consent that nobody withdrew', async () => {
    expect(await derived('consents', 'daysToStop', 'withdrawn_on,stopped_on', [',', 'unknown,'])).toEqual([
      0,
      undefined,
    ]);
  });

  it.each([
    ['no', '2026-08-01,2026-08-20,2026-08-23', 3],
    ['yes', '2026-08-01,,2026-08-03', 2],
    ['', '2026-08-01,2026-08-20,2026-08-23', undefined],
  ])(
    'of a disclosure, authorised: "%s", to its record begins with the day that can be known',
    async (authorised, dates, days) => {
      expect(
        await derived('disclosures', 'daysToRecord', 'authorised,disclosed_on,detected_on,recorded_on', [
          `${authorised},${dates}`,
        ]),
      ).toEqual([days]);
    },
  );
});

describe('what was open in the period', () => {
  it.each([
    ['vulnerabilities', 'found_on,fixed_on', 'openInPeriod'],
    ['data-requests', 'received_on,answered_on', 'openInPeriod'],
    ['deficiencies', 'found_on,closed_on', 'openInPeriod'],
    ['personnel', 'started_on,left_on', 'inPeriod'],
  ])('%s: also what began before it, and not what ended before it', async (type, header, fact) => {
    expect(
      await derived(type, fact, header, [
        '2026-08-01,2026-08-02',
        '2020-01-01,',
        '2020-01-01,2026-07-01',
        '2020-01-01,2026-06-30',
        '2026-10-01,',
        '2027-01-01,',
        ',',
        '2026-08-01,unknown',
      ]),
    ).toEqual([true, true, true, false, false, undefined, undefined, undefined]);
  });
});

describe('personnel', () => {
  it('knows joiners, leavers and who works here; a last day that lies ahead is no leaving yet', async () => {
    const read = await rowsOf(
      'personnel',
      'id,started_on,left_on,screened_on\nstays,2020-01-01,,2019-12-20\nleft,2020-01-01,2026-08-31,\njoined,2026-08-01,,2026-08-05\nahead,2020-01-01,2026-12-31,\nasked,2020-01-01,unknown,\n',
    );
    expect(
      Object.fromEntries(
        Object.entries(read).map(([id, { startedInPeriod, leftInPeriod, employed, daysToScreen }]) => [
          id,
          [startedInPeriod, leftInPeriod, employed, daysToScreen],
        ]),
      ),
    ).toEqual({
      stays: [false, false, true, -12],
      left: [false, true, false, undefined],
      joined: [true, false, true, 4],
      ahead: [false, false, true, undefined],
      asked: [false, undefined, undefined, undefined],
    });
    expect(await derived('personnel', 'leftInPeriod', 'started_on', ['2020-01-01'])).toEqual([undefined]);
  });
});

describe('disposals', () => {
  const header = 'data,held_since,retention_days,disposed_on';
  const rows = [
    'D-1,2026-07-01,30,2026-08-02',
    'D-1,2026-07-01,30,',
    'D-1,2026-01-01,30,2026-02-10',
    'D-1,2026-01-01,30,2026-08-10',
    'D-1,2026-09-20,30,',
    'D-1,2026-07-01,,',
    'D-1,2026-07-01,30,unknown',
  ];

  it('count the days beyond the retention, also while nothing was disposed of', async () => {
    expect(await derived('disposals', 'overdueDays', header, rows)).toEqual([
      2,
      62,
      10,
      191,
      -19,
      undefined,
      undefined,
    ]);
  });

  it('are due in the period also when they are overdue from before it', async () => {
    expect(await derived('disposals', 'dueInPeriod', header, rows)).toEqual([
      true,
      true,
      false,
      true,
      false,
      undefined,
      undefined,
    ]);
  });

  it('and the inventory write a retention in the same words', async () => {
    expect(await derived('disposals', 'retention', header, [rows[0] ?? ''])).toEqual(['D-1: 30 days']);
    const read = await rowsOf('data-inventory', 'id,retention_days\nD-1,30\nD-2,\n');
    expect([read['D-1']?.retention, read['D-2']?.retention]).toEqual(['D-1: 30 days', undefined]);
  });
});

describe('facts that compare cells of a row', () => {
  it.each([
    [
      'configuration-snapshots',
      'accountedFor',
      'expected,seen,deviation_approved_by',
      ['on,on,', 'on,off,', 'on,off,Ada Sample', 'on,,Ada Sample', 'on,off,unknown'],
      [true, false, true, undefined, undefined],
    ],
    ['configuration-snapshots', 'asExpected', 'expected,seen', ['on,on', 'on,off', ',on'], [true, false, undefined]],
    [
      'restore-tests',
      'withinObjective',
      'objective_hours,restored_hours',
      ['4,4', '4,4.5', '4,'],
      [true, false, undefined],
    ],
    [
      'reconciliations',
      'unexplained',
      'expected_count,actual_count,explained_count',
      ['100,98,2', '98,100,0', '100,100,'],
      [0, 2, undefined],
    ],
    [
      'consents',
      'lawful',
      'choice,obtained_on,collected_on',
      [
        'given,2026-08-01,2026-08-01',
        'given,2026-08-02,2026-08-01',
        'refused,2026-08-01,',
        'refused,2026-08-01,2026-08-02',
        'given,,2026-08-01',
        'given,2026-08-01,unknown',
      ],
      [true, false, true, false, undefined, undefined],
    ],
    [
      'data-requests',
      'reasoned',
      'result,reason',
      ['granted,', 'refused,', 'partly,Others are named in it', ',', 'refused,unknown'],
      [true, false, true, undefined, undefined],
    ],
    [
      'emergency-changes',
      'reviewerIndependent',
      'author,reviewed_by',
      ['Jon Sample,Ada Sample', 'Jon Sample,jon  sample', 'Jon Sample,'],
      [true, false, undefined],
    ],
  ])('%s: %s', async (type, fact, header, rows, seen) => {
    expect(await derived(type, fact, header, rows)).toEqual(seen);
  });
});
