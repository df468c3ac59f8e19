import { describe, expect, it } from 'vitest';
import type { CheckResult, Finding } from '../../src/model/generated/assessment.ts';
import { phrasesOf, reasonWithoutQuestion } from '../../src/outputs/phrases.ts';
import { durationWords, expectationText, factWords } from '../../src/outputs/words.ts';
import { sampleAssessment } from './sample-assessment.ts';

const findingWith = (checks: readonly Partial<CheckResult>[], outcome: Finding['outcome']): Finding => {
  const [first] = sampleAssessment().findings;
  const check = first?.checks[0];
  if (first === undefined || check === undefined) throw new Error('the sample has a finding with a check');
  const bare: CheckResult = { ...check, outcome, exceptions: [], undetermined: [] };
  return {
    ...first,
    outcome,
    reason: 'the reason of the finding',
    checks: checks.map((each) => ({ ...bare, ...each })),
  };
};

describe('words', () => {
  it.each([
    ['psi', 'PSI'],
    ['independentReviewerCount', 'independent reviewer count'],
    ['annexIIICount', 'annex III count'],
    ['reviewedOn', 'reviewed on'],
  ])('reads the fact %s as %s', (fact, words) => expect(factWords(fact)).toBe(words));

  it('says durations in words, and leaves alone what only looks like one', () => {
    expect(durationWords('at most P92D, within P1Y, every P6M')).toBe('at most 92 days, within 1 year, every 6 months');
    expect(durationWords('group P5 of P0D and XP3D')).toBe('group P5 of P0D and XP3D');
    expect(expectationText({ fact: 'windowEnd', comparator: 'every', value: 'P31D' })).toBe(
      'windowEnd comes at least every 31 days',
    );
  });
});

describe('a phrase', () => {
  it('names the item, what was seen, what was expected, and where', () => {
    const shows = [{ fact: 'answered', seen: 'false', expected: 'true', at: { file: 'run.yaml', line: 21 } }];
    const phrases = phrasesOf(
      findingWith(
        [{ exceptions: [{ item: 'a/device', evidence: 'run.yaml', reason: 'answered is false', shows }] }],
        'not-satisfied',
      ),
    );
    expect(phrases).toEqual([{ text: 'a/device: answered: no', where: 'run.yaml:21' }]);
  });

  it('says a required value that was found nowhere once, and in no place', () => {
    const shows = [{ fact: 'topic', seen: 'no match', expected: 'triage' }];
    const reason = 'triage has no match in document#/sections';
    const [phrase] = phrasesOf(
      findingWith([{ kind: 'covers', exceptions: [{ item: 'triage', evidence: '', reason, shows }] }], 'not-satisfied'),
    );
    expect(phrase).toEqual({ text: reason, where: null });
  });

  it('leaves out why a fact is absent, which the finding itself tells', () => {
    const shows = [{ fact: 'treatment', seen: 'absent (left empty at risks.csv:6)', expected: 'present' }];
    const [phrase] = phrasesOf(
      findingWith([{ exceptions: [{ item: 'R-05', evidence: 'risks.csv', reason: 'x', shows }] }], 'not-satisfied'),
    );
    expect(phrase).toEqual({ text: 'R-05: treatment is absent', where: 'risks.csv' });
  });

  it('leaves out facts that are only shown for the record, of which nothing is expected', () => {
    const shows = [
      { fact: 'answered', seen: 'false', expected: 'true' },
      { fact: 'psi', seen: '0.239', expected: '' },
    ];
    const reason = 'answered is false, expected true (psi is 0.239)';
    const item = { item: 'a/device', evidence: 'run.yaml', reason, shows };
    const [each] = phrasesOf(findingWith([{ exceptions: [item] }], 'not-satisfied'));
    expect(each?.text).toBe('a/device: answered: no');
    const [covers] = phrasesOf(findingWith([{ kind: 'covers', exceptions: [item] }], 'not-satisfied'));
    expect(covers?.text).toBe('a/device: answered is false, expected true');
  });

  it('takes the sentence of a check that does not judge single facts', () => {
    const reason = 'ranker: nothing from 2026-07-31 to 2026-09-30, 61 days; expected at most P31D';
    const shows = [{ fact: 'windowEnd', seen: 'a gap of 61 days', expected: 'at most P31D' }];
    const item = { item: 'ranker 2026-07-31..2026-09-30', evidence: 'run.yaml', reason, shows };
    const [phrase] = phrasesOf(findingWith([{ kind: 'cadence', exceptions: [item] }], 'not-satisfied'));
    expect(phrase?.text).toBe(reason.replace('P31D', '31 days'));
  });

  it('speaks only of the checks that decided, and of each reason once', () => {
    const phrases = phrasesOf(
      findingWith(
        [
          { outcome: 'undetermined', reason: 'evidence is missing' },
          { outcome: 'undetermined', reason: 'evidence is missing' },
          { outcome: 'unattested', reason: 'a person must answer' },
        ],
        'undetermined',
      ),
    );
    expect(phrases).toEqual([{ text: 'evidence is missing', where: null }]);
  });

  it('falls back on the reason of the finding when no check decided', () => {
    expect(phrasesOf(findingWith([], 'errored'))).toEqual([{ text: 'the reason of the finding', where: null }]);
  });

  it('never repeats the question that is asked of a person', () => {
    const question = 'Did the settings stay in force?';
    const said = (reason: string): string => {
      const [check] = findingWith([{ kind: 'attested', question, reason }], 'unattested').checks;
      if (check === undefined) throw new Error('expected a check');
      return reasonWithoutQuestion(check);
    };
    expect(said(`a person must answer: ${question} No attestation is on file`)).toBe('No attestation is on file');
    expect(said(`answered no by M. Example on 2026-10-30: ${question}`)).toBe(
      'answered no by M. Example on 2026-10-30',
    );
    expect(said('no attestation')).toBe('no attestation');
  });
});
