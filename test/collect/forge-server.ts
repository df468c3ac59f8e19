import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';
import type { FolderStore } from '../../src/files/folder-store.ts';

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly body: unknown;
  readonly headers: IncomingMessage['headers'];
}

/** What a server answers: a body of JSON, or bytes and headers of any kind. */
export interface Reply {
  readonly status?: number;
  readonly body?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Closes the connection in the midst of the answer. */
  readonly cut?: boolean;
}

const servers: { close: () => void; closeAllConnections: () => void }[] = [];
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server on this machine that answers as it is told, and remembers what it was asked. `faults` are answered first, one each. */
export const forgeServer = async (reply: (asked: Asked) => Reply) => {
  const asked: Asked[] = [];
  const faults: Reply[] = [];
  const send = (response: ServerResponse, { status = 200, body, text, headers, cut }: Reply): void => {
    const bytes = Buffer.from(text ?? JSON.stringify(body ?? null));
    response.writeHead(status, {
      'content-type': 'application/json',
      date: 'Thu, 01 Jan 2026 08:00:00 GMT',
      ...(cut ? { 'content-length': String(bytes.length) } : {}),
      ...headers,
    });
    if (!cut) response.end(bytes);
    else response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const one = {
        method: request.method ?? '',
        url: new URL(request.url ?? '/', 'http://forge.test'),
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
        headers: request.headers,
      };
      asked.push(one);
      send(response, faults.shift() ?? reply(one));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  servers.push(server);
  return { api: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, faults };
};

/** A folder in memory. */
export const memoryStore = (): FolderStore & { readonly files: Map<string, Uint8Array> } => {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    read: async (name) => files.get(name),
    write: async (name, bytes) => void files.set(name, bytes),
  };
};
