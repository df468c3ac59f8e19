import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/base/digest.ts';
import { assessmentBytes, assessmentDigest } from '../../src/outputs/json.ts';
import { sampleAssessment } from './sample-assessment.ts';

describe('json', () => {
  it('is one canonical line that gives the assessment back', () => {
    const assessment = sampleAssessment();
    const text = new TextDecoder().decode(assessmentBytes(assessment));
    expect(text.endsWith('}\n')).toBe(true);
    expect(text.slice(0, -1)).not.toContain('\n');
    expect(JSON.parse(text)).toEqual(assessment);
    expect(assessmentDigest(assessment)).toBe(sha256(text));
  });

  it('does not depend on the order of keys', () => {
    const assessment = sampleAssessment();
    const turned = Object.fromEntries(Object.entries(assessment).reverse()) as unknown as typeof assessment;
    expect(assessmentDigest(turned)).toBe(assessmentDigest(assessment));
  });

  it('refuses a number that JSON does not have', () => {
    const assessment = sampleAssessment();
    const [first, ...rest] = assessment.exhibits;
    if (first === undefined) throw new Error('the sample has exhibits');
    expect(() => assessmentBytes({ ...assessment, exhibits: [{ ...first, value: Number.NaN }, ...rest] })).toThrow();
  });
});
