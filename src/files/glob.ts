import picomatch from 'picomatch';

/** Whether a relative path matches one of the globs (`*`, `**`, `?`, `[abc]`, `{a,b}`). Dot files match only when named. */
export const globMatcher = (globs: readonly string[]): ((path: string) => boolean) => {
  const matchers = globs.map((glob) => picomatch(glob.replace(/^\.\//, ''), { nonegate: true, noextglob: true }));
  return (path) => matchers.some((matches) => matches(path));
};
