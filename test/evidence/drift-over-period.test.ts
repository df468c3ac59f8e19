import { describe, expect, it } from 'vitest';
import { driftOverPeriod } from '../../src/evidence/drift-run/over-period.ts';
import { draftSheet } from '../../src/evidence/sheet-draft.ts';
import type { EvidenceKind, FactSheet, FactValue } from '../../src/model/facts.ts';
import type { DriftRunFacts } from '../../src/model/generated/facts/drift-run.ts';
import { validateFacts } from '../../src/model/validate.ts';

const clock = { asOf: '2026-11-20', period: { start: '2026-05-01', end: '2026-11-01' } };

type Values = Readonly<Record<string, FactValue>>;
type Lists = Readonly<Record<string, readonly Values[]>>;

const sheet = (kind: EvidenceKind, path: string, facts: Values, lists: Lists = {}): FactSheet => {
  const draft = draftSheet(kind, path);
  for (const [fact, value] of Object.entries(facts)) draft.set(fact, value);
  for (const [list, items] of Object.entries(lists))
    for (const { id, ...item } of items) {
      const record = draft.add(list, String(id));
      for (const [fact, value] of Object.entries(item)) record.set(fact, value);
    }
  return draft.finish(path);
};

const run = (
  path: string,
  start: string,
  end: string,
  more: Values = {},
  features: readonly Values[] = [],
): FactSheet =>
  sheet('drift-run', path, { id: path, model: 'toy', windowStart: start, windowEnd: end, ...more }, { features });

const card = (more: Values = {}): FactSheet => sheet('model-card', 'card.md', { id: 'toy', ...more });
const system = sheet('system', 'system.yaml', {}, { models: [{ id: 'toy', version: '3' }] });
const deployments = (...rows: readonly Values[]): FactSheet =>
  sheet('register', 'deployments.csv', { type: 'deployments' }, { deployments: rows });

/** The facts of the drift runs by path, each set held against its schema. */
const joined = (
  ...sheets: readonly FactSheet[]
): Readonly<Record<string, DriftRunFacts & { readonly why: FactSheet['absent'] }>> =>
  Object.fromEntries(
    driftOverPeriod(sheets, clock)
      .filter(({ kind }) => kind === 'drift-run')
      .map((each) => {
        expect(validateFacts('drift-run', each.facts)).toEqual([]);
        return [each.evidence, { ...(each.facts as unknown as DriftRunFacts), why: each.absent }];
      }),
  );

