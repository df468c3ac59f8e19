import type { QueryError } from 'trino-client';
import { messageOf } from '../base/errors.ts';
import { plainText, shortened } from '../base/plain-text.ts';
import { networkWord, serverOf } from './server-access.ts';
import { SnapshotError, type SnapshotErrorCode } from './snapshot-error.ts';

/** Names of Trino's errors that mean something else than that it could not read. */
const names = [
  [/^(TABLE|SCHEMA|CATALOG)_NOT_FOUND$/, 'no-files'],
  [/^(PERMISSION|ACCESS)_DENIED$/, 'access-denied'],
  [/^EXCEEDED_|^QUERY_QUEUE_FULL$|^CLUSTER_OUT_OF_MEMORY$/, 'limit'],
  [/^(USER_CANCELED|ADMINISTRATIVELY_)/, 'interrupted'],
] as const satisfies readonly (readonly [RegExp, SnapshotErrorCode])[];

const words = (message: string): string => shortened(plainText(message.split('\n')[0] ?? ''), 300);

/** The error that Trino gave for a query, in its own words. */
export const trinoFailure = ({ errorName, message }: QueryError, cancelled: boolean): SnapshotError => {
  const code = names.find(([pattern]) => pattern.test(errorName))?.[1] ?? 'unreadable';
  return cancelled || code === 'interrupted'
    ? new SnapshotError('interrupted', 'the measurement was interrupted')
    : new SnapshotError(code, `Trino refused (${plainText(errorName)}): ${words(message)}`);
};

/** What the client of Trino threw. Its errors hold the whole request, with the password: they are no cause of ours. */
export const trinoError = (thrown: unknown, cancelled: boolean, url: string): SnapshotError => {
  if (thrown instanceof SnapshotError) return thrown;
  if (cancelled) return new SnapshotError('interrupted', 'the measurement was interrupted');
  const status = (thrown as { readonly response?: { readonly status?: number } }).response?.status;
  if (status === 401 || status === 403)
    return new SnapshotError('access-denied', `Trino at ${serverOf(url)} denies access (HTTP ${status})`);
  const network = status === undefined ? networkWord(thrown) : `HTTP ${status}`;
  return network === undefined
    ? new SnapshotError('unreadable', `Trino at ${serverOf(url)}: ${words(messageOf(thrown))}`)
    : new SnapshotError('unreachable', `Trino at ${serverOf(url)} does not answer (${network})`);
};
