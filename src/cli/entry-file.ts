import { basename, dirname, join } from 'node:path';
import { sha256 } from '../base/digest.ts';
import type { Limits } from '../base/limits.ts';
import { plainText } from '../base/plain-text.ts';
import { parseYaml } from '../base/yaml.ts';
import { withEntry } from '../base/yaml-append.ts';
import type { FileTree } from '../files/tree.ts';
import { writeOutputs } from '../files/write-outputs.ts';
import { validate } from '../model/validate.ts';
import { UsageError } from './usage-error.ts';

type EntryFileKind = 'attestation' | 'waivers';
const listKeys = { attestation: 'attestations', waivers: 'waivers' } as const satisfies Record<EntryFileKind, string>;

/** A file of entries of the evidence folder as it is; empty when there is none yet. */
export interface EntryFile {
  readonly path: string;
  readonly text: string;
  /** Identifiers that are taken. */
  readonly ids: readonly string[];
}

/** Reads the file to which an entry is to be added. Throws UsageError when it is broken: then it must be mended first. */
export const readEntryFile = async (
  kind: EntryFileKind,
  path: string,
  tree: FileTree,
  limits: Limits,
): Promise<EntryFile> => {
  const link = tree.refused.find((each) => path === each.path || path.startsWith(`${each.path}/`));
  if (link)
    throw new UsageError(
      'bad-value',
      `${plainText(path)}: ${plainText(link.path)} is a ${link.reason}, through which nothing is written`,
    );
  if (!tree.files.some((file) => file.path === path)) return { path, text: '', ids: [] };
  const text = new TextDecoder().decode(await tree.read(path, limits.textBytes));
  const refuse = (details: readonly { readonly message: string; readonly line: number }[]): never => {
    throw new UsageError('bad-value', `${plainText(path)} has mistakes; mend them before anything is added`, {
      details: details.map((detail) => ({ ...detail, file: path })),
    });
  };
  const yaml = parseYaml(text, { depth: limits.depth });
  if (!yaml.ok) return refuse(yaml.problems);
  const { value, lineOf } = yaml.text;
  const entries = (value as Readonly<Record<string, unknown>> | null)?.[listKeys[kind]];
  if (value === null || (Array.isArray(entries) && entries.length === 0)) return { path, text, ids: [] };
  const checked = validate(kind, value);
  // Template answers such as `unknown` are no mistake of the list; only what cannot be read as one is.
  if (!Array.isArray(entries))
    return refuse(
      (checked.ok ? [] : checked.problems).map(({ pointer, message }) => ({
        message: `${pointer} ${message}`.trim(),
        line: lineOf(pointer),
      })),
    );
  return { path, text, ids: entries.map((entry: unknown) => String((entry as { id?: unknown } | null)?.id ?? '')) };
};

/** The first identifier of the form `prefix-1` that is not taken. */
export const freeId = (prefix: string, taken: readonly string[]): string => {
  for (let number = 1; ; number++) if (!taken.includes(`${prefix}-${number}`)) return `${prefix}-${number}`;
};

/** The file with one more entry, not written yet. Throws UsageError when the list cannot be continued. */
export const withNewEntry = (
  kind: EntryFileKind,
  file: EntryFile,
  entry: unknown,
  limits: Limits,
): { readonly bytes: Uint8Array; readonly digest: string } => {
  const text = withEntry(file.text, listKeys[kind], entry, limits.depth);
  if (text === undefined)
    throw new UsageError(
      'bad-value',
      `${plainText(file.path)}: nothing can be added to the list as it is written; expected \`${listKeys[kind]}:\` with entries below it, each beginning with a dash`,
    );
  const bytes = new TextEncoder().encode(text);
  return { bytes, digest: sha256(bytes) };
};

/** Writes the file in one step: either all of it is there, or the file is as it was. */
export const writeEntryFile = async (folder: string, path: string, bytes: Uint8Array): Promise<void> =>
  writeOutputs(join(folder, dirname(path)), [{ name: basename(path), bytes }]);
