import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, Delivery } from './answer.js';
import type { Asked } from './asked.js';
import { toBody, toEvents } from './encode.js';
import { CUT } from './journal.js';

/** Sends it as its delivery says; ends early where the client has gone away. */
export async function send(response: ServerResponse, answer: Answer, asked: Asked): Promise<void> {
  if (answer.do === 'hang') return;
  const delivery = answer.delivery ?? {};
  const leaving = new AbortController();
  const left = new Promise<void>((resolve) => response.once('close', resolve));
  void left.then(() => leaving.abort());
  const pause = (ms: number): Promise<void> =>
    wait(ms, undefined, { signal: leaving.signal }).catch(() => undefined);
  if (delivery.afterMs !== undefined) await pause(delivery.afterMs);
  if (response.destroyed) return;
  if (answer.do === 'drop') return breakOff(response, 'reset');
  const { status, headers, pieces } = toHttp(answer, asked);
  // With a length the client would know of a cut before it happens.
  const isWhole = pieces.length === 1 && delivery.cut === undefined && delivery.endless !== true;
  const length = isWhole ? { 'content-length': String(pieces[0]?.byteLength) } : {};
  response.writeHead(status, { ...headers, ...length });
  response.flushHeaders();
  for (const piece of inBody(pieces, delivery)) {
    await write(response, piece, left);
    if (delivery.pace !== undefined) await pause(delivery.pace.everyMs);
    if (response.destroyed) return;
  }
  finish(response, delivery);
}

interface Http {
  status: number;
  headers: Record<string, string>;
  pieces: Buffer[];
}

function toHttp(answer: Extract<Answer, { do: 'complete' | 'http' }>, asked: Asked): Http {
  if (answer.do === 'http') {
    const { status, headers, body } = answer;
    const list = typeof body === 'string' || Buffer.isBuffer(body) ? [body] : body;
    return { status, headers, pieces: list.map((piece) => Buffer.from(piece)) };
  }
  if (!asked.stream) {
    const headers = { 'content-type': 'application/json' };
    return { status: 200, headers, pieces: [Buffer.from(JSON.stringify(toBody(answer, asked)))] };
  }
  const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' };
  return { status: 200, headers, pieces: toEvents(answer, asked).map((event) => Buffer.from(event)) };
}

/** What is written, piece by piece, up to where it is cut. */
function* inBody(pieces: readonly Buffer[], { pace, cut, endless }: Delivery): Generator<Buffer> {
  let left = cut?.afterBytes ?? Infinity;
  const rounds = endless === true ? Infinity : 1;
  for (let round = 0; round < rounds; round += 1) {
    for (const part of pieces.flatMap((piece) => inParts(piece, pace?.bytes))) {
      if (left <= 0) return;
      yield part.subarray(0, left);
      left -= part.byteLength;
    }
  }
}

function inParts(piece: Buffer, size = piece.byteLength): Buffer[] {
  const count = size === 0 ? 0 : Math.ceil(piece.byteLength / size);
  return Array.from({ length: count }, (_, at) => piece.subarray(at * size, (at + 1) * size));
}

/** Resolves when the piece is with the system, or nobody wants it. */
async function write(response: ServerResponse, piece: Buffer, gone: Promise<void>): Promise<void> {
  const written = new Promise<void>((resolve) => response.write(piece, () => resolve()));
  await Promise.race([written, gone]);
}

function finish(response: ServerResponse, { cut }: Delivery): void {
  if (cut === undefined || cut.by === 'end') response.end();
  else breakOff(response, cut.by);
}

function breakOff(response: ServerResponse, by: 'reset' | 'close'): void {
  response.emit(CUT);
  if (by === 'reset') response.socket?.resetAndDestroy();
  else response.socket?.destroy();
}
