import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { uuidv7 } from '../core/ids.js';
import { describe } from './problem.js';

/** A problem for a request that never reached Koa; the connection is closed behind it. */
export function answerRaw(socket: Duplex, status: number, code: string, detail: string): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(describe(code, status, detail, uuidv7()));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    ...(status === 503 ? ['retry-after: 2'] : []),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

const BROKEN: Record<string, [status: number, code: string, detail: string]> = {
  HPE_HEADER_OVERFLOW: [431, 'headers_too_large', 'The address and headers together are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request_timeout', 'The request did not arrive in time.'],
};

/** For `clientError`: what Node could not read as HTTP. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  // Behind the head of an answer, another head would be read as part of its body.
  const isAnswering = '_httpMessage' in socket && socket._httpMessage !== null;
  if (error.code === 'ECONNRESET' || isAnswering) {
    socket.destroy();
    return;
  }
  answerRaw(
    socket,
    ...(BROKEN[error.code ?? ''] ?? ([400, 'bad_request', 'The request is not valid HTTP.'] as const)),
  );
}
