import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import type { FactSheet } from '../../src/model/facts.ts';
import type { Catalog, Control, PlannedControl } from '../../src/model/policy.ts';
import { sheet } from '../checks/given.ts';
import { clock, control, criteria, law, plan, plannedControl } from './given.ts';

const long = sheet('document', { id: 'long', contentLength: 5, sections: [] });
const short = sheet('document', { id: 'short', contentLength: 1, sections: [] });
const system = (facts: object) => sheet('system', { id: 'sys', ...facts });

const findingOf = (planned: PlannedControl, sheets: readonly FactSheet[]) => {
  const [finding] = assess(plan([planned]), sheets, clock).findings;
  if (!finding) throw new Error('no finding');
  return finding;
};

describe('a condition that rests on a control', () => {
  const conditions = new Map([
    ...plan([]).conditions,
    ['released', { id: 'released', title: 'Released', when: { satisfied: 'subject.control' } } as const],
  ]);
  const released = (planned: readonly PlannedControl[], sheets: readonly FactSheet[]) => {
    const found = assess(plan(planned, { conditions }), sheets, clock).conditions.find(({ id }) => id === 'released');
    return `${found?.value}: ${found?.reason}`;
  };
  const unknown = sheet('document', { id: 'unknown', sections: [] });

  test('holds only when the control is satisfied, and gives nothing the benefit of the doubt', () => {
    expect(released([plannedControl()], [long])).toBe('true: subject.control is satisfied');
    expect(released([plannedControl()], [short])).toBe('false: subject.control is not-satisfied');
    expect(released([plannedControl()], [unknown])).toBe('false: subject.control is undetermined');
    expect(released([plannedControl()], [])).toBe('false: subject.control is undetermined');
    expect(released([plannedControl({ appliesWhen: 'large' })], [system({}), long])).toBe(
      'false: subject.control is undetermined',
    );
  });
  test('does not hold when the audit leaves the control out, or loosened it beyond its floor', () => {
    expect(released([], [long])).toBe('false: subject.control is not part of this audit');
    expect(released([plannedControl({}, true)], [long])).toBe('false: subject.control is undetermined');
  });
});

describe('a finding', () => {
  test('says what failed, with the failure title, and which evidence was read', () => {
    expect(findingOf(plannedControl(), [long, short])).toMatchObject({
      outcome: 'not-satisfied',
      title: 'A document is too short',
      reason: '1 of 2 items is an exception; short: contentLength is 1, expected at least 2',
      answers: ['law#1'],
      evidence: ['long.yaml', 'short.yaml'],
      relaxed: false,
      blocks: false,
      waivedBy: [],
    });
  });
  test('carries what the control explains, whatever its outcome', () => {
    const planned = plannedControl({ explains: 'What the law says.' });
    expect(findingOf(planned, [long])).toMatchObject({ outcome: 'satisfied', explains: 'What the law says.' });
    expect(findingOf(planned, [short])).toMatchObject({ outcome: 'not-satisfied', explains: 'What the law says.' });
    expect(findingOf(plannedControl(), [long])).not.toHaveProperty('explains');
  });
  test('is not applicable only on known facts, with the reason', () => {
    const planned = plannedControl({ appliesWhen: 'large' });
    expect(findingOf(planned, [system({ modelCount: 2 }), short])).toMatchObject({
      outcome: 'not-applicable',
      reason: 'large does not hold: modelCount is 2',
      checks: [],
      evidence: ['short.yaml', 'sys.yaml'],
    });
  });
  test('is undetermined when nobody knows whether the control applies', () => {
    expect(findingOf(plannedControl({ appliesWhen: 'large' }), [system({}), long])).toMatchObject({
      outcome: 'undetermined',
      reason: 'whether large holds is unknown: modelCount is absent',
      title: 'Documents are long enough',
    });
  });
  test('tells an observed failure even then, and does not judge by it', () => {
    expect(findingOf(plannedControl({ appliesWhen: 'large' }), [system({}), short])).toMatchObject({
      outcome: 'undetermined',
      reason: expect.stringMatching(
        /whether large holds is unknown: modelCount is absent; if it does, exceptions were/,
      ),
    });
  });
  test('of a control loosened beyond its floor keeps its outcome and answers nothing', () => {
    const judgement = assess(plan([plannedControl({}, true)]), [long], clock);
    expect(judgement.findings[0]).toMatchObject({ outcome: 'satisfied', relaxed: true, answers: [] });
    expect(judgement.findings[0]?.parameters).toEqual([
      { name: 'least', title: 'Least', value: '9', default: '2', beyondFloor: true },
    ]);
    expect(judgement.requirements[0]).toMatchObject({ id: '1', controls: [] });
    expect(judgement.requirements[0]).not.toHaveProperty('outcome');
  });
  test('is upcoming when none of its requirements is in application', () => {
    expect(findingOf(plannedControl({ answers: ['law#2'] }), [short])).toMatchObject({ upcomingFrom: '2027-12-02' });
    expect(findingOf(plannedControl({ answers: ['law#2', 'law#1'] }), [short])).not.toHaveProperty('upcomingFrom');
    expect(findingOf(plannedControl({ answers: ['law#2', 'criteria#A1'] }), [short])).not.toHaveProperty(
      'upcomingFrom',
    );
  });
  test('heeds only the frameworks of the plan', () => {
    const [finding] = assess(
      plan([plannedControl({ answers: ['law#2', 'criteria#A1'] })], { catalogs: [law] }),
      [short],
      clock,
    ).findings;
    expect(finding).toMatchObject({ upcomingFrom: '2027-12-02', answers: ['law#2'] });
  });
});

