import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSandbox } from '../../src/sandbox/app.js';
import { createDeferred, type Deferred } from '../../src/testing/deferred.js';

/** The sandbox behind a gate: requests wait there for as long as a test wants them to. */
export interface ServiceGate extends AsyncDisposable {
  /** What tells the service where the sandbox is. */
  env: Record<string, string>;
  /** Requests below this path (`/commerce/catalog`) wait from now on. */
  hold(path: string): void;
  /** Those that wait below it go on, and none waits any more. */
  release(path: string): void;
}

export async function startServiceGate(): Promise<ServiceGate> {
  const sandbox = createSandbox();
  const services = await sandbox.listen(0);
  const held = new Map<string, Deferred<void>>();
  const server = createServer((incoming, outgoing) => {
    const path = [...held.keys()].find((one) => incoming.url?.startsWith(one)) ?? '';
    const gate = held.get(path)?.promise ?? Promise.resolve();
    void gate.then(() => forward(incoming, outgoing, services.url));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const addresses = Object.entries(sandbox.urls(`http://127.0.0.1:${port}`));
  return {
    env: Object.fromEntries(addresses.map(([name, url]) => [`SVC_${name.toUpperCase()}`, url])),
    hold: (path) => void held.set(path, createDeferred()),
    release: (path) => {
      held.get(path)?.resolve();
      held.delete(path);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await services.close();
    },
  };
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, base: string): void {
  const { method, headers, url = '' } = incoming;
  const onward = request(base + url, { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
}
