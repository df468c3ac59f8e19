import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const main = 'dist/cli/main.js';
const run = (args: readonly string[], environment: Record<string, string> = {}) =>
  spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', env: { ...process.env, ...environment } });

describe('the terminal of a process', () => {
  it.skipIf(process.platform === 'win32')('does not mind a reader that has seen enough', () => {
    const piped = spawnSync('sh', ['-c', `"${process.execPath}" ${main} policy list | head -n 1`], {
      encoding: 'utf8',
    });
    expect(piped.stdout.split('\n')).toHaveLength(2);
    expect(piped.stderr).toBe('');
  });

  it.each(['1e20', '-1', 'yesterday', '999999999999'])('refuses SOURCE_DATE_EPOCH %s', (epoch) => {
    const ran = run(['policy', 'list'], { SOURCE_DATE_EPOCH: epoch });
    expect(ran.stderr).toContain(`SOURCE_DATE_EPOCH is ${epoch}: expected whole seconds since 1970`);
    expect(ran.status).toBe(2);
  });

  it('takes an empty SOURCE_DATE_EPOCH for none', () => {
    expect(run(['policy', 'list'], { SOURCE_DATE_EPOCH: '' }).status).toBe(0);
  });
});
