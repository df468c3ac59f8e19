import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

// What is committed, or would be: the working tree without what .gitignore names.
const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => path !== '' && existsSync(path))
  .sort();
const textOf = new Map<string, string>();
const text = (path: string): string => {
  const known = textOf.get(path) ?? readFileSync(path, 'utf8');
  textOf.set(path, known);
  return known;
};

/** Every line that matches, as `path:line text`. */
const linesThatMatch = (pattern: RegExp, among: readonly string[] = files): string[] =>
  among.flatMap((path) =>
    pattern.test(text(path))
      ? text(path)
          .split('\n')
          .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim().slice(0, 120)}`] : []))
      : [],
  );

describe('the repository inspects itself', () => {
  it('holds what a stranger looks for first', () => {
    const looked = ['LICENSE', 'SECURITY.md', 'CONTRIBUTING.md', 'README.md', '.ci/run', 'examples/README.md'];
    expect(looked.filter((path) => !files.includes(path))).toEqual([]);
    expect(text('LICENSE')).toContain('Apache License');
    expect(JSON.parse(text('package.json'))).toMatchObject({ license: 'Apache-2.0' });
  });

  it('names no path of the machine on which it was written', () => {
    // Written in pieces, so that this file does not find itself.
    const roots = ['work', 'root', 'home', 'Users'].join('|');
    expect(linesThatMatch(new RegExp(`(?<![\\w.~*)}-])/(?:${roots})/[\\w.-]`))).toEqual([]);
  });

  it('names no host of a package registry', () => {
    const hosts = ['registry', 'npm' + 'js', 'yarn' + 'pkg', 'crates', 'py' + 'pi', 'rubygems', 'deb.debian'].join('|');
    expect(linesThatMatch(new RegExp(`\\b(?:${hosts})\\.(?:[a-z]+\\.)*(?:org|com|io)\\b`))).toEqual([]);
    expect(linesThatMatch(/"resolved"\s*:/, ['package-lock.json'])).toEqual([]);
  });

  it('names exact versions', () => {
    const { dependencies, devDependencies } = JSON.parse(text('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, at]) => !/^\d+\.\d+\.\d+/.test(at),
    );
    expect(loose).toEqual([]);
  });

  it('locks a version and a digest for every package of every platform', () => {
    // A registry that lacks a package of another platform leaves it out of the lock without a word; `npm ci` then refuses
    // the lock, also on this platform. Take a version of which all platforms are there.
    const { packages } = JSON.parse(text('package-lock.json')) as {
      packages: Record<string, { version?: string; integrity?: string; optionalDependencies?: Record<string, string> }>;
    };
    const paths = Object.keys(packages);
    const loose = paths.filter((path) => path !== '' && !(packages[path]?.version && packages[path]?.integrity));
    const missing = Object.values(packages)
      .flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}))
      .filter((name) => !paths.some((path) => path.endsWith(`node_modules/${name}`)));
    expect({ loose, missing }).toEqual({ loose: [], missing: [] });
  });

  it('holds no private key', () => {
    expect(files.filter((path) => /\.(?:p12|pfx|key|pem)$/i.test(path))).toEqual([]);
    // A key that a test writes out as text is a key too; a pattern that looks for one has no base64 behind it.
    expect(linesThatMatch(/-----BEGIN [A-Z ]*PRIVATE KEY-----\\?n?[A-Za-z0-9+/]{16}/)).toEqual([]);
  });

  it('describes every schema, every property and every definition', () => {
    const bare: string[] = [];
    const walk = (value: unknown, at: string, named: boolean): void => {
      if (typeof value !== 'object' || value === null) return;
      const node = value as Record<string, unknown>;
      if (named && typeof node.description !== 'string' && node.$ref === undefined) bare.push(at);
      for (const [key, child] of Object.entries(node)) {
        if (key === 'properties' || key === 'definitions')
          for (const [name, inner] of Object.entries(child as object)) walk(inner, `${at}/${key}/${name}`, true);
        else if (key !== 'enum' && key !== 'const' && key !== 'default') walk(child, `${at}/${key}`, false);
      }
    };
    for (const path of files.filter((name) => /^schemas\/.*\.schema\.json$/.test(name)))
      walk(JSON.parse(text(path)), path, true);
    expect(bare).toEqual([]);
  });

  it('renders nothing unescaped', () => {
    const templates = files.filter((path) => path.startsWith('templates/'));
    expect(linesThatMatch(/\{\{\{|\{\{~?\s*&/, templates)).toEqual([]);
  });
});
