import { messageOf } from '../base/errors.ts';
import { plainText, shortened } from '../base/plain-text.ts';
import { type S3Address, s3Label } from './s3-address.ts';
import { networkWord } from './server-access.ts';
import { SnapshotError } from './snapshot-error.ts';

/** What the SDK throws of an answer. */
interface ServiceError {
  readonly name?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const denied =
  /^(AccessDenied|Forbidden|InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|InvalidToken|TokenRefreshRequired|AllAccessDisabled|RequestTimeTooSkewed)/;
const noCredentials = /^(CredentialsProviderError|TokenProviderError)$/;

/** Whether asking again may help: the connection broke, or the server was busy. */
export const mayPass = (thrown: unknown): boolean => {
  const status = (thrown as ServiceError).$metadata?.httpStatusCode;
  return status === undefined
    ? !noCredentials.test((thrown as ServiceError).name ?? '')
    : status >= 500 || status === 429;
};

/**
 * What the SDK threw, as a SnapshotError. The messages of storage may quote the key of whoever asked, so only their codes are
 * repeated: no message holds credentials, a signature or a request.
 */
export const s3Error = (thrown: unknown, address: S3Address, interrupted: boolean): SnapshotError => {
  if (thrown instanceof SnapshotError) return thrown;
  const cause = thrown;
  const { name = '', $metadata } = thrown as ServiceError;
  const status = $metadata?.httpStatusCode;
  const label = s3Label(address);
  if (interrupted || name === 'AbortError')
    return new SnapshotError('interrupted', `reading ${label} was interrupted`, { cause });
  if (noCredentials.test(name))
    return new SnapshotError(
      'access-denied',
      `no credentials for ${label}: expected those of the environment, a profile or the machine, as the AWS SDK finds them`,
      { cause },
    );
  if (name === 'NoSuchBucket')
    return new SnapshotError('no-files', `no such bucket: ${plainText(address.bucket)}`, { cause });
  if (status === 412 || name === 'PreconditionFailed')
    return new SnapshotError('changed', `${label} was replaced while it was read, or is not the one that was named`, {
      cause,
    });
  if (denied.test(name) || status === 401 || status === 403)
    return new SnapshotError(
      'access-denied',
      `access to ${label} was denied (${/^Unknown/.test(name) || name === '' ? `HTTP ${status}` : plainText(name)})`,
      {
        cause,
      },
    );
  if (status === 404 || name === 'NoSuchKey' || name === 'NotFound' || name === 'NoSuchVersion')
    return new SnapshotError('no-files', `no such object: ${label}`, { cause });
  const network = networkWord(thrown);
  if (network !== undefined || status === undefined)
    return new SnapshotError(
      'unreachable',
      `object storage does not answer about ${label} (${network ?? shortened(plainText(name || messageOf(thrown)), 80)})`,
      { cause },
    );
  return new SnapshotError('unreadable', `${label} cannot be read (${plainText(name)}, HTTP ${status})`, { cause });
};
