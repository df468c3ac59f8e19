/** Object ids as numbers from 0, in the order in which they were first seen. About 30 bytes an id. */
export interface IdTable {
  readonly size: () => number;
  /** The number of an id written as hexadecimal digits in `bytes` at `offset`, given on first sight. */
  readonly intern: (bytes: Uint8Array, offset: number) => number;
  /** The number of an id; -1 when it was never seen. */
  readonly find: (id: string) => number;
  readonly idAt: (index: number) => string;
  /** The numbers of all ids that start with `prefix`. */
  readonly startingWith: (prefix: string) => readonly number[];
}

const digit = new Int8Array(256).fill(-1);
for (const [value, character] of [...'0123456789abcdef'].entries()) digit[character.charCodeAt(0)] = value;

/** An id table with open addressing over one slab of bytes. `idBytes` is 20 (SHA-1) or 32 (SHA-256). */
export const createIdTable = (idBytes: number): IdTable => {
  let count = 0;
  let slab = Buffer.alloc(idBytes * 1024);
  let slots = new Int32Array(4096).fill(-1);
  const key = new Uint8Array(idBytes);

  const decode = (bytes: Uint8Array, offset: number): void => {
    for (let at = 0; at < idBytes; at++) {
      const high = digit[bytes[offset + 2 * at] ?? 0] ?? -1;
      const low = digit[bytes[offset + 2 * at + 1] ?? 0] ?? -1;
      if (high < 0 || low < 0) throw new TypeError('expected an object id in hexadecimal digits');
      key[at] = (high << 4) | low;
    }
  };
  // Ids are hashes already: their first bytes spread well.
  const slotOf = (): number => {
    const mask = slots.length - 1;
    let slot = (((key[0] ?? 0) << 24) | ((key[1] ?? 0) << 16) | ((key[2] ?? 0) << 8) | (key[3] ?? 0)) & mask;
    for (; ; slot = (slot + 1) & mask) {
      const index = slots[slot] ?? -1;
      if (index < 0) return slot;
      const start = index * idBytes;
      let same = 0;
      while (same < idBytes && slab[start + same] === key[same]) same++;
      if (same === idBytes) return slot;
    }
  };
  const grow = (): void => {
    const larger = Buffer.alloc(slab.length * 2);
    slab.copy(larger);
    slab = larger;
  };
  const spread = (): void => {
    slots = new Int32Array(slots.length * 2).fill(-1);
    for (let index = 0; index < count; index++) {
      key.set(slab.subarray(index * idBytes, (index + 1) * idBytes));
      slots[slotOf()] = index;
    }
  };
  const idAt = (index: number): string => slab.toString('hex', index * idBytes, (index + 1) * idBytes);

  return {
    size: () => count,
    intern: (bytes, offset) => {
      decode(bytes, offset);
      const slot = slotOf();
      const known = slots[slot] ?? -1;
      if (known >= 0) return known;
      if ((count + 1) * idBytes > slab.length) grow();
      slab.set(key, count * idBytes);
      slots[slot] = count;
      count++;
      if (count * 2 > slots.length) spread();
      return count - 1;
    },
    find: (id) => {
      if (id.length !== idBytes * 2 || !/^[0-9a-f]+$/.test(id)) return -1;
      decode(Buffer.from(id, 'latin1'), 0);
      return slots[slotOf()] ?? -1;
    },
    idAt,
    startingWith: (prefix) => {
      const found: number[] = [];
      for (let index = 0; index < count; index++) if (idAt(index).startsWith(prefix)) found.push(index);
      return found;
    },
  };
};
