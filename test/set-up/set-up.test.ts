import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const lock = (version: string) =>
  JSON.stringify({
    packages: {
      '': { name: 'toy' },
      'node_modules/a': { version },
      'node_modules/other-platform': { version: '1.0.0', optional: true },
    },
  });

/** A program for node that notes its arguments in calls.txt, and then does `body`. */
const noting = (name: string, body: string) =>
  `const fs = require('node:fs');
fs.appendFileSync('calls.txt', '${name} ' + process.argv.slice(2).join(' ') + '\\n');
${body}`;

describe('the set-up of a fresh clone', () => {
  let root: string;
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const setUp = (args: readonly string[], env: Record<string, string> = {}) => {
    const { PLUMBLINE_SET_UP: _set, ...outside } = process.env;
    return spawnSync(process.execPath, ['src/set-up.mjs', ...args], {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...outside,
        npm_execpath: join(root, 'npm.js'),
        PLUMBLINE_BROWSER: join(root, 'browser'),
        ...env,
      },
    });
  };
  const calls = () =>
    existsSync(join(root, 'calls.txt')) ? readFileSync(join(root, 'calls.txt'), 'utf8').trim().split('\n') : [];
  const programs = () => calls().map((call) => call.split(' ')[0]);

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'plumbline-set-up-'));
    cpSync('src/set-up', join(root, 'src/set-up'), { recursive: true });
    cpSync('src/set-up.mjs', join(root, 'src/set-up.mjs'));
    put('src/cli/main.ts', '// source');
    put('src/precompile.ts', '// source');
    put('schemas/control.schema.json', '{}');
    put('policies/controls/a.yaml', 'id: a');
    put('tsconfig.json', '{}');
    put('tsconfig.build.json', '{}');
    put('package-lock.json', lock('1.0.0'));
    put('browser', '#!/bin/sh\n');
    chmodSync(join(root, 'browser'), 0o755);
    put(
      'npm.js',
      noting(
        'npm',
        `const tool = (path, text) => { fs.mkdirSync(require('node:path').dirname(path), { recursive: true }); fs.writeFileSync(path, text); };
const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
delete packages[''];
delete packages['node_modules/other-platform'];
tool('node_modules/.package-lock.json', JSON.stringify({ packages }));
tool('node_modules/typescript/bin/tsc', fs.readFileSync('tsc.js', 'utf8'));
tool('node_modules/vitest/vitest.mjs', fs.readFileSync('vitest.mjs', 'utf8'));`,
      ),
    );
    put(
      'tsc.js',
      noting(
        'tsc',
        `fs.mkdirSync('dist/cli', { recursive: true });
fs.writeFileSync('dist/.tsbuildinfo', '');
fs.writeFileSync('dist/precompile.js', fs.readFileSync('precompile.js'));
fs.writeFileSync('dist/cli/main.js', "require('node:fs').appendFileSync('calls.txt', 'demo ' + process.argv.slice(2).join(' ') + ' ' + process.env.PLUMBLINE_BROWSER + '\\\\n'); process.exitCode = 1;");`,
      ),
    );
    put('precompile.js', noting('precompile', "fs.mkdirSync('dist/compiled', { recursive: true });"));
    vitest({ passed: 3 });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const vitest = (counts: { passed: number; failed?: number; skipped?: number; unloaded?: boolean; exit?: number }) => {
    const report = {
      numPassedTests: counts.passed,
      numFailedTests: counts.failed ?? 0,
      numPendingTests: counts.skipped ?? 0,
      numTodoTests: 0,
      testResults: counts.unloaded ? [{ status: 'failed', assertionResults: [] }] : [],
    };
    const text = `import fs from 'node:fs';
fs.appendFileSync('calls.txt', 'vitest ' + process.argv.slice(2).join(' ') + '\\n');
const file = process.argv.find((arg) => arg.startsWith('--outputFile.json=')).split('=')[1];
fs.writeFileSync(file, ${JSON.stringify(JSON.stringify(report))});
console.log('vitest was here');
process.exitCode = ${counts.exit ?? 0};`;
    put('vitest.mjs', text);
    if (existsSync(join(root, 'node_modules'))) put('node_modules/vitest/vitest.mjs', text);
  };

  it('installs, builds and runs the tests once, and ends with a plain count', () => {
    const done = setUp(['test', 'test/room']);
    expect(done.stderr).toBe('');
    expect(done.status).toBe(0);
    expect(done.stdout.trim().split('\n').at(-1)).toBe('3 passed, 0 failed');
    expect(programs()).toEqual(['npm', 'tsc', 'precompile', 'vitest']);
    expect(calls()[0]).toMatch(/^npm ci /);
    expect(calls()[3]).toMatch(/^vitest run .* test\/room$/);
  });

  it('does nothing the second time', () => {
    setUp(['build']);
    setUp(['build']);
    expect(programs()).toEqual(['npm', 'tsc', 'precompile']);
  });

  it('compiles policies and schemas again when one changes, and no source for it', () => {
    setUp(['build']);
    put('policies/controls/a.yaml', 'id: b');
    setUp(['build']);
    put('schemas/control.schema.json', '{ }');
    setUp(['build']);
    setUp(['build']);
    expect(programs()).toEqual(['npm', 'tsc', 'precompile', 'precompile', 'precompile']);
  });

  it('installs again when the lock asks for another version, and not when only an optional package is absent', () => {
    setUp(['build']);
    put('package-lock.json', lock('2.0.0'));
    setUp(['build']);
    setUp(['build']);
    expect(programs()).toEqual(['npm', 'tsc', 'precompile', 'npm', 'tsc', 'precompile']);
  });

  it('installs again when node_modules was brought from another platform', () => {
    setUp(['build']);
    const elsewhere = process.platform === 'win32' ? 'linux' : 'win32';
    put(
      'node_modules/.package-lock.json',
      JSON.stringify({
        packages: {
          'node_modules/a': { version: '1.0.0' },
          'node_modules/other-platform': { version: '1.0.0', optional: true, os: [elsewhere] },
        },
      }),
    );
    setUp(['build']);
    expect(programs()).toEqual(['npm', 'tsc', 'precompile', 'npm']);
  });

  it('builds again when a source changes, whatever its time of change, and drops what has no source any more', () => {
    setUp(['build']);
    put('dist/gone.js', '');
    put('dist/gone.d.ts', '');
    put('src/cli/main.ts', '// changed');
    setUp(['build']);
    expect(programs()).toEqual(['npm', 'tsc', 'precompile', 'tsc', 'precompile']);
    expect(existsSync(join(root, 'dist/gone.js'))).toBe(false);
    expect(existsSync(join(root, 'dist/gone.d.ts'))).toBe(false);
    expect(existsSync(join(root, 'dist/cli/main.js'))).toBe(true);
  });

  it('runs the demo with its arguments and the browser, and passes its exit code on', () => {
    const done = setUp(['demo', '--out', 'x']);
    expect(done.status).toBe(1);
    expect(calls().at(-1)).toBe(`demo demo --out x ${join(root, 'browser')}`);
  });

  it('counts failures, skipped tests, files that cannot be loaded, and errors outside any test', () => {
    const lastLine = () => {
      const done = setUp(['test']);
      expect(done.status).not.toBe(0);
      return done.stdout.trim().split('\n').at(-1);
    };
    vitest({ passed: 2, failed: 1, skipped: 4, exit: 1 });
    expect(lastLine()).toBe('2 passed, 1 failed, 4 skipped');
    vitest({ passed: 2, unloaded: true, exit: 1 });
    expect(lastLine()).toBe('2 passed, 1 failed');
    vitest({ passed: 2, exit: 1 });
    expect(lastLine()).toBe('2 passed, 1 failed');
    put('node_modules/vitest/vitest.mjs', 'process.exitCode = 3;');
    expect(lastLine()).toBe('0 passed, 1 failed');
  });

  it('says what npm said when it fails, with exit code 4, and stops there', () => {
    put('npm.js', "console.error('no network'); process.exitCode = 1;");
    const done = setUp(['test']);
    expect(done.status).toBe(4);
    expect(done.stderr).toContain('npm ci failed');
    expect(done.stderr).toContain('no network');
    expect(calls()).toEqual([]);
  });

  it('fails the build with what the compiler said, and tries again the next time', () => {
    put('tsc.js', noting('tsc', "console.log('main.ts(1,1): error'); process.exitCode = 2;"));
    const done = setUp(['test']);
    expect(done.status).toBe(1);
    expect(done.stderr).toContain('main.ts(1,1): error');
    setUp(['test']);
    expect(programs()).toEqual(['npm', 'tsc', 'tsc']);
  });

  it('refuses a browser that is named but cannot be run', () => {
    const done = setUp(['test'], { PLUMBLINE_BROWSER: join(root, 'nowhere') });
    expect(done.status).toBe(4);
    expect(done.stderr).toContain('PLUMBLINE_BROWSER names');
    expect(programs()).not.toContain('vitest');
  });

  it.skipIf(process.platform === 'win32')('finds a browser on PATH', () => {
    put('bin/chromium', '#!/bin/sh\n');
    chmodSync(join(root, 'bin/chromium'), 0o755);
    const git = dirname(execFileSync('which', ['git'], { encoding: 'utf8' }).trim());
    setUp(['demo'], { PLUMBLINE_BROWSER: '', PUPPETEER_EXECUTABLE_PATH: '', PATH: `${join(root, 'bin')}:${git}` });
    expect(calls().at(-1)).toBe(`demo demo ${join(root, 'bin/chromium')}`);
  });

  it('says what is missing when git is not there', () => {
    const done = setUp(['test'], { PATH: join(root, 'bin') });
    expect(done.status).toBe(4);
    expect(done.stderr).toContain('git was not found');
  });

  it('does not start the tests from within the tests, nor set up twice', () => {
    const test = setUp(['test'], { PLUMBLINE_SET_UP: 'done' });
    expect(test.status).toBe(2);
    expect(test.stderr).toContain('already running');
    expect(setUp(['build'], { PLUMBLINE_SET_UP: 'done' }).status).toBe(0);
    expect(calls()).toEqual([]);
  });

  it('names the commands when it is given another one', () => {
    const done = setUp(['constructor']);
    expect(done.status).toBe(2);
    expect(done.stderr).toContain('expected one of demo, test, build; saw constructor');
  });
});
