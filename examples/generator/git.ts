import { createHash } from 'node:crypto';

/** A person as git writes one. */
export interface Identity {
  readonly name: string;
  readonly email: string;
}

type ObjectType = 'commit' | 'tree' | 'blob' | 'tag';
const packType = { commit: 1, tree: 2, blob: 3, tag: 4 } as const satisfies Record<ObjectType, number>;

/** A zlib stream of stored blocks: larger than a compressed one, and the same bytes whatever zlib the machine has. */
const stored = (bytes: Buffer): Buffer => {
  const parts: Buffer[] = [Buffer.from([0x78, 0x01])];
  for (let at = 0; at === 0 || at < bytes.length; at += 0xffff) {
    const block = bytes.subarray(at, at + 0xffff);
    const head = Buffer.alloc(5);
    head.writeUInt8(at + 0xffff >= bytes.length ? 1 : 0, 0);
    head.writeUInt16LE(block.length, 1);
    head.writeUInt16LE(0xffff - block.length, 3);
    parts.push(head, block);
  }
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(b * 65536 + a);
  return Buffer.concat([...parts, checksum]);
};

const packEntry = (type: ObjectType, body: Buffer): Buffer => {
  const head: number[] = [];
  let rest = body.length;
  let byte = (packType[type] << 4) | (rest & 0x0f);
  for (rest >>>= 4; rest > 0; rest >>>= 7) {
    head.push(byte | 0x80);
    byte = rest & 0x7f;
  }
  return Buffer.concat([Buffer.from([...head, byte]), stored(body)]);
};

export interface CommitText {
  readonly files: ReadonlyMap<string, string>;
  readonly parents: readonly string[];
  readonly author: Identity;
  readonly committer: Identity;
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly at: string;
  readonly message: string;
}

/** A git repository in memory: objects by their id. */
export interface Repository {
  readonly commit: (text: CommitText) => string;
  /** An annotated tag; returns the id of the tag object. */
  readonly tag: (name: string, commit: string, tagger: Identity, at: string, message: string) => string;
  /** A git bundle (version 2) of everything, with these references. */
  readonly bundle: (references: Readonly<Record<string, string>>) => Uint8Array;
}

/**
 * Writes git objects byte by byte as gitformat-pack(5) and gitformat-bundle(5) describe them, because `git bundle create`
 * gives other bytes with every version of git and of zlib.
 */
export const newRepository = (): Repository => {
  const objects = new Map<string, { readonly type: ObjectType; readonly body: Buffer }>();
  const put = (type: ObjectType, body: Buffer): string => {
    const id = createHash('sha1').update(`${type} ${body.length}\0`).update(body).digest('hex');
    objects.set(id, { type, body });
    return id;
  };
  const tree = (files: ReadonlyMap<string, string>): string => {
    const folders = new Map<string, Map<string, string>>();
    const entries: { readonly name: string; readonly mode: string; readonly id: string }[] = [];
    for (const [path, text] of files) {
      const slash = path.indexOf('/');
      if (slash < 0) entries.push({ name: path, mode: '100644', id: put('blob', Buffer.from(text)) });
      else {
        const name = path.slice(0, slash);
        const inner = folders.get(name) ?? new Map<string, string>();
        folders.set(name, inner.set(path.slice(slash + 1), text));
      }
    }
    for (const [name, inner] of folders) entries.push({ name, mode: '40000', id: tree(inner) });
    const order = ({ name, mode }: { name: string; mode: string }) => (mode === '40000' ? `${name}/` : name);
    entries.sort((one, other) => (order(one) < order(other) ? -1 : 1));
    return put(
      'tree',
      Buffer.concat(
        entries.flatMap(({ name, mode, id }) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]),
      ),
    );
  };
  const stamp = ({ name, email }: Identity, at: string) => `${name} <${email}> ${Date.parse(at) / 1000} +0000`;
  return {
    commit: ({ files, parents, author, committer, at, message }) =>
      put(
        'commit',
        Buffer.from(
          [
            `tree ${tree(files)}`,
            ...parents.map((parent) => `parent ${parent}`),
            `author ${stamp(author, at)}`,
            `committer ${stamp(committer, at)}`,
            '',
            `${message}\n`,
          ].join('\n'),
        ),
      ),
    tag: (name, commit, tagger, at, message) =>
      put(
        'tag',
        Buffer.from(`object ${commit}\ntype commit\ntag ${name}\ntagger ${stamp(tagger, at)}\n\n${message}\n`),
      ),
    bundle: (references) => {
      const head = Buffer.alloc(12);
      head.write('PACK');
      head.writeUInt32BE(2, 4);
      head.writeUInt32BE(objects.size, 8);
      const ordered = [...objects].sort(([one], [other]) => (one < other ? -1 : 1));
      const pack = Buffer.concat([head, ...ordered.map(([, { type, body }]) => packEntry(type, body))]);
      const lines = Object.entries(references).map(([name, id]) => `${id} ${name}\n`);
      return new Uint8Array(
        Buffer.concat([
          Buffer.from(`# v2 git bundle\n${lines.join('')}\n`),
          pack,
          createHash('sha1').update(pack).digest(),
        ]),
      );
    },
  };
};
