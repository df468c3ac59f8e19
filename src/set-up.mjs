// Makes a fresh clone ready, then runs the demo or the tests. Node built-ins only: nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideBrowser } from './set-up/browser.mjs';
import { build } from './set-up/build.mjs';
import { checkGit, checkNode, installDependencies } from './set-up/dependencies.mjs';
import { root, Stop } from './set-up/step.mjs';

const inside = process.env.PLUMBLINE_SET_UP === 'done';

const run = (args, extra) =>
  spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PLUMBLINE_SET_UP: 'done', ...extra },
  }).status ?? 1;

const demo = (args, extra) => run([join(root, 'dist/cli/main.js'), 'demo', ...args], extra);

/** Vitest's own report, plus one failure for each file that could not even be loaded. */
const countsOf = (report) => {
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  };
};

const test = (args, extra) => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-tests-'));
  const file = join(folder, 'report.json');
  const reporters = args.some((arg) => arg.startsWith('--reporter')) ? [] : ['--reporter=default'];
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const status = run([vitest, 'run', ...reporters, '--reporter=json', `--outputFile.json=${file}`, ...args], extra);
  const counts = existsSync(file)
    ? countsOf(JSON.parse(readFileSync(file, 'utf8')))
    : { passed: 0, failed: 1, skipped: 0 };
  rmSync(folder, { recursive: true, force: true });
  // Vitest also fails on errors outside any test: the last line must not then read as if all were well.
  const failed = status !== 0 && counts.failed === 0 ? 1 : counts.failed;
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  process.stdout.write(`${counts.passed} passed, ${failed} failed${skipped}\n`);
  return failed > 0 ? status || 1 : status;
};

const commands = { demo, test, build: () => 0 };

const main = () => {
  const [name, ...args] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (!command) throw new Stop(`expected one of ${Object.keys(commands).join(', ')}; saw ${name ?? 'nothing'}`, 2);
  if (inside && name === 'test')
    throw new Stop('the tests are already running: they may not start themselves again', 2);
  checkNode();
  if (!inside) {
    checkGit();
    installDependencies();
    build();
  }
  const browser = name === 'build' || inside ? undefined : provideBrowser();
  return command(args, browser ? { PLUMBLINE_BROWSER: browser, PUPPETEER_EXECUTABLE_PATH: browser } : {});
};

try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  process.stderr.write(`plumbline: ${error.message}\n`);
  process.exitCode = error.exitCode;
}
