import { userInfo } from 'node:os';
import puppeteer, { type Browser } from 'puppeteer';
import { messageOf } from '../base/errors.ts';
import { plainText } from '../base/plain-text.ts';
import { temporaryFolder } from '../files/temporary-folder.ts';
import { reportHtml } from './html.ts';
import { assessmentBytes } from './json.ts';
import { type Output, OutputError, type RenderContext } from './output.ts';
import { findBrowser } from './pdf-browser.ts';
import { finalizePdf } from './pdf-finalize.ts';

/** Limits of one printing. The browser is killed, and the run fails, when one is passed. */
const largestHtml = 50 * 1024 * 1024;
const loadMilliseconds = 60_000;
const printMilliseconds = 300_000;

/** No name resolves and the only proxy is dead: whatever slips through the page's own policy reaches nobody. */
const cutOff = [
  '--proxy-server=127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
  '--no-first-run',
  '--no-default-browser-check',
  '--font-render-hinting=none',
] as const;

// The sandbox of Chromium does not start for uid 0, and only then is it left out.
const sandbox = (): readonly string[] => (userInfo().uid === 0 ? ['--no-sandbox'] : []);

const launch = (executablePath: string, profile: string): Promise<Browser> =>
  puppeteer.launch({
    executablePath,
    headless: true,
    userDataDir: profile,
    args: [...cutOff, ...sandbox()],
    timeout: loadMilliseconds,
    protocolTimeout: printMilliseconds,
  });

const print = async (browser: Browser, html: string): Promise<Uint8Array> => {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    void (request.url().startsWith('data:') ? request.continue() : request.abort('blockedbyclient'));
  });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  await page.setContent(html, { timeout: loadMilliseconds, waitUntil: 'load' });
  return page.pdf({
    tagged: true,
    outline: true,
    preferCSSPageSize: true,
    printBackground: true,
    timeout: printMilliseconds,
  });
};

/**
 * Prints an HTML document as Chromium gives it: tagged, with an outline, and with dates of now. Nothing in the document runs or
 * is fetched: JavaScript is off, every request but data: is refused, and the browser has a fresh profile and no network.
 * Throws OutputError `no-browser`, `browser-failed` or `too-large`.
 */
export const printHtml = async (
  html: string,
  { environment, printedWith }: Pick<RenderContext, 'environment' | 'printedWith'>,
): Promise<Uint8Array> => {
  if (html.length > largestHtml)
    throw new OutputError('too-large', `the report has ${html.length} characters; at most ${largestHtml} are printed`);
  const executablePath = findBrowser(environment);
  const profile = await temporaryFolder('browser');
  let browser: Browser | undefined;
  try {
    browser = await launch(executablePath, profile.path);
    printedWith?.(await browser.version());
    return await print(browser, html);
  } catch (cause) {
    throw new OutputError(
      'browser-failed',
      `${executablePath} could not print the report: ${plainText(messageOf(cause).split('\n')[0] ?? '')}`,
      {
        cause,
        hint: 'name another browser with PLUMBLINE_BROWSER=/path/to/chrome, or leave out the PDF with --format json,text,html,sarif',
      },
    );
  } finally {
    await browser?.close().catch(() => browser?.process()?.kill('SIGKILL'));
    await profile.remove();
  }
};

/**
 * The report as a PDF, unsigned. The same assessment and the same browser give the same bytes; another browser version may
 * draw differently, so a PDF is verified by its digest and never by rendering it again.
 */
export const pdf: Output = {
  format: 'pdf',
  fileName: 'report.pdf',
  mediaType: 'application/pdf',
  render: async (assessment, context) =>
    finalizePdf(await printHtml(reportHtml(assessment, true), context), {
      title: plainText(assessment.title),
      producer: `${assessment.tool.name} ${assessment.tool.version}`,
      date: assessment.asOf,
      attachment: assessmentBytes(assessment),
    }),
};
