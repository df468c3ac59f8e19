/** One line a problem, `file:line: message`, as editors and CI logs make links of it. */
export const problemLines = (
  problems: readonly { readonly file?: string; readonly line?: number; readonly message: string }[],
): string =>
  problems
    .map(({ file, line, message }) => `${file ?? ''}${line === undefined ? '' : `:${line}`}: ${message}\n`)
    .join('');
