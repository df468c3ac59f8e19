import { describe, expect, it } from 'vitest';
import { parseCommit, parseCommitHead, parseTag } from '../../src/repositories/commit-object.ts';

const tree = 'a'.repeat(40);
const parent = 'b'.repeat(40);
const raw = (lines: readonly string[], message: string | Buffer = 'subject\n'): Buffer =>
  Buffer.concat([Buffer.from(`${lines.join('\n')}\n\n`, 'latin1'), Buffer.from(message)]);
const plain = [
  `tree ${tree}`,
  `parent ${parent}`,
  'author Ada Example <ada@example.org> 1735689600 +0100',
  'committer Bo Sample <bo@example.org> 1735689601 -0530',
];

describe('parseCommit', () => {
  it('reads a plain commit', () => {
    expect(parseCommit(raw(plain, 'subject\n\nbody\n'))).toEqual({
      tree,
      parents: [parent],
      author: { name: 'Ada Example', email: 'ada@example.org', seconds: 1735689600, timezone: '+0100' },
      committer: { name: 'Bo Sample', email: 'bo@example.org', seconds: 1735689601, timezone: '-0530' },
      encoding: undefined,
      message: 'subject\n\nbody\n',
      signed: false,
      nul: false,
      decoded: true,
    });
  });

  it('sees a signature without taking its lines for fields', () => {
    const signed = parseCommit(
      raw([
        ...plain,
        'gpgsig -----BEGIN SSH SIGNATURE-----',
        ' author Eve <eve@example.org> 1 +0000',
        ' -----END SSH SIGNATURE-----',
      ]),
    );
    expect(signed?.signed).toBe(true);
    expect(signed?.author.email).toBe('ada@example.org');
    expect(parseCommit(raw([...plain, 'gpgsig-sha256 x']))?.signed).toBe(true);
  });

  it('takes no second author, and no parent behind the committer', () => {
    const twice = parseCommit(raw([...plain, 'author Eve <eve@example.org> 1 +0000', `parent ${'c'.repeat(40)}`]));
    expect(twice?.author.name).toBe('Ada Example');
    expect(twice?.parents).toEqual([parent]);
  });

  it('is undefined for bytes that are no commit', () => {
    expect(parseCommit(Buffer.from('hello'))).toBeUndefined();
    expect(parseCommit(Buffer.alloc(0))).toBeUndefined();
    expect(parseCommit(raw([`tree ${tree}`, 'committer B <b@example.org> 1 +0000']))).toBeUndefined();
    expect(parseCommit(raw([`tree ${tree.slice(1)}`, ...plain.slice(1)]))).toBeUndefined();
    expect(parseCommit(raw([plain[0] ?? '', 'parent nonsense', ...plain.slice(2)]))).toBeUndefined();
  });

  it('decodes by the declared encoding', () => {
    const latin = Buffer.concat([
      Buffer.from(
        `tree ${tree}\nauthor J\xf6rg <j@example.org> 1 +0000\ncommitter J\xf6rg <j@example.org> 1 +0000\nencoding ISO-8859-1\n\ncaf\xe9\n`,
        'latin1',
      ),
    ]);
    const commit = parseCommit(latin);
    expect(commit?.author.name).toBe('Jörg');
    expect(commit?.message).toBe('café\n');
    expect(commit?.decoded).toBe(true);
  });

  it('says when bytes cannot be decoded, and still shows them', () => {
    const undeclared = parseCommit(raw([plain[0] ?? '', 'author J\xf6rg <j@example.org> 1 +0000', plain[3] ?? '']));
    expect(undeclared?.author.name).toBe('Jörg');
    expect(undeclared?.decoded).toBe(false);
    expect(parseCommit(raw([...plain, 'encoding klingon']))?.decoded).toBe(false);
  });

  it('says when a message holds a NUL byte', () => {
    const commit = parseCommit(raw(plain, 'subject\n\0\nReviewed-by: Boss <boss@example.org>\n'));
    expect(commit?.nul).toBe(true);
  });

  it.each([
    ['no date', 'Ada <ada@example.org>', undefined],
    ['a word for a date', 'Ada <ada@example.org> soon +0000', undefined],
    ['a negative date', 'Ada <ada@example.org> -5 +0000', undefined],
    ['a date beyond the year 9999', 'Ada <ada@example.org> 999999999999 +0000', undefined],
    ['no mail', 'Ada 1735689600 +0000', undefined],
    ['a bracket in the name', 'A> <ada@example.org> 1735689600 +0000', 1735689600],
  ])('reads dates strictly: %s', (_, line, seconds) => {
    expect(parseCommit(raw([plain[0] ?? '', `author ${line}`, plain[3] ?? '']))?.author.seconds).toBe(seconds);
  });

  it('takes the mail that git takes when a name hides one', () => {
    const commit = parseCommit(
      raw([plain[0] ?? '', 'author Ada <ada@example.org> <boss@example.org> 5 +0000', plain[3] ?? '']),
    );
    expect(commit?.author.email).toBe('ada@example.org');
    expect(commit?.author.seconds).toBe(5);
  });
});

