import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, Stop, step } from './step.mjs';

// Under `npm run`, npm names itself: the same npm then installs. On Windows npm is a script, which needs the shell.
const npm = (args) =>
  process.env.npm_execpath?.endsWith('.js')
    ? { command: process.execPath, args: [process.env.npm_execpath, ...args], shell: false }
    : { command: 'npm', args, shell: process.platform === 'win32' };

/** Node is new enough. */
export const checkNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Stop(
    `Node ${process.versions.node} is too old: expected 20.19 or newer. Install it from https://nodejs.org.`,
  );
};

/** Git is there. */
export const checkGit = () => {
  if (spawnSync('git', ['--version']).status === 0) return;
  throw new Stop('git was not found: expected a program called git on PATH. Install it from https://git-scm.com.');
};

const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;

/** Whether node_modules holds what package-lock.json asks for, on this platform: npm's own record says what it installed. */
const dependenciesAreThere = () => {
  try {
    const asked = packagesOf('package-lock.json');
    const installed = packagesOf('node_modules/.package-lock.json');
    return (
      Object.entries(asked).every(([path, { version, optional, devOptional, peer, link }]) => {
        if (path === '' || link) return true;
        if (installed[path] === undefined) return Boolean(optional || devOptional || peer);
        return installed[path].version === version;
      }) &&
      Object.entries(installed).every(
        ([path, { os, cpu }]) =>
          path in asked && (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch)),
      )
    );
  } catch {
    return false;
  }
};

/** Installs exactly what package-lock.json names, unless it is there already. */
export const installDependencies = () => {
  if (dependenciesAreThere()) return;
  const { command, args, shell } = npm(['ci', '--include=dev', '--no-audit', '--no-fund']);
  const done = step('installing dependencies (npm ci)', command, args, {
    shell,
    env: { PUPPETEER_SKIP_DOWNLOAD: '1' },
  });
  if (!done.ok) throw new Stop(`npm ci failed. It said:\n${done.said}`);
};
