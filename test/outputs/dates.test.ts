import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/model/generated/assessment.ts';
import { reportHtml } from '../../src/outputs/html.ts';
import { sarifLog } from '../../src/outputs/sarif.ts';
import { textReport } from '../../src/outputs/text.ts';
import { datesView } from '../../src/outputs/view-dates.ts';
import { sampleAssessment } from './sample-assessment.ts';

const sample = sampleAssessment({ fillers: 3 });
const rowOf = (assessment: Assessment, date: string) => {
  const row = datesView(assessment)
    .groups.flatMap(({ rows }) => rows)
    .find((each) => each.date === date);
  if (row === undefined) throw new Error(`there is no row for ${date}`);
  return row;
};

describe('what applies when', () => {
  it('parts the dates at the date of the audit', () => {
    expect(datesView(sample).groups.map(({ heading, rows }) => [heading, rows.map(({ date }) => date)])).toEqual([
      ['In application on 23 November 2026', ['2 February 2025']],
      ['Later', ['2 December 2027', '2 August 2028']],
    ]);
    expect(datesView(sample).undated).toEqual(['SOC 2']);
  });

  it('counts the requirements of a date, and the controls that answer them, by outcome today', () => {
    const row = rowOf(sample, '2 December 2027');
    const members = sample.requirements.filter((each) => each.from === '2027-12-02' && each.outcome !== undefined);
    const looked = members.filter((each) => each.outcome !== 'not-applicable');
    expect(row.requirements).toBe(`${looked.length} requirements`);
    expect(row.requirementParts.reduce((sum, { count }) => sum + count, 0)).toBe(looked.length);
    const controls = new Set(looked.flatMap((each) => each.controls));
    expect(row.controls).toBe(`${controls.size} controls`);
    expect(row.parts.reduce((sum, { count }) => sum + count, 0)).toBe(controls.size);
    expect(row.bases).toEqual(['Article 113, third paragraph, point (c)(i) (confidence: high)']);
  });

  it('says how many would block on that date if nothing changed, and how many block today', () => {
    const later = sample.findings.filter(
      (finding) => finding.upcomingFrom === '2027-12-02' && sample.profile.blocks.includes(finding.outcome),
    );
    expect(later.length).toBeGreaterThan(0);
    expect(rowOf(sample, '2 December 2027').gate).toBe(
      `If nothing changed, ${later.length} that ${later.length === 1 ? 'does' : 'do'} not block today would block then.`,
    );
    expect(rowOf(sample, '2 February 2025').gate).toBe('1 blocks today.');
  });

  it('says so when nothing would block then, and that a waiver may stand', () => {
    const blockless = { ...sample, profile: { ...sample.profile, blocks: [] } };
    expect(rowOf(blockless, '2 December 2027').gate).toBe('If nothing changed, none of them would newly block then.');
    const waived = { ...sample, findings: sample.findings.map((finding) => ({ ...finding, waivedBy: ['W-1'] })) };
    expect(rowOf(waived, '2 December 2027').gate).toMatch(/would block then, waivers aside\.$/);
  });

  it('prints what a transitional rule may move, with its confidence', () => {
    const transition = {
      from: '2027-12-02',
      citation: 'Art. 111(2)',
      text: 'Older systems are spared.',
      confidence: 'high' as const,
    };
    const spared = {
      ...sample,
      frameworks: sample.frameworks.map((framework) => ({ ...framework, transitions: [transition] })),
    };
    expect(reportHtml(spared, false)).toContain('<strong>Art. 111(2).</strong> Older systems are spared.');
    expect(textReport(spared, { color: false, width: 100 })).toContain(
      '  - Art. 111(2): Older systems are spared. (confidence: high)\n',
    );
    expect(reportHtml(sample, false)).not.toContain('Systems already on the market');
  });

  it('stands in the text and in both reports, in the same numbers', () => {
    const row = rowOf(sample, '2 December 2027');
    const text = textReport(sample, { color: false, width: 100 }).replaceAll(/\s+/g, ' ');
    expect(text).toContain(
      `- from 2 December 2027, in 12 months: ${row.requirements}, ${row.controls}: ${row.controlsText}. ${row.gate} Basis: ${row.bases.join('; ')}.`,
    );
    for (const report of [reportHtml(sample, false), reportHtml(sample, true)]) {
      const section = /<section id="dates"[\s\S]*?<\/section>/.exec(report)?.[0] ?? '';
      expect(section).toContain(`>${row.controls}<`);
      expect(section).toContain(row.gate);
      expect(section).toContain('<th colspan="4" scope="rowgroup">In application on 23 November 2026</th>');
    }
  });
});

describe('what does not apply yet', () => {
  const ahead = sample.findings.filter((finding) => finding.upcomingFrom !== undefined);
  const names = new Set(ahead.map(({ control }) => control));

  it('is never more than a note in SARIF, and says there from when it applies', () => {
    const results = sarifLog(sample).runs[0]?.results.filter(({ ruleId }) => names.has(ruleId)) ?? [];
    expect(results.length).toBeGreaterThan(0);
    for (const { level, properties } of results) {
      expect(['note', 'none']).toContain(level);
      expect(properties).toMatchObject({ blocks: false, appliesFrom: '2027-12-02' });
    }
  });

  it('stands apart in the text, without the mark of what blocks', () => {
    const text = textReport(sample, { color: false, width: 100 });
    const part = text.slice(text.indexOf('\nLOOK AHEAD'));
    for (const { control, outcome } of ahead) if (outcome === 'not-satisfied') expect(part).toContain(`[${control};`);
    expect(part).not.toMatch(/^\* /m);
  });
});