describe('parseTag', () => {
  const head = [`object ${parent}`, 'type commit', 'tag v1.0', 'tagger Ada <ada@example.org> 1735689600 +0000'];
  it('reads a tag and its signature', () => {
    expect(parseTag(raw(head, 'first release\n'))).toMatchObject({
      object: parent,
      type: 'commit',
      name: 'v1.0',
      tagger: { seconds: 1735689600 },
      signed: false,
    });
    expect(parseTag(raw(head, 'x\n-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----\n'))?.signed).toBe(
      true,
    );
    expect(parseTag(raw(head, 'quotes "-----BEGIN PGP SIGNATURE-----" in a line\n'))?.signed).toBe(false);
  });
  it('reads a tag without a tagger, and no other object', () => {
    expect(parseTag(raw(head.slice(0, 3)))?.tagger).toBeUndefined();
    expect(parseTag(raw(plain))).toBeUndefined();
  });
});

describe('parseCommitHead', () => {
  const id = 'a'.repeat(40);
  const lines = [
    `tree ${id}`,
    `tree ${id.slice(1)}`,
    `parent ${id}`,
    'parent x',
    'author Ada <ada@example.org> 1 +0000',
    'author Ada <ada@example.org>',
    'author Ada <a> b> 99999999999999 +0000',
    'author',
    'committer Bo <bo@example.org> 1700000000 -0500',
    'committer Bo bo@example.org 17',
    ' continued',
    'encoding latin1',
    'gpgsig -----BEGIN',
    'gpgsig-sha256',
    'gpgsigx y',
    '',
    'message\0with NUL',
  ];

  it('says of every row of lines what parseCommit says', () => {
    // A fixed walk through rows of lines, most of which begin as commits do.
    let state = 7;
    const next = (below: number): number => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return Math.floor((state / 2147483648) * below);
    };
    let commits = 0;
    for (let round = 0; round < 20_000; round++) {
      const start =
        next(4) === 0 ? [] : [lines[0], ...(next(2) ? [lines[2]] : []), lines[4 + next(3)], lines[8 + next(2)]];
      const text = [...start, ...Array.from({ length: next(6) }, () => lines[next(lines.length)])].join('\n');
      const bytes = Buffer.from(`${text}${next(2) ? '\n' : ''}`, 'latin1');
      const whole = parseCommit(bytes);
      const head = parseCommitHead(bytes);
      if (whole) commits++;
      expect(
        head && { tree: head.tree, parents: head.parents, seconds: head.seconds, signed: head.signed, nul: head.nul },
        JSON.stringify(text),
      ).toEqual(
        whole && {
          tree: whole.tree,
          parents: whole.parents,
          seconds: whole.committer.seconds,
          signed: whole.signed,
          nul: whole.nul,
        },
      );
    }
    expect(commits).toBeGreaterThan(5_000);
  });
});
