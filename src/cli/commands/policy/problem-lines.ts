/** One line a problem, `policies/file:line: message`, as editors and CI logs make links of it. */
export const problemLines = (
  problems: readonly { readonly file?: string; readonly line?: number; readonly message: string }[],
): string =>
  problems
    .map(({ file, line, message }) => `policies/${file ?? ''}${line === undefined ? '' : `:${line}`}: ${message}\n`)
    .join('');
