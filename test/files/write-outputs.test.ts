import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeOutputs } from '../../src/files/write-outputs.ts';

const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });

describe('writing outputs', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-files-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('makes the folder, keeps what is there, and leaves nothing else inside or beside', async () => {
    const out = join(folder, 'deep', 'out');
    await writeOutputs(out, [file('a', 'one')]);
    await writeOutputs(out, [file('a', 'two'), file('b', 'three')]);
    expect(readdirSync(out).sort()).toEqual(['a', 'b']);
    expect(readFileSync(join(out, 'a'), 'utf8')).toBe('two');
    expect(readdirSync(join(folder, 'deep'))).toEqual(['out']);
  });

  it('leaves no new folder behind when it fails, and an old one as it was', async () => {
    const out = join(folder, 'deep', 'out');
    const bad = [file('a', 'one'), file('no/b', 'two')];
    await expect(writeOutputs(out, bad)).rejects.toMatchObject({ code: 'unwritable' });
    expect(readdirSync(folder)).toEqual([]);
    mkdirSync(out, { recursive: true });
    await expect(writeOutputs(out, bad)).rejects.toMatchObject({ code: 'unwritable' });
    expect(readdirSync(out)).toEqual([]);
  });

  it('does not replace a file by a folder', async () => {
    writeFileSync(join(folder, 'taken'), '');
    await expect(writeOutputs(join(folder, 'taken'), [file('a', '')])).rejects.toThrow(
      'a file of that name is in the way',
    );
  });
});
