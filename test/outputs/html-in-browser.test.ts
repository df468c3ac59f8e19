import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportHtml } from '../../src/outputs/html.ts';
import { canary, openText, readerBrowser } from './browser-page.ts';
import { hostileAssessment, sampleAssessment } from './sample-assessment.ts';

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// Programs for the page are texts, so that the tests need no types of the DOM.
const openAll = "for (const details of document.querySelectorAll('details')) details.open = true";

let browser: Browser;
beforeAll(async () => {
  browser = await readerBrowser();
});
afterAll(async () => {
  await browser.close();
});

describe('the HTML report in a browser', () => {
  it('asks nobody for anything and runs nothing, whatever the evidence says', async () => {
    const bird = await canary();
    const { page, requests } = await openText(browser, reportHtml(hostileAssessment(bird.url), false));
    await page.evaluate(openAll);
    await page.mouse.move(200, 200);
    expect(requests).toEqual([]);
    expect(bird.hits).toEqual([]);
    expect(await page.title()).toContain('Streaming recommender');
    expect(await page.title()).not.toBe('owned');
    expect(await page.evaluate("document.querySelectorAll('script, iframe, img, base, link').length")).toBe(1);
    await page.close();
    await bird.close();
  });

  it('would be held back by its policy even if markup slipped through', async () => {
    const bird = await canary();
    const broken = reportHtml(sampleAssessment(), false).replace(
      '<main id="main">',
      `<main id="main"><script>document.title='owned'</script><img src="${bird.url}/img" onerror="document.title='owned'"><style>body{background:url(${bird.url}/css)}</style><object data="${bird.url}/object"></object>`,
    );
    const { page } = await openText(browser, '');
    await page.setContent(broken, { waitUntil: 'domcontentloaded' });
    await page.evaluate(() => new Promise((settled) => setTimeout(settled, 300)));
    expect(bird.hits).toEqual([]);
    expect(await page.title()).not.toBe('owned');
    await page.close();
    await bird.close();
  });

  it('uses its own fonts and breaks no rule of its own policy', async () => {
    const { page } = await openText(browser, '');
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.setContent(reportHtml(sampleAssessment(), false), { waitUntil: 'load' });
    const loaded = (await page.evaluate(
      "document.fonts.ready.then((fonts) => [...fonts].filter((face) => face.status === 'loaded').map((face) => face.family.replaceAll('\"', '')))",
    )) as string[];
    expect(new Set(loaded)).toEqual(new Set(['Source Sans 3', 'Source Serif 4', 'Source Code Pro']));
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('filters the findings without a script', async () => {
    const { page } = await openText(browser, reportHtml(sampleAssessment({ fillers: 6 }), false));
    await page.setJavaScriptEnabled(false);
    const visible = () => page.$$eval('.finding', (all) => all.filter((each) => each.checkVisibility()).length);
    const all = await visible();
    await page.click('#show-undetermined');
    expect(await visible()).toBe(1);
    await page.click('#show-ahead');
    expect(await visible()).toBe(3);
    await page.click('#show-all');
    await page.click('#fw1');
    const answering = await visible();
    expect(answering).toBeGreaterThan(0);
    expect(answering).toBeLessThan(all);
    await page.close();
  });

  it.each([
    [360, 'light'],
    [360, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const)('fits %i px in %s, and axe finds nothing against WCAG 2.2 AA', async (width, scheme) => {
    const { page } = await openText(browser, '');
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.setContent(reportHtml(sampleAssessment({ fillers: 4 }), false), { waitUntil: 'load' });
    await page.evaluate(openAll);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await page.evaluate(axeSource);
    const violations = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: {
          run: (
            options: object,
          ) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
        };
      };
      const { violations: found } = await axe.run({
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      });
      return found.map(
        ({ id, nodes }) => `${id}: ${nodes.length}x ${nodes[0]?.html ?? ''} ${nodes[0]?.failureSummary ?? ''}`,
      );
    });
    expect(violations).toEqual([]);
    await page.close();
  });
});
