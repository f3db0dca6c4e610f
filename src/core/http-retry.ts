import type { Clock } from './clock.js';
import type { Exchange } from './http-exchange.js';

export const MAX_RETRIES = 2;
const BASE_MS = 100;
const CAP_MS = 1000;
/** A service that asks for more patience than this is not asked again within the call. */
const MAX_RETRY_AFTER_MS = 2000;

/** How long to wait before the read is tried again: exponential backoff with full jitter. Undefined: do not. */
export function retryDelay(
  exchange: Exchange,
  retriesDone: number,
  { clock, random }: { clock: Clock; random: () => number },
): number | undefined {
  if (retriesDone >= MAX_RETRIES || !isPassing(exchange)) return undefined;
  const asked = exchange.kind === 'answer' ? parseRetryAfter(exchange.retryAfter, clock) : undefined;
  if (asked !== undefined) return asked <= MAX_RETRY_AFTER_MS ? asked : undefined;
  return random() * Math.min(CAP_MS, BASE_MS * 2 ** retriesDone);
}

function isPassing(exchange: Exchange): boolean {
  if (exchange.kind === 'answer') return exchange.status >= 500 || exchange.status === 429;
  return exchange.reason === 'unreachable' || exchange.reason === 'broken';
}

/** Milliseconds from a `Retry-After`: seconds or an HTTP date; what is neither counts as not said. */
export function parseRetryAfter(header: string | null, clock: Clock): number | undefined {
  if (header === null || header === '') return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - clock.now().getTime();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
