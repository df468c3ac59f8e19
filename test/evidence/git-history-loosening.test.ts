import { describe, expect, it } from 'vitest';
import { boundOf, looseningBetween, numericLeaves } from '../../src/evidence/git-history/loosening.ts';
import { repository } from '../repositories/git-fixture.ts';
import { findings, readGitHistory, sheetOf } from './git-history-context.ts';

describe('boundOf', () => {
  it.each([
    ['/psiMax', 'upper'],
    ['/drift/psi', 'upper'],
    ['/maxpsi', 'upper'],
    ['/p95_latency_ms', 'upper'],
    ['/error-rate', 'upper'],
    ['/fpr', 'upper'],
    ['/memory_limit', 'upper'],
    ['/minRecall', 'lower'],
    ['/recall', 'lower'],
    ['/auc', 'lower'],
    ['/ndcg_floor', 'lower'],
    ['/max/recall', 'upper'],
    ['/min/psi', 'lower'],
    ['/recall/threshold', 'lower'],
    ['/psi/value', 'upper'],
    ['/maxAccuracyDrop', 'upper'],
    ['/administrator', 'unknown'],
    ['/window_days', 'unknown'],
    ['/minmax', 'unknown'],
  ])('%s', (pointer, bound) => {
    expect(boundOf(pointer)).toBe(bound);
  });
});

