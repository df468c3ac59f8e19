import { describe, expect, it } from 'vitest';
import { cells } from '../../src/outputs/cells.ts';
import { textReport } from '../../src/outputs/text.ts';
import { hostileAssessment, sampleAssessment } from './sample-assessment.ts';

const plain = (width: number): string => textReport(sampleAssessment({ fillers: 3 }), { color: false, width });

describe('text', () => {
  it('tells the worst first, with place, what was seen, what was expected, and what to do', () => {
    const report = plain(100);
    expect(report).toContain('drift/2026-10.yaml:14: 2026-10/session_minutes\n      psi is 0.418, expected below 0.2');
    expect(report).toContain('To do:   Retrain or roll back');
    expect(report).toContain('Asked:   Does the system use techniques');
    const order = [
      'NOT SATISFIED',
      'ERRORED',
      'UNDETERMINED',
      'UNATTESTED',
      'NOT EXERCISED',
      'SATISFIED (',
      'NOT APPLICABLE (',
    ];
    const places = order.map((heading) => report.indexOf(`\n${heading}`));
    expect(places.every((at) => at > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  it('keeps honest denominators', () => {
    expect(plain(120)).toContain(
      'EU AI Act: 8 requirements in the catalog, 7 answered here, 6 of them not yet in application',
    );
    expect(plain(120)).toContain('1 not tested here');
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
