import { plainText } from '../base/plain-text.ts';
import { SnapshotError } from './snapshot-error.ts';

/**
 * What evidence may make this machine ask over a network: nothing, unless whoever runs the tool has named it. `s3://bucket` and
 * `s3://bucket/folder` permit what lies in them; the name of an engine of tables (`clickhouse`) permits its tables at the server that the
 * runner, never the evidence, has named.
 */
export interface RemotePermission {
  /** Throws `not-allowed`, and says what would permit it, before anything is asked. */
  readonly check: (address: string) => void;
}

/** Whether an entry that was named holds an address: the same, or a folder above it. `s3://b/may` does not hold `s3://b/mayor`. */
const holds = (entry: string, address: string): boolean => {
  const folder = entry.replace(/\/+$/, '');
  return address === folder || address.startsWith(`${folder}/`);
};

/** A way that leads up again would make a folder's name mean nothing. */
const leadsUp = (address: string): boolean => address.split('/').some((part) => part === '..' || part === '.');

/** Permits the addresses and engines that were named by `--allow-remote`, and nothing else. */
export const remotePermission = (entries: readonly string[]): RemotePermission => ({
  check: (address) => {
    if (!leadsUp(address) && entries.some((entry) => holds(entry, address))) return;
    const bucket = /^s3:\/\/[^/]*/.exec(address)?.[0];
    throw new SnapshotError(
      'not-allowed',
      `${plainText(address)} lies outside the evidence folder, and evidence reaches no network by itself; ` +
        `expected the file in the folder, or --allow-remote ${plainText(bucket ?? address)} from whoever runs this`,
    );
  },
});