describe('a requirement that binds only under a condition', () => {
  const scoped = { ...criteria, requirements: [{ id: 'A1', title: 'First', citation: 'A1', appliesWhen: 'large' }] };
  const judged = (facts: object) =>
    assess(
      plan([plannedControl({ answers: ['law#2', 'criteria#A1'] })], { catalogs: [law, scoped] }),
      [system(facts), short],
      clock,
    );
  const outcomeOf = (facts: object) =>
    judged(facts).requirements.find(({ framework }) => framework === 'criteria')?.outcome;
  test('is not applicable only on known facts', () => {
    expect([outcomeOf({ modelCount: 20 }), outcomeOf({}), outcomeOf({ modelCount: 2 })]).toEqual([
      'not-satisfied',
      'not-satisfied',
      'not-applicable',
    ]);
  });
  test('says why it is out of scope, also when no control answers it, and is then not "not tested"', () => {
    const untested = {
      ...criteria,
      requirements: [{ id: 'B1', title: 'B', citation: 'B1', appliesWhen: 'large', notTestedHere: 'Nobody looks.' }],
    };
    const of = (facts: object) => assess(plan([], { catalogs: [untested] }), [system(facts)], clock);
    const out = of({ modelCount: 2 });
    expect(out.requirements[0]).toMatchObject({
      outcome: 'not-applicable',
      outOfScope: 'large does not hold: modelCount is 2',
      controls: [],
    });
    expect(out.requirements[0]).not.toHaveProperty('notTestedHere');
    expect(out.frameworks[0]).toMatchObject({ requirements: 1, answered: 0 });
    expect(out.frameworks[0]?.outcomes['not-applicable']).toBe(1);
    expect(of({}).requirements[0]).toMatchObject({ notTestedHere: 'Nobody looks.' });
    expect(of({}).requirements[0]).not.toHaveProperty('outcome');
    expect(of({}).requirements[0]).not.toHaveProperty('outOfScope');
  });
  test('keeps no finding from being upcoming once it does not bind', () => {
    expect(judged({ modelCount: 2 }).findings[0]).toMatchObject({
      outcome: 'not-satisfied',
      upcomingFrom: '2027-12-02',
    });
    expect(judged({}).findings[0]).not.toHaveProperty('upcomingFrom');
  });
});

