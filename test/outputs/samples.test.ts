import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/model/generated/assessment.ts';
import { reportHtml } from '../../src/outputs/html.ts';
import { textReport } from '../../src/outputs/text.ts';
import { cameOutText, samplesView, sizesText } from '../../src/outputs/view-samples.ts';
import { sampleAssessment } from './sample-assessment.ts';

/** The sample assessment with a sample on the first check of its first finding. */
const withSamples = (changes: Partial<NonNullable<Assessment['sampling']>> = {}): Assessment => {
  const assessment = sampleAssessment();
  const [finding, ...others] = assessment.findings;
  const [check, ...rest] = finding?.checks ?? [];
  if (!finding || !check) throw new Error('the sample has a finding with a check');
  const sampled = { ...check, counted: 40, sample: { id: 'S1', size: 2, exceptions: ['I-7'], undetermined: [] } };
  return {
    ...assessment,
    findings: [{ ...finding, checks: [sampled, ...rest] }, ...others],
    sampling: {
      method: 'sample/sha256-order@1',
      seed: 'dice 4 1 6',
      seedFrom: 'project',
      sizes: [{ above: 0, items: 2 }],
      samples: [
        {
          id: 'S1',
          population: 'things',
          counted: 40,
          items: [
            { item: 'I-7', evidence: 'a.csv' },
            { item: '<b>I-3</b>', evidence: 'b.csv' },
          ],
        },
        { id: 'S2', population: 'others', counted: 1, items: [{ item: 'O-1', evidence: 'a.csv' }] },
      ],
      ...changes,
    },
  };
};

describe('words about samples', () => {
  it.each([
    [[], [], 'no exception'],
    [['I-7'], [], '1 exception: I-7'],
    [['I-7', 'I-9'], ['I-3'], '2 exceptions: I-7, I-9; 1 unable to test: I-3'],
  ])('%j and %j: %s', (exceptions, undetermined, said) => {
    expect(cameOutText({ id: 'S1', size: 9, exceptions, undetermined })).toBe(said);
  });

  it('read the table of sizes in order', () => {
    expect(
      sizesText([
        { above: 1000, items: 60 },
        { above: 0, items: 25 },
        { above: 250, items: 40 },
      ]),
    ).toBe('up to 250 items: 25; up to 1000: 40; more: 60');
    expect(sizesText([{ above: 0, items: 25 }])).toBe('any number of items: 25');
  });
});

describe('the working paper of samples', () => {
  it('names each check with what was tested in full and how its sample came out', () => {
    const { papers, samples } = samplesView(withSamples());
    expect(papers).toHaveLength(1);
    expect(papers[0]?.rows).toMatchObject([{ tested: 40, sample: 'S1', size: 2, cameOut: '1 exception: I-7' }]);
    expect(samples.map(({ id, drawn }) => [id, drawn])).toEqual([
      ['S1', '2 of 40 items'],
      ['S2', 'all 1 item'],
    ]);
  });

  it('names a file that is itself the item once', () => {
    const whole = { id: 'S1', population: 'document', counted: 1, items: [{ item: 'a.md', evidence: 'a.md' }] };
    expect(samplesView(withSamples({ samples: [whole] })).samples[0]?.files).toEqual([
      { evidence: null, items: 'a.md' },
    ]);
  });

  it('stands in the HTML with method, seed and items, inert', () => {
    const page = reportHtml(withSamples(), false);
    for (const words of ['Samples for re-performance by hand', 'sample/sha256-order@1', 'dice 4 1 6', 'I-7'])
      expect(page).toContain(words);
    expect(page).toContain('&lt;b&gt;I-3&lt;/b&gt;');
    expect(page.split('</main>')[0]).not.toContain('<b>I-3</b>');
  });

  it('stands in the text with a line for each that is smaller than its population', () => {
    const report = textReport(withSamples(), { color: false, width: 100 });
    expect(report).toContain('SAMPLES FOR RE-PERFORMANCE BY HAND (2)');
    expect(report).toContain('- S1: 2 of 40 of things, from I-7 on');
    expect(report).toContain('- 1 more, of populations so small');
    expect(report).toContain('seed "dice 4 1 6"');
  });

  it('is nowhere when no sample was drawn', () => {
    const page = reportHtml(sampleAssessment(), false);
    expect(page).not.toContain('id="samples"');
    expect(textReport(sampleAssessment(), { color: false, width: 80 })).not.toContain('SAMPLES');
  });
});

describe('an audit as of a date', () => {
  const assessment = sampleAssessment();
  const dated: Assessment = {
    ...assessment,
    profile: {
      ...assessment.profile,
      basis: 'date',
      leftOut: [{ control: 'a.control', title: 'A', check: 'items-were-done-in-time' }],
    },
  };

  it('names no period, and every control that was left out for it', () => {
    const page = reportHtml(dated, false);
    expect(page).toContain('None: as of a date');
    expect(page).toContain('Items were done in time');
    const report = textReport(dated, { color: false, width: 100 });
    expect(report).not.toContain('period 20');
    expect(report).toContain('As of a date: 1 control of the profile over a period left out');
  });
});
