import type { WebSocket } from 'ws';

const MISSES = 2;

/** Pings every socket and ends those that left two pings unanswered; one timer for all. Returns how to stop it. */
export function keepAlive(sockets: ReadonlySet<WebSocket>, everyMs: number): () => void {
  const unanswered = new WeakMap<WebSocket, number>();
  const beat = (socket: WebSocket): void => {
    const missed = unanswered.get(socket);
    if (missed === undefined) socket.on('pong', () => unanswered.set(socket, 0));
    if ((missed ?? 0) >= MISSES) {
      socket.terminate();
      return;
    }
    unanswered.set(socket, (missed ?? 0) + 1);
    socket.ping();
  };
  const timer = setInterval(() => {
    for (const socket of sockets) if (socket.readyState === socket.OPEN) beat(socket);
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
