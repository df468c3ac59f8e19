/** A person of a commit or tag, as written there. `seconds` since 1970 is set by the client; undefined when it is no date. */
interface Signature {
  readonly name: string;
  readonly email: string;
  readonly seconds: number | undefined;
  /** `+hhmm`, as written. */
  readonly timezone: string;
}

/** What a commit object says. Dates and names are claims of whoever made the object; only the bytes are certain. */
export interface CommitObject {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  /** Character encoding that the commit declares; UTF-8 when absent. */
  readonly encoding: string | undefined;
  readonly message: string;
  /** Whether a signature is present. It is not verified. */
  readonly signed: boolean;
  /** Whether the message holds a NUL byte, behind which git shows nothing. */
  readonly nul: boolean;
  /** Whether names and message could be decoded as declared; otherwise they were read as Windows-1252. */
  readonly decoded: boolean;
}

/** What a tag object says. */
export interface TagObject {
  readonly object: string;
  readonly type: string;
  readonly name: string;
  readonly tagger: Signature | undefined;
  readonly message: string;
  readonly signed: boolean;
}

/** Last second of the year 9999: later ones have no date in ISO 8601. */
const lastSecond = 253_402_300_799;
const idPattern = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

interface Head {
  /** Header fields in order; continuation lines are joined to their field. Bytes as Latin-1 characters. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly body: Buffer;
}

const split = (bytes: Uint8Array): Head => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = buffer.indexOf('\n\n');
  const head = buffer.toString('latin1', 0, end < 0 ? buffer.length : end);
  const fields: { name: string; value: string }[] = [];
  for (const line of head.replace(/\n$/, '').split('\n')) {
    const last = fields.at(-1);
    if (line.startsWith(' ') && last) last.value += `\n${line.slice(1)}`;
    else {
      const space = line.indexOf(' ');
      fields.push(space < 0 ? { name: line, value: '' } : { name: line.slice(0, space), value: line.slice(space + 1) });
    }
  }
  return { fields, body: end < 0 ? Buffer.alloc(0) : buffer.subarray(end + 2) };
};

type Decoder = InstanceType<typeof TextDecoder>;
const decoders = new Map<string, Decoder | undefined>();
const fallback = new TextDecoder('windows-1252');

/** A decoder that throws on bytes which are none of the encoding; undefined when the encoding is not known. */
const strictDecoder = (encoding: string): Decoder | undefined => {
  if (decoders.has(encoding)) return decoders.get(encoding);
  let made: Decoder | undefined;
  try {
    made = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  } catch {
    // An encoding that no one knows: the caller falls back, and says so.
  }
  // A forged history could declare a new encoding in each commit.
  if (decoders.size < 100) decoders.set(encoding, made);
  return made;
};

/** Decodes by the declared encoding; tells whether that worked. */
const decoder = (
  encoding: string | undefined,
): { readonly decode: (bytes: Uint8Array) => string; readonly worked: () => boolean } => {
  const strict = strictDecoder(encoding ?? 'utf-8');
  let worked = strict !== undefined;
  return {
    decode: (bytes) => {
      try {
        if (strict) return strict.decode(bytes);
      } catch {
        worked = false;
      }
      return fallback.decode(bytes);
    },
    worked: () => worked,
  };
};

/** The date behind the last `>`; undefined when there is none. `seconds` is undefined when no calendar has it. */
const dateOf = (value: string): { readonly seconds: number | undefined; readonly timezone: string } | undefined => {
  const date = /^\s*(\d{1,15})(?:\s+([+-]\d{1,6}))?\s*$/.exec(value.slice(value.lastIndexOf('>') + 1));
  if (!date) return undefined;
  const seconds = Number(date[1]);
  return { seconds: seconds > lastSecond ? undefined : seconds, timezone: date[2] ?? '+0000' };
};

/** Splits `Name <mail> seconds zone` as git does: the mail ends at its first `>`, the date follows the last one. */
const signature = (value: string, decode: (bytes: Uint8Array) => string): Signature => {
  const text = (part: string): string => decode(Buffer.from(part, 'latin1'));
  const open = value.indexOf('<');
  const close = value.indexOf('>', open + 1);
  const date = dateOf(value);
  return {
    name: text(open < 0 ? value : value.slice(0, open)).trim(),
    email: open < 0 || close < 0 ? '' : text(value.slice(open + 1, close)).trim(),
    seconds: date?.seconds,
    timezone: date?.timezone ?? '+0000',
  };
};

/**
 * Reads the bytes of a commit object (without git's `commit <size>` prefix). Undefined when they are none: `tree`, `parent`s,
 * `author` and `committer` must stand first and in this order, so that a repeated field later on cannot replace one.
 */
export const parseCommit = (bytes: Uint8Array): CommitObject | undefined => {
  const { fields, body } = split(bytes);
  const tree = fields[0];
  if (tree?.name !== 'tree' || !idPattern.test(tree.value)) return undefined;
  let at = 1;
  const parents: string[] = [];
  for (; fields[at]?.name === 'parent'; at++) parents.push(fields[at]?.value ?? '');
  const author = fields[at];
  const committer = fields[at + 1];
  if (!parents.every((id) => idPattern.test(id)) || author?.name !== 'author' || committer?.name !== 'committer')
    return undefined;
  const rest = fields.slice(at + 2);
  const encoding = rest.find(({ name }) => name === 'encoding')?.value;
  const { decode, worked } = decoder(encoding);
  return {
    tree: tree.value,
    parents,
    author: signature(author.value, decode),
    committer: signature(committer.value, decode),
    encoding,
    message: decode(body),
    signed: rest.some(({ name }) => name === 'gpgsig' || name === 'gpgsig-sha256'),
    nul: body.includes(0),
    decoded: worked(),
  };
};

/** What the walk needs of a commit: read without decoding its message. */
export interface CommitHead {
  readonly tree: string;
  readonly parents: readonly string[];
  /** Author and committer as written, without their dates: the same text is the same person. Not decoded. */
  readonly author: string;
  readonly committer: string;
  /** Whether it declares a character encoding, so that the same bytes may be another text. */
  readonly encoded: boolean;
  /** Committer date, seconds since 1970; undefined when it is none. */
  readonly seconds: number | undefined;
  readonly signed: boolean;
  readonly nul: boolean;
}

const withoutDate = (value: string): string => value.slice(0, value.lastIndexOf('>') + 1);

/** The head of a commit that is written as git writes it; undefined for all others. */
const plainHead = (bytes: Uint8Array): CommitHead | undefined => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = buffer.indexOf('\n\n');
  const head = buffer.toString('latin1', 0, end < 0 ? buffer.length : end);
  let at = 0;
  /** The value of the next line when it has that name; its continuation lines belong to it and make it another value. */
  const take = (name: string): string | undefined => {
    if (!head.startsWith(name, at)) return undefined;
    const stop = head.indexOf('\n', at);
    const next = stop < 0 ? head.length : stop + 1;
    if (head[next] === ' ') return undefined;
    const value = head.slice(at + name.length, stop < 0 ? head.length : stop);
    at = next;
    return value;
  };
  const tree = take('tree ');
  if (tree === undefined || !idPattern.test(tree)) return undefined;
  const parents: string[] = [];
  for (let parent = take('parent '); parent !== undefined; parent = take('parent ')) parents.push(parent);
  const author = take('author ');
  const committer = author === undefined ? undefined : take('committer ');
  if (author === undefined || committer === undefined || !parents.every((id) => idPattern.test(id))) return undefined;
  const rest = head.slice(Math.max(0, at - 1));
  return {
    tree,
    parents,
    author: withoutDate(author),
    committer: withoutDate(committer),
    encoded: rest.includes('\nencoding'),
    seconds: dateOf(committer)?.seconds,
    signed: /\n(?:gpgsig|gpgsig-sha256)(?: |\n|$)/.test(rest),
    nul: end >= 0 && buffer.indexOf(0, end + 2) >= 0,
  };
};

