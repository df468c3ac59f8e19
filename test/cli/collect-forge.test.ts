import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/base/yaml.ts';
import { validate } from '../../src/model/validate.ts';
import { forgeServer } from '../collect/forge-server.ts';
import { bundleOf, repository } from '../repositories/git-fixture.ts';
import { plumbline } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-collect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
/** Runs a command line with a token in the environment. */
const withToken = (...argv: readonly string[]) =>
  plumbline(argv, { GITHUB_TOKEN: 'secret-token', GITLAB_TOKEN: 'secret-token' });

const period = ['--start', '2025-01-01', '--end', '2025-02-01'];

describe('plumbline collect github', () => {
  it('tells all that is wrong at once, and asks nobody', async () => {
    const { exit, err } = await plumbline(['collect', 'github', 'acme', '--start', '2025-02-30', '--end', 'soon']);
    expect(exit).toBe(2);
    for (const words of [
      'saw the repository "acme"',
      '--start: saw 2025-02-30',
      '--end: saw soon',
      '--out is missing',
      'no token: set GITHUB_TOKEN',
    ])
      expect(err).toContain(words);
  });

  it('refuses to send a token in the clear, and to change an export that is there', async () => {
    const out = join(folder, 'clear');
    const clear = await withToken(
      'collect',
      'github',
      'acme/app',
      ...period,
      '--out',
      out,
      '--api',
      'http://forge.test',
    );
    expect(clear).toMatchObject({ exit: 2, err: expect.stringContaining('expected https') });
    writeFileSync(join(folder, 'forge-export.json'), '{}');
    const there = await withToken('collect', 'github', 'acme/app', ...period, '--out', folder);
    expect(there).toMatchObject({ exit: 2, err: expect.stringContaining('is there already') });
  });

  it('says that a repository is not there, or that the token is not accepted', async () => {
    for (const [status, words] of [
      [404, 'no repository acme/app'],
      [401, 'does not accept the token: Bad credentials'],
    ] as const) {
      const { api } = await forgeServer(() => ({ status, body: { message: 'Bad credentials' } }));
      const out = join(folder, String(status));
      const { exit, err } = await withToken('collect', 'github', 'acme/app', ...period, '--out', out, '--api', api);
      expect(exit).toBe(2);
      expect(err).toContain(words);
      expect(err).not.toContain('secret-token');
      expect(readdirSync(folder)).not.toContain(String(status));
    }
  });
});

describe('plumbline collect gitlab', () => {
  it('writes an export and its raw answers, without the token', async () => {
    const { api } = await forgeServer(({ url }) => ({
      body: url.pathname.endsWith('/merge_requests')
        ? []
        : url.pathname.includes('protected')
          ? { name: 'main' }
          : { id: 7 },
    }));
    const out = join(folder, 'gitlab');
    const run = await withToken('collect', 'gitlab', 'acme/app', ...period, '--out', out, '--api', `${api}/api/v4`);
    expect(run).toMatchObject({
      exit: 0,
      out: expect.stringContaining('0 requests merged into main from 2025-01-01 to 2025-02-01'),
    });
    expect(validate('forge-export', JSON.parse(readFileSync(join(out, 'forge-export.json'), 'utf8')))).toMatchObject({
      ok: true,
    });
    for (const file of readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()))
      expect(readFileSync(join(file.parentPath, file.name), 'utf8')).not.toContain('secret-token');
  });
});

describe('plumbline people propose', () => {
  it('writes a people file, in which no name of the history can do more than be a name', async () => {
    const fixture = repository();
    fixture.commit({
      at: '2025-01-05T00:00:00Z',
      author: 'Ada "x": ]\u0007 Example <ada@example.org>',
      files: { a: '1' },
    });
    const evidence = mkdtempSync(join(folder, 'people-'));
    writeFileSync(join(evidence, 'history.bundle'), readFileSync(bundleOf(fixture)));
    writeFileSync(
      join(evidence, 'plumbline.yaml'),
      'plumbline: 1\nperiod: { start: 2025-01-01, end: 2025-02-01 }\nevidence:\n  git-history: history.bundle\n',
    );
    const { exit, out } = await plumbline(['people', 'propose', evidence]);
    expect(exit).toBe(0);
    const parsed = parseYaml(out, { depth: 10 });
    if (!parsed.ok) throw new Error(out);
    expect(validate('people', parsed.text.value)).toMatchObject({
      ok: true,
      value: { people: [{ emails: ['ada@example.org'] }] },
    });
  });
});
