import type { CommitGraph } from './commit-graph.ts';

/** Parent position that stands for none, and the bit that leads to the list of further parents (gitformat-commit-graph). */
const NONE = 0x70000000;
const FURTHER = 0x80000000;

interface Layer {
  readonly count: number;
  readonly idAt: (index: number) => string;
  /** Positions of the parents, in all layers together. */
  readonly parentsAt: (index: number) => readonly number[];
}

/** One commit-graph file; undefined when it cannot be read as one. */
const layerOf = (file: Buffer): Layer | undefined => {
  if (file.length < 8 || file.toString('latin1', 0, 4) !== 'CGPH') return undefined;
  const idBytes = file.readUInt8(5) === 2 ? 32 : 20;
  const chunks = new Map<string, number>();
  for (let at = 8; at + 12 <= file.length && chunks.size < file.readUInt8(6); at += 12)
    chunks.set(file.toString('latin1', at, at + 4), Number(file.readBigUInt64BE(at + 4)));
  const fanout = chunks.get('OIDF') ?? file.length;
  const ids = chunks.get('OIDL') ?? file.length;
  const data = chunks.get('CDAT') ?? file.length;
  const further = chunks.get('EDGE');
  if (fanout + 1024 > file.length) return undefined;
  const count = file.readUInt32BE(fanout + 255 * 4);
  const width = idBytes + 16;
  if (ids + count * idBytes > file.length || data + count * width > file.length) return undefined;
  return {
    count,
    idAt: (index) => file.toString('hex', ids + index * idBytes, ids + (index + 1) * idBytes),
    parentsAt: (index) => {
      const at = data + index * width + idBytes;
      const first = file.readUInt32BE(at);
      const second = file.readUInt32BE(at + 4);
      if (first === NONE) return [];
      if (second === NONE) return [first];
      if (second < FURTHER || further === undefined) return [first, second];
      const parents = [first];
      for (let edge = further + (second - FURTHER) * 4; edge + 4 <= file.length; edge += 4) {
        const position = file.readUInt32BE(edge);
        parents.push(position % FURTHER);
        if (position >= FURTHER) break;
      }
      return parents;
    },
  };
};

/**
 * How many commits have other parents in the commit-graph files of a repository than in their own bytes. Git believes these
 * files, and `git clone` copies them, so that a forged one hides history; here nothing is read from them but this number.
 * `files` are the layers of one chain, the oldest first; a number was counted where a pack was collected.
 */
export const contradictions = (graph: CommitGraph, files: readonly Buffer[] | number): number => {
  if (typeof files === 'number') return files;
  const layers = files.flatMap((file) => layerOf(file) ?? []);
  const starts: number[] = [];
  let total = 0;
  for (const layer of layers) {
    starts.push(total);
    total += layer.count;
  }
  const idAt = (position: number): string | undefined => {
    const at = starts.findLastIndex((start) => start <= position);
    const layer = layers[at];
    const index = position - (starts[at] ?? 0);
    return layer && index < layer.count ? layer.idAt(index) : undefined;
  };
  let differing = 0;
  for (const layer of layers)
    for (let index = 0; index < layer.count; index++) {
      const commit = graph.find(layer.idAt(index));
      if (commit < 0) continue;
      const told = layer.parentsAt(index).map(idAt).join();
      const written = graph
        .parentsOf(commit)
        .map((parent) => (parent < 0 ? undefined : graph.idOf(parent)))
        .join();
      if (told !== written) differing++;
    }
  return differing;
};
