import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { userInfo } from 'node:os';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { findBrowser } from '../../src/outputs/pdf-browser.ts';

/** A browser as a reader has it: JavaScript on, network on. Only so does a test show that the report itself keeps still. */
export const readerBrowser = (): Promise<Browser> =>
  puppeteer.launch({
    executablePath: findBrowser(process.env),
    args: userInfo().uid === 0 ? ['--no-sandbox'] : [],
  });

/** Opens a page on a text. Tells every request that the page makes beside its own. */
export const openText = async (
  browser: Browser,
  html: string,
): Promise<{ readonly page: Page; readonly requests: readonly string[] }> => {
  const page = await browser.newPage();
  const requests: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('data:') && request.url() !== 'about:blank') requests.push(request.url());
  });
  await page.setContent(html, { waitUntil: 'load' });
  return { page, requests };
};

/** A server on this machine that only counts who asks it for something. */
export const canary = async () => {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    hits,
    close: () => new Promise((closed) => server.close(closed)),
  };
};
