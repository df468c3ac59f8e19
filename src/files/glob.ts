import picomatch from 'picomatch';

/** Whether a relative path matches one of the globs (`*`, `**`, `?`, `[abc]`, `{a,b}`). Dot files match only when named. */
export const globMatcher = (globs: readonly string[]): ((path: string) => boolean) => {
  const matchers = globs.map((glob) => picomatch(glob.replace(/^\.\//, ''), { nonegate: true, noextglob: true }));
  return (path) => matchers.some((matches) => matches(path));
};

/** The folder in which a glob begins to vary, ending in a slash unless it is empty; undefined for a path without special characters. */
export const globRoot = (pattern: string): string | undefined => {
  const at = pattern.search(/[*?[{]/);
  return at < 0 ? undefined : pattern.slice(0, pattern.slice(0, at).lastIndexOf('/') + 1);
};
