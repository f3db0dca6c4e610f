import type { Deadline } from './deadline.js';

/** Longer answers are not read to the end. */
export const MAX_ANSWER_BYTES = 1024 * 1024;

/** How one request went. It never throws for what a network or a service can do. */
export type Exchange = Answer | NoAnswer;

export interface Answer {
  kind: 'answer';
  status: number;
  contentType: string;
  retryAfter: string | null;
  /** Undefined where it was too long. */
  text: string | undefined;
}

export interface NoAnswer {
  kind: 'none';
  /** `refused`: the circuit breaker did not let it through. `broken`: the connection was lost on the way. */
  reason: 'refused' | 'unreachable' | 'broken' | 'timeout' | 'cancelled';
  /** False only where the service certainly has not seen the request. */
  sent: boolean;
  cause?: unknown;
}

export interface Outgoing {
  method: 'GET' | 'POST';
  url: string;
  headers: Headers;
  body?: string;
}

/** Sends one request and reads the whole answer, up to the size limit. Redirects are answers; they are not followed. */
export async function exchange({ url, ...request }: Outgoing, deadline: Deadline): Promise<Exchange> {
  const over = deadline.endedBy();
  if (over !== undefined) return { kind: 'none', reason: over, sent: false };
  try {
    // `manual`, not `error`: the same safety, and the status tells a redirect from a lost connection.
    const response = await fetch(url, { ...request, redirect: 'manual', signal: deadline.signal });
    return {
      kind: 'answer',
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      retryAfter: response.headers.get('retry-after'),
      text: await readText(response),
    };
  } catch (cause) {
    const ended = deadline.endedBy();
    if (ended !== undefined) return { kind: 'none', reason: ended, sent: true, cause };
    return isUnsent(cause)
      ? { kind: 'none', reason: 'unreachable', sent: false, cause }
      : { kind: 'none', reason: 'broken', sent: true, cause };
  }
}

async function readText(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early closes the connection.
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_ANSWER_BYTES) return undefined;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

const UNSENT_CODES = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** True where no connection came about: Node puts the reason in `cause`. */
function isUnsent(error: unknown): boolean {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error)) return false;
  if ('syscall' in cause && cause.syscall === 'connect') return true;
  return 'code' in cause && typeof cause.code === 'string' && UNSENT_CODES.has(cause.code);
}
