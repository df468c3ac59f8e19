import { messageOf } from '../base/errors.ts';
import { plainText, shortened } from '../base/plain-text.ts';
import { CollectError } from './collect-error.ts';

/** One answer of a forge, as it came. */
export interface ForgeAnswer {
  readonly status: number;
  readonly bytes: Uint8Array;
  readonly body: unknown;
  readonly headers: Headers;
}

/** What a client needs; the wait is passed in, so that tests need no time. */
export interface ForgeClientOptions {
  /** Address of the API, such as `https://api.github.com`. Only https, but for this machine itself. */
  readonly api: string;
  /** The header that carries the token: name and value. It goes to the host of `api` alone, and into no file or message. */
  readonly authorization: readonly [name: string, value: string];
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told of every pause and its reason, for progress. */
  readonly stage: (words: string) => void;
}

export interface ForgeClient {
  /** Asks for JSON. `accept` lists further statuses that are an answer, such as 404. */
  readonly ask: (path: string, options?: { post?: unknown; accept?: readonly number[] }) => Promise<ForgeAnswer>;
}

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_ATTEMPTS = 8;
const TIMEOUT = 60_000;
/** Longest pause that is waited for, and the one where the forge names none, in milliseconds. */
const LONGEST_PAUSE = 3_900_000;
const UNNAMED_PAUSE = 60_000;

const localHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The address of an API; throws CollectError `bad-address` for what is none, or would send the token in the clear. */
export const apiAddress = (api: string): URL => {
  let url: URL;
  try {
    url = new URL(api);
  } catch (cause) {
    throw new CollectError('bad-address', `${plainText(api)} is no address of an API`, { cause });
  }
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && localHosts.has(url.hostname));
  if (!secure || url.username !== '' || url.password !== '')
    throw new CollectError('bad-address', `${plainText(url.origin)}: expected https, and no password in the address`);
  return url;
};

const bytesOf = async (response: Response): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new CollectError('refused', `an answer has more than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
};

/** What the forge says of a refusal, in its own words. */
const words = (body: unknown): string => {
  const { message, error } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = typeof message === 'string' ? message : typeof error === 'string' ? error : '';
  return text === '' ? '' : `: ${shortened(plainText(text), 200)}`;
};

/** How long the forge asks to be left alone; undefined when it does not. A 403 is a limit only when it says so. */
const pauseOf = (status: number, headers: Headers, body: unknown, now: number): number | undefined => {
  if (status !== 403 && status !== 429) return undefined;
  const after = Number(headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(after)) return after * 1000;
  const left = headers.get('x-ratelimit-remaining') ?? headers.get('ratelimit-remaining');
  const reset = Number(headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset') ?? Number.NaN);
  if (left === '0' && Number.isFinite(reset)) return Math.max(0, reset * 1000 - now) + 1000;
  return status === 429 || /secondary rate limit|abuse detection/i.test(words(body)) ? UNNAMED_PAUSE : undefined;
};

/** GraphQL answers 200 also when it failed: what kind of failure it was. */
const graphqlFailure = (body: unknown): { readonly limited: boolean; readonly text: string } | undefined => {
  const errors = (body as { errors?: unknown } | undefined)?.errors;
  if (!Array.isArray(errors) || errors.length === 0) return undefined;
  const first = (errors[0] ?? {}) as { type?: unknown };
  return { limited: first.type === 'RATE_LIMITED', text: words(errors[0]).slice(2) || 'no reason given' };
};

/**
 * Asks a forge, patiently: it waits as long as a rate limit says, tries again after failures of the server, of the connection and
 * answers that were cut off, and follows no redirection, which could carry the token elsewhere. What is still refused then is a
 * CollectError, and nothing of it is an answer: half of one is none.
 */
export const forgeClient = (options: ForgeClientOptions): ForgeClient => {
  const { authorization, wait, now, stage } = options;
  const base = apiAddress(options.api);
  const root = `${base.origin}${base.pathname.replace(/\/+$/, '')}`;

  const once = async (path: string, post: unknown): Promise<ForgeAnswer> => {
    const response = await fetch(`${root}${path}`, {
      method: post === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT),
      headers: {
        [authorization[0]]: authorization[1],
        accept: 'application/json',
        'user-agent': 'plumbline',
        ...(post === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(post === undefined ? {} : { body: JSON.stringify(post) }),
    });
    const bytes = await bytesOf(response);
    return { status: response.status, bytes, body: parsed(bytes), headers: response.headers };
  };

  const ask: ForgeClient['ask'] = async (path, { post, accept = [] } = {}) => {
    const what = path.split('?')[0] ?? path;
    let last = '';
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      let pause = Math.min(60_000, 1000 * 2 ** (attempt - 1));
      try {
        const answer = await once(path, post);
        const { status, body, headers } = answer;
        const limited = pauseOf(status, headers, body, now());
        const failure = status === 200 ? graphqlFailure(body) : undefined;
        if (accept.includes(status)) return answer;
        if (limited !== undefined || failure?.limited) {
          pause = limited ?? pauseOf(429, headers, body, now()) ?? UNNAMED_PAUSE;
          last = `the rate limit is used up${words(body)}`;
          if (pause > LONGEST_PAUSE)
            throw new CollectError(
              'rate-limited',
              `${what}: the forge asks to wait ${Math.ceil(pause / 60_000)} minutes`,
              {
                hint: 'run the same command again then: it goes on where it stopped',
              },
            );
        } else if (status >= 500 || status === 408) last = `the server failed with status ${status}${words(body)}`;
        else if (status === 401)
          throw new CollectError('no-access', `the forge does not accept the token${words(body)}`);
        else if (status >= 300 && status < 400)
          throw new CollectError('moved', `${what} has moved: name the repository as it is called now`);
        else if (status >= 400) throw new CollectError('refused', `${what}: status ${status}${words(body)}`);
        else if (body === undefined) last = `the answer is no JSON, or was cut off after ${answer.bytes.length} bytes`;
        else if (failure) last = `the forge answered in part: ${failure.text}`;
        else return answer;
      } catch (thrown) {
        if (thrown instanceof CollectError) throw thrown;
        const cause = thrown instanceof Error && thrown.cause !== undefined ? `: ${messageOf(thrown.cause)}` : '';
        last = `${messageOf(thrown)}${cause}`;
      }
      if (attempt === MOST_ATTEMPTS) break;
      stage(`${plainText(shortened(last, 120))}; trying again in ${Math.ceil(pause / 1000)} s`);
      await wait(pause);
    }
    throw new CollectError('unreachable', `${base.host}: ${what}: ${plainText(last)}`, {
      hint: 'run the same command again later: it goes on where it stopped',
    });
  };
  return { ask };
};
