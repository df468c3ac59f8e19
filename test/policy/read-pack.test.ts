import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../../src/base/limits.ts';
import { memoryTree } from '../../src/files/memory.ts';
import type { FileTree } from '../../src/files/tree.ts';
import { lintPolicies } from '../../src/policy/lint.ts';
import { loadPolicies } from '../../src/policy/load.ts';
import { holdAgainstLock, lockText, readLock } from '../../src/policy/pack-lock.ts';
import { PolicyError } from '../../src/policy/policy-error.ts';
import { type ReadPack, readPack } from '../../src/policy/read-pack.ts';
import { resolvePlan } from '../../src/policy/resolve.ts';
import { policiesWith, sound } from './given.ts';

type Files = Record<string, string | Uint8Array>;

const treeOf = (files: Files, name = 'acme'): FileTree => memoryTree(files, name);
const packOf = (files: Files, name?: string): Promise<ReadPack> => readPack(treeOf(files, name), defaultLimits);

const shown = ({ file, line, message }: { file?: string; line?: number; message: string }): string =>
  `${file ?? ''}${line === undefined ? '' : `:${line}`}: ${message}`;
const refusal = async (tree: FileTree): Promise<readonly string[]> => {
  const thrown: unknown = await readPack(tree, defaultLimits).catch((cause: unknown) => cause);
  if (thrown instanceof PolicyError) return thrown.details.map(shown);
  throw new Error('nothing was refused');
};

const own = {
  'pack.yaml': 'id: acme-own\ntitle: Acme\nversion: "3"\n',
  'controls/acme/four-eyes.yaml': `id: acme.four-eyes
title: Two people look
failureTitle: One person looks
answers: [law#2]
why: It matters.
severity: low
method: TEST
decides: machine
checks:
  - { id: two, kind: count, population: document, where: { type: { is: plan } }, atLeast: 2 }
remedy: Look.
`,
  'tests/acme/four-eyes.yaml': `control: acme.four-eyes
cases:
  - { name: two, facts: { document: [{ id: a, type: plan }, { id: b, type: plan }] }, outcome: satisfied }
  - { name: one, facts: { document: [{ id: a, type: plan }] }, outcome: not-satisfied }
  - { name: none, facts: {}, outcome: undetermined }
`,
  'profiles/acme.yaml': "id: acme\ntitle: Acme's\nextends: law\ninclude: [acme.*]\n",
  'README.md': 'Ours.',
};

