import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { reportHtml } from '../../src/outputs/html.ts';
import { sampleAssessment } from './sample-assessment.ts';

const require = createRequire(import.meta.url);
const assessment = sampleAssessment({ fillers: 14 });
const screen = reportHtml(assessment, false);
const paper = reportHtml(assessment, true);
const bodyOf = (html: string): string =>
  html.slice(html.indexOf('<body>')).replace(/<script type="application\/json"[\s\S]*?<\/script>/, '');

describe('the report on paper', () => {
  it.each([
    ['screen', screen],
    ['paper', paper],
  ])('leads every link somewhere: %s', (_where, html) => {
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const links = [...html.matchAll(/ href="#([^"]+)"/g)].map((match) => match[1]);
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter((link) => !ids.includes(link))).toEqual([]);
  });

  it('shows what needs somebody in full, and the rest as rows', () => {
    const articles = [...paper.matchAll(/<article class="finding [^"]*" id="control-([^"]+)"/g)].map(
      (match) => match[1],
    );
    const open = ['not-satisfied', 'errored', 'undetermined', 'unattested'];
    expect([...articles].sort()).toEqual(
      assessment.findings
        .filter((finding) => open.includes(finding.outcome))
        .map((finding) => finding.control)
        .sort(),
    );
    const rows = [...paper.matchAll(/<tr id="control-([^"]+)"/g)].map((match) => match[1]);
    expect([...articles, ...rows].sort()).toEqual(assessment.findings.map((finding) => finding.control).sort());
    expect(paper).toContain(
      'the full detail of these is in the HTML report and in the assessment.json that is attached',
    );
    expect(paper).toContain('40 items of register#/entries');
    expect(paper).toContain('determined by Mara Example, head of compliance, on 14 September 2026');
  });

  it('tables what does not apply under the reason that it shares', () => {
    expect(paper).toContain(
      'Does not hold: <a href="#condition-high-risk">The system is high-risk under Article 6</a>',
    );
  });

  it('tells how each was looked at beside it, and what that means once', () => {
    expect(paper).toContain('<span class="how">tested, evidence decides</span>');
    expect(paper.match(/Tested: by computation on the evidence\./g)).toHaveLength(1);
    expect(paper).not.toContain('The evidence alone decides it.');
    expect(screen).toContain('The evidence alone decides it.');
  });

  it('prints the parameters of a finding, with or without evidence', () => {
    const bare = { ...assessment, findings: assessment.findings.map((finding) => ({ ...finding, evidence: [] })) };
    for (const html of [paper, reportHtml(bare, true)])
      expect(html).toContain('Longest gap between drift runs: <strong>45 days</strong> (default 31 days)');
  });

  it('says of what needs attention how much the table leaves out, on one page', () => {
    const many = reportHtml(sampleAssessment({ fillers: 90 }), true);
    const section = /<section id="attention"[\s\S]*?<\/section>/.exec(many)?.[0] ?? '';
    expect(section.match(/<td data-label="Severity">/g)).toHaveLength(20);
    const total = many.match(/<article class="finding/g)?.length ?? 0;
    expect(section).toContain(`${total - 20} more need somebody: `);
  });

  it('lists what does not apply of a catalog by citation', () => {
    const section = paper.slice(paper.indexOf('id="requirements"'));
    expect(section).toMatch(
      /<tr class="released"><th scope="row" data-label="Provision">Others<\/th>.*Art\. 6\.3; Art\. 17\.1/,
    );
    expect(section).not.toContain('Derogation for systems without significant risk');
    expect(screen).toContain('Derogation for systems without significant risk');
  });

  it('has a file that was read twice once in the index, and dates in one format', () => {
    const [first] = assessment.evidence;
    if (first === undefined) throw new Error('the sample has evidence');
    const twice = { ...assessment, evidence: [...assessment.evidence, { ...first, kind: 'document' }] };
    const html = reportHtml(twice, true);
    expect(html).toContain(`<td data-label="Read as">${first.kind}, document</td>`);
    expect(html.split(`<code class="digest">${first.sha256}</code>`)).toHaveLength(2);
    const waivers = /<section id="waivers"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
    expect(waivers).toContain('12 October 2026 to 31 December 2026');
    expect(waivers).toContain('It ended on 30 September 2026.');
    expect(html).toContain('<td data-label="Applies">from 2 December 2027</td>');
  });

  it('leaves nothing out on the screen', () => {
    for (const finding of assessment.findings) {
      expect(screen).toContain(`<details class="finding`);
      expect(screen).toContain(`id="control-${finding.control}"`);
    }
    expect(screen.match(/<details class="finding/g)).toHaveLength(assessment.findings.length);
    expect(screen).not.toContain('are in the HTML report');
  });

  it.each([
    ['screen', screen],
    ['paper', paper],
  ])('says on %s what decides what applies, and has every condition with its facts in an appendix', (_where, html) => {
    const section = /<section id="classification"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
    expect(section).toContain('of 3 conditions, 1 holds, 1 is unknown, 1 does not hold');
    expect(section).toMatch(/The system is high-risk under Article 6<\/a>.*annexIIICount is 0.*control does not apply/);
    expect(section).toMatch(/The service is a very large online platform<\/a>.*monthlyUsers is not declared/);
    expect(section).not.toContain('The organisation is the provider');
    const appendix = /<section id="conditions"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
    for (const { title, reason, id } of assessment.conditions) {
      expect(appendix).toContain(`<li id="condition-${id}">${title}`);
      expect(appendix).toContain(`<th scope="row" data-label="Facts">${reason}</th>`);
    }
  });
});

describe.each([
  ['screen', screen],
  ['paper', paper],
])('the report on %s', (where, html) => {
  it('tells how the Act reaches the system, whatever the outcome of the control', () => {
    expect(html).toContain('How the AI Act applies to this system');
    expect(html).toContain('<p class="text">The Act names no recommender as high-risk. One becomes high-risk only');
  });

  it('explains nothing of a control that does not apply', () => {
    expect(bodyOf(html)).not.toContain('is told to nobody');
  });

  it('sets apart what does not bind this system', () => {
    const finding = html.slice(html.indexOf('id="control-change.independent-review"'));
    const body = finding.slice(0, finding.indexOf('</dl>'));
    const [answers, unbound] = body.split('Does not bind this system');
    expect(answers).toContain('CC8.1');
    expect(answers).not.toContain('Art. 17.1');
    expect(unbound).toContain('Art. 17.1');
    expect(unbound).not.toContain('pplies from');
  });

  it('uses no character of its own that the embedded fonts lack', () => {
    const ranges = require('@fontsource/source-sans-3/unicode.json') as Record<string, string>;
    const spans = `${ranges.latin},${ranges['latin-ext']}`.split(',').map((range) => {
      const [from = '', to = from] = range.replace('U+', '').split('-');
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
    });
    const strange = [...new Set(bodyOf(html))].filter(
      (character) =>
        !spans.some(([from, to]) => (character.codePointAt(0) ?? 0) >= from && (character.codePointAt(0) ?? 0) <= to),
    );
    expect(strange.filter((character) => character !== '\n')).toEqual([]);
  });

  it('shows for the record, beside what was tested, facts of which nothing is expected', () => {
    expect(html).toContain(
      where === 'paper'
        ? '<li>2026-10/session_minutes: PSI is 0.418, expected below 0.2 (<code>drift/2026-10.yaml:14</code>). <span class="fine">noise floor: 0.0009</span></li>'
        : '<td data-label="Seen">PSI: 0.418<br><span class="fine">noise floor: 0.0009</span></td>',
    );
    expect(html).toContain(
      '2026-10/session_minutes: PSI is 0.418, expected below 0.2 (<code>drift/2026-10.yaml:14</code>)',
    );
  });

  it('charts by model, what stands out first', () => {
    const drift = html.slice(html.indexOf('id="drift"'), html.indexOf('id="waivers"'));
    const places = ['What stands out', 'Bound: below 0.2', '<h3>ranker</h3>', 'Values by date'].map((words) =>
      drift.indexOf(words),
    );
    expect(places.every((at) => at > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    const matrix = /<table class="rows matrix">[\s\S]*?<\/table>/.exec(drift)?.[0] ?? '';
    expect(
      [...matrix.matchAll(/<th scope="row" data-label="Measured">([^<]+)</g)].map((match) => match[1]).slice(0, 3),
    ).toEqual(['session_minutes', 'share_new_titles', 'device']);
    expect(matrix).toMatch(/aria-label="Exception".*0\.418/);
    expect(drift.match(/<figure/g)).toHaveLength(where === 'paper' ? 3 : 6);
  });
});
