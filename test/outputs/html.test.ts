import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { packageFiles, packageText } from '../../src/files/package-files.ts';
import { outcomes, outcomeWords } from '../../src/model/outcome.ts';
import { reportHtml } from '../../src/outputs/html.ts';
import { assessmentDigest } from '../../src/outputs/json.ts';
import { hostileAssessment, sampleAssessment } from './sample-assessment.ts';

const templates = packageFiles('templates/report').filter((name) => name.endsWith('.hbs'));
const bodyOf = (html: string): string =>
  html.slice(html.indexOf('<body>'), html.indexOf('<script type="application/json"'));

describe('the templates', () => {
  it.each(templates)('%s writes nothing raw, calls no dynamic partial, and quotes every attribute', (name) => {
    const text = packageText(`templates/report/${name}`);
    expect(text).not.toMatch(/\{\{\{|\{\{\s*&|\{\{#?>\s*\(/);
    expect(text).not.toMatch(/=\{\{/);
    expect(text).not.toMatch(/\s(?:style|on\w+)\s*=|<script|<style|javascript:/i);
  });

  it.each(templates)('%s leads nowhere outside the report', (name) => {
    const links = [...packageText(`templates/report/${name}`).matchAll(/(?:href|src)="([^"]*)"/g)].map(
      (match) => match[1],
    );
    for (const link of links) expect(link).toMatch(/^#/);
  });
});

describe('html', () => {
  const assessment = sampleAssessment({ fillers: 6 });
  const html = reportHtml(assessment, false);

  it('allows by policy only its own style sheet and data: fonts', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    expect(html.match(/<style/g)).toHaveLength(1);
    expect(html.match(/<script/g)).toHaveLength(1);
  });

  it('embeds the assessment as JSON that parses back', () => {
    const text = /<script type="application\/json" id="assessment">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
    expect(JSON.parse(text)).toEqual(assessment);
    expect(html).toContain(assessmentDigest(assessment));
  });

  it.each(outcomes)('shows %s by word and by icon', (outcome) => {
    expect(html).toContain(`href="#icon-${outcome}"`);
    expect(html).toContain(`id="icon-${outcome}"`);
    expect(html).toContain(`<span class="word">${outcomeWords[outcome].label}</span>`);
  });

  it('puts the failing findings first', () => {
    const places = outcomes.map((outcome) => html.indexOf(`id="group-${outcome}"`));
    expect(places.every((at) => at > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  it.each([
    [
      'a self-assessment',
      'It is not a SOC 2 report, not a conformity assessment under the AI Act, and not an opinion.',
    ],
    ['an honest verdict', 'Of 12 controls that apply on 23 November 2026, 3 show exceptions'],
    ['what does not apply', '2 controls do not apply to this system.'],
    ['what lies ahead', '3 controls look ahead to requirements that apply later: 1 shows exceptions'],
    ['denominators', '8 requirements in the catalog; 5 looked at, 2 not applicable to this system, 1 not tested here.'],
    ['what came of them', 'Of the 5, 1 shows exceptions, 1 could not be tested, 1 awaits a person'],
    ['what begins to apply next', '2 December 2027'],
    ['a condition that is unknown', 'monthlyUsers is not declared.'],
    [
      'a later date with its basis',
      '<span class="fine basis">Article 113, third paragraph, point (c)(i) (confidence: high)',
    ],
    ['file and line', 'drift/2026-10.yaml:14'],
    ['the question asked of a person', 'Does the system use techniques that distort behaviour'],
    ['who determined', 'Mara Example, head of compliance, on 14 September 2026, valid until 13 September 2027'],
    ['a changed parameter', '(default 31 days)'],
    ['a relaxed control', 'Beyond its floor'],
    ['a bound found in the finding', 'Bound: below 0.2'],
    ['a waiver without effect', 'Expired: no effect'],
    ['evidence that could not be read', 'docs/technical-file.md:1'],
    ['why a requirement was not tested', 'No evidence kind describes vendors yet.'],
    ['what the profile leaves out', 'Biometric; none is operated.'],
    ['how to re-perform', '--reperform EVIDENCE-FOLDER'],
  ])('says %s', (_what, words) => {
    expect(html.replaceAll('&#x27;', '’').replaceAll('&#x3D;', '=')).toContain(words);
  });

  it('gives the same bytes for the same assessment', () => {
    expect(reportHtml(sampleAssessment({ fillers: 6 }), false)).toBe(html);
  });

  it('shows hostile text as text', () => {
    const body = bodyOf(reportHtml(hostileAssessment(), false));
    expect(body).not.toMatch(/<(?:script|img|iframe|link|meta|base|style)\b/i);
    expect(body).not.toMatch(/<[^>]+\son\w+=/i);
    expect(body).not.toMatch(/[^\P{Cc}\n\t]|\p{Cf}|\p{Zl}|\p{Zp}/u);
    expect(body).toContain('&lt;script&gt;');
    expect(body).toContain('\\u{202e}');
    expect(body).toContain('{{constructor}} {{{raw}}}');
  });

  it('copes with an assessment in which nothing was found', () => {
    const empty = {
      ...sampleAssessment(),
      findings: [],
      waivers: [],
      exhibits: [],
      conditions: [],
      requirements: [],
      frameworks: [],
      evidence: [],
    };
    const text = reportHtml(empty, false);
    expect(text).toContain('Nothing was tested.');
    expect(text).toContain('No control was run. Nothing follows from this report about the system.');
  });

  it('stays small enough to mail: 50 controls below 600 kB', () => {
    expect(Buffer.byteLength(reportHtml(sampleAssessment({ fillers: 40 }), false))).toBeLessThan(600_000);
  });

  it('draws at most 20 bins, and says how many it added up', () => {
    const [first] = assessment.exhibits;
    if (first === undefined) throw new Error('the sample has exhibits');
    const names = Array.from({ length: 500 }, (_, index) => `category ${index}`);
    const wide = { ...first, labels: names, reference: names.map(() => 0.002), current: names.map(() => 0.002) };
    expect(reportHtml({ ...assessment, exhibits: [wide] }, false)).toContain('481 others');
  });
});

describe('what a requirement bears on elsewhere', () => {
  const sample = sampleAssessment();
  const related = {
    ...sample,
    requirements: sample.requirements.map((each, index) =>
      index === 0 ? { ...each, bearsOn: ['nist-ai-rmf#MAP-1.1', 'soc2#CC3.2', 'nist-ai-rmf#MAP-5.1'] } : each,
    ),
  };
  it('is told on the screen by framework, as informative, and not on paper', () => {
    const screen = reportHtml(related, false);
    expect(screen).toContain('Bears also on nist-ai-rmf: MAP-1.1, MAP-5.1; soc2: CC3.2.');
    expect(screen.match(/is our own mapping and informative: no outcome is carried over/g)).toHaveLength(1);
    expect(reportHtml(related, true)).not.toContain('Bears also on');
    expect(reportHtml(sample, false)).not.toContain('our own mapping');
  });
});
