import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Asked } from './asked.js';

export interface JournalEntry {
  /** Milliseconds on the clock of `performance.now`. */
  at: number;
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** As it came over the wire. */
  body: string;
  /** Undefined where it was no request that a model understands. */
  asked: Asked | undefined;
  /** How it ended, once it has: by the server's last byte, or because the client went away before that. */
  ended: Promise<Ending>;
}

export interface Ending {
  by: 'server' | 'client';
  afterMs: number;
}

/** Emitted by a response that is about to be cut off by the server itself. */
export const CUT = 'cut by the server';

/** Notes a request down when its body has been read. */
export function noteDown(request: IncomingMessage, response: ServerResponse, body: string): JournalEntry {
  const { method = '', url = '', headers } = request;
  const at = performance.now();
  let isOurs = false;
  response.once('finish', () => (isOurs = true));
  response.once(CUT, () => (isOurs = true));
  const ended = new Promise<Ending>((resolve) => {
    response.once('close', () =>
      resolve({ by: isOurs ? 'server' : 'client', afterMs: performance.now() - at }),
    );
  });
  return { at, method, path: url, headers, body, asked: undefined, ended };
}
