import { describe, expect, it } from 'vitest';
import { apiAddress, forgeClient } from '../../src/collect/forge-client.ts';
import { forgeServer, type Reply } from './forge-server.ts';

const started = Date.UTC(2026, 0, 1, 8);

/** A client of a server that has these faults first, and then answers; its pauses are noted and not waited for. */
const asking = async (faults: readonly Reply[], accept?: readonly number[], last: Reply = { body: { ok: true } }) => {
  const server = await forgeServer(() => last);
  server.faults.push(...faults);
  const pauses: number[] = [];
  const said: string[] = [];
  const client = forgeClient({
    api: server.api,
    authorization: ['authorization', 'Bearer secret-token'],
    wait: async (milliseconds) => void pauses.push(milliseconds),
    now: () => started,
    stage: (words) => void said.push(words),
  });
  const answer = await client.ask('/thing?x=1', accept ? { accept } : {}).then(
    ({ status, body }) => ({ status, body }),
    (thrown: Error & { code?: string }) => ({ code: thrown.code, message: thrown.message }),
  );
  return { answer, pauses, said, server };
};
const ok = { status: 200, body: { ok: true } };

describe('a client of a forge', () => {
  it('sends the token to the forge, and says it nowhere', async () => {
    const { answer, server, said } = await asking([{ status: 502, text: 'bad gateway secret' }]);
    expect(answer).toEqual(ok);
    expect(server.asked.every(({ headers }) => headers.authorization === 'Bearer secret-token')).toBe(true);
    expect(said.join()).not.toContain('secret-token');
  });

  it.each([
    ['as long as Retry-After says', { status: 429, headers: { 'retry-after': '7' } }, [7000]],
    [
      'until the limit is reset',
      { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(started / 1000 + 90) } },
      [91_000],
    ],
    [
      'a minute after a secondary limit',
      { status: 403, body: { message: 'You have exceeded a secondary rate limit' } },
      [60_000],
    ],
    ['a minute after a 429 that names no time', { status: 429 }, [60_000]],
    [
      'after a GraphQL limit',
      { body: { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] } },
      [60_000],
    ],
    ['a second after a failure of the server', { status: 503 }, [1000]],
    ['after an answer that was cut off', { body: { a: 'x'.repeat(1000) }, cut: true }, [1000]],
    ['after JSON that was cut off', { text: '{"a": [1, 2' }, [1000]],
    ['after an answer in part', { body: { data: {}, errors: [{ message: 'Something went wrong' }] } }, [1000]],
  ] as const)('waits %s, and asks again', async (_, fault, pauses) => {
    const result = await asking([fault]);
    expect(result.answer).toEqual(ok);
    expect(result.pauses).toEqual(pauses);
    expect(result.server.asked).toHaveLength(2);
    expect(result.said[0]).toContain('trying again in');
  });

  it('waits longer each time, and gives up in the end with the last reason', async () => {
    const { answer, pauses } = await asking(
      Array.from({ length: 20 }, () => ({ status: 500, body: { message: 'oops' } })),
    );
    expect(answer).toMatchObject({ code: 'unreachable', message: expect.stringContaining('status 500: oops') });
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000]);
  });

  it('does not wait for hours', async () => {
    const { answer, pauses } = await asking([{ status: 429, headers: { 'retry-after': '7200' } }]);
    expect(answer).toMatchObject({ code: 'rate-limited', message: expect.stringContaining('120 minutes') });
    expect(pauses).toEqual([]);
  });

  it.each([
    [
      'a token that is not accepted',
      { status: 401, body: { message: 'Bad credentials' } },
      'no-access',
      'Bad credentials',
    ],
    [
      'a 403 that is no limit',
      { status: 403, body: { message: 'Resource not accessible' } },
      'refused',
      'not accessible',
    ],
    ['a 404', { status: 404 }, 'refused', 'status 404'],
    ['a redirection', { status: 301, headers: { location: 'https://elsewhere.test/' } }, 'moved', 'has moved'],
  ] as const)('does not ask again after %s', async (_, fault, code, message) => {
    const { answer, server } = await asking([fault]);
    expect(answer).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(server.asked).toHaveLength(1);
  });

  it('takes for an answer what is said to be one', async () => {
    expect((await asking([{ status: 404, body: {} }], [404])).answer).toEqual({ status: 404, body: {} });
  });
});

describe('the address of an API', () => {
  it.each(['nothing', 'http://forge.test', 'https://a:b@forge.test', 'ftp://forge.test'])('%s is refused', (api) => {
    expect(() => apiAddress(api)).toThrow();
  });
  it.each(['https://api.github.com', 'http://127.0.0.1:1', 'http://localhost:1/api/v4'])('%s is one', (api) => {
    expect(apiAddress(api).href).toContain(api);
  });
});
