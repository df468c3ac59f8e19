import { describe, expect, it } from 'vitest';
import { cells } from '../../src/outputs/cells.ts';
import { textReport } from '../../src/outputs/text.ts';
import { hostileAssessment, sampleAssessment } from './sample-assessment.ts';

const plain = (width: number): string => textReport(sampleAssessment({ fillers: 3 }), { color: false, width });

describe('text', () => {
  it('tells the worst first, with place, what was seen, what was expected, and what to do', () => {
    const report = plain(100);
    expect(report).toContain(
      '* Monitored features drifted beyond the declared tolerance [drift.feature-drift; high]\n' +
        '    - 2026-10/session_minutes: PSI is 0.418, expected below 0.2 (drift/2026-10.yaml:14)\n',
    );
    expect(report).toContain('    To do: Retrain or roll back');
    expect(report).toContain('    Asked: Does the system use techniques');
    const order = [
      'NOT SATISFIED',
      'ERRORED',
      'UNDETERMINED',
      'UNATTESTED',
      'NOT EXERCISED',
      'SATISFIED (',
      'NOT APPLICABLE (',
      'LOOK AHEAD (',
    ];
    const places = order.map((heading) => report.indexOf(`\n${heading}`));
    expect(places.every((at) => at > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  it('keeps honest denominators', () => {
    const report = plain(120).replaceAll(/\s+/g, ' ');
    expect(report).toContain(
      'EU AI Act: 8 requirements in the catalog; 5 looked at, 2 not applicable to this system, 1 not tested here. Of the 5, 1 shows exceptions',
    );
    expect(report).toContain('4 of them apply only later, and so does the one with exceptions.');
  });

  it('marks what blocks, says what does not, and leaves out what is in order', () => {
    const report = plain(100);
    expect(report).toContain('\n* No determination on manipulative techniques is on file');
    expect(report).toContain('\n  A change reached the main branch without independent review');
    expect(report.replaceAll(/\s+/g, ' ')).toContain('[change.independent-review; high; waived by W-2026-03]');
    expect(report).not.toContain('The classification of the recommender follows from its intended use [');
    expect(report).toContain('\nSATISFIED (4): no exceptions noted\n');
    expect(report).toContain('--format html for people, --format json for programs');
  });

  it('gives three exceptions of a finding at most, and counts the rest', () => {
    const assessment = sampleAssessment();
    const [first] = assessment.findings;
    const check = first?.checks[0];
    const item = check?.exceptions[0];
    if (first === undefined || check === undefined || item === undefined) throw new Error('the sample has exceptions');
    const exceptions = Array.from({ length: 9 }, (_, index) => ({ ...item, item: `item-${index}` }));
    const many = {
      ...assessment,
      findings: [{ ...first, checks: [{ ...check, exceptions, undetermined: [] }] }],
    };
    const report = textReport(many, { color: false, width: 100 });
    expect(report.match(/- item-/g)).toHaveLength(3);
    expect(report).toContain('    and 6 more\n');
  });

  it('begins with the worst and what to do, and names six of an outcome at most', () => {
    const assessment = sampleAssessment({ fillers: 75 });
    const report = textReport(assessment, { color: false, width: 80 });
    const screen = report.split('\n').slice(0, 28).join('\n');
    expect(screen).toContain('The gate is closed');
    expect(screen).toMatch(/BEGIN WITH \(the worst of \d+ that need somebody\)\n {2}critical {2}No determination/);
    expect(screen).toMatch(/\n {2}high {6}Monitored features drifted.*\n {2}To do: {4}Retrain or roll back/);
    const failing = report.slice(report.indexOf('\nNOT SATISFIED'), report.indexOf('\nERRORED'));
    const count = Number(/NOT SATISFIED \((\d+)\)/.exec(failing)?.[1]);
    expect(failing.match(/^ {4}To do:/gm)).toHaveLength(6);
    expect(failing).toContain(`  and ${count - 6} more, `);
    expect(failing).toContain(': --format html');
  });

  it('stays short: 86 controls, 25 of them not in order, in fewer than 150 lines', () => {
    const sample = sampleAssessment({ fillers: 75 });
    // What was tailored is told in full, however much it is.
    const untailored = { ...sample, profile: { ...sample.profile, tailoring: [] } };
    const report = textReport(untailored, { color: false, width: 100 });
    expect(report.split('\n').length).toBeLessThan(150);
  });

  it.each([40, 60, 80, 110])('stays within %i columns', (width) => {
    const tooWide = plain(width)
      .split('\n')
      .filter((line) => cells(line) > width && !line.startsWith('assessment.json sha256'));
    expect(tooWide).toEqual([]);
  });

  it('keeps long and hostile words within the columns, and lets no control character through', () => {
    const report = textReport(hostileAssessment(), { color: false, width: 80 });
    expect(report).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|\p{Zl}|\p{Zp}/u);
    expect(report.split('\n').filter((line) => cells(line) > 80 && !line.startsWith('assessment.json sha256'))).toEqual(
      [],
    );
  });

  it('paints only when asked', () => {
    expect(plain(80)).not.toContain('\u001b');
    expect(textReport(sampleAssessment(), { color: true, width: 80 })).toContain('\u001b[31mNOT SATISFIED');
  });

  it('says when nothing was tested', () => {
    const empty = { ...sampleAssessment(), findings: [] };
    expect(textReport(empty, { color: false, width: 80 })).toContain('Nothing was tested.');
  });
});