describe('a pack', () => {
  test('adds to the policies that ship, and may build on their profiles and answer what they do not', async () => {
    const { texts, pack, ignored } = await packOf({ ...own, LICENSE: 'ours' });
    expect(lintPolicies([...policiesWith(), ...texts])).toEqual([]);
    const set = loadPolicies([...policiesWith(), ...texts]);
    const plan = resolvePlan(set, 'acme', undefined, '2026-12-02');
    expect(plan.controls.map(({ control }) => control.id)).toEqual([
      'acme.four-eyes',
      'drift.tolerance',
      'risk.judged',
    ]);
    expect(plan.packs).toEqual([pack]);
    expect(pack).toMatchObject({ id: 'acme-own', title: 'Acme', version: '3' });
    expect(plan.files.map(({ path }) => path)).toContain('packs/acme-own/controls/acme/four-eyes.yaml');
    expect(ignored).toEqual(['acme/LICENSE']);
  });
  test('is called like its folder when it does not say', async () => {
    const { 'pack.yaml': _none, ...rest } = own;
    expect((await packOf(rest, './Our Policies/')).pack).toMatchObject({ id: 'our-policies', replaces: [] });
  });
  test('changes its digest with any file, and with nothing else', async () => {
    const digest = async (files: Files) => (await packOf(files)).pack.sha256;
    expect(await digest(own)).toBe(await digest({ ...own }));
    expect(await digest({ ...own, 'README.md': 'Ours!' })).not.toBe(await digest(own));
    expect(await digest({ ...own, LICENSE: 'x' })).toBe(await digest(own));
  });
  test('does not silently take the place of what ships', async () => {
    const files = { ...own, 'controls/drift/tolerance.yaml': sound['controls/drift/tolerance.yaml'] ?? '' };
    const { texts } = await packOf(files);
    expect(lintPolicies([...policiesWith(), ...texts]).map(shown)).toEqual([
      'acme/controls/drift/tolerance.yaml:1: "drift.tolerance" is already defined in controls/drift/tolerance.yaml; a pack replaces it only when its pack.yaml says so under "replaces", with a reason',
    ]);
    const replacing = `${own['pack.yaml']}replaces:\n  - { kind: control, id: drift.tolerance, reason: Our bounds are tighter. }\n`;
    const open = await packOf({
      ...files,
      'pack.yaml': replacing,
      'controls/drift/tolerance.yaml': files['controls/drift/tolerance.yaml'].replace(
        'severity: high',
        'severity: critical',
      ),
    });
    const set = loadPolicies([...policiesWith(), ...open.texts]);
    expect(set.controls.get('drift.tolerance')?.value.severity).toBe('critical');
    expect(resolvePlan(set, 'all', undefined, '2026-12-02').tailoring).toEqual([
      {
        layer: 'pack acme-own',
        change: 'replaced',
        subject: 'control drift.tolerance',
        from: 'controls/drift/tolerance.yaml',
        reason: 'Our bounds are tighter.',
        state: 'in-effect',
      },
    ]);
  });
  test('says of what it replaces that it is there, and why', async () => {
    const pack = `${own['pack.yaml']}replaces:\n  - { kind: control, id: drift.gone, reason: Old. }\n`;
    const { texts } = await packOf({ ...own, 'pack.yaml': pack });
    expect(lintPolicies([...policiesWith(), ...texts]).map(shown)).toEqual([
      'acme/pack.yaml:5: there is nothing to replace: no control "drift.gone" is in the layers below and in this pack',
    ]);
    expect(await refusal(treeOf({ ...own, 'pack.yaml': pack.replace('Old.', 'TODO') }))).toEqual([
      'acme/pack.yaml:5: the reason "TODO" says nothing; expected why',
    ]);
    expect(await refusal(treeOf({ ...own, 'pack.yaml': 'id: acme\nname: Acme\n' }))).toEqual([
      'acme/pack.yaml:1: missing key "title"',
      'acme/pack.yaml:2: name: unknown key "name"; expected one of id, title, version, replaces',
    ]);
  });
  test('is called otherwise than another one', async () => {
    const [one, other] = [await packOf(own, 'a'), await packOf(own, 'b')];
    const problems = lintPolicies([...policiesWith(), ...one.texts, ...other.texts]).map(shown);
    expect(problems).toContain('b/pack.yaml:1: the pack "acme-own" is there twice: a is called so too');
  });
  test('carries no code, no link, no monster and no other text, and is told all at once', async () => {
    const tree = treeOf({
      'controls/a.yaml': 'id: a',
      'controls/b.yml': 'id: b',
      'hooks/install.sh': 'rm -rf /',
      'controls/x.js': 'x',
      'controls/huge.yaml': new Uint8Array(defaultLimits.textBytes + 1),
      'controls/latin.yaml': new Uint8Array([0x69, 0x64, 0x3a, 0x20, 0xe9]),
    });
    const problems = await refusal({ ...tree, refused: [{ path: 'controls/link.yaml', reason: 'symbolic link' }] });
    expect(problems).toEqual([
      'acme/controls/link.yaml: saw a symbolic link; expected a plain file',
      'acme/controls/b.yml: saw .yml; expected .yaml',
      expect.stringContaining('acme/controls/huge.yaml: '),
      'acme/controls/latin.yaml: expected UTF-8 text',
      'acme/controls/x.js: saw code; expected only .yaml and .md: a pack carries no code',
      'acme/hooks/install.sh: saw code; expected only .yaml and .md: a pack carries no code',
    ]);
    expect(await refusal(treeOf({ 'README.md': 'x' }))).toEqual([
      expect.stringContaining('acme: saw no policy; expected controls/'),
    ]);
  });
  test.each([
    ['an alias bomb', 'a: &a [x]\nb: [*a, *a]\n', 'alias'],
    ['a bomb of brackets', '['.repeat(5000), 'nested deeper'],
    ['a key twice', 'id: a\nid: b\n', 'unique'],
    ['a second document', 'id: a\n---\nid: b\n', 'document'],
  ])('refuses %s with its line', async (_name, text, words) => {
    const { texts } = await packOf({ ...own, 'controls/acme/bad.yaml': text });
    expect(
      lintPolicies([...policiesWith(), ...texts])
        .map(shown)
        .join('\n'),
    ).toMatch(new RegExp(`^acme/controls/acme/bad.yaml:\\d+: .*${words}`, 'i'));
  });
});

describe('the lock of packs', () => {
  const held = async (locked: Files, now: Files, name = 'acme'): Promise<readonly string[]> => {
    const before = await packOf(locked);
    const after = await packOf(now, name);
    const lock = readLock(lockText([before.pack]), 'my.lock', defaultLimits);
    try {
      holdAgainstLock(lock, 'my.lock', [after.pack], new Map([[after.pack, 'acme']]));
    } catch (thrown) {
      if (thrown instanceof PolicyError) return thrown.details.map(shown);
      throw thrown;
    }
    return [];
  };
  test('holds for the same files', async () => {
    expect(await held(own, own)).toEqual([]);
  });
  test('names every file that changed, was added or is gone', async () => {
    const { 'README.md': _gone, ...rest } = own;
    expect(await held(own, { ...rest, 'pack.yaml': `${own['pack.yaml']}# x\n`, 'conditions/x.yaml': 'id: x' })).toEqual(
      [
        'acme/README.md: was locked, and is gone',
        'acme/conditions/x.yaml: was added after the pack was locked',
        expect.stringMatching(
          /^acme\/pack\.yaml: has the digest [0-9a-f]{12}, expected [0-9a-f]{12} as it was locked$/,
        ),
      ],
    );
  });
  test('wants every pack that it names, and no other', async () => {
    const { 'pack.yaml': _none, ...unnamed } = own;
    expect(await held(own, unnamed, 'other')).toEqual([
      'my.lock: the pack "other" (acme) is not in the lock',
      'my.lock: the pack "acme-own" is locked, but was not given; name its folder with --policies',
    ]);
  });
  test('is refused with its line when it is none', () => {
    expect(() => readLock('lock: 2\npacks: []\n', 'my.lock', defaultLimits)).toThrow(
      expect.objectContaining({
        family: 'question',
        details: expect.arrayContaining([expect.objectContaining({ file: 'my.lock', line: 1 })]),
      }),
    );
  });
});
