import { plainText } from '../base/plain-text.ts';
import { SnapshotError } from './snapshot-error.ts';

/** An object, or a folder or glob of objects, in a bucket: `s3://bucket/key`. */
export interface S3Address {
  readonly bucket: string;
  readonly key: string;
}

// Amazon's rules for the names of general-purpose buckets. An access point (an ARN) would choose the host that is asked.
const bucketName = /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

const refused = (text: string, words: string): SnapshotError =>
  new SnapshotError('no-files', `${plainText(text)} is no address in object storage: ${words}`);

/** How messages and facts call it. */
export const s3Label = ({ bucket, key }: S3Address): string => plainText(`s3://${bucket}/${key}`);

/**
 * An address as it is written: `s3://bucket/folder/file.parquet`. The key is taken as it stands, without decoding. Throws `no-files` for
 * what is none; user, password and endpoint have no place in it: they are those of the machine that reads.
 */
export const readS3Address = (text: string): S3Address => {
  const parts = /^s3:\/\/([^/]*)\/(.+)$/s.exec(text);
  if (!parts) throw refused(text.replace(/\/\/[^/]*@/, '//'), 'expected s3://bucket/key');
  const [, bucket = '', key = ''] = parts;
  if (!bucketName.test(bucket))
    throw refused(text.replace(/\/\/[^/]*@/, '//'), 'the bucket has no name that a bucket can have');
  if (key.length > 1024) throw refused(`s3://${bucket}/`, 'the key is longer than 1024 characters');
  return { bucket, key };
};
