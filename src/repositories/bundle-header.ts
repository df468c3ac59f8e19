import { open } from 'node:fs/promises';
import { RepositoriesError } from './errors.ts';
import type { ObjectFormat } from './objects.ts';

/** What a git bundle says about itself before its pack (gitformat-bundle). */
export interface BundleHeader {
  readonly format: ObjectFormat;
  /** Ids of commits that the bundle presupposes: its history is cut off there. */
  readonly prerequisites: readonly string[];
  /** Object filter it was made with, such as `blob:none`. */
  readonly filter: string | undefined;
  readonly refs: ReadonlyMap<string, string>;
}

const MOST_HEADER_BYTES = 32 * 1024 * 1024;

const bad = (message: string, code: 'corrupt-bundle' | 'too-large' = 'corrupt-bundle'): RepositoriesError =>
  new RepositoriesError(code, message, { hint: 'Make it again with: git bundle create history.bundle main --tags' });

const headerBytes = async (path: string): Promise<Buffer> => {
  const file = await open(path, 'r');
  try {
    const parts: Buffer[] = [];
    for (let size = 0; size <= MOST_HEADER_BYTES; ) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(65_536), 0, 65_536, size);
      parts.push(buffer.subarray(0, bytesRead));
      size += bytesRead;
      const all = Buffer.concat(parts);
      if (!/^# v[0-9]+ git bundle\n/.test(all.toString('latin1', 0, 32)))
        throw bad('expected a git bundle ("# v2 git bundle"), saw another kind of file');
      const end = all.indexOf('\n\n');
      if (end >= 0) return all.subarray(0, end);
      if (bytesRead === 0) throw bad('the git bundle ends inside its list of references');
    }
  } finally {
    await file.close();
  }
  throw bad(`the list of references of the git bundle is longer than ${MOST_HEADER_BYTES} bytes`, 'too-large');
};

/** Reads the header of a git bundle file, version 2 or 3, without git. */
export const readBundleHeader = async (path: string): Promise<BundleHeader> => {
  const [first = '', ...lines] = (await headerBytes(path)).toString('utf8').split('\n');
  if (first !== '# v2 git bundle' && first !== '# v3 git bundle')
    throw bad(`expected a git bundle of version 2 or 3, saw "${first.slice(2, 20)}"`);
  let format: ObjectFormat = 'sha1';
  let filter: string | undefined;
  const prerequisites: string[] = [];
  const refs = new Map<string, string>();
  for (const line of lines) {
    const match = /^(-?)([0-9a-f]{64}|[0-9a-f]{40})(?: (.*))?$/s.exec(line);
    if (line === '@object-format=sha256') format = 'sha256';
    else if (line.startsWith('@filter=')) filter = line.slice('@filter='.length);
    else if (line.startsWith('@object-format=sha1')) format = 'sha1';
    else if (line.startsWith('@')) throw bad('the git bundle needs a capability that is not known here');
    else if (!match) throw bad('the list of references of the git bundle is damaged');
    else if (match[1] === '-') prerequisites.push(match[2] ?? '');
    else refs.set(match[3] ?? '', match[2] ?? '');
  }
  const digits = format === 'sha1' ? 40 : 64;
  if ([...prerequisites, ...refs.values()].some((id) => id.length !== digits))
    throw bad('the git bundle names an object by an id of another format than its own');
  return { format, prerequisites, filter, refs };
};
