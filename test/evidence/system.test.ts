import { describe, expect, it } from 'vitest';
import { calendarUnits } from '../../src/base/time.ts';
import { contradictions } from '../../src/evidence/system/contradictions.ts';
import { prohibitedPoints } from '../../src/evidence/system/fields.ts';
import { entry, facts, problems, sheetOf } from './given.ts';

const read = (text: string | Uint8Array) => sheetOf('system', 'system.yaml', text);

const full = `id: ranker-system
name: Streaming recommender
version: "4.10"
intendedPurpose: Ranks films for subscribers.
systemType: recommender
roles: [provider, deployer]
owner: Ines Example
trustServiceCategories: [security]
scope: { aiSystem: yes, unionNexus: true, exclusionClaimed: none }
classification:
  declaredHighRisk: no
  annexI: { section: none, safetyComponent: no, thirdPartyAssessment: false }
  annexIII:
    screened: ["1", 2, "3(a)", 8]
    points: ["5(b)"]
  derogation: { claimed: no, condition: unknown }
  profiling: yes
generalPurposeModel:
  provided: yes
  trainingFlops: 3.2e24
  thresholdMetOn: 2026-03-01
  notifiedOn: 2026-03-11
prohibitedPractices:
  a: { practiced: no, reason: No persuasive interface. }
  b: no
  h: unknown
logs: { underControl: yes, retentionMonths: 12 }
market:
  certificateIssuedOn: 2024-02-29
  certificateExpiresOn: 2028-02-29
models:
  - { id: ranker, version: "4.10", inProduction: yes }
  - { id: candidates, inProduction: unknown }
owners:
  - { id: ines, name: Ines Example, role: accountable owner }
`;

