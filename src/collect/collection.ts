import { canonicalJson } from '../base/canonical-json.ts';
import { sha256 } from '../base/digest.ts';
import type { FolderStore } from '../files/folder-store.ts';
import type { RawAnswer } from '../forges/normalised.ts';
import { type Forge, forgeAdapters } from '../forges/registry.ts';
import type { ForgeExport, ForgeGap } from '../model/generated/forge-export.ts';
import { CollectError } from './collect-error.ts';
import type { ForgeAnswer } from './forge-client.ts';

/** What is collected. */
export interface Collection {
  readonly forge: Forge;
  readonly host: string;
  /** owner/name. */
  readonly repository: string;
  readonly branch: string;
  /** RFC 3339, in UTC. */
  readonly start: string;
  readonly end: string;
}

/** When a collection began, and of which repository: kept beside the answers, so that going on is going on with the same. */
interface Begun extends Collection {
  readonly repositoryId: string;
  readonly exportedAt: string;
  readonly actor?: string;
}

const begunFile = 'collection.json';
const json = (value: unknown): Uint8Array => Buffer.from(`${canonicalJson(value)}\n`);
const parse = (bytes: Uint8Array | undefined): unknown => {
  try {
    return bytes === undefined ? undefined : JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
};

/** Raw answers on their way into a folder. */
export interface RawFolder {
  /** The answer kept under a name, or the one that `ask` brings, which is kept from now on. */
  readonly answer: (name: string, ask: () => Promise<ForgeAnswer>) => Promise<unknown>;
  readonly answers: () => readonly RawAnswer[];
  readonly files: () => readonly { readonly path: string; readonly sha256: string }[];
}

/** Keeps answers as they came. One that is there already, whole, is not asked for again. */
export const rawFolder = (store: FolderStore): RawFolder => {
  const kept = new Map<string, { readonly body: unknown; readonly sha256: string }>();
  return {
    answer: async (name, ask) => {
      const file = `${name}.json`;
      const present = await store.read(file);
      const body = parse(present);
      if (present !== undefined && body !== undefined) {
        kept.set(file, { body, sha256: sha256(present) });
        return body;
      }
      const answer = await ask();
      await store.write(file, answer.bytes);
      kept.set(file, { body: answer.body, sha256: sha256(answer.bytes) });
      return answer.body;
    },
    answers: () => [...kept].map(([name, { body }]) => ({ name, body })),
    files: () => [...kept].map(([name, { sha256: digest }]) => ({ path: `raw/${name}`, sha256: digest })),
  };
};

/** Begins a collection, or goes on with the one that is there. Throws CollectError `other-collection` when it is another. */
export const begin = async (
  store: FolderStore,
  wanted: Collection,
  first: () => Promise<Pick<Begun, 'repositoryId' | 'exportedAt' | 'actor'>>,
): Promise<Begun> => {
  const present = parse(await store.read(begunFile)) as Begun | undefined;
  if (present === undefined) {
    const begun = { ...wanted, ...(await first()) };
    await store.write(begunFile, json(begun));
    return begun;
  }
  const differ = (Object.keys(wanted) as (keyof Collection)[]).filter((key) => present[key] !== wanted[key]);
  if (differ.length > 0)
    throw new CollectError(
      'other-collection',
      `the folder holds the beginning of another collection (${differ.map((key) => `${key}: ${String(present[key])}, not ${wanted[key]}`).join('; ')})`,
      { hint: 'name another folder' },
    );
  return present;
};

/** The export of what was collected. */
export const exportFrom = (
  begun: Begun,
  raw: RawFolder,
  announced: number,
  gaps: readonly ForgeGap[],
  observedAt: string,
): ForgeExport => {
  const { forge, host, repository, repositoryId, branch, start, end, exportedAt, actor } = begun;
  const adapter = forgeAdapters[forge];
  const answers = raw.answers();
  const normalised = adapter.requests(answers, { branch, start, end });
  const rules = adapter.rules(answers, observedAt);
  const events = adapter.events(answers, { branch, start, end });
  const isRequest = ({ path }: { path: string }): boolean => /^raw\/requests?-/.test(path);
  const files = [...raw.files()].sort((one, other) => (one.path < other.path ? -1 : 1));
  const [ofRequests, others] = [files.filter(isRequest), files.filter((file) => !isRequest(file))];
  return {
    forgeExport: 1,
    source: {
      forge,
      host,
      repository,
      repositoryId,
      exportedAt,
      ...(actor === undefined ? {} : { actor }),
      tool: 'plumbline',
      answers: [
        { id: 'requests', pages: ofRequests.length, totalCount: announced, files: ofRequests },
        ...(others.length === 0 ? [] : [{ id: 'rules and log', pages: others.length, files: others }]),
      ],
    },
    window: { start, end },
    branch: { name: branch },
    requests: [...normalised.requests],
    ...(rules === undefined ? {} : { rules: [rules] }),
    ...(events === undefined ? {} : { events: [...events] }),
    gaps: [...normalised.gaps, ...gaps],
  };
};
