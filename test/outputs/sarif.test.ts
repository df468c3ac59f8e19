import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import formatsPlugin from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { sarifLog } from '../../src/outputs/sarif.ts';
import { hostileAssessment, sampleAssessment } from './sample-assessment.ts';

const require = createRequire(import.meta.url);
// The published schema is written in draft 4, of which it uses nothing that draft 7 reads otherwise, save the names of two keys.
const { $schema, id, ...schema } = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as Record<
  string,
  unknown
>;
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
(formatsPlugin as unknown as (instance: Ajv) => void)(ajv);
const validSarif = ajv.compile(schema);

const resultsOf = (log: ReturnType<typeof sarifLog>) => log.runs.flatMap((run) => run.results);

describe('sarif', () => {
  it('is held against the published schema, which does refuse what is wrong', () => {
    expect([$schema, id]).toEqual([
      'http://json-schema.org/draft-04/schema#',
      expect.stringContaining('sarif-2.1.0-rtm.5.json'),
    ]);
    expect(validSarif({ version: '2.1.0', runs: [{ results: [{ level: 'fatal' }] }] })).toBe(false);
  });

  it.each([
    ['the sample', sampleAssessment({ fillers: 8 })],
    ['the hostile sample', hostileAssessment()],
    ['an assessment without findings', { ...sampleAssessment(), findings: [], waivers: [] }],
  ])('is valid SARIF 2.1.0 for %s', (_name, assessment) => {
    validSarif(JSON.parse(JSON.stringify(sarifLog(assessment))));
    expect(validSarif.errors ?? []).toEqual([]);
  });

  it('has a rule a control, and a result for each exception of what is not in order', () => {
    const assessment = sampleAssessment();
    const log = sarifLog(assessment);
    expect(log.runs[0]?.tool.driver.rules).toHaveLength(assessment.findings.length);
    const drift = resultsOf(log).filter((result) => result.ruleId === 'drift.feature-drift');
    expect(drift.map((result) => [result.level, result.locations[0]?.physicalLocation])).toEqual([
      ['error', { artifactLocation: { uri: 'drift/2026-10.yaml', uriBaseId: 'EVIDENCE' }, region: { startLine: 14 } }],
      ['error', { artifactLocation: { uri: 'drift/2026-10.yaml', uriBaseId: 'EVIDENCE' }, region: { startLine: 19 } }],
    ]);
    const green = assessment.findings.filter((finding) => ['satisfied', 'not-applicable'].includes(finding.outcome));
    expect(green.length).toBeGreaterThan(0);
    for (const finding of green) expect(resultsOf(log).some((result) => result.ruleId === finding.control)).toBe(false);
  });

  it('names the outcome where SARIF has no word for it, and never raises what does not apply yet above a note', () => {
    const results = resultsOf(sarifLog(sampleAssessment()));
    const of = (control: string) => results.find((result) => result.ruleId === control);
    expect(of('access.quarterly-review')).toMatchObject({ level: 'warning', properties: { outcome: 'undetermined' } });
    expect(of('documentation.technical-file')).toMatchObject({
      level: 'note',
      properties: { outcome: 'undetermined' },
    });
    expect(of('evaluation.threshold-before-result')).toMatchObject({ level: 'note' });
    expect(of('incident.reported')).toMatchObject({ level: 'none', kind: 'notApplicable' });
  });

  it('shows an effective waiver as a suppression, and an expired one not at all', () => {
    const results = resultsOf(sarifLog(sampleAssessment()));
    const waived = results.filter((result) => 'suppressions' in result);
    expect(waived.map((result) => result.ruleId)).toEqual(['change.independent-review']);
    expect(JSON.stringify(waived)).toContain('approved by Mara Example');
  });

  it('gives each result a fingerprint of its own that does not change with the line', () => {
    const assessment = sampleAssessment({ fillers: 12 });
    const prints = resultsOf(sarifLog(assessment)).map((result) => result.partialFingerprints['plumbline/v1']);
    expect(new Set(prints).size).toBe(prints.length);
    const moved = JSON.parse(JSON.stringify(assessment).replaceAll('"line":14', '"line":15')) as typeof assessment;
    expect(resultsOf(sarifLog(moved)).map((result) => result.partialFingerprints['plumbline/v1'])).toEqual(prints);
  });

  it('never points outside the evidence folder', () => {
    const assessment = JSON.parse(
      JSON.stringify(sampleAssessment()).replaceAll('drift/2026-10.yaml', '../../etc/pass wd#x'),
    ) as ReturnType<typeof sampleAssessment>;
    const uris = resultsOf(sarifLog(assessment)).map(
      (result) => result.locations[0]?.physicalLocation.artifactLocation.uri,
    );
    expect(uris).toContain('etc/pass%20wd%23x');
    expect(uris.some((uri) => uri?.includes('..'))).toBe(false);
  });
});
