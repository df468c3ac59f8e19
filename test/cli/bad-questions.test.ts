import { afterAll, describe, expect, it } from 'vitest';
import { type Contents, folderOf, namesIn, plumbline, project, removeFolders, system } from './run.ts';

afterAll(removeFolders);

interface Scenario {
  readonly name: string;
  readonly files: Contents;
  readonly flags?: readonly string[];
  readonly environment?: Record<string, string>;
  readonly exit: number;
  /** What the message must say: what was seen, what was expected, where. */
  readonly says: readonly string[];
}

const good: Contents = { 'plumbline.yaml': project, 'system.yaml': system };

const scenarios: readonly Scenario[] = [
  { name: 'no plumbline.yaml', files: { 'system.yaml': system }, exit: 2, says: ['plumbline.yaml', 'plumbline init'] },
  {
    name: 'an unknown kind of evidence',
    files: { ...good, 'plumbline.yaml': `${project}  model-cards: cards/*.md\n` },
    exit: 2,
    says: ['model-cards', 'plumbline.yaml:5'],
  },
  {
    name: 'an unknown key',
    files: { ...good, 'plumbline.yaml': `${project}owner: somebody\n` },
    exit: 2,
    says: ['owner', 'plumbline.yaml:5'],
  },
  {
    name: 'a duplicate key',
    files: { ...good, 'plumbline.yaml': `${project}plumbline: 1\n` },
    exit: 2,
    says: ['plumbline.yaml:5', 'unique'],
  },
  {
    name: 'an alias bomb',
    files: { ...good, 'plumbline.yaml': `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n${project}` },
    exit: 2,
    says: ['alias'],
  },
  {
    name: 'a thousand brackets',
    files: { ...good, 'plumbline.yaml': '['.repeat(1000) },
    exit: 2,
    says: ['nested deeper'],
  },
  {
    name: 'a period that ends before it starts',
    files: { ...good, 'plumbline.yaml': project.replace('2026-11-01', '2026-01-01') },
    exit: 2,
    says: ['2026-01-01'],
  },
  {
    name: 'an unknown profile',
    files: { ...good, 'plumbline.yaml': `${project}profile: everythin\n` },
    exit: 2,
    says: ['everythin', 'everything'],
  },
  {
    name: 'an unknown profile on the command line',
    files: good,
    flags: ['--profile', 'soc2-type-2'],
    exit: 2,
    says: ['soc2-type-2'],
  },
  {
    name: 'a parameter that no control has',
    files: { ...good, 'plumbline.yaml': `${project}parameters: { drift.feature-drift: { psiMaximum: 0.3 } }\n` },
    exit: 2,
    says: ['psiMaximum'],
  },
  {
    name: 'a parameter of another type',
    files: { ...good, 'plumbline.yaml': `${project}parameters: { drift.feature-drift: { psiMax: high } }\n` },
    exit: 2,
    says: ['psiMax', 'high'],
  },
  {
    name: 'a date that is none',
    files: good,
    flags: ['--as-of', '2026-02-30'],
    exit: 2,
    says: ['2026-02-30', 'YYYY-MM-DD'],
  },
  { name: 'an unknown format', files: good, flags: ['--format', 'docx'], exit: 2, says: ['docx', 'html'] },
  {
    name: 'an unknown outcome',
    files: good,
    flags: ['--fail-on', 'failed'],
    exit: 2,
    says: ['failed', 'not-satisfied'],
  },
  { name: 'an empty list of outcomes', files: good, flags: ['--fail-on', ','], exit: 2, says: ['--fail-on: saw none'] },
  { name: 'an empty list of formats', files: good, flags: ['--format', ''], exit: 2, says: ['--format'] },
  { name: 'a month that does not exist', files: good, flags: ['--as-of', '2026-13-01'], exit: 2, says: ['2026-13-01'] },
  { name: 'an unknown engine', files: good, flags: ['--engine', 'spark'], exit: 2, says: ['spark', 'duckdb'] },
  { name: 'an unknown flag', files: good, flags: ['--formats', 'pdf'], exit: 2, says: ['--formats'] },
  {
    name: 'a waiver file that is missing',
    files: { ...good, 'plumbline.yaml': `${project}waivers: waivers.yaml\n` },
    exit: 2,
    says: ['waivers.yaml'],
  },
  {
    name: 'a waiver without a reason',
    files: {
      ...good,
      'plumbline.yaml': `${project}waivers: waivers.yaml\n`,
      'waivers.yaml': 'waivers:\n  - id: W-1\n',
    },
    exit: 2,
    says: ['reason', 'waivers.yaml:2'],
  },
  {
    name: 'a key file that is missing',
    files: good,
    flags: ['--key', 'nowhere.pem', '--certificate', 'nowhere.pem'],
    exit: 2,
    says: ['nowhere.pem'],
  },
];

describe('a wrong question is answered before any evidence is read', () => {
  it.each(scenarios)('$name', async ({ files, flags = [], environment = {}, exit, says }) => {
    const folder = folderOf(files);
    const out = folderOf({});
    const ran = await plumbline(['audit', folder, '--out', `${out}/report`, ...flags], environment);
    for (const words of says) expect(ran.err).toContain(words);
    expect(ran.exit).toBe(exit);
    expect(ran.err).not.toMatch(/\n\s+at |our own fault/);
    expect(namesIn(out)).toEqual([]);
  });

  it('a folder that is not there', async () => {
    const ran = await plumbline(['audit', 'no/such/folder']);
    expect(ran.err).toContain('no such folder: no/such/folder');
    expect(ran.exit).toBe(2);
  });

  it('a command that does not exist is answered with the nearest one', async () => {
    const ran = await plumbline(['audti', 'x']);
    expect(ran.err).toContain('audit');
    expect(ran.exit).toBe(2);
  });

  it('help names the exit codes and is no error', async () => {
    const ran = await plumbline(['--help']);
    expect(ran.out).toContain('Exit codes');
    expect(ran.exit).toBe(0);
  });
});

describe('surroundings that fail leave nothing behind', () => {
  it('no browser', async () => {
    const out = folderOf({});
    const ran = await plumbline(['audit', folderOf(good), '--out', `${out}/report`], {
      PLUMBLINE_BROWSER: '/no/such/browser',
    });
    expect(ran.err).toMatch(/browser/);
    expect(ran.exit).toBe(4);
    expect(namesIn(out)).toEqual([]);
  });

  it('an output folder in the way of which a file stands', async () => {
    const out = folderOf({ report: 'a file' });
    const ran = await plumbline(['audit', folderOf(good), '--out', `${out}/report/deeper`, '--format', 'json']);
    expect(ran.err).toContain('cannot write');
    expect(ran.exit).toBe(4);
    expect(namesIn(out)).toEqual(['report']);
  });
});
