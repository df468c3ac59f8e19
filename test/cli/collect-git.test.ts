import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readGitHistory } from '../evidence/git-history-context.ts';
import { bundleOf, repository, scratch } from '../repositories/git-fixture.ts';
import { plumbline } from './run.ts';

const period = ['--start', '2025-01-01', '--end', '2026-01-01'];
const story = () => {
  const fixture = repository();
  fixture.commit({ at: '2024-06-01T00:00:00Z' });
  fixture.commit({ at: '2025-06-01T00:00:00Z', files: { 'cards/model_card.md': 'x', 'notes.txt': 'y' } });
  return fixture;
};

describe('plumbline collect git', () => {
  it('writes a pack that is read as the repository is, and says what it holds', async () => {
    const fixture = story();
    const out = join(scratch(), 'evidence', 'history.gitpack');
    const ran = await plumbline(['collect', 'git', fixture.path, ...period, '--out', out]);
    expect(ran.err).toBe('');
    expect(ran.exit).toBe(0);
    expect(ran.out).toMatch(/1 changes of main from 2025-01-01 to 2026-01-01 \(not included\), in 2 commits/);
    expect(ran.out).toContain(
      `tip ${fixture.git(['rev-parse', 'main'])}\nbehind ${fixture.git(['rev-parse', 'main~1'])}`,
    );
    const sheet = await readGitHistory(out);
    expect(sheet.problems).toEqual([]);
    expect(sheet.facts).toMatchObject({ source: 'pack', complete: true, changeCount: 1 });
  });

  it('takes a bundle, more files, and the whole history when asked', async () => {
    const fixture = story();
    const out = join(scratch(), 'history.gitpack');
    const one = await plumbline(['collect', 'git', bundleOf(fixture), ...period, '--out', out]);
    expect(one.out).toMatch(/and 1 files/);
    const all = await plumbline([
      'collect',
      'git',
      fixture.path,
      ...period,
      '--out',
      out,
      '--force',
      '--files',
      '*.txt',
      '--whole-history',
    ]);
    expect(all.out).toMatch(/and 2 files/);
  });

  it('takes a path relative to where it is started', async () => {
    const fixture = story();
    const before = process.cwd();
    const folder = scratch();
    const bundle = bundleOf(fixture);
    process.chdir(folder);
    try {
      for (const source of [bundle, fixture.path]) {
        const ran = await plumbline(['collect', 'git', relative(folder, source), ...period, '--out', 'x', '--force']);
        expect([ran.exit, ran.err]).toEqual([0, '']);
      }
    } finally {
      process.chdir(before);
    }
  });

  it('says everything that is wrong with the question at once, and writes nothing', async () => {
    const out = join(scratch(), 'x.gitpack');
    const ran = await plumbline(['collect', 'git', '.', '--start', '2025-02-30', '--also', 'v1', '--out', out]);
    expect(ran.exit).toBe(2);
    expect(ran.err).toMatch(/--start: saw 2025-02-30/);
    expect(ran.err).toMatch(/--end is missing/);
    expect(ran.err).toMatch(/--also: saw v1; expected a full commit id/);
    expect((await plumbline(['collect', 'git', '.', '--start', '2026-01-01', '--end', '2025-01-01'])).err).toMatch(
      /a day after the start(.|\n)*--out is missing/,
    );
    expect(existsSync(out)).toBe(false);
  });

  it('leaves a file that is there alone', async () => {
    const out = join(scratch(), 'there');
    writeFileSync(out, 'mine');
    expect((await plumbline(['collect', 'git', story().path, ...period, '--out', out])).exit).toBe(2);
    expect(readFileSync(out, 'utf8')).toBe('mine');
  });

  it('says what is no history, and which branches there are', async () => {
    const out = ['--out', join(scratch(), 'x')];
    const gone = await plumbline(['collect', 'git', '/nonexistent', ...period, ...out]);
    expect([gone.exit, gone.err]).toEqual([2, expect.stringMatching(/no such file or folder/)]);
    const none = await plumbline(['collect', 'git', scratch(), ...period, ...out]);
    expect([none.exit, none.err]).toEqual([3, expect.stringMatching(/expected a git repository/)]);
    const empty = await plumbline(['collect', 'git', repository().path, ...period, ...out]);
    expect([empty.exit, empty.err]).toEqual([3, expect.stringMatching(/holds no commit/)]);
    const branch = await plumbline(['collect', 'git', story().path, ...period, ...out, '--branch', 'mian']);
    expect([branch.exit, branch.err]).toEqual([3, expect.stringMatching(/no branch "mian"; it holds main/)]);
    expect(branch.err).toMatch(/--branch/);
  });

  it('says what the audit will find missing', async () => {
    const fixture = story();
    const shallow = join(scratch(), 'shallow');
    fixture.git(['clone', '-q', '--depth=1', `file://${fixture.path}`, shallow]);
    const ran = await plumbline(['collect', 'git', shallow, ...period, '--out', join(scratch(), 'x')]);
    expect(ran.exit).toBe(0);
    expect(ran.err).toMatch(/1 objects were not there to be taken/);
  });
});
