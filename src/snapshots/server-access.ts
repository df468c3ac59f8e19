import { plainText } from '../base/plain-text.ts';

/** Where a server is, and who asks. No message names the password. */
export interface ServerAccess {
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  /** Cancels what is under way. */
  readonly signal?: AbortSignal;
}

/** What the system says of a connection that does not come about, also behind several addresses. */
export const networkWord = (thrown: unknown): string | undefined => {
  const errors = thrown instanceof AggregateError ? thrown.errors : [thrown];
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  const code = errors.map((error) => (error as NodeJS.ErrnoException | undefined)?.code).find(Boolean);
  if (
    typeof code === 'string' &&
    /^(E[A-Z]{3,}|UND_ERR_\w+|CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+)$/.test(code)
  )
    return code;
  return cause === undefined ? undefined : networkWord(cause);
};

/** A server by its address, without user, password and query. */
export const serverOf = (url: string): string => {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  return address ? plainText(`${address.protocol}//${address.host}`) : 'the server';
};