/** Reads the head of a commit object, and says of it what `parseCommit` says; undefined for the same bytes as there. */
export const parseCommitHead = (bytes: Uint8Array): CommitHead | undefined => {
  const plain = plainHead(bytes);
  if (plain) return plain;
  const commit = parseCommit(bytes);
  if (!commit) return undefined;
  const { tree, parents, author, committer, encoding, signed, nul } = commit;
  const person = ({ name, email }: Signature): string => `${name} <${email}>`;
  return {
    tree,
    parents,
    author: person(author),
    committer: person(committer),
    encoded: encoding !== undefined,
    seconds: committer.seconds,
    signed,
    nul,
  };
};

/** Reads the bytes of a tag object; undefined when they are none. A signature stands at the end of the message. */
export const parseTag = (bytes: Uint8Array): TagObject | undefined => {
  const { fields, body } = split(bytes);
  const [object, type, name, tagger] = fields;
  if (object?.name !== 'object' || type?.name !== 'type' || name?.name !== 'tag' || !idPattern.test(object.value))
    return undefined;
  const { decode } = decoder(undefined);
  const message = decode(body);
  return {
    object: object.value,
    type: type.value,
    name: decode(Buffer.from(name.value, 'latin1')),
    tagger: tagger?.name === 'tagger' ? signature(tagger.value, decode) : undefined,
    message,
    signed:
      /^-----BEGIN (?:PGP SIGNATURE|PGP MESSAGE|SSH SIGNATURE|SIGNED MESSAGE)-----$/m.test(message) ||
      fields.some((field) => field.name === 'gpgsig' || field.name === 'gpgsig-sha256'),
  };
};
