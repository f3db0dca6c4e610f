import type { z } from 'zod';
import type { ServiceName } from '../contracts/mode.js';
import type { CircuitState } from './circuit.js';
import { systemClock } from './clock.js';
import { pause, startDeadline } from './deadline.js';
import { createCaller, type CallerOptions, type CallEvent } from './http-call.js';
import { exchange } from './http-exchange.js';
import type { Choices } from './http-failure.js';
import { urlOf, type Path, type Query } from './http-path.js';

/** On whose behalf, until when, and under which key. `ToolContext` is one. */
export interface CallContext {
  userId: string;
  signal: AbortSignal;
  idempotencyKey: string;
}

interface RequestOptions<T> {
  schema: z.ZodType<T>;
  context: CallContext;
  /** Reads what a person can choose from out of the body of a refusal (4xx). */
  choicesFrom?: (body: unknown) => Choices;
}

export interface GetOptions<T> extends RequestOptions<T> {
  query?: Query;
}

export interface PostOptions<T> extends RequestOptions<T> {
  body: Record<string, unknown>;
  /** True for a POST that changes nothing: it is retried as a GET is, and carries no key. */
  read?: boolean;
}

/**
 * The calls of one service. They resolve to an answer of the schema's shape or throw a `ToolError`; a write whose fate is
 * not known throws `unknown_outcome`, whatever the reason.
 */
export interface ServiceHttp {
  get<T>(path: Path, options: GetOptions<T>): Promise<T>;
  post<T>(path: Path, options: PostOptions<T>): Promise<T>;
  /** True where `GET /health` answers 2xx within a second. Neither heeds nor moves the breaker. */
  health(signal: AbortSignal): Promise<boolean>;
  /** `open` lasts until a call is let through to try again. */
  state(): CircuitState;
}

export interface ServiceHttpOptions extends Partial<Omit<CallerOptions, 'service' | 'timeoutMs' | 'onCall'>> {
  service: ServiceName;
  baseUrl: string;
  /** For a whole call, retries and pauses included. */
  timeoutMs: number;
  onCall?: (event: CallEvent) => void;
  /** The W3C trace header of the moment, where there is one. */
  traceparent?: () => string | null;
}

const HALF_OPEN_AFTER_MS = 5000;
const HEALTH_TIMEOUT_MS = 1000;

/** Makes the one way to a service: one per service and process, because it holds the service's circuit breaker. */
export function createServiceHttp(options: ServiceHttpOptions): ServiceHttp {
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const defaults = {
    halfOpenAfterMs: HALF_OPEN_AFTER_MS,
    clock: systemClock,
    random: Math.random,
    wait: pause,
  };
  const { call, state } = createCaller({ ...defaults, ...options });
  const headersOf = (context: CallContext): Headers =>
    createHeaders(context, options.traceparent?.() ?? null);
  return {
    get: async (path, { query, context, ...rest }) => {
      const outgoing = {
        method: 'GET',
        url: urlOf(baseUrl, path, query),
        headers: headersOf(context),
      } as const;
      return call({ ...rest, signal: context.signal, write: false, outgoing });
    },
    post: async (path, { body, context, read = false, ...rest }) => {
      const headers = headersOf(context);
      headers.set('content-type', 'application/json');
      if (!read) headers.set('idempotency-key', context.idempotencyKey);
      const outgoing = {
        method: 'POST',
        url: urlOf(baseUrl, path),
        headers,
        body: JSON.stringify(body),
      } as const;
      return call({ ...rest, signal: context.signal, write: !read, outgoing });
    },
    health: (signal) => checkHealth(`${baseUrl}/health`, signal),
    state,
  };
}

/** Headers are made outside the exchange: a value that cannot be one is a bug here, not a network failure. */
function createHeaders({ userId }: CallContext, traceparent: string | null): Headers {
  const headers = new Headers({ accept: 'application/json', 'x-on-behalf-of': userId });
  if (traceparent !== null) headers.set('traceparent', traceparent);
  return headers;
}

async function checkHealth(url: string, signal: AbortSignal): Promise<boolean> {
  const deadline = startDeadline(signal, HEALTH_TIMEOUT_MS);
  try {
    const result = await exchange({ method: 'GET', url, headers: new Headers() }, deadline);
    return result.kind === 'answer' && result.status >= 200 && result.status < 300;
  } finally {
    deadline.clear();
  }
}
