import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/base/limits.ts';
import { openDirectory } from '../../src/files/directory.ts';

const isRoot = process.getuid?.() === 0;

describe('a folder', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-files-'));
  });
  afterEach(() => {
    execFileSync('chmod', ['-R', 'u+rwx', folder]);
    rmSync(folder, { recursive: true });
  });

  it('lists files by code unit, without .git, and refuses what is no file', async () => {
    mkdirSync(join(folder, '.git'));
    mkdirSync(join(folder, 'a'));
    for (const path of ['.git/x', 'b', 'Z', 'a/c']) writeFileSync(join(folder, path), 'x');
    symlinkSync('/etc/passwd', join(folder, 'link'));
    const tree = await openDirectory(folder, defaultLimits);
    expect(tree.files.map(({ path }) => path)).toEqual(['Z', 'a/c', 'b']);
    expect(tree.refused).toEqual([{ path: 'link', reason: 'symbolic link' }]);
  });

  it.each(['link', 'linked/passwd', '../outside', '/etc/passwd'])('never reads %s', async (path) => {
    symlinkSync('/etc/passwd', join(folder, 'link'));
    symlinkSync('/etc', join(folder, 'linked'));
    const tree = await openDirectory(folder, defaultLimits);
    await expect(tree.read(path, 1_000_000)).rejects.toMatchObject({ code: 'outside' });
    await expect(tree.digest(path)).rejects.toMatchObject({ code: 'outside' });
  });

  it('refuses a file beyond the limit', async () => {
    writeFileSync(join(folder, 'a'), 'four');
    const tree = await openDirectory(folder, defaultLimits);
    await expect(tree.read('a', 3)).rejects.toMatchObject({ code: 'too-large' });
    await expect(openDirectory(folder, { ...defaultLimits, files: 0 })).rejects.toMatchObject({
      code: 'too-many-files',
    });
  });

  it.runIf(process.platform === 'linux')('refuses a name that is not UTF-8, and lists the rest', async () => {
    writeFileSync(Buffer.concat([Buffer.from(join(folder, 'caf')), Buffer.from([0xe9])]), 'x');
    writeFileSync(join(folder, 'a'), 'x');
    const tree = await openDirectory(folder, defaultLimits);
    expect(tree.files.map(({ path }) => path)).toEqual(['a']);
    expect(tree.refused).toEqual([{ path: 'caf\uFFFD', reason: 'file that cannot be opened by its name' }]);
  });

  it.skipIf(isRoot)('says what cannot be opened without a path of this machine', async () => {
    writeFileSync(join(folder, 'a'), 'x');
    chmodSync(join(folder, 'a'), 0);
    mkdirSync(join(folder, 'locked'));
    chmodSync(join(folder, 'locked'), 0);
    const tree = await openDirectory(folder, defaultLimits);
    expect(tree.refused).toEqual([{ path: 'locked', reason: 'folder that cannot be opened (EACCES)' }]);
    await expect(tree.read('a', 10)).rejects.toThrow('cannot read a (EACCES)');
    await expect(tree.digest('a')).rejects.toThrow('cannot read a (EACCES)');
  });
});
