import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDF, PdfDict, PdfStream } from '@libpdf/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../src/cli/exit-codes.ts';
import { reportHtml } from '../../src/outputs/html.ts';
import { assessmentBytes } from '../../src/outputs/json.ts';
import { OutputError } from '../../src/outputs/output.ts';
import { pdf, printHtml } from '../../src/outputs/pdf.ts';
import { findBrowser } from '../../src/outputs/pdf-browser.ts';
import { sRgbProfile } from '../../src/outputs/pdf-icc.ts';
import { canary } from './browser-page.ts';
import { hostileAssessment, sampleAssessment } from './sample-assessment.ts';

const context = { color: false, width: 80, environment: process.env };
const folder = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

describe('the PDF report', () => {
  const assessment = sampleAssessment({ fillers: 3 });
  let bytes: Uint8Array;
  let document: PDF;
  const path = join(folder, 'report.pdf');
  beforeAll(async () => {
    bytes = await pdf.render(assessment, context);
    document = await PDF.load(bytes);
    writeFileSync(path, bytes);
  });

  it('is the same bytes from the same assessment and the same browser', async () => {
    expect(Buffer.compare(await pdf.render(assessment, context), bytes)).toBe(0);
  });

  it('says what it is, at the date of the audit', () => {
    expect(document.getTitle()).toBe('Streaming recommender, second half of 2026');
    expect(document.getProducer()).toBe('plumbline 0.1.0');
    expect(document.getCreator()).toBe('plumbline 0.1.0');
    expect(document.getCreationDate()?.toISOString()).toBe('2026-11-23T00:00:00.000Z');
    expect(document.getModificationDate()?.toISOString()).toBe('2026-11-23T00:00:00.000Z');
    expect(document.getLanguage()).toBe('en');
    expect(Buffer.from(bytes).includes('HeadlessChrome')).toBe(false);
    expect(Buffer.from(bytes).includes('<xmp:CreateDate>2026-11-23T00:00:00Z</xmp:CreateDate>')).toBe(true);
    expect(Buffer.from(bytes).includes('pdfaid')).toBe(false);
  });

  it('is tagged, with bookmarks, and no type without a role', () => {
    const catalog = document.getCatalog();
    const resolve = document.getObject.bind(document);
    expect(catalog.getDict('MarkInfo', resolve)?.getBool('Marked')?.value).toBe(true);
    expect(catalog.getDict('Outlines', resolve)?.has('First')).toBe(true);
    const roles = catalog.getDict('StructTreeRoot', resolve)?.getDict('RoleMap', resolve);
    expect(roles?.getName('Strong')?.value).toBe('Span');
  });

  it('carries the assessment as an associated file, byte for byte', () => {
    const catalog = document.getCatalog();
    const resolve = document.getObject.bind(document);
    const file = catalog.getArray('AF', resolve)?.at(0, resolve);
    if (!(file instanceof PdfDict)) throw new Error('expected a file specification');
    expect(file.getName('AFRelationship')?.value).toBe('Data');
    expect(file.getString('UF')?.asString()).toBe('assessment.json');
    const stream = file.getDict('EF', resolve)?.get('F', resolve);
    if (!(stream instanceof PdfStream)) throw new Error('expected a stream');
    expect(stream.getName('Subtype')?.value).toBe('application/json');
    expect(Buffer.compare(stream.getDecodedData(), assessmentBytes(assessment))).toBe(0);
  });

  it('stays readable on paper: 101 controls on at most 22 pages', async () => {
    const large = await PDF.load(await pdf.render(sampleAssessment({ fillers: 90 }), context));
    expect(large.getPageCount()).toBeLessThanOrEqual(22);
    expect(large.getPageCount()).toBeGreaterThan(document.getPageCount());
  });

  it.skipIf(!has('qpdf'))('is sound to qpdf', () => {
    expect(execFileSync('qpdf', ['--check', path], { encoding: 'utf8' })).toContain(
      'No syntax or stream encoding errors found',
    );
  });

  it.skipIf(!has('pdftotext'))('reads as text, with page numbers', () => {
    const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
    expect(text).toContain('Exceptions were noted.');
    expect(text).toMatch(/Self-assessment or working paper; not an opinion\s+2 ?\/ ?\d+/);
    expect(text).toContain('drift/2026-10.yaml:14');
    expect(text).not.toContain('That answer');
  });

  it('prints hostile evidence without asking anybody for anything', async () => {
    const bird = await canary();
    const printed = await pdf.render(hostileAssessment(bird.url), context);
    expect(bird.hits).toEqual([]);
    expect(Buffer.from(printed).includes('/URI')).toBe(false);
    expect(Buffer.from(printed).includes('/JavaScript')).toBe(false);
    await bird.close();
  });

  it('is cut off from everything even when a document tries all the ways out', async () => {
    const bird = await canary();
    const page = `<!doctype html><link rel="prefetch" href="${bird.url}/prefetch"><link rel="dns-prefetch" href="//example.org"><link rel="preconnect" href="${bird.url}"><link rel="stylesheet" href="${bird.url}/style"><meta http-equiv="refresh" content="0;url=${bird.url}/refresh"><img src="${bird.url}/img"><iframe src="file:///etc/passwd"></iframe><object data="${bird.url}/object"></object><script>fetch('${bird.url}/script')</script><p>still here`;
    const printed = await printHtml(page, { environment: process.env }).catch((thrown: unknown) => thrown);
    expect(bird.hits).toEqual([]);
    if (printed instanceof Uint8Array && has('pdftotext')) {
      writeFileSync(join(folder, 'out.pdf'), printed);
      expect(execFileSync('pdftotext', [join(folder, 'out.pdf'), '-'], { encoding: 'utf8' })).not.toContain('root:');
    } else expect(printed).toBeInstanceOf(OutputError);
    await bird.close();
  });

  it('refuses a document that is too large to print', async () => {
    await expect(printHtml('x'.repeat(50 * 1024 * 1024 + 1), { environment: process.env })).rejects.toMatchObject({
      code: 'too-large',
    });
  });

  it('is the only output that needs a browser', () => {
    expect(reportHtml(assessment, true)).not.toContain('<script');
  });
});