describe('the date of application is', () => {
  const fourth = (facts: object) =>
    assess(plan([]), [system(facts)], clock).requirements.find(
      ({ id, framework }) => framework === 'law' && id === '4',
    );
  test('the first whose condition holds', () => {
    expect(fourth({ modelCount: 20, placedOnMarketOn: '2019-01-01' })).toMatchObject({
      state: 'upcoming',
      from: '2028-08-02',
    });
    expect(fourth({ modelCount: 2, placedOnMarketOn: '2019-01-01' })).toMatchObject({
      state: 'upcoming',
      from: '2027-12-02',
    });
    expect(fourth({ modelCount: 2, placedOnMarketOn: '2021-01-01' })).toMatchObject({
      state: 'in-application',
      from: '2026-08-02',
    });
  });
  test('the earliest that is possible while a condition is unknown', () => {
    expect(fourth({})).toMatchObject({ state: 'in-application', from: '2026-08-02' });
    expect(fourth({ modelCount: 2 })).toMatchObject({ state: 'in-application', from: '2026-08-02' });
  });
});

describe('requirements and frameworks', () => {
  const judgement = assess(
    plan([
      plannedControl({ id: 'subject.b', answers: ['law#1', 'law#2'] }),
      plannedControl({
        id: 'subject.a',
        answers: ['law#1'],
        checks: [{ id: 'c', kind: 'count', population: 'register', atLeast: 1 }],
      }),
    ]),
    [short],
    clock,
  );
  test('every requirement of the catalogs is there, also those that nobody tests', () => {
    expect(
      judgement.requirements.map(({ framework, id, state, outcome, controls, notTestedHere }) => [
        framework,
        id,
        state,
        outcome,
        controls,
        notTestedHere,
      ]),
    ).toEqual([
      ['law', '1', 'in-application', 'not-satisfied', ['subject.a', 'subject.b'], undefined],
      ['law', '2', 'upcoming', 'not-satisfied', ['subject.b'], undefined],
      ['law', '3', 'always', undefined, [], 'It binds authorities.'],
      ['law', '4', 'in-application', undefined, [], undefined],
      ['criteria', 'A1', 'always', undefined, [], undefined],
    ]);
  });
  test('the denominators hold every requirement', () => {
    const none = {
      'not-satisfied': 0,
      errored: 0,
      undetermined: 0,
      unattested: 0,
      'not-exercised': 0,
      satisfied: 0,
      'not-applicable': 0,
    };
    expect(judgement.frameworks).toEqual([
      {
        id: 'law',
        title: 'A law',
        version: '1',
        notice: 'None.',
        requirements: 4,
        answered: 2,
        controls: { ...none, 'not-satisfied': 1, undetermined: 1 },
        outcomes: { ...none, 'not-satisfied': 2 },
        upcoming: 1,
        penalties: [],
        transitions: [],
      },
      expect.objectContaining({
        id: 'criteria',
        requirements: 1,
        answered: 0,
        controls: none,
        outcomes: none,
        upcoming: 0,
      }),
    ]);
  });
  test('what a mapping relates is told, and counted nowhere', () => {
    const related = new Map([['law#1', ['criteria#A1', 'elsewhere#7']]]);
    const told = assess(plan([plannedControl()], { related }), [short], clock);
    const untold = assess(plan([plannedControl()]), [short], clock);
    expect(told.requirements[0]?.bearsOn).toEqual(['criteria#A1', 'elsewhere#7']);
    expect(told.requirements.slice(1).some((each) => 'bearsOn' in each)).toBe(false);
    expect(told.frameworks).toEqual(untold.frameworks);
    expect(told.requirements.map(({ outcome }) => outcome)).toEqual(untold.requirements.map(({ outcome }) => outcome));
  });
  test('penalties are named by the requirement and told once a framework', () => {
    const fined: Catalog = {
      ...law,
      penalties: { 'art-9': { citation: 'Art. 9', text: 'up to 10' } },
      requirements: [{ id: '1', title: 'First', citation: 'Art. 1', penalty: 'art-9' }],
    };
    const { frameworks, requirements } = assess(plan([plannedControl()], { catalogs: [fined] }), [short], clock);
    expect(frameworks[0]?.penalties).toEqual([{ id: 'art-9', citation: 'Art. 9', text: 'up to 10' }]);
    expect(requirements[0]?.penalty).toBe('art-9');
  });
  test('a control whose occasion did not arise hides no other that was tested', () => {
    const ofNothing = plannedControl({
      id: 'subject.none',
      checks: [
        {
          id: 'c',
          kind: 'each',
          population: 'document',
          where: { contentLength: { above: 9 } },
          expect: { contentLength: { above: 1 } },
        },
      ],
    });
    const outcomeOf = (controls: readonly PlannedControl[], sheets: readonly FactSheet[]) =>
      assess(plan(controls), sheets, clock).requirements[0]?.outcome;
    expect(outcomeOf([ofNothing], [long])).toBe('not-exercised');
    expect(outcomeOf([ofNothing, plannedControl()], [long])).toBe('satisfied');
    expect(outcomeOf([ofNothing, plannedControl()], [short])).toBe('not-satisfied');
  });
  test('a test of ours counts into its requirement and is none itself', () => {
    const parted = {
      ...criteria,
      requirements: [
        { id: 'A1', title: 'First', citation: 'A1' },
        { id: 'A1.T1', title: 'Our test', citation: 'A1, our test', partOf: 'A1' },
      ],
    };
    const judged = assess(
      plan(
        [
          plannedControl({
            id: 'subject.whole',
            answers: ['criteria#A1'],
            checks: [{ id: 'c', kind: 'count', population: 'document', atLeast: 1 }],
          }),
          plannedControl({ id: 'subject.part', answers: ['criteria#A1.T1', 'criteria#A1'] }),
        ],
        { catalogs: [parted] },
      ),
      [short],
      clock,
    );
    expect(judged.requirements).toMatchObject([
      { id: 'A1', outcome: 'not-satisfied', controls: ['subject.part', 'subject.whole'] },
      { id: 'A1.T1', partOf: 'A1', outcome: 'not-satisfied', controls: ['subject.part'] },
    ]);
    expect(judged.frameworks[0]).toMatchObject({ requirements: 1, answered: 1 });
    expect(judged.frameworks[0]?.outcomes['not-satisfied']).toBe(1);
  });
  test('findings come failing first, then by severity, then by identifier', () => {
    const make = (id: string, severity: Control['severity'], least: number): PlannedControl => ({
      control: control({
        id,
        severity,
        checks: [{ id: 'c', kind: 'each', population: 'document', expect: { contentLength: { atLeast: least } } }],
      }),
      parameters: {},
    });
    const controls = [
      make('s.z', 'low', 2),
      make('s.b', 'high', 2),
      make('s.a', 'high', 2),
      make('s.c', 'critical', 1),
    ];
    expect(
      assess(plan(controls, { catalogs: [law, criteria] }), [short], clock).findings.map((each) => each.control),
    ).toEqual(['s.a', 's.b', 's.z', 's.c']);
  });
});

describe('a judgement', () => {
  test('is the same in whatever order the evidence comes', () => {
    const documents = fc.array(fc.record({ contentLength: fc.nat(4) }, { requiredKeys: [] }), { maxLength: 5 });
    fc.assert(
      fc.property(documents, (several) => {
        const sheets = several.map((facts, index) => sheet('document', { id: `d${index}`, ...facts }));
        const outcomesOf = (given: readonly FactSheet[]) =>
          assess(plan([plannedControl()]), given, clock).findings.map(({ outcome }) => outcome);
        expect(outcomesOf([...sheets].reverse())).toEqual(outcomesOf(sheets));
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});
