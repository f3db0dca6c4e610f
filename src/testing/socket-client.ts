import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';
import { z } from 'zod';

const Frame = z.record(z.string(), z.unknown());
type Frame = z.infer<typeof Frame>;

/** A WebSocket whose frames can be waited for one by one. */
export interface SocketClient extends AsyncDisposable {
  socket: WebSocket;
  send(frame: unknown): void;
  /** The next frame; rejects when the socket closes instead. */
  next(): Promise<Frame>;
  closed: Promise<{ code: number; reason: string }>;
}

export async function connectSocket(url: string, options: ClientOptions = {}): Promise<SocketClient> {
  const socket = new WebSocket(url.replace('http', 'ws'), options);
  const frames: Frame[] = [];
  const waiting: { resolve(frame: Frame): void; reject(error: Error): void }[] = [];
  socket.on('message', (data) => {
    const frame = Frame.parse(JSON.parse(data.toString()));
    const waiter = waiting.shift();
    if (waiter === undefined) frames.push(frame);
    else waiter.resolve(frame);
  });
  const closed = once(socket, 'close').then(([code, reason]) => ({
    code: Number(code),
    reason: String(reason),
  }));
  void closed.then(({ code }) => {
    for (const { reject } of waiting) reject(new Error(`closed with ${code}`));
  });
  await once(socket, 'open');
  return {
    socket,
    closed,
    send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    next: () => {
      const frame = frames.shift();
      if (frame !== undefined) return Promise.resolve(frame);
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    [Symbol.asyncDispose]: async () => {
      socket.terminate();
      await closed;
    },
  };
}