describe('the browser', () => {
  const refusal = (environment: Record<string, string>): OutputError => {
    try {
      findBrowser(environment);
    } catch (thrown) {
      if (thrown instanceof OutputError) return thrown;
    }
    throw new Error('expected an OutputError');
  };

  it.each(['PLUMBLINE_BROWSER', 'PUPPETEER_EXECUTABLE_PATH'])(
    'named by %s but missing is an error that says what to do',
    (variable) => {
      const refused = refusal({ [variable]: '/nowhere/chrome\u001b[2J' });
      expect(refused.code).toBe('no-browser');
      expect(refused.message).toBe(`${variable} names /nowhere/chrome\\u{1b}[2J, which is no program that can be run`);
      expect(refused.hint).toContain('PLUMBLINE_BROWSER=');
      expect(exitCodeOf(refused)).toBe(4);
    },
  );

  it('that is no browser fails with a reason, not with a hang', async () => {
    const refused = await printHtml('<p>x', {
      environment: { ...process.env, PLUMBLINE_BROWSER: process.execPath },
    }).catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(OutputError);
    expect((refused as OutputError).code).toBe('browser-failed');
    expect((refused as OutputError).message).not.toContain('\n');
  });

  it('is taken from the environment first', () => {
    expect(findBrowser({ PLUMBLINE_BROWSER: process.execPath })).toBe(process.execPath);
  });
});

describe('the sRGB profile', () => {
  it('has the size that it states, the signature of ICC, and ten tags within its bounds', () => {
    const profile = Buffer.from(sRgbProfile());
    expect(profile.readUInt32BE(0)).toBe(profile.length);
    expect(profile.toString('latin1', 36, 40)).toBe('acsp');
    expect(profile.readUInt32BE(128)).toBe(10);
    for (let tag = 0; tag < 10; tag++) {
      const offset = profile.readUInt32BE(132 + tag * 12 + 4);
      expect(offset % 4).toBe(0);
      expect(offset + profile.readUInt32BE(132 + tag * 12 + 8)).toBeLessThanOrEqual(profile.length);
    }
  });
});
