import type { GitPackHeader } from '../model/generated/git-pack.ts';

/**
 * The bytes of a git pack, version 1:
 *
 *     # plumbline git pack 1 LF
 *     <header: one line of canonical JSON, schemas/git-pack.schema.json> LF
 *     <body: a Brotli stream to the end of the file>
 *
 * The body is a row of objects, each: one byte for its type (c commit, g tag, t tree, b blob), four bytes for its size (big
 * endian), and its bytes as git hashes them, without git's own prefix. No id is written down: each is computed from the bytes,
 * so that nothing can stand under a name that is not its hash. Commits come first, then tags, trees and blobs; no object twice.
 */
export const packMagic = '# plumbline git pack 1\n';

export type PackType = keyof GitPackHeader['counts'];

/** Type byte, and the largest object of a type in bytes. In the order in which they stand in the body. */
export const packTypes = {
  commit: { code: 0x63, most: 4 * 1024 * 1024 },
  tag: { code: 0x67, most: 1024 * 1024 },
  tree: { code: 0x74, most: 32 * 1024 * 1024 },
  blob: { code: 0x62, most: 1024 * 1024 },
} as const satisfies Record<PackType, { readonly code: number; readonly most: number }>;

export const packOrder = Object.keys(packTypes) as readonly PackType[];

/** Bytes of an object's type and size in the body. */
export const FRAME_HEAD = 5;

/** Largest header in bytes, and most objects. */
export const MOST_HEADER = 32 * 1024 * 1024;
export const MOST_OBJECTS = 20_000_000;

export const frameHead = (type: PackType, size: number): Buffer => {
  const head = Buffer.alloc(FRAME_HEAD);
  head.writeUInt8(packTypes[type].code, 0);
  head.writeUInt32BE(size, 1);
  return head;
};

const byCode = new Map(packOrder.map((type) => [packTypes[type].code as number, type]));

/** The type of a type byte; undefined when it is none. */
export const typeOfCode = (code: number): PackType | undefined => byCode.get(code);
