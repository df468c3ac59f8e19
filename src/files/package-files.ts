import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Both src/files and dist/files lie two levels below the package.
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where a file or folder that ships with the package lies. */
export const packagePath = (path: string): string => join(root, path);

/** The text of a file that ships with the package. */
export const packageText = (path: string): string => readFileSync(packagePath(path), 'utf8');

/** Name and version of the package, from package.json. */
export const packageVersion = (): { readonly name: string; readonly version: string } => {
  const { name, version } = JSON.parse(packageText('package.json')) as { name: string; version: string };
  return { name, version };
};

/** Every file below a folder of the package, relative to that folder, sorted. */
export const packageFiles = (folder: string): readonly string[] =>
  readdirSync(packagePath(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(packagePath(folder).length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();

const resolveModule = createRequire(import.meta.url).resolve;

/** The bytes of a file inside an installed dependency, such as a font: `moduleBytes('@fontsource/x/files/y.woff2')`. */
export const moduleBytes = (specifier: string): Uint8Array => readFileSync(resolveModule(specifier));
