import type { z } from 'zod';
import type { ServiceName } from '../contracts/mode.js';
import { createCircuit, type Circuit, type CircuitState, type Verdict } from './circuit.js';
import type { Clock } from './clock.js';
import { startDeadline, type Deadline } from './deadline.js';
import { ToolError, type ToolErrorCode } from './errors.js';
import { exchange, type Exchange, type Outgoing } from './http-exchange.js';
import { parseJson, toToolError, type Choices } from './http-failure.js';
import { retryDelay } from './http-retry.js';

export interface Call<T> {
  outgoing: Outgoing;
  write: boolean;
  schema: z.ZodType<T>;
  signal: AbortSignal;
  choicesFrom?: (body: unknown) => Choices;
}

/** One call that ended, retries included. */
export interface CallEvent {
  service: ServiceName;
  method: 'GET' | 'POST';
  /** `internal` is a bug of ours. */
  outcome: 'ok' | ToolErrorCode;
  durationMs: number;
}

export interface CallerOptions {
  service: ServiceName;
  timeoutMs: number;
  halfOpenAfterMs: number;
  clock: Clock;
  random: () => number;
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  onCall?: (event: CallEvent) => void;
}

export interface Caller {
  call<T>(request: Call<T>): Promise<T>;
  state(): CircuitState;
}

const FAILURES_TO_OPEN = 5;

/** What every call of one service goes through: deadline, retries, circuit breaker, reading the answer, one event. */
export function createCaller(options: CallerOptions): Caller {
  const { service, timeoutMs, halfOpenAfterMs, onCall } = options;
  const circuit = createCircuit<Exchange>({
    threshold: FAILURES_TO_OPEN,
    halfOpenAfterMs,
    judge,
    refused: { kind: 'none', reason: 'refused', sent: false },
  });
  const call = async <T>(request: Call<T>): Promise<T> => {
    const { method } = request.outgoing;
    const started = performance.now();
    const deadline = startDeadline(request.signal, timeoutMs);
    let outcome: CallEvent['outcome'] = 'ok';
    try {
      return readAnswer(await exchangeWithRetries(request, deadline, circuit, options), request, service);
    } catch (error) {
      outcome = error instanceof ToolError ? error.code : 'internal';
      throw error;
    } finally {
      deadline.clear();
      onCall?.({ service, method, outcome, durationMs: performance.now() - started });
    }
  };
  return { call, state: circuit.state };
}

/** A service that refuses (4xx) or talks nonsense is there; a call that was given up on proves nothing. */
function judge(result: Exchange): Verdict {
  if (result.kind === 'answer') return result.status >= 500 ? 'failed' : 'healthy';
  const givenUp = result.reason === 'cancelled' || (result.reason === 'timeout' && !result.sent);
  return givenUp ? 'inconclusive' : 'failed';
}

async function exchangeWithRetries<T>(
  { outgoing, write }: Call<T>,
  deadline: Deadline,
  circuit: Circuit<Exchange>,
  options: CallerOptions,
): Promise<Exchange> {
  for (let retries = 0; ; retries += 1) {
    const result = await circuit.run(() => exchange(outgoing, deadline));
    const delay = write ? undefined : retryDelay(result, retries, options);
    if (delay === undefined || delay >= deadline.remainingMs()) return result;
    await options.wait(delay, deadline.signal);
  }
}

function readAnswer<T>(result: Exchange, call: Call<T>, service: ServiceName): T {
  const attempted = { ...call, service };
  if (result.kind === 'none' || result.status < 200 || result.status > 299)
    throw toToolError(result, attempted);
  const parsed = call.schema.safeParse(parseJson(result));
  if (parsed.success) return parsed.data;
  throw toToolError(result, attempted, parsed.error);
}