describe('drift runs over the period', () => {
  it('counts the days that no window covers, whatever the order in which the files are read', () => {
    const sheets = [
      run('c', '2026-07-04', '2026-07-31'),
      run('a', '2026-05-01', '2026-05-31'),
      run('b', '2026-06-01', '2026-06-30'),
    ];
    for (const order of [sheets, sheets.toReversed()]) {
      const { a, b, c } = joined(...order);
      expect(a?.uncoveredDays).toBeUndefined();
      expect(a?.why['/uncoveredDays']).toBe('no earlier window of the model was supplied');
      expect(b).toMatchObject({ uncoveredDays: 0, overlapsRun: false, duplicatesRun: false, windowEnded: true });
      expect(c?.uncoveredDays).toBe(3);
    }
  });

  it('tells overlaps, repeated windows and identifiers, and leaves other models alone', () => {
    const { a, b, c, d, e } = joined(
      run('a', '2026-05-01', '2026-05-31'),
      run('b', '2026-05-31', '2026-06-30'),
      run('c', '2026-05-31', '2026-06-30'),
      run('d', '2026-05-15', '2026-06-15', { model: 'other' }),
      run('e', '2026-08-01', '2026-08-31', { id: 'a' }),
    );
    expect(a).toMatchObject({ overlapsRun: false, duplicatesRun: false });
    expect(b).toMatchObject({ overlapsRun: true, duplicatesRun: false, otherRun: 'a' });
    expect(c).toMatchObject({ duplicatesRun: true, otherRun: 'b' });
    expect(d).toMatchObject({ overlapsRun: false, duplicatesRun: false });
    expect(e).toMatchObject({ duplicatesRun: true, otherRun: 'a' });
  });

  it('tells a window that has not ended, one that ends before it starts, and a model that nobody names', () => {
    const { late, wrong, stranger } = joined(
      system,
      card(),
      run('late', '2026-11-01', '2026-11-30'),
      run('wrong', '2026-06-30', '2026-06-01'),
      run('stranger', '2026-06-01', '2026-06-30', { model: 'stranger' }),
    );
    expect(late).toMatchObject({ windowEnded: false, modelCarded: true, modelListed: true });
    expect(wrong?.windowEnded).toBeUndefined();
    expect(stranger).toMatchObject({ modelCarded: false, modelListed: false });
    const { alone } = joined(run('alone', '2026-06-01', '2026-06-30'));
    expect(alone?.modelCarded).toBeUndefined();
    expect(alone?.why['/modelCarded']).toBe('no model card was supplied');
  });

  it.each([
    ['2', [true, ['2']]],
    ['1', [false, ['2']]],
    [undefined, [undefined, ['2']]],
  ])('holds the measured version %s against the register of deployments', (version, [verdict, versions]) => {
    const { a } = joined(
      system,
      deployments(
        { id: 'D-1', model: 'toy', version: '1', deployedOn: '2026-04-01' },
        { id: 'D-2', model: 'toy', version: '2', deployedOn: '2026-05-20' },
        { id: 'D-3', model: 'other', version: '9', deployedOn: '2026-06-05' },
        { id: 'D-4', model: 'toy', version: '3', deployedOn: '2026-07-20' },
      ),
      run('a', '2026-06-01', '2026-06-30', version === undefined ? {} : { modelVersion: version }),
    );
    expect([a?.versionInProduction, a?.productionVersions]).toEqual([verdict, versions]);
  });

  it('accepts either version of a window in which they changed, and does not know what was there before the first deployment', () => {
    const register = deployments({ id: 'D-1', model: 'toy', version: '2', deployedOn: '2026-06-10' });
    const of = (version: string) => joined(register, run('a', '2026-06-01', '2026-06-30', { modelVersion: version })).a;
    expect(of('2')?.versionInProduction).toBe(true);
    expect(of('1')?.versionInProduction).toBeUndefined();
    expect(of('1')?.why['/versionInProduction']).toContain('before the first known deployment');
    const before = joined(register, run('a', '2026-05-01', '2026-05-31', { modelVersion: '2' })).a;
    expect(before?.versionInProduction).toBeUndefined();
    const inventory = joined(system, run('a', '2026-05-01', '2026-05-31', { modelVersion: '3' })).a;
    expect(inventory?.versionInProduction).toBe(true);
  });

  it('believes a rollback that a later deployment or the history shows, and no other', () => {
    const response = { responseKind: 'rollback', respondedOn: '2026-06-03' };
    const drifted = run('a', '2026-05-01', '2026-05-31', response);
    const rollback = { id: 'D-9', model: 'toy', version: '1', deployedOn: '2026-06-04', rollback: true };
    expect(joined(drifted, deployments(rollback)).a).toMatchObject({
      responseCorroborated: true,
      carriedOutBy: ['deployment D-9'],
      carriedOutDays: 4,
    });
    expect(joined(drifted, deployments({ ...rollback, rollback: false })).a?.responseCorroborated).toBeUndefined();
    expect(
      joined(drifted, deployments({ ...rollback, deployedOn: '2026-05-20' })).a?.responseCorroborated,
    ).toBeUndefined();
    const named = run('a', '2026-05-01', '2026-05-31', { ...response, responseCommit: 'abc' });
    const history = (found: boolean) =>
      sheet('git-history', 'history.bundle', {}, { responses: [{ id: 'a', found, afterWindow: true }] });
    expect(joined(named, history(true)).a).toMatchObject({ responseCorroborated: true, carriedOutBy: ['the history'] });
    expect(joined(named, history(false)).a?.responseCorroborated).toBe(false);
  });

  it('takes a decision for an answer only when a register records it, with owner and reason', () => {
    const features = [{ id: 'a/x', psi: 0.15, declaredLimit: 0.1, answered: false, responseDays: 3 }];
    const decision = {
      responseKind: 'accepted',
      responseOwner: 'Ada',
      responseReason: 'season',
      responseRecord: 'R-7',
    };
    const risks = sheet('register', 'risks.csv', { type: 'risks' }, { risks: [{ id: 'R-7' }] });
    const of = (more: Values, ...sheets: readonly FactSheet[]) =>
      joined(run('a', '2026-05-01', '2026-05-31', more, features), ...sheets).a;
    expect(of(decision, risks)).toMatchObject({
      decisionRecorded: true,
      responseCorroborated: true,
      features: [{ answered: true, reachesDeclaredLimit: true, declaredAlertAnswered: true, declaredAlertDays: 3 }],
    });
    expect(of(decision)).toMatchObject({
      decisionRecorded: false,
      responseCorroborated: false,
      features: [{ answered: false }],
    });
    const { responseOwner: _owner, ...nobody } = decision;
    expect(of(nobody, risks)).toMatchObject({ decisionRecorded: false, features: [{ declaredAlertAnswered: false }] });
  });

  it('needs no answer for a score below the limit of its card, or without one', () => {
    const features = [
      { id: 'a/x', psi: 0.05, declaredLimit: 0.1, answered: false },
      { id: 'a/y', psi: 0.9, answered: false },
      { id: 'a/z', psi: 0.1, declaredLimit: 0.1, answered: false },
      { id: 'a/w', answered: false },
    ];
    const { a } = joined(run('a', '2026-05-01', '2026-05-31', {}, features));
    expect(
      a?.features.map(({ reachesDeclaredLimit, declaredAlertAnswered, declaredAlertDays }) => [
        reachesDeclaredLimit,
        declaredAlertAnswered,
        declaredAlertDays,
      ]),
    ).toEqual([
      [false, true, 0],
      [false, true, 0],
      [true, false, undefined],
      [undefined, undefined, undefined],
    ]);
  });
});
