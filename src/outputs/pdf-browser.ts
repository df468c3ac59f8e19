import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import puppeteer from 'puppeteer';
import { plainText } from '../base/plain-text.ts';
import { OutputError } from './output.ts';

const variables = ['PLUMBLINE_BROWSER', 'PUPPETEER_EXECUTABLE_PATH'] as const;

const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome', 'msedge'] as const;

const fixedPlaces = [
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
] as const;

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const puppeteersOwn = (): string | undefined => {
  try {
    const path = puppeteer.executablePath();
    return path !== '' && isProgram(path) ? path : undefined;
  } catch {
    return undefined;
  }
};

const hint =
  'install Chrome or Chromium, or run `npx puppeteer browsers install chrome`, or name a browser with PLUMBLINE_BROWSER=/path/to/chrome';

/**
 * The browser that makes the PDF: what the environment names, else an installed Chrome or Chromium, else Puppeteer's own.
 * A browser that is named but missing is an error, never passed over. Throws OutputError `no-browser`.
 */
export const findBrowser = (environment: Readonly<Record<string, string | undefined>>): string => {
  for (const variable of variables) {
    const named = environment[variable];
    if (named === undefined || named === '') continue;
    if (isProgram(named)) return named;
    throw new OutputError('no-browser', `${variable} names ${plainText(named)}, which is no program that can be run`, {
      hint,
    });
  }
  const onPath = (environment.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => names.map((name) => join(folder, name)));
  const found = [...onPath, ...fixedPlaces].find(isProgram) ?? puppeteersOwn();
  if (found !== undefined) return found;
  throw new OutputError('no-browser', 'the PDF needs a Chrome or Chromium browser, and none was found', { hint });
};
