import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root, Stop, step } from './step.mjs';

const filesUnder = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();

/** One digest over files; contents, because a checkout may give any time of change. */
const digestOf = (files) => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
};

const holds = (stamp, digest) => existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;

const stamp = join(root, 'dist', '.set-up');
const compiledStamp = join(root, 'dist', 'compiled', '.set-up');

const compileSources = (digest) => {
  if (holds(stamp, digest) && existsSync(join(root, 'dist/.tsbuildinfo'))) return;
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

const compileData = (digest) => {
  if (holds(compiledStamp, digest)) return;
  const program = join(root, 'dist', 'precompile.js');
  const done = step('compiling schemas and policies', process.execPath, [program]);
  if (!done.ok) throw new Stop(`the build failed. ${relative(root, program)} said:\n${done.said}`, 1);
  writeFileSync(compiledStamp, digest);
};

/** Compiles src/ to dist/, then schemas/ and policies/ to dist/compiled/; each unless nothing that it reads has changed. */
export const build = () => {
  const sources = [...filesUnder('src').filter((file) => file.endsWith('.ts')), 'tsconfig.json', 'tsconfig.build.json'];
  const digest = digestOf([...sources, 'package-lock.json']);
  compileSources(digest);
  compileData(`${digest} ${digestOf([...filesUnder('schemas'), ...filesUnder('policies')])}`);
};
