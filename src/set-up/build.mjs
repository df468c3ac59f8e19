import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root, Stop, step } from './step.mjs';

const filesUnder = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();

const stamp = join(root, 'dist', '.set-up');

/** One digest over everything that the build reads; contents, because a checkout may give any time of change. */
const sourceDigest = () => {
  const inputs = [...filesUnder('src').filter((file) => file.endsWith('.ts')), 'tsconfig.json', 'tsconfig.build.json'];
  const hash = createHash('sha256');
  for (const file of [...inputs, 'package-lock.json']) hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
};

/** Compiles src/ to dist/, unless nothing that the build reads has changed. */
export const build = () => {
  const digest = sourceDigest();
  if (existsSync(stamp) && existsSync(join(root, 'dist/.tsbuildinfo')) && readFileSync(stamp, 'utf8') === digest)
    return;
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  // An incremental build that finds its outputs gone would not write them again.
  if (!existsSync(stamp)) rmSync(join(root, 'dist/.tsbuildinfo'), { force: true });
  rmSync(stamp, { force: true });
  const done = step('building (tsc)', process.execPath, [tsc, '-p', 'tsconfig.build.json']);
  if (!done.ok) throw new Stop(`the build failed. tsc said:\n${done.said}`, 1);
  for (const file of filesUnder('dist')) {
    const source = join(root, 'src', relative('dist', file).replace(/(\.d\.ts|\.js)$/, '.ts'));
    if (/\.(d\.ts|js)$/.test(file) && !existsSync(source)) rmSync(join(root, file));
  }
  writeFileSync(stamp, digest);
};
