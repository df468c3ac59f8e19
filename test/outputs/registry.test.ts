import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../src/cli/exit-codes.ts';
import { packageFiles } from '../../src/files/package-files.ts';
import { validate } from '../../src/model/validate.ts';
import { OutputError } from '../../src/outputs/output.ts';
import { loadOutput, outputFormats } from '../../src/outputs/registry.ts';
import { hostileAssessment, sampleAssessment } from './sample-assessment.ts';

describe('the registry of outputs', () => {
  it('names each output as its file does, and no two write the same file', async () => {
    const outputs = await Promise.all(outputFormats.map(loadOutput));
    expect(outputs.map((output) => output.format)).toEqual([...outputFormats]);
    expect(outputs.map((output) => output.fileName)).toEqual([
      'assessment.json',
      'report.txt',
      'report.html',
      'report.pdf',
      'report.sarif',
    ]);
    const files = packageFiles('src/outputs');
    for (const format of outputFormats) expect(files).toContain(`${format}.ts`);
  });

  it('refuses a format that does not exist, and says which do', async () => {
    const refused = await loadOutput('docx\u001b[31m').catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(OutputError);
    expect((refused as OutputError).message).toBe(
      'unknown output format "docx\\u{1b}[31m"; expected one of json, text, html, pdf, sarif',
    );
    expect(exitCodeOf(refused)).toBe(2);
  });
});

describe('the sample', () => {
  it('is an assessment as the schema has it, also when it is hostile', () => {
    expect(validate('assessment', sampleAssessment({ fillers: 3 }))).toMatchObject({ ok: true });
    expect(validate('assessment', hostileAssessment())).toMatchObject({ ok: true });
  });
});
