import { plainText } from '../base/plain-text.ts';
import { SnapshotError } from './snapshot-error.ts';

/**
 * What an engine that runs elsewhere reads: a table of its own, or Parquet files that it fetches itself with its own rights. Neither has a
 * digest, and a table can change between two queries: what was measured cannot be re-performed from files.
 * `version` pins a table that keeps its history (Iceberg: the snapshot id).
 */
export type TableSource =
  | { readonly kind: 'table'; readonly name: readonly string[]; readonly version?: string }
  | { readonly kind: 'files'; readonly url: string; readonly cluster?: string };

/** How messages and facts call a table source: no credentials, as `readTable` takes none. */
export const tableLabel = (source: TableSource): string =>
  plainText(
    source.kind === 'files'
      ? source.url
      : `${source.name.join('.')}${source.version === undefined ? '' : ` (version ${source.version})`}`,
  );

const refused = (text: string, words: string): SnapshotError =>
  new SnapshotError('no-files', `${plainText(text)} ${words}`);

/** The parts of `catalog.schema.table`: any characters but the point, which no part may be without; at most three. */
const partsOf = (text: string): readonly string[] => {
  const parts = text.split('.');
  if (parts.length > 3 || parts.some((part) => part === ''))
    throw refused(text, 'names no table; expected `table`, `schema.table` or `catalog.schema.table`');
  return parts;
};

/**
 * A table source from how it is written: `schema.table`, or an `s3:`, `https:` or `file:` address of Parquet files with `*`, which the
 * server reads. Throws `no-files` for what is neither, and for an address that carries a user, a password or a signature: credentials
 * are the server's own, and would stand in the evidence.
 */
export const readTable = (
  written: string,
  { version, cluster }: { readonly version?: string; readonly cluster?: string } = {},
): TableSource => {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(written))
    return { kind: 'table', name: partsOf(written), ...(version === undefined ? {} : { version }) };
  const address = URL.canParse(written) ? new URL(written) : undefined;
  if (!address || !['s3:', 'https:', 'http:', 'file:'].includes(address.protocol))
    throw refused(
      written.replace(/\/\/[^/]*@/, '//'),
      'is no address of Parquet files; expected s3://, https:// or file://',
    );
  if (address.username !== '' || address.password !== '' || address.search !== '')
    throw refused(
      `${address.protocol}//${address.host}${address.pathname}`,
      'carries a user, a password or a query; expected an address that the server opens with rights of its own',
    );
  if (version !== undefined) throw refused(written, 'is no table, so it has no version');
  return { kind: 'files', url: written, ...(cluster === undefined ? {} : { cluster }) };
};
