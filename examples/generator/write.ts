import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';

/** Generated evidence: bytes by path in the example's folder. */
export type Generated = ReadonlyMap<string, Uint8Array>;

/** A YAML file with a first line that says where it comes from. */
export const yamlFile = (value: unknown, comment: string): Uint8Array =>
  new TextEncoder().encode(`# ${comment}\n${stringify(value, { lineWidth: 0 })}`);

/** A CSV file; cells with a comma or a quotation mark are quoted. */
export const csvFile = (rows: readonly Readonly<Record<string, string | number>>[]): Uint8Array => {
  const columns = Object.keys(rows[0] ?? {});
  const cell = (value: string | number | undefined) => {
    const text = String(value ?? '');
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [columns.join(','), ...rows.map((row) => columns.map((column) => cell(row[column])).join(','))];
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
};

/** Writes generated evidence into a folder; other files that are there stay. */
export const writeGenerated = (folder: string, files: Generated): void => {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
};
