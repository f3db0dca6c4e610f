import { STATUS_CODES } from 'node:http';
import type { JsonValue } from '../../contracts/json.js';
import { canonicalise, type CanonicalRequest } from './canonical-request.js';
import { CassetteMissError } from './cassette-miss.js';
import type { Cassette, Exchange, RecordedAnswer } from './cassette.js';

export interface CassettePlayer {
  /** A `fetch` that asks no server. Throws `CassetteMissError` for what is not recorded. */
  fetch: typeof fetch;
  /** Every miss so far. */
  misses: readonly CassetteMissError[];
}

export interface ReplayOptions {
  /** What to call the cassette in an error. */
  file: string;
  scrub: (text: string) => string;
}

/** The same request gets its answers in the order they were recorded, and the last one again and again. */
export function replay(cassette: Cassette, { file, scrub }: ReplayOptions): CassettePlayer {
  const misses: CassetteMissError[] = [];
  const find = createFinder(cassette);
  return {
    misses,
    async fetch(_input, init) {
      const asked = canonicalise(String(init?.body ?? '{}'), scrub);
      const found = find(asked);
      if (found !== undefined) return toResponse(found.answer, init?.signal ?? undefined);
      const miss = new CassetteMissError(file, asked, cassette.exchanges);
      misses.push(miss);
      throw miss;
    },
  };
}

export function createFinder({ exchanges }: Cassette): (asked: CanonicalRequest) => Exchange | undefined {
  const byKey = new Map<string, Exchange[]>();
  for (const exchange of exchanges) byKey.set(exchange.key, [...(byKey.get(exchange.key) ?? []), exchange]);
  return ({ key }) => {
    const left = byKey.get(key) ?? [];
    return left.length > 1 ? left.shift() : left[0];
  };
}

/** The pieces of a body as they went over the wire. */
export function piecesOf({ body }: RecordedAnswer): string[] {
  return 'events' in body ? body.events.map(toEvent) : [body.text];
}

const toEvent = (data: JsonValue): string =>
  `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

function toResponse(answer: RecordedAnswer, signal: AbortSignal | undefined): Response {
  const pieces = piecesOf(answer)[Symbol.iterator]();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (signal?.aborted === true) return controller.error(signal.reason);
      const { done, value } = pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  const { status, headers } = answer;
  return new Response(body, { status, statusText: STATUS_CODES[status] ?? '', headers });
}