describe('the system reader', () => {
  it('turns answers into facts, with the line of each', async () => {
    const sheet = await read(full);
    expect(problems(sheet)).toEqual([]);
    expect(facts(sheet)).toMatchObject({
      id: 'ranker-system',
      version: '4.10',
      systemType: 'recommender',
      aiSystem: true,
      unionNexus: true,
      claimsExclusion: false,
      declaredHighRisk: false,
      annexISection: 'none',
      annexIIIScreenedPoints: ['1', '2', '3(a)', '8'],
      annexIIIPoints: ['5(b)'],
      profiling: true,
      trainingFlops: 3.2e24,
      logRetentionMonths: 12,
    });
    expect(sheet.sources['/version']).toEqual({ file: 'system.yaml', line: 3 });
    expect(sheet.sources['/profiling']).toEqual({ file: 'system.yaml', line: 17 });
    expect(sheet.sources['/models/1']).toEqual({ file: 'system.yaml', line: 33 });
  });

  it('derives what follows from the answers', async () => {
    expect(facts(await read(full))).toMatchObject({
      isProvider: true,
      isDeployer: true,
      annexIIICount: 1,
      gpaiNotificationDays: 10,
      certificateYears: 4,
      modelCount: 2,
    });
  });

  describe('on what the provider side of the Act asks', () => {
    const derived = async (answers: string) => {
      const sheet = await read(`id: x\n${answers}\n`);
      return { facts: facts(sheet), absent: sheet.absent };
    };

    it.each([
      ['DE', true],
      ['EL', true],
      ['GB', false],
      ['CH', false],
      ['NO', undefined],
      ['unknown', undefined],
    ])('takes an establishment in %s as inside the Union: %s', async (country, inside) => {
      const { facts: seen, absent } = await derived(`organisation: { country: ${JSON.stringify(country)} }`);
      expect(seen.establishedInUnion).toBe(inside);
      if (inside === undefined) expect(absent['/establishedInUnion']).toMatch(/EEA|is absent/);
    });

    it.each([
      ['["1(a)"]', true],
      ['["1(a)", "1"]', true],
      ['["1(b)", "6(a)"]', false],
      ['["5(b)"]', false],
      ['[]', false],
      ['["1"]', undefined],
      ['unknown', undefined],
    ])('takes the points %s for remote identification: %s', async (points, remote) => {
      const { facts: seen } = await derived(`classification: { annexIII: { points: ${points} } }`);
      expect(seen.remoteBiometricIdentification).toBe(remote);
    });

    it.each([
      ['["1(a)", "6(b)"]', true],
      ['["7(a)"]', true],
      ['["6(a)", "5(b)"]', false],
      ['[]', false],
      ['unknown', undefined],
    ])('takes the points %s for those of the secure section: %s', async (points, secure) => {
      const { facts: seen } = await derived(`classification: { annexIII: { points: ${points} } }`);
      expect(seen.securePointsOnly).toBe(secure);
    });

    it.each([
      ['{ rebranded: no, substantiallyModified: no, purposeChanged: no }', false],
      ['{ rebranded: no, substantiallyModified: yes, purposeChanged: unknown }', true],
      ['{ rebranded: no, substantiallyModified: no }', undefined],
      ['unknown', undefined],
    ])('takes %s for becoming the provider: %s', async (answers, became) => {
      expect((await derived(`roleChange: ${answers}`)).facts.becameProvider).toBe(became);
    });

    it('measures how far the logs reach back at the date of the audit', async () => {
      expect((await derived('logs: { oldestEventOn: 2026-04-01 }')).facts.oldestLogEventMonths).toBe(6);
      expect((await derived('logs: { oldestEventOn: 2026-10-02 }')).absent['/oldestLogEventMonths']).toMatch(
        /after the audit of 2026-10-01/,
      );
      expect((await derived('logs: { retentionMonths: 12 }')).absent['/oldestLogEventMonths']).toMatch(/absent/);
    });

    it('tells an empty list of codes of conduct from an unanswered one', async () => {
      expect((await derived('organisation: { codesOfConduct: [] }')).facts.followsCodeOfConduct).toBe(false);
      expect((await derived('organisation: { codesOfConduct: [Green AI] }')).facts.followsCodeOfConduct).toBe(true);
      expect((await derived('organisation: {}')).facts).not.toHaveProperty('followsCodeOfConduct');
    });
  });

  it('knows of the screen whether a practice is declared, and an open point is no no', async () => {
    const screened = async (answers: string) => facts(await read(`id: s\nprohibitedPractices: { ${answers} }\n`));
    const nothing = 'a: no, b: no, c: no, d: no, e: no, f: no, g: no';
    expect(await screened(`${nothing}, h: no`)).toMatchObject({ prohibitedPracticeFound: false });
    expect(await screened(`${nothing}, h: unknown`)).not.toHaveProperty('prohibitedPracticeFound');
    expect(await screened('c: yes, h: unknown')).toMatchObject({ prohibitedPracticeFound: true });
    expect(await screened('ba: no')).not.toHaveProperty('prohibitedMaterialFound');
    expect(await screened('ba: no, bb: no')).toMatchObject({ prohibitedMaterialFound: false });
    expect(await screened('bb: yes')).toMatchObject({ prohibitedMaterialFound: true });
  });

  it('takes "none" for a date as an answer, and lets a notice that was never given keep counting', async () => {
    const dated = async (text: string) => read(`id: s\n${text}\n`);
    const silent = await dated('generalPurposeModel: { thresholdMetOn: 2026-09-01, notifiedOn: none }');
    expect(problems(silent)).toEqual([]);
    expect(facts(silent)).toMatchObject({ gpaiNotificationDays: 30 });
    expect(silent.absent['/gpaiNotifiedOn']).toBe('answered "none" at system.yaml:2');
    expect(
      facts(await dated('generalPurposeModel: { thresholdMetOn: 2026-09-01, notifiedOn: unknown }')),
    ).not.toHaveProperty('gpaiNotificationDays');
    expect(facts(await dated('market: { placedOnMarketOn: none }'))).toMatchObject({ onMarket: false });
    expect(facts(await dated('market: { placedOnMarketOn: 2026-10-01 }'))).toMatchObject({ onMarket: true });
    expect(facts(await dated('market: { placedOnMarketOn: 2026-10-02 }'))).toMatchObject({ onMarket: false });
    expect(facts(await dated('market: { placedOnMarketOn: unknown }'))).not.toHaveProperty('onMarket');
    expect(facts(await dated('use: { firstUseOn: none, friaElementsChangedOn: none }'))).toMatchObject({
      inUse: false,
      friaElementsChanged: false,
    });
    expect(facts(await dated('use: { friaElementsChangedOn: 2026-08-01 }'))).toMatchObject({
      friaElementsChanged: true,
    });
    expect(problems(await dated('market: { registeredOn: none }'))).toEqual(['bad-value 2']);
  });

  it('counts whole months of use', async () => {
    const used = async (first: string) => facts(await read(`id: s\nuse: { firstUseOn: ${first} }\n`));
    expect(await used('2026-04-01')).toMatchObject({ monthsInUse: 6 });
    expect(await used('2026-04-02')).toMatchObject({ monthsInUse: 5 });
    expect(await used('2026-11-01')).not.toHaveProperty('monthsInUse');
  });

  describe('on Annex III', () => {
    const answered = (points: string, biometrics: string) =>
      read(`id: s\nclassification:\n  annexIII: { points: ${points} }\n  biometricSystem: ${biometrics}\n`);

    it('derives whether the system is biometric, and whether it goes beyond critical infrastructure', async () => {
      const derived = async (points: string) => facts(await answered(points, 'unknown'));
      expect(await derived('["1(a)"]')).toMatchObject({ biometricSystem: true, annexIIIBeyondPoint2: true });
      expect(await derived('[1]')).toMatchObject({ biometricSystem: true });
      expect(await derived('["5(b)"]')).toMatchObject({ biometricSystem: false, annexIIIBeyondPoint2: true });
      expect(await derived('[2]')).toMatchObject({ biometricSystem: false, annexIIIBeyondPoint2: false });
      expect(await derived('[2, "5(b)", "5(c)"]')).toMatchObject({
        annexIIIBeyondPoint2: true,
        annexIIIAreas: ['2', '5'],
      });
      expect(await derived('[]')).toMatchObject({ biometricSystem: false, annexIIIBeyondPoint2: false });
    });

    it('follows the answer while the points are unknown', async () => {
      const sheet = await answered('unknown', 'no');
      expect(facts(sheet)).toMatchObject({ biometricSystem: false });
      expect(facts(sheet)).not.toHaveProperty('annexIIIBeyondPoint2');
      expect(problems(sheet)).toEqual([]);
    });

    it('believes neither the points nor an answer that contradicts them', async () => {
      for (const [points, answer] of [
        ['["1(a)"]', 'no'],
        ['["5(b)"]', 'yes'],
      ] as const) {
        const sheet = await answered(points, answer);
        expect(facts(sheet)).not.toHaveProperty('biometricSystem');
        expect(sheet.absent['/biometricSystem']).toMatch(/contradict each other/);
        expect(sheet.problems).toMatchObject([{ code: 'contradiction', file: 'system.yaml', line: 4 }]);
      }
    });
  });

  describe('on answers that contradict each other', () => {
    const cases: readonly (readonly [withdrawn: string, answers: string, line: number])[] = [
      ['biometricSystem', 'classification:\n  annexIII: { points: ["1(a)"] }\n  biometricSystem: no', 4],
      ['biometricSystem', 'classification:\n  annexIII: { points: ["5(b)"] }\n  biometricSystem: yes', 4],
      ...[
        'trainingFlops: 2e25',
        'thresholdMetOn: 2026-05-01',
        'notifiedOn: 2026-05-01',
        'placedOnMarketOn: 2026-05-01',
        'systemicRiskDeclared: yes',
        'designatedByCommission: yes',
        'openSource: yes',
        'monetised: yes',
        'codeOfPractice: partly',
      ].map((answer) => ['gpaiModel', `generalPurposeModel:\n  ${answer}\n  provided: no`, 4] as const),
      ['interactsWithPersons', 'systemType: conversational\ntransparency:\n  interactsWithPersons: no', 4],
      ['interactsWithPersons', 'transparency:\n  interactionObvious: yes\n  interactsWithPersons: no', 4],
      ['generatesContent', 'systemType: generative\ntransparency:\n  generatesContent: no', 4],
      ['generatesContent', 'transparency:\n  deepfakes: yes\n  generatesContent: no', 4],
      ['generatesContent', 'transparency:\n  publicInterestText: yes\n  generatesContent: no', 4],
      ...['1(b)', '1(c)'].map(
        (point) =>
          [
            'emotionOrBiometric',
            `classification: { annexIII: { points: ["${point}"] } }\ntransparency: { emotionOrBiometric: no }`,
            3,
          ] as const,
      ),
      ...['6', '7(a)'].map(
        (point) =>
          [
            'lawEnforcementOrMigration',
            `classification:\n  annexIII: { points: ["${point}"] }\n  lawEnforcementOrMigration: no`,
            4,
          ] as const,
      ),
      ['publicBodyOrServices', 'use:\n  publicAuthority: yes\n  publicBodyOrServices: no', 4],
      ['processesPersonalData', 'classification: { profiling: yes }\ndata: { personalData: no }', 3],
      ['processesPersonalData', 'data:\n  specialCategories: yes\n  personalData: no', 4],
      ...['safetyComponent: yes', 'thirdPartyAssessment: yes', 'act: Regulation (EU) 2017/745'].map(
        (answer) => ['annexISection', `classification:\n  annexI:\n    ${answer}\n    section: none`, 5] as const,
      ),
      ['aiSystem', 'classification: { declaredHighRisk: yes }\nscope: { aiSystem: no }', 3],
      ...['importer', 'distributor', 'authorised-representative'].map(
        (role) => ['unionNexus', `roles: [${role}]\nscope: { unionNexus: no }`, 3] as const,
      ),
    ];

    it.each(cases)('takes back %s when it is answered by %j', async (fact, answers, line) => {
      const sheet = await read(`id: s\n${answers}\n`);
      expect(facts(sheet)).not.toHaveProperty(fact);
      expect(sheet.absent[`/${fact}`]).toMatch(/\(line \d\) and .*\(line \d\) contradict each other/);
      expect(sheet.problems).toMatchObject([{ code: 'contradiction', file: 'system.yaml', line }]);
      expect(sheet.problems[0]?.message).toMatch(/\(line \d\) and .*\(line \d\), which contradict each other/);
    });

    it('tries every answer of the table', () => {
      for (const fact of new Set(contradictions.map((each) => each.fact)))
        expect(cases.filter(([withdrawn]) => withdrawn === fact).length).toBeGreaterThanOrEqual(
          contradictions.filter((each) => each.fact === fact).flatMap(({ by }) => by).length,
        );
    });

    it('keeps answers that only look alike', async () => {
      const sheet = await read(
        `id: s
systemType: recommender
roles: [provider, deployer]
classification: { annexI: { section: none, act: none }, annexIII: { points: ["4(a)"] } }
generalPurposeModel: { provided: no, trainingFlops: 0, codeOfPractice: none, notifiedOn: none, openSource: no }
transparency: { interactsWithPersons: no, generatesContent: no, emotionOrBiometric: no, assistiveOnly: no }
use: { workplaceUse: no, publicAuthority: no, publicBodyOrServices: yes }
`,
      );
      expect(sheet.problems).toEqual([]);
      expect(facts(sheet)).toMatchObject({ gpaiModel: false, workplaceUse: false, annexISection: 'none' });
    });

    it('tells several at once, and each with all that contradicts it', async () => {
      const sheet = await read(
        `id: s
systemType: generative
transparency:
  generatesContent: no
  deepfakes: yes
generalPurposeModel: { provided: no, trainingFlops: 2e25 }
`,
      );
      expect(sheet.problems.map(({ line, message }) => [line, message])).toEqual([
        [
          4,
          'saw transparency.generatesContent: no (line 4) and systemType: generative (line 2) and transparency.deepfakes: yes (line 5), which contradict each other: such output is synthetic content; expected one of them to be corrected',
        ],
        [6, expect.stringContaining('generalPurposeModel.trainingFlops: 2e+25 (line 6)')],
      ]);
    });
  });

  it('leaves the exclusion that nobody claims absent, and says that none is claimed', async () => {
    const sheet = await read(full);
    expect(facts(sheet)).not.toHaveProperty('exclusionClaimed');
    expect(facts(await read('id: s\nscope: { exclusionClaimed: "2(6)" }'))).toMatchObject({
      exclusionClaimed: '2(6)',
      claimsExclusion: true,
    });
    expect(facts(await read('id: s\nscope: { exclusionClaimed: unknown }'))).not.toHaveProperty('claimsExclusion');
  });

  it('has an item for every point of Art. 5(1), answered or not', async () => {
    const sheet = await read(full);
    const items = facts(sheet).prohibitedPractices as { id: string }[];
    expect(items.map((item) => item.id)).toEqual([...prohibitedPoints]);
    expect(entry(sheet, 'prohibitedPractices', 'a')).toEqual({
      id: 'a',
      practiced: false,
      reason: 'No persuasive interface.',
    });
    expect(entry(sheet, 'prohibitedPractices', 'h')).toEqual({ id: 'h' });
    expect(entry(sheet, 'prohibitedPractices', 'ba')).toEqual({ id: 'ba' });
    expect(sheet.absent['/prohibitedPractices/9/practiced']).toBe('answered "unknown" at system.yaml:26');
    expect(sheet.absent['/prohibitedPractices/2/practiced']).toBe('not answered in system.yaml');
  });

  it('never reads unknown as no, for an answer, a group or a list', async () => {
    const sheet = await read(
      'id: s\nroles: unknown\nscope: unknown\nclassification: { profiling: UNKNOWN, annexIII: { points: [unknown] } }\nprohibitedPractices: unknown\nmodels: unknown\nowners: []\n',
    );
    expect(facts(sheet)).toEqual({
      id: 's',
      models: [],
      owners: [],
      prohibitedPractices: prohibitedPoints.map((id) => ({ id })),
    });
    expect(sheet.absent).toMatchObject({
      '/roles': 'answered "unknown" at system.yaml:2',
      '/isProvider': 'derived from roles, which is absent',
      '/aiSystem': 'answered "unknown" at system.yaml:3',
      '/annexIIIPoints': expect.stringContaining('unknown'),
      '/annexIIICount': 'derived from annexIIIPoints, which is absent',
      '/prohibitedPractices/0/practiced': 'answered "unknown" at system.yaml:5',
      '/models': 'answered "unknown" at system.yaml:6',
      '/modelCount': 'the inventory of models is not answered',
    });
    expect(sheet.absent['/owners']).toBeUndefined();
  });

  it('takes an empty list for an answer, and a blank or a placeholder for none', async () => {
    const sheet = await read(
      'id: s\nname:\nowner: TODO\nintendedPurpose: ""\nclassification: { annexIII: { points: [] } }\n',
    );
    expect(problems(sheet)).toEqual([]);
    expect(facts(sheet)).toMatchObject({ annexIIIPoints: [], annexIIICount: 0 });
    expect(sheet.absent).toMatchObject({
      '/name': 'left empty at system.yaml:2',
      '/owner': 'left as a placeholder, "TODO", at system.yaml:3',
      '/intendedPurpose': 'left empty at system.yaml:4',
    });
  });

  it.each([
    ['version: 4.10', '/version', /text/],
    ['scope: { aiSystem: maybe }', '/aiSystem', /yes, no|expected one of/],
    ['systemType: magic', '/systemType', /recommender/],
    ['roles: [provider, owner]', '/roles', /provider/],
    ['classification: { annexIII: { points: ["9(z)"] } }', '/annexIIIPoints', undefined],
    ['market: { placedOnMarketOn: 2026-02-30 }', '/placedOnMarketOn', /a date, YYYY-MM-DD/],
    ['market: { placedOnMarketOn: 01.02.2026 }', '/placedOnMarketOn', /a date, YYYY-MM-DD/],
    ['logs: { retentionMonths: twelve }', '/logRetentionMonths', /a number/],
    ['generalPurposeModel: { trainingFlops: .nan }', undefined, undefined],
  ])('tells that %s cannot be read, once, and keeps the rest', async (line, pointer, message) => {
    const sheet = await read(`id: s\nname: System\n${line}\n`);
    expect(sheet.problems).toHaveLength(1);
    expect(sheet.problems[0]?.line).toBe(3);
    if (pointer === undefined) return;
    if (message) {
      expect(facts(sheet)).not.toHaveProperty(pointer.slice(1));
      expect(sheet.absent[pointer]).toMatch(message);
    }
    expect(facts(sheet)).toMatchObject({ name: 'System' });
  });

  it('names unknown keys at every depth', async () => {
    const sheet = await read('id: s\nownr: x\nscope: { aiSytem: yes }\nmodels: [{ id: m, inProd: yes }]\n');
    expect(problems(sheet)).toEqual(['unknown-key 2', 'unknown-key 3', 'unknown-key 4']);
    expect(sheet.problems[1]?.message).toContain('scope.aiSytem: unknown key "aiSytem"; expected one of aiSystem');
  });

  it('names a model that is there twice', async () => {
    expect(problems(await read('id: s\nmodels: [{ id: m }, { id: m }]\n'))).toEqual(['duplicate-id 2']);
  });

  it.each([
    ['a duplicate key', 'id: a\nid: b\n', 2],
    ['an alias', 'id: &a x\nname: *a\n', undefined],
    ['a list', '- id: a\n', undefined],
    ['nothing', '', undefined],
    ['bytes', new Uint8Array([0, 159, 146, 150]), undefined],
    ['a key that reaches a prototype', 'id: a\n__proto__: { isProvider: true }\n', 2],
  ])('reads %s as no system at all', async (_name, text, line) => {
    const sheet = await read(text);
    expect(sheet.problems.length).toBeGreaterThan(0);
    if (line !== undefined) expect(sheet.problems[0]?.line).toBe(line);
    expect(facts(sheet).id).toBe('system.yaml');
    expect(facts(sheet)).not.toHaveProperty('isProvider');
  });

  it('does not derive years of a certificate that ends before it begins', async () => {
    const sheet = await read('id: s\nmarket: { certificateIssuedOn: 2026-01-01, certificateExpiresOn: 2025-01-01 }');
    expect(sheet.absent['/certificateYears']).toBe('certificateExpiresOn lies before certificateIssuedOn');
  });
});

describe('calendarYears', () => {
  const at = (date: string) => Date.parse(date);
  it.each([
    ['2026-01-01', '2030-01-01', 4],
    ['2026-01-01', '2030-01-02', 4.0027],
    ['2024-02-29', '2025-02-28', 1],
    ['2026-01-01', '2026-07-02', 0.4986],
    ['2026-01-01', '2026-01-01', 0],
  ])('%s to %s is %d', (from, until, years) => {
    expect(calendarUnits('years', at(from), at(until))).toBe(years);
  });
});
