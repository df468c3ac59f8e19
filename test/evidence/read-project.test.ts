import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/base/limits.ts';
import { EvidenceError } from '../../src/evidence/evidence-error.ts';
import { readProject } from '../../src/evidence/read-project.ts';
import { memoryTree } from '../../src/files/memory.ts';
import { packageText } from '../../src/files/package-files.ts';
import { projectText } from './given.ts';

const refusal = async (files: Record<string, string | Uint8Array>): Promise<EvidenceError> => {
  const thrown: unknown = await readProject(memoryTree(files, 'evidence'), defaultLimits).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof EvidenceError)) throw new Error(`expected an EvidenceError, saw ${String(thrown)}`);
  expect(thrown.family).toBe('question');
  return thrown;
};
const details = async (text: string) => (await refusal({ 'plumbline.yaml': text })).details;

describe('readProject', () => {
  it('reads a plumbline.yaml', async () => {
    const tree = memoryTree({ 'plumbline.yaml': projectText('system: system.yaml\nmodel-card: [cards/*.md]') });
    expect(await readProject(tree, defaultLimits)).toEqual({
      plumbline: 1,
      period: { start: '2026-07-01', end: '2026-10-01' },
      evidence: { system: 'system.yaml', 'model-card': ['cards/*.md'] },
    });
  });

  it('says how to write one when there is none', async () => {
    const error = await refusal({ 'readme.md': '' });
    expect(error.code).toBe('no-project');
    expect(error.message).toBe('no plumbline.yaml in evidence');
    expect(error.hint).toContain('plumbline init');
  });

  it('points at a file with nearly the right name', async () => {
    expect((await refusal({ 'plumbline.yml': '' })).hint).toBe('rename plumbline.yml to plumbline.yaml');
  });

  it('names every unknown key and kind, each with its line', async () => {
    const text = projectText('system: system.yaml\nmodel-cards: cards/*.md').replace('period', 'titel: x\nperiod');
    expect(await details(text)).toMatchObject([
      { file: 'plumbline.yaml', line: 2, message: expect.stringContaining('unknown key "titel"') },
      { file: 'plumbline.yaml', line: 6, message: expect.stringContaining('unknown key "model-cards"') },
    ]);
  });

  it('refuses a duplicate key at its line', async () => {
    expect(await details('plumbline: 1\nplumbline: 1\n')).toMatchObject([
      { line: 2, message: expect.stringMatching(/unique/i) },
    ]);
  });

  it('refuses an alias bomb without expanding it', async () => {
    const bomb = Array.from(
      { length: 30 },
      (_, index) => `a${index}: &a${index} [${index === 0 ? '"x"' : `*a${index - 1}, *a${index - 1}`}]`,
    );
    const found = await details(bomb.join('\n'));
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((detail) => /alias|anchor/.test(detail.message))).toBe(true);
  });

  it.each([
    ['a list', '- plumbline: 1', /expected|must be object/],
    ['nothing', '', /saw null|saw nothing|must be object/],
    ['bytes', new Uint8Array([0xff, 0xfe, 0x00]), /UTF-8/],
    ['deep nesting', `plumbline: ${'['.repeat(400)}`, /nested deeper/],
  ])('refuses %s', async (_name, text, message) => {
    const error = await refusal({ 'plumbline.yaml': text });
    expect(error.details.map((detail) => detail.message).join('\n')).toMatch(message);
  });

  it('refuses a period that ends before it starts, and dates that no calendar has', async () => {
    expect(await details(projectText('system: a').replace('2026-10-01', '2026-07-01'))).toMatchObject([
      { line: 2, message: 'period.end: saw 2026-07-01; expected a day after the start, 2026-07-01' },
    ]);
    expect(await details(projectText('system: a').replace('2026-10-01', '2026-02-30'))).toHaveLength(1);
  });

  it.each(['../secrets/*.yaml', '/etc/passwd', 'cards\\*.md', 'C:/cards/*', ''])(
    'refuses the path %j',
    async (path) => {
      const found = await details(projectText(`system: system.yaml\ndocument: ['docs/**', '${path}']`));
      expect(found).toMatchObject([
        { file: 'plumbline.yaml', line: 5, message: expect.stringContaining('evidence.document') },
      ]);
    },
  );

  it('shows control characters of a hostile file instead of sending them to the terminal', async () => {
    const [detail] = await details('plumbline: 1\n"\\e[31mred": 1\n');
    expect(detail?.message).not.toContain('\u001b');
  });

  it('accepts the template of plumbline init', async () => {
    const tree = memoryTree({ 'plumbline.yaml': packageText('templates/init/plumbline.yaml') });
    expect(Object.keys((await readProject(tree, defaultLimits)).evidence)).toEqual([
      'system',
      'model-card',
      'attestation',
    ]);
  });
});
