import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { CallerId } from '../../contracts/chat.js';
import type { Door } from '../deps.js';
import { callerOf, scopesOf } from '../identity.js';
import { SOCKET_LIMITS } from '../limits.js';
import { isTrustedOrigin } from '../origin.js';
import { answerRaw } from '../raw-answer.js';
import { serveConnection, type Caller } from './connection.js';
import { keepAlive } from './keep-alive.js';

export interface SocketDoor {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

const RESTARTING = 1012;

/** `GET /ws`: who may upgrade, and the sockets that are open. */
export function createSocketDoor(door: Door): SocketDoor {
  const server = new WebSocketServer({ noServer: true, ...SOCKET_LIMITS });
  const stopPings = keepAlive(server.clients, door.limits.pingMs);
  door.lifecycle.onStop(() => {
    for (const socket of server.clients) socket.close(RESTARTING, 'restarting');
  });
  const open = (socket: WebSocket, query: URLSearchParams, rest: Omit<Caller, 'userId'>): void => {
    door.metrics.streamOpened('ws');
    socket.once('close', () => door.metrics.streamClosed('ws'));
    const named = CallerId.safeParse(query.get('user_id'));
    serveConnection(socket, door, { userId: callerOf(named.data, door.config.anonymousUser), ...rest });
  };
  return {
    upgrade: (request, socket, head) => {
      // Until `ws` has it, a reset of the raw socket is ours to survive.
      const drop = (): void => void socket.destroy();
      socket.on('error', drop);
      const [path, query] = (request.url ?? '').split('?', 2);
      if (refuse(request, path, socket, door)) return;
      socket.off('error', drop);
      server.handleUpgrade(request, socket, head, (ws) =>
        open(ws, new URLSearchParams(query), {
          scopes: scopesOf(request),
          traceparent: request.headers['traceparent']?.toString() ?? '',
        }),
      );
    },
    close: () => {
      stopPings();
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

/** Answers the upgrade with a problem where it may not be done; true where it did. */
function refuse(request: IncomingMessage, path: string | undefined, socket: Duplex, door: Door): boolean {
  if (path !== '/ws') {
    answerRaw(socket, 404, 'not_found', 'There is no WebSocket here; it is at /ws.');
    return true;
  }
  if (!isTrustedOrigin(request.headers, door.config.allowedOrigins)) {
    answerRaw(socket, 403, 'forbidden', 'Pages of this origin may not call the copilot.');
    return true;
  }
  if (door.lifecycle.stopping()) {
    answerRaw(socket, 503, 'stopping', 'The copilot is restarting. Please try again in a moment.');
    return true;
  }
  return false;
}
