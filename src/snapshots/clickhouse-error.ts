import { messageOf } from '../base/errors.ts';
import { plainText, shortened } from '../base/plain-text.ts';
import { networkWord, serverOf } from './server-access.ts';
import { SnapshotError, type SnapshotErrorCode } from './snapshot-error.ts';

/** Codes of ClickHouse (its table system.errors lists them) that mean something else than that it could not read. */
const codes: Readonly<Record<string, SnapshotErrorCode>> = {
  '60': 'no-files', // UNKNOWN_TABLE
  '81': 'no-files', // UNKNOWN_DATABASE
  '107': 'no-files', // FILE_DOESNT_EXIST
  '400': 'no-files', // CANNOT_STAT
  '636': 'no-files', // CANNOT_EXTRACT_TABLE_STRUCTURE: no file matches, or none that it can read
  '170': 'no-files', // CLUSTER_DOESNT_EXIST
  '701': 'no-files', // CLUSTER_DOESNT_EXIST, since 22.9
  '192': 'access-denied', // UNKNOWN_USER
  '193': 'access-denied', // WRONG_PASSWORD
  '194': 'access-denied', // REQUIRED_PASSWORD
  '291': 'access-denied', // DATABASE_ACCESS_DENIED
  '497': 'access-denied', // ACCESS_DENIED
  '516': 'access-denied', // AUTHENTICATION_FAILED
  '164': 'access-denied', // READONLY
  '158': 'limit', // TOO_MANY_ROWS
  '159': 'limit', // TIMEOUT_EXCEEDED
  '241': 'limit', // MEMORY_LIMIT_EXCEEDED
  '307': 'limit', // TOO_MANY_BYTES
  '394': 'interrupted', // QUERY_WAS_CANCELLED
};

/** What the client of ClickHouse threw, as a SnapshotError: a message holds the server's own words, shortened, and no credentials. */
export const clickhouseError = (thrown: unknown, cancelled: boolean, url: string): SnapshotError => {
  const cause = thrown;
  if (cancelled) return new SnapshotError('interrupted', 'the measurement was interrupted', { cause });
  const network = networkWord(thrown);
  if (network !== undefined)
    return new SnapshotError('unreachable', `ClickHouse at ${serverOf(url)} does not answer (${network})`, { cause });
  const { code } = thrown as { readonly code?: unknown };
  const words = shortened(plainText(messageOf(thrown).split('\n')[0] ?? ''), 300);
  // 499, S3_ERROR, is whatever the object storage said.
  const denied = String(code) === '499' && /access.?denied|forbidden|signature|InvalidAccessKey/i.test(words);
  const named = denied ? 'access-denied' : (codes[String(code)] ?? 'unreadable');
  return new SnapshotError(named, `ClickHouse refused${code ? ` (code ${String(code)})` : ''}: ${words}`, { cause });
};
