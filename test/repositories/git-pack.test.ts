import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/base/canonical-json.ts';
import { historyOptions, readBytes } from '../../src/evidence/git-history/history-options.ts';
import type { GitPackHeader } from '../../src/model/generated/git-pack.ts';
import { readCommitGraph } from '../../src/repositories/commit-graph.ts';
import { type CollectedPack, collectPack, type PackRequest } from '../../src/repositories/git-pack-collect.ts';
import { frameHead, type PackType, packMagic, packOrder, typeOfCode } from '../../src/repositories/git-pack-format.ts';
import { openHistory } from '../../src/repositories/open-history.ts';
import { findings, type ReadOptions, readGitHistory, sheetOf } from '../evidence/git-history-context.ts';
import { bundleOf, type Fixture, leftOvers, repository, scratch } from './git-fixture.ts';

afterEach(() => {
  expect(leftOvers()).toEqual([]);
});

const bo = 'Bo Sample <bo@example.org>';

/** Commits before, in and after 2025; a side branch that begins long before the period, a release before it and two in it. */
const story = (format: 'sha1' | 'sha256' = 'sha1'): Fixture => {
  const fixture = repository({ format });
  const tag = (name: string, at: string): void => {
    fixture.git(['tag', '-a', name, '-m', name], {
      env: { GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.org', GIT_COMMITTER_DATE: at },
    });
  };
  fixture.commit({ message: 'one\n', files: { 'README.md': 'x' }, at: '2023-01-01T00:00:00Z' });
  fixture.git(['branch', 'old']);
  fixture.commit({
    message: 'two\n',
    files: { 'policy/thresholds.yaml': 'psiMax: 0.2\n', 'a/b/c': '1' },
    at: '2023-06-01T00:00:00Z',
    author: bo,
  });
  tag('v1', '2023-06-02T00:00:00Z');
  fixture.commit({ message: 'three\n', files: { 'a/b/d': '1' }, at: '2024-06-01T00:00:00Z' });
  fixture.commit({ message: 'four\n', files: { 'a/b/e': '1' }, at: '2024-12-31T23:00:00Z' });
  fixture.git(['checkout', '-q', 'old']);
  fixture.commit({ message: 'side\n', files: { 'models/m.onnx': 'x' }, at: '2025-01-02T00:00:00Z', author: bo });
  fixture.git(['checkout', '-q', 'main']);
  fixture.merge('old', {
    message: 'Merge pull request #1 from old\n\nReviewed-by: Ada Example <ada@example.org>',
    author: bo,
    at: '2025-01-03T00:00:00Z',
  });
  fixture.commit({
    message: 'loosened\n',
    files: { 'policy/thresholds.yaml': 'psiMax: 0.3\n' },
    at: '2025-03-01T00:00:00Z',
  });
  tag('v2', '2025-03-02T00:00:00Z');
  fixture.git(['tag', 'v2.1']);
  fixture.commit({
    message: 'last\n',
    files: { CODEOWNERS: '* @ada\n', '.mailmap': 'Boss <boss@x> <ada@example.org>\n' },
    at: '2025-11-01T00:00:00Z',
  });
  fixture.commit({ message: 'after\n', files: { f: '1' }, at: '2026-01-05T00:00:00Z' });
  return fixture;
};

const collected = async (source: string, request: Partial<PackRequest> = {}): Promise<CollectedPack> => {
  const history = await openHistory(source, source.endsWith('.bundle') ? 'bundle' : 'repository');
  try {
    return await collectPack(history, {
      branch: 'main',
      start: '2025-01-01',
      end: '2026-01-01',
      wholeHistory: false,
      also: [],
      fileBytes: readBytes(historyOptions({})),
      mostCommits: 1000,
      ...request,
    });
  } finally {
    await history.close();
  }
};
const fileOf = (bytes: Uint8Array): string => {
  const path = join(scratch(), 'history.gitpack');
  writeFileSync(path, bytes);
  return path;
};

describe.each(['sha1', 'sha256'] as const)('a git pack of %s', (format) => {
  const fixture = story(format);

  it('gives the facts that the repository gives for the period', async () => {
    const options: ReadOptions = {
      sheets: [
        sheetOf('model-card', {
          id: 'm',
          evaluations: [{ id: 'e', thresholdsPath: 'policy/thresholds.yaml', evaluatedCommit: 'v1' }],
        }),
      ],
    };
    const repository = await readGitHistory(fixture.path, options);
    const evaluated = fixture.git(['rev-parse', 'v1^{commit}']);
    const whole = await readGitHistory(fileOf((await collected(fixture.path, { also: [evaluated] })).bytes), options);
    const { boundary, ...facts } = whole.facts;
    expect(boundary).toBe(fixture.git(['rev-list', '--max-parents=0', 'main']));
    expect({ ...facts, id: 'work', source: 'repository' }).toEqual(repository.facts);
    expect(whole.problems).toEqual(repository.problems);
    expect(whole.absent).toEqual(repository.absent);

    const part = await readGitHistory(fileOf((await collected(fixture.path)).bytes), options);
    expect(part.facts.changes).toEqual(repository.facts.changes);
    expect(part.facts.releases).toEqual(repository.facts.releases);
    expect(part.facts.trailerKinds).toEqual(repository.facts.trailerKinds);
    expect(part.facts).toMatchObject({
      complete: true,
      shallow: false,
      missingParents: 0,
      wholeHistory: false,
      changeCount: 3,
      graveFindings: 0,
      source: 'pack',
      evaluations: [{ thresholdsPrecede: true, thresholdsLoosened: true }],
    });
    // What lies behind the boundary is not told, and not told wrongly.
    expect(part.facts).not.toHaveProperty('commitCount');
    expect(part.facts.evaluations[0]).not.toHaveProperty('thresholdsCommit');
    expect(part.facts.evaluations[0]).not.toHaveProperty('changedAfter');
    expect(part.absent['/evaluations/0/changedAfter']).toMatch(/absent/);
  });

  it('is the same bytes from the repository, from a bundle, and packed otherwise', async () => {
    const first = await collected(fixture.path);
    const bundle = await collected(bundleOf(fixture, ['main', '--tags']));
    fixture.git(['gc', '-q', '--aggressive']);
    const again = await collected(fixture.path);
    expect(bundle.bytes).toEqual(first.bytes);
    expect(again.bytes).toEqual(first.bytes);
  });

  it('proves that nothing in front of its boundary was left out', async () => {
    const { header } = await collected(fixture.path);
    // one (the fork, named by two), two, three, four, and the five of the period and after; `one` itself is not needed.
    expect(header.counts.commit).toBe(8);
    expect(header.boundary).toBe(fixture.git(['rev-parse', 'main~4']));
    expect(header.wholeHistory).toBe(false);
  });
});

describe('a period', () => {
  it('whose pack takes every commit gives the count of the repository', async () => {
    const fixture = story();
    const sheet = await readGitHistory(fileOf((await collected(fixture.path, { wholeHistory: true })).bytes));
    expect(sheet.facts).toMatchObject({ commitCount: 9, wholeHistory: true, complete: true });
  });

  it('that begins before the first commit takes everything and has no boundary', async () => {
    const fixture = story();
    const { header } = await collected(fixture.path, { start: '2020-01-01' });
    expect(header).not.toHaveProperty('boundary');
    expect(header.wholeHistory).toBe(true);
    const sheet = await readGitHistory(fileOf((await collected(fixture.path, { start: '2020-01-01' })).bytes));
    expect(sheet.facts.commitCount).toBe(9);
  });

  it('of the audit that begins before that of the pack leaves it incomplete', async () => {
    const fixture = story();
    const path = fileOf((await collected(fixture.path)).bytes);
    const sheet = await readGitHistory(path, { period: { start: '2024-06-01', end: '2026-01-01' } });
    expect(sheet.facts).toMatchObject({ complete: false, shallow: true });
    expect(findings(sheet)['INT-03']).toBe('critical');
    expect(sheet.facts.integrity.find(({ id }) => id === 'INT-03')?.detail).toMatch(/not older than the period/);
  });

  it('is taken from commits that no branch has, or that are named wrongly, only with an error', async () => {
    const fixture = story();
    await expect(collected(fixture.path, { also: ['1'.repeat(40)] })).rejects.toMatchObject({ code: 'unreadable' });
    await expect(collected(fixture.path, { branch: 'mian' })).rejects.toMatchObject({ code: 'missing-branch' });
    await expect(collected(repository().path)).rejects.toMatchObject({ code: 'empty-repository' });
  });
});

interface Taken {
  readonly header: GitPackHeader;
  readonly objects: readonly { readonly type: PackType; readonly bytes: Buffer }[];
}
const takenApart = (bytes: Uint8Array): Taken => {
  const buffer = Buffer.from(bytes);
  const end = buffer.indexOf(10, packMagic.length);
  const body = brotliDecompressSync(buffer.subarray(end + 1));
  const objects: { type: PackType; bytes: Buffer }[] = [];
  for (let at = 0; at < body.length; ) {
    const size = body.readUInt32BE(at + 1);
    objects.push({ type: typeOfCode(body.readUInt8(at)) ?? 'blob', bytes: body.subarray(at + 5, at + 5 + size) });
    at += 5 + size;
  }
  return { header: JSON.parse(buffer.toString('utf8', packMagic.length, end)) as GitPackHeader, objects };
};
const putTogether = ({ header, objects }: Taken, change: Partial<GitPackHeader> = {}): Buffer => {
  const body = Buffer.concat(objects.flatMap(({ type, bytes }) => [frameHead(type, bytes.length), bytes]));
  const counts = Object.fromEntries(
    packOrder.map((type) => [type, objects.filter((object) => object.type === type).length]),
  ) as unknown as GitPackHeader['counts'];
  const made = {
    ...header,
    counts,
    body: { bytes: body.length, sha256: createHash('sha256').update(body).digest('hex') },
    ...change,
  };
  return Buffer.concat([Buffer.from(`${packMagic}${canonicalJson(made)}\n`), brotliCompressSync(body)]);
};
const idOf = ({ type, bytes }: { type: string; bytes: Buffer }): string =>
  createHash('sha1').update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');

describe('a hostile git pack', () => {
  const fixture = story();
  const made = collected(fixture.path);
  const honest = async (): Promise<Taken> => takenApart((await made).bytes);
  const read = (bytes: Uint8Array) => readGitHistory(fileOf(bytes));
  const refused = async (bytes: Uint8Array, message: RegExp): Promise<void> => {
    const sheet = await read(bytes);
    expect(sheet.facts.changes).toEqual([]);
    expect(sheet.problems[0]?.message).toMatch(message);
    expect(sheet.problems).toHaveLength(1);
    expect(sheet.facts.complete).not.toBe(true);
  };

  it('is first of all taken apart and put together without a difference', async () => {
    expect((await read(putTogether(await honest()))).facts.changes).toHaveLength(3);
  });

  it('cut off anywhere is refused', async () => {
    const { bytes } = await made;
    for (const part of [0.1, 0.5, 0.9])
      await refused(bytes.subarray(0, Math.floor(bytes.length * part)), /ends inside|cannot be unpacked/);
    await refused(bytes.subarray(0, bytes.length - 1), /cannot be unpacked/);
    await refused(Buffer.from(packMagic), /ends inside its header/);
  });

  it('with bytes changed is refused, or says what the changed bytes say under another id', async () => {
    const { bytes } = await made;
    for (const at of [bytes.length - 40, bytes.length - 200]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      await refused(changed, /cannot be unpacked|SHA-256|holds|unpacks|ends inside/);
    }
  });

  it('of another version, without a header, with an unknown key is refused', async () => {
    await refused(Buffer.from('# plumbline git pack 2\n{}\n'), /another version/);
    await refused(Buffer.from(`${packMagic}not json\n`), /no JSON/);
    await refused(putTogether(await honest(), { extra: 1 } as never), /header that cannot be read/);
    await refused(putTogether(await honest(), { tip: '1'.repeat(64) }), /another format/);
  });

  it('with an object twice, out of order, of no type, beyond its size is refused', async () => {
    const taken = await honest();
    const [first] = taken.objects;
    if (!first) throw new Error('expected an object');
    await refused(putTogether({ ...taken, objects: [first, ...taken.objects] }), /twice/);
    await refused(putTogether({ ...taken, objects: [...taken.objects, first] }), /behind/);
    const raw = (body: Buffer): Buffer =>
      Buffer.concat([
        Buffer.from(
          `${packMagic}${canonicalJson({ ...taken.header, body: { bytes: body.length, sha256: createHash('sha256').update(body).digest('hex') } })}\n`,
        ),
        brotliCompressSync(body),
      ]);
    await refused(raw(Buffer.from('z\0\0\0\0')), /no object/);
    await refused(raw(Buffer.from([0x63, 0xff, 0xff, 0xff, 0xff])), /at most/);
    await refused(raw(Buffer.from([0x63, 0, 0, 1, 0])), /ends inside an object/);
  });

  it('that unpacks to more than it says, or holds other than it says, is refused', async () => {
    const taken = await honest();
    const { body, counts } = takenApart((await made).bytes).header;
    await refused(putTogether(taken, { body: { ...body, bytes: 100 } }), /unpacks to more than the 100/);
    await refused(putTogether(taken, { body: { ...body, bytes: body.bytes + 1 } }), /unpacks to/);
    await refused(putTogether(taken, { body: { ...body, sha256: '0'.repeat(64) } }), /SHA-256/);
    await refused(putTogether(taken, { counts: { ...counts, commit: 1 } }), /more objects/);
    await refused(putTogether(taken, { counts: { ...counts, blob: 99 } }), /expected the 99/);
  });

  it('a bomb is given up at the size that it says', async () => {
    const taken = await honest();
    const bomb = brotliCompressSync(Buffer.alloc(256 * 1024 * 1024), { params: {} });
    expect(bomb.length).toBeLessThan(10_000);
    await refused(
      Buffer.concat([Buffer.from(`${packMagic}${canonicalJson(taken.header)}\n`), bomb]),
      /unpacks to more than|no object/,
    );
  });

  it('without a commit of a side branch is incomplete, wherever it sets its boundary', async () => {
    const taken = await honest();
    const side = taken.objects.filter(({ bytes }) => !bytes.toString('latin1').endsWith('\n\nside\n'));
    expect(side).toHaveLength(taken.objects.length - 1);
    const commits = taken.objects.filter(({ type }) => type === 'commit').map(idOf);
    for (const boundary of [undefined, ...commits]) {
      const { boundary: _, ...header } = taken.header;
      const sheet = await read(
        putTogether({ header: { ...header, ...(boundary === undefined ? {} : { boundary }) }, objects: side }),
      );
      expect(sheet.facts.complete).toBe(false);
      expect(findings(sheet)['INT-03']).toBe('critical');
    }
  });

  it('without a step of the branch, without the way to a fork, without its tip is incomplete or refused', async () => {
    const taken = await honest();
    const without = (end: string): Taken => ({
      ...taken,
      objects: taken.objects.filter(({ bytes }) => !bytes.toString('latin1').endsWith(`\n\n${end}\n`)),
    });
    for (const end of ['loosened', 'two', 'three', 'four'])
      expect((await read(putTogether(without(end)))).facts.complete).toBe(false);
    await refused(putTogether(without('after')), /is not in the repository/);
  });

  it('with a commit that was changed does not hold the commit that others name', async () => {
    const taken = await honest();
    const objects = taken.objects.map((object) => ({
      ...object,
      bytes: Buffer.from(
        object.bytes.toString('latin1').replace('\n\nloosened\n', '\n\nReviewed-by: Bo <bo@x>\n'),
        'latin1',
      ),
    }));
    const sheet = await read(putTogether({ ...taken, objects }));
    expect(sheet.facts.complete).toBe(false);
    expect(sheet.facts.changes.map(({ subject }) => subject)).toEqual(['last']);
  });

  it('with a boundary in the period, off the branch, or that is not there is incomplete', async () => {
    const taken = await honest();
    const id = (name: string): string => fixture.git(['rev-parse', name]);
    for (const boundary of [id('main~2'), id('old'), '1'.repeat(40)]) {
      const sheet = await read(putTogether({ ...taken, header: { ...taken.header, boundary } }));
      expect(sheet.facts.complete).toBe(false);
      expect(sheet.facts.graveFindings).toBeGreaterThan(0);
    }
  });

  it('without a folder leaves the paths of its changes open', async () => {
    const taken = await honest();
    const tree = fixture.git(['rev-parse', 'main~2^{tree}']);
    const sheet = await read(
      putTogether({ ...taken, objects: taken.objects.filter((object) => idOf(object) !== tree) }),
    );
    expect(sheet.facts.changes.map(({ pathCount }) => pathCount)).toEqual([1, undefined, undefined]);
    expect(findings(sheet)['INT-06']).toBe('info');
  });

  it('of a shallow clone says so', async () => {
    const shallow = join(scratch(), 'shallow');
    fixture.git(['clone', '-q', '--depth=2', `file://${fixture.path}`, shallow]);
    const pack = await collected(shallow);
    expect(pack.missing).toHaveLength(1);
    const sheet = await read(pack.bytes);
    expect(sheet.facts).toMatchObject({ complete: false, shallow: true, missingParents: 1 });
  });

  it('in memory is read as a file is', async () => {
    const history = await openHistory((await made).bytes, 'bundle');
    try {
      expect(history.kind).toBe('pack');
      expect((await readCommitGraph(history, (await made).header.tip, 100)).count).toBe(8);
    } finally {
      await history.close();
    }
    await expect(openHistory(readFileSync(bundleOf(fixture)), 'pack')).rejects.toMatchObject({ code: 'corrupt-pack' });
  });
});
