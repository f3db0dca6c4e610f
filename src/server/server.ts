import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { announceRuns } from './announce-runs.js';
import { createLifecycle, type Door, type ServerDeps } from './deps.js';
import { createHttpApp } from './http-app.js';
import {
  HTTP_LIMITS,
  IDLE_SOCKET_MS,
  MAX_CONNECTIONS,
  MAX_HEADERS,
  MAX_REQUESTS_PER_SOCKET,
  STREAM_LIMITS,
} from './limits.js';
import { answerBrokenRequest } from './raw-answer.js';
import { createUserFeed } from './user-feed.js';
import { createSocketDoor } from './ws/socket-door.js';

export interface CopilotServer {
  listen(): Promise<{ url: string }>;
  /** Takes nothing new and sends every stream away to come back; what is being waited for is still answered. */
  drain(): void;
  /** Stops listening; resolves when every connection is closed, by us in the end. */
  close(): Promise<void>;
}

/** The HTTP and WebSocket doors. They know runs and tools by interface only. */
export function createServer(deps: ServerDeps): CopilotServer {
  const door = openDoor(deps);
  const server = createHttpServer(HTTP_LIMITS, createHttpApp(door).callback());
  server.maxConnections = MAX_CONNECTIONS;
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_SOCKET;
  server.maxHeadersCount = MAX_HEADERS;
  server.timeout = IDLE_SOCKET_MS;
  server.on('clientError', answerBrokenRequest);
  const sockets = createSocketDoor(door);
  server.on('upgrade', sockets.upgrade);
  return {
    listen: () => listen(server, deps.config),
    drain: () => door.lifecycle.stop(),
    close: async () => {
      door.lifecycle.stop();
      sockets.close();
      await close(server, door.limits.closeMs);
    },
  };
}

function openDoor(deps: ServerDeps): Door {
  const lifecycle = createLifecycle();
  const feed = deps.feed ?? createUserFeed();
  const runs = announceRuns({ runs: deps.runs, feed, logger: deps.logger, lifecycle });
  return { ...deps, runs, feed, lifecycle, limits: { ...STREAM_LIMITS, ...deps.limits } };
}

async function listen(server: Server, at: { host: string; port: number }): Promise<{ url: string }> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { address, family, port } = server.address() as AddressInfo;
  return { url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}` };
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(cut);
}
