import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { root, Stop, step } from './step.mjs';

const { env, platform } = process;

const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK);
    if (!statSync(path).isFile()) return false;
  } catch {
    return false;
  }
  // Ubuntu puts a script in this place that only asks for a snap to be installed.
  const start = platform === 'linux' ? readFileSync(path).subarray(0, 4096).toString('latin1') : '';
  return !(start.startsWith('#!') && start.includes('/snap/bin/chromium') && !existsSync('/snap/bin/chromium'));
};

const installedBrowsers = () => {
  if (platform === 'darwin')
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
      ['/Applications', join(homedir(), 'Applications')].map((at) => join(at, `${name}.app/Contents/MacOS/${name}`)),
    );
  if (platform === 'win32')
    return [
      'Google/Chrome/Application/chrome.exe',
      'Chromium/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ]
      .flatMap((name) =>
        [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].map((at) => at && join(at, name)),
      )
      .filter(Boolean);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
  const folders = [
    ...(env.PATH ?? '').split(delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/snap/bin',
    '/opt/google/chrome',
  ];
  return names.flatMap((name) => folders.filter((at) => at !== '').map((at) => join(at, name)));
};

/** Browsers that Puppeteer downloaded earlier, newest first. */
const downloadedBrowsers = () => {
  const cache = env.PUPPETEER_CACHE_DIR ?? join(homedir(), '.cache', 'puppeteer');
  const inFolder = { linux: 'chrome-linux64/chrome', win32: 'chrome-win64/chrome.exe' }[platform];
  const mac = 'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing';
  const names = inFolder ? [inFolder] : [`chrome-mac-arm64/${mac}`, `chrome-mac-x64/${mac}`];
  if (!existsSync(join(cache, 'chrome'))) return [];
  return readdirSync(join(cache, 'chrome'))
    .sort((a, b) => (a < b ? 1 : -1))
    .flatMap((build) => names.map((name) => join(cache, 'chrome', build, name)));
};

const findBrowser = () => [...installedBrowsers(), ...downloadedBrowsers()].find(isProgram);

const browserHelp = `
Install Google Chrome or Chromium from your system's packages (Debian: apt-get install chromium),
or run: npx puppeteer browsers install chrome
If a browser lies elsewhere, name it: PLUMBLINE_BROWSER=/path/to/chrome`;

/** The browser that prints the PDF: the one named in the environment, one that is there, or one installed now. */
export const provideBrowser = () => {
  for (const name of ['PLUMBLINE_BROWSER', 'PUPPETEER_EXECUTABLE_PATH']) {
    const named = env[name];
    if (named && !isProgram(named)) throw new Stop(`${name} names ${named}, which is not a program that can be run.`);
    if (named) return named;
  }
  const found = findBrowser();
  if (found) return found;

  const failures = [];
  const isRoot = process.getuid?.() === 0;
  const hasApt = platform === 'linux' && existsSync('/usr/bin/apt-get');
  if (hasApt && isRoot) {
    const quietly = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
    const done = [['update'], ['install', '-y', '--no-install-recommends', 'chromium']].map((args) =>
      step(`installing Chromium (apt-get ${args[0]})`, 'apt-get', args, quietly),
    );
    const installed = findBrowser();
    if (installed) return installed;
    failures.push(...done.filter(({ ok }) => !ok).map(({ said }) => `apt-get said:\n${said}`));
  }
  const cli = join(root, 'node_modules/puppeteer/lib/esm/puppeteer/node/cli.js');
  const download = step(
    'downloading Chrome (puppeteer browsers install)',
    process.execPath,
    [cli, 'browsers', 'install', 'chrome', ...(hasApt && isRoot ? ['--install-deps'] : [])],
    { env: { PUPPETEER_SKIP_DOWNLOAD: 'false' } },
  );
  const downloaded = findBrowser();
  if (downloaded) return downloaded;
  failures.push(`puppeteer browsers install said:\n${download.said || 'nothing, and no browser is there'}`);
  throw new Stop(`no browser was found, and none could be installed.\n${failures.join('\n')}\n${browserHelp}`);
};
