import type { ServerResponse } from 'node:http';
import type { Context } from 'koa';
import type { Door } from './deps.js';
import { IDLE_SOCKET_MS } from './limits.js';

/** `data` is JSON text, so it holds no line break. */
export interface SseFrame {
  id: string;
  event: string;
  data: string;
}

export interface SseStream {
  /** Aborted when nobody reads any more: the client went, was too slow, or was told to come back. */
  readonly signal: AbortSignal;
  /** Resolves when there is room for the next frame. */
  send(frame: SseFrame): Promise<void>;
  end(): void;
}

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/**
 * Takes the response over from Koa and writes server-sent events to it. At most one frame waits beyond the socket's buffer;
 * a reader that leaves the buffer full is cut and continues later by event id.
 */
export function openSse(ctx: Context, door: Door): SseStream {
  const { res } = ctx;
  const gone = new AbortController();
  startResponse(ctx, door.limits.retryMs);
  const end = (last?: string): void => {
    if (res.writableEnded) return;
    ctx.req.socket.setTimeout(IDLE_SOCKET_MS);
    res.end(last);
  };
  const heartbeat = setInterval(() => {
    if (!res.writableEnded && !res.writableNeedDrain) res.write(':\n\n');
  }, door.limits.heartbeatMs);
  const forgetStop = door.lifecycle.onStop(() => {
    gone.abort();
    end(': stopping, come back\n\n');
  });
  door.metrics.streamOpened('sse');
  res.once('close', () => {
    clearInterval(heartbeat);
    forgetStop();
    gone.abort();
    door.metrics.streamClosed('sse');
  });
  const send = async ({ id, event, data }: SseFrame): Promise<void> => {
    if (gone.signal.aborted) return;
    if (!res.write(`id: ${id}\nevent: ${event}\ndata: ${data}\n\n`)) await roomIn(res, door.limits.stallMs);
  };
  return { signal: gone.signal, send, end: () => end() };
}

function startResponse(ctx: Context, retryMs: number): void {
  ctx.respond = false;
  // A stream is quiet for as long as its run is; the heartbeat, not the idle limit, finds out that the reader is gone.
  ctx.req.socket.setTimeout(0);
  ctx.status = 200;
  ctx.set(HEADERS);
  // Random, so that a thousand readers of a restarted process do not all come back in the same second.
  ctx.res.write(`retry: ${Math.round(retryMs * (1 + 4 * Math.random()))}\n\n`);
}

/** Resolves when the buffer has been read or the reader is gone, which it is after `stallMs` at the latest. */
async function roomIn(res: ServerResponse, stallMs: number): Promise<void> {
  if (res.destroyed) return;
  await new Promise<void>((resolve) => {
    const cut = setTimeout(() => res.destroy(), stallMs);
    const done = (): void => {
      clearTimeout(cut);
      res.off('drain', done).off('close', done);
      resolve();
    };
    res.on('drain', done).on('close', done);
  });
}