describe('looseningBetween', () => {
  const between = (then: unknown, now: unknown) => looseningBetween(numericLeaves(then), numericLeaves(now));
  it.each([
    ['nothing changed', { psi: 0.2 }, { psi: 0.2 }, false, []],
    ['an upper bound rose', { psi: 0.2 }, { psi: 0.25 }, true, ['psi: 0.2 then, 0.25 now']],
    ['an upper bound fell', { psi: 0.2 }, { psi: 0.1 }, false, []],
    ['a lower bound fell', { recall: 0.8 }, { recall: 0.7 }, true, ['recall: 0.8 then, 0.7 now']],
    ['a lower bound rose', { recall: 0.8 }, { recall: 0.9 }, false, []],
    ['a bound is gone', { a: { recall: 0.8 } }, { a: {} }, true, ['a.recall: 0.8 then, removed now']],
    ['a number became a word', { recall: 0.8 }, { recall: 'none' }, true, ['recall: 0.8 then, removed now']],
    ['a bound is new', {}, { recall: 0.8 }, false, []],
    ['a number in quotes rose', { psi: '0.2', k: 1 }, { psi: '0.9', k: 1 }, true, ['psi: 0.2 then, 0.9 now']],
    [
      'one of several entries of a metric was loosened',
      [
        { metric: 'psi', feature: 'age', max: 0.2 },
        { metric: 'psi', feature: 'income', max: 0.2 },
      ],
      [
        { metric: 'psi', feature: 'income', max: 0.2 },
        { metric: 'psi', feature: 'age', max: 0.9 },
      ],
      true,
      ['psi age.max: 0.2 then, 0.9 now'],
    ],
    [
      'the first of two entries with one name was loosened',
      [
        { metric: 'psi', max: 0.2 },
        { metric: 'psi', max: 0.3 },
      ],
      [
        { metric: 'psi', max: 0.9 },
        { metric: 'psi', max: 0.3 },
      ],
      true,
      ['psi.max: 0.2 then, 0.9 now'],
    ],
    [
      'another number changed',
      { days: 7 },
      { days: 14 },
      undefined,
      [expect.stringMatching(/days: 7 then, 14 now \(whether/)],
    ],
    [
      'another number changed beside a loosening',
      { days: 7, psi: 1 },
      { days: 14, psi: 2 },
      true,
      [expect.stringMatching(/^days/), 'psi: 1 then, 2 now'],
    ],
  ])('%s', (_, then, now, loosened, sentences) => {
    expect(between(then, now)).toEqual({ loosened, sentences });
  });

  it('compares entries of a list by name, not by place', () => {
    const then = [
      { metric: 'recall', value: 0.8 },
      { metric: 'psi', value: 0.2 },
    ];
    expect(between(then, [...then].reverse())).toEqual({ loosened: false, sentences: [] });
    expect(
      between(then, [
        { metric: 'psi', value: 0.3 },
        { metric: 'recall', value: 0.8 },
      ]),
    ).toEqual({
      loosened: true,
      sentences: ['psi.value: 0.2 then, 0.3 now'],
    });
  });
});

describe('a thresholds file through the history', () => {
  const evaluated = (commit: string, path = 't.yaml') => [
    sheetOf('model-card', { id: 'm', evaluations: [{ id: 'e', thresholdsPath: path, evaluatedCommit: commit }] }),
  ];
  const first = async (path: string, commit: string, file?: string) => {
    const sheet = await readGitHistory(path, { sheets: evaluated(commit, file) });
    return { sheet, evaluation: sheet.facts.evaluations[0] };
  };

  it('finds where it was made on a side branch, and sees every later change on either', async () => {
    const fixture = repository();
    fixture.commit();
    fixture.git(['checkout', '-q', '-b', 'topic']);
    const made = fixture.commit({ files: { 't.yaml': 'psi: 0.1\n' } });
    fixture.git(['checkout', '-q', 'main']);
    fixture.commit({ files: { other: '1' } });
    const merged = fixture.merge('topic');
    fixture.commit({ files: { other: '2' } });
    fixture.git(['checkout', '-q', 'topic']);
    const changed = fixture.commit({ files: { 't.yaml': 'psi: 0.3\n' } });
    const back = fixture.commit({ files: { 't.yaml': 'psi: 0.1\n' } });
    fixture.git(['checkout', '-q', 'main']);
    fixture.merge('topic');
    const { evaluation } = await first(fixture.path, merged);
    expect(evaluation).toMatchObject({
      thresholdsCommit: made,
      thresholdsPrecede: true,
      thresholdsSameAtTip: true,
      thresholdsLoosened: false,
      changedAfter: [changed.slice(0, 12), back.slice(0, 12)],
    });
  });

  it('takes the removal of the file as a loosening', async () => {
    const fixture = repository();
    const made = fixture.commit({ files: { 't.yaml': 'psi: 0.1\n' } });
    const gone = fixture.commit({ files: { 't.yaml': null } });
    expect((await first(fixture.path, made)).evaluation).toMatchObject({
      thresholdsSameAtTip: false,
      thresholdsLoosened: true,
      loosenings: ['psi: 0.1 then, removed now'],
      changedAfter: [gone.slice(0, 12)],
    });
  });

  it('says nothing of loosening when a version cannot be read', async () => {
    const fixture = repository();
    const made = fixture.commit({ files: { 't.yaml': 'psi: 0.1\n' } });
    fixture.commit({ files: { 't.yaml': 'psi: [\n' } });
    const { sheet, evaluation } = await first(fixture.path, made);
    expect(evaluation).not.toHaveProperty('thresholdsLoosened');
    expect(sheet.absent['/evaluations/0/thresholdsLoosened']).toMatch(/at the tip cannot be read as YAML/);
    expect(evaluation).toMatchObject({ thresholdsPrecede: true, thresholdsSameAtTip: false });
  });

  it('does not follow a link, and says so', async () => {
    const fixture = repository();
    fixture.link('t.yaml', '/etc/passwd');
    const made = fixture.commit();
    const { sheet, evaluation } = await first(fixture.path, made);
    expect(evaluation).not.toHaveProperty('thresholdsPrecede');
    expect(sheet.absent['/evaluations/0/thresholdsPrecede']).toMatch(/symbolic link/);
    expect(findings(sheet)).toEqual({ 'INT-17': 'medium' });
  });

  it('takes a folder for no thresholds file', async () => {
    const fixture = repository();
    const made = fixture.commit({ files: { 't/a.yaml': 'psi: 0.1\n' } });
    expect((await first(fixture.path, made, 't')).sheet.absent['/evaluations/0/thresholdsPrecede']).toMatch(/no file/);
    expect((await first(fixture.path, made, 't/a.yaml/b')).evaluation?.thresholdsPrecede).toBe(false);
  });
});
