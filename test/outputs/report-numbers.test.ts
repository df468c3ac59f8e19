import { describe, expect, it } from 'vitest';
import { frameworkCounts } from '../../src/outputs/framework-counts.ts';
import { attentionOf, findingGroups } from '../../src/outputs/groups.ts';
import { reportHtml } from '../../src/outputs/html.ts';
import { textReport } from '../../src/outputs/text.ts';
import { verdictOf } from '../../src/outputs/verdict.ts';
import { sampleAssessment } from './sample-assessment.ts';

const assessment = sampleAssessment({ fillers: 14 });
const html = reportHtml(assessment, false);
const print = reportHtml(assessment, true);
const text = textReport(assessment, { color: false, width: 110 });
const flat = text.replaceAll(/\s+/g, ' ');
const groups = findingGroups(assessment.findings);

/** What a pattern captures, as pairs of a name and a number. */
const numbersIn = (source: string, pattern: RegExp): Record<string, number> =>
  Object.fromEntries([...source.matchAll(pattern)].map((match) => [match[1] ?? '', Number(match[2])]));

describe('the numbers of a report', () => {
  const byLabel = Object.fromEntries(groups.map((group) => [group.label, group.findings.length]));

  it('put every finding in one group', () => {
    expect(groups.flatMap((group) => group.findings)).toHaveLength(assessment.findings.length);
    expect(new Set(groups.flatMap((group) => group.findings)).size).toBe(assessment.findings.length);
    for (const finding of groups.find((group) => group.id === 'ahead')?.findings ?? [])
      expect(finding.upcomingFrom).toBeDefined();
  });

  it('are the same in the filter, in the contents and over the groups', () => {
    expect(numbersIn(html, /id="show-[a-z-]+"> ([A-Z][a-z ]+) <span class="count">(\d+)</g)).toEqual(byLabel);
    expect(numbersIn(html, /<a href="#group-[a-z-]+">([A-Z][a-z ]+) <span class="count">(\d+)</g)).toEqual(byLabel);
    for (const report of [html, print])
      expect(
        numbersIn(
          report,
          /class="group-title">.*?<span class="word">([^<]+)<\/span><\/span>\s*<span class="count">(\d+)</g,
        ),
      ).toEqual(byLabel);
    expect(html).toContain(`checked> All <span class="count">${assessment.findings.length}</span>`);
  });

  it('are the same on the cover', () => {
    const { 'Not applicable': _released, 'Look ahead': _ahead, ...today } = byLabel;
    for (const report of [html, print])
      expect(
        Object.fromEntries(
          [...report.matchAll(/<span class="number">(\d+)<\/span>.*?<span class="word">([^<]+)</g)].map((match) => [
            match[2],
            Number(match[1]),
          ]),
        ),
      ).toEqual(today);
    const { sentence, aside } = verdictOf(assessment);
    for (const number of Object.values(byLabel)) expect(`${sentence} ${aside}`).toMatch(new RegExp(`\\b${number}\\b`));
    expect(flat).toContain(`${sentence} ${aside}`);
  });

  it('are the same in the headings of the text', () => {
    expect(
      Object.fromEntries([...text.matchAll(/^([A-Z ]+) \((\d+)\): /gm)].map((match) => [match[1], Number(match[2])])),
    ).toEqual(Object.fromEntries(Object.entries(byLabel).map(([label, count]) => [label.toUpperCase(), count])));
  });

  it('of a framework are said in the same words everywhere, and add up', () => {
    for (const framework of assessment.frameworks) {
      const { looked, released, untested, denominators, results } = frameworkCounts(framework, assessment.requirements);
      expect(looked + released + untested).toBe(framework.requirements);
      expect(html.split(`${denominators} ${results}`)).toHaveLength(3);
      expect(flat).toContain(`${framework.title}: ${denominators} ${results}`);
    }
  });

  it('of a framework leave out our own tests of a requirement', () => {
    const [, soc2] = assessment.frameworks;
    if (soc2 === undefined) throw new Error('the sample has two frameworks');
    expect(assessment.requirements.filter((each) => each.framework === 'soc2')).toHaveLength(5);
    expect(frameworkCounts(soc2, assessment.requirements).denominators).toBe(
      '4 requirements in the catalog; 3 looked at, 1 not tested here.',
    );
    expect(html).toContain('Trust Services Criteria, 2017, revised points of focus 2022. 4 requirements.');
  });

  it('say so when nothing of a framework was looked at', () => {
    const [first] = assessment.frameworks;
    if (first === undefined) throw new Error('the sample has frameworks');
    expect(frameworkCounts({ ...first, outcomes: {} }, []).results).toBe(
      'Nothing follows from this report about this framework.',
    );
  });
});

describe('what needs attention', () => {
  const needing = attentionOf(assessment.findings);

  it('is sorted by severity, and what applies later comes last', () => {
    const severities = ['critical', 'high', 'medium', 'low', 'info'];
    const ranks = needing.map(
      (finding) => (finding.upcomingFrom === undefined ? 0 : 10) + severities.indexOf(finding.severity),
    );
    expect([...ranks].sort((a, b) => a - b)).toEqual(ranks);
    expect(needing.some((finding) => finding.upcomingFrom !== undefined)).toBe(true);
  });

  it('leaves out nothing that is not in order, and nothing else is in it', () => {
    expect(needing.map((finding) => finding.control).sort()).toEqual(
      assessment.findings
        .filter((finding) => ['not-satisfied', 'errored', 'undetermined', 'unattested'].includes(finding.outcome))
        .map((finding) => finding.control)
        .sort(),
    );
  });

  it('is a table with a link to each finding', () => {
    const table = /<table class="rows attention">[\s\S]*?<\/table>/.exec(html)?.[0] ?? '';
    expect([...table.matchAll(/href="#control-([^"]+)"/g)].map((match) => match[1])).toEqual(
      needing.map((finding) => finding.control),
    );
    expect(table).toContain(
      '2026-10/session_minutes: PSI is 0.418, expected below 0.2 (<code>drift/2026-10.yaml:14</code>); and 2 more',
    );
  });
});
