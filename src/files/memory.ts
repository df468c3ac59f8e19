import { sha256 } from '../base/digest.ts';
import { FilesError, type FileTree } from './tree.ts';

/** A tree held in memory, for tests and for library users. Text is UTF-8. Engines that need a local path refuse it. */
export const memoryTree = (contents: Readonly<Record<string, string | Uint8Array>>, name = 'memory'): FileTree => {
  const bytes = new Map(
    Object.entries(contents).map(([path, content]) => [
      path,
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
    ]),
  );
  const find = (path: string): Uint8Array => {
    const found = bytes.get(path);
    if (!found) throw new FilesError('missing-file', `no such file: ${path}`);
    return found;
  };
  return {
    name,
    files: [...bytes]
      .map(([path, content]) => ({ path, size: content.length }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    refused: [],
    async read(path, maxBytes) {
      const found = find(path);
      if (found.length > maxBytes)
        throw new FilesError('too-large', `${path} has ${found.length} bytes; at most ${maxBytes} are read`);
      return found;
    },
    digest: async (path) => sha256(find(path)),
    localPath: () => undefined,
  };
};
