import type { ModelSettings } from '../core/model-settings.js';
import type { Telemetry } from '../core/telemetry.js';
import type { Account } from './account.js';
import type { Attempt, Fault } from './attempt.js';
import type { ModelCall, ModelErrorCode, ModelMessage } from './model.js';
import type { OutputSchema } from './output-schema.js';
import { describeEnd, modelSpan } from './model-span.js';
import type { Provider } from './provider.js';
import { estimateInput, tokensOf } from './read-answer.js';
import type { RetryAllowance } from './retry-allowance.js';

export interface Caller {
  settings: ModelSettings;
  telemetry: Telemetry;
  /** The model, and the smaller one where there is one. */
  providers: readonly Provider[];
  account: Account;
  /** Of all runs together. */
  retries: RetryAllowance;
  random: () => number;
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface TextCall extends ModelCall {
  output?: OutputSchema;
  onText: (piece: string) => void;
}

/** The share of the time that the model gets where a smaller one stands by. */
const FIRST_SHARE = 0.6;
const BACKOFF_MS = 500;
/** The share of the time that must be left for a retry: one that is cut off at once would only count against the model. */
const LEAST_SHARE = 0.25;

/**
 * The answer to a call: one request, and at most one more, to the same model or to the smaller one, as long as nothing was
 * handed out. Retries of the same model are few: where too many calls fail, they fail at once.
 */
export async function callModel(caller: Caller, call: TextCall): Promise<string> {
  const ends = performance.now() + caller.settings.timeoutMs;
  const remaining = (): number => ends - performance.now();
  const ear = listen(call);
  caller.retries.earn();
  const first = await ask(caller, ear, { providers: caller.providers, remainingMs: remaining() });
  if (first.attempt.state === 'done') return first.attempt.text;
  const { fault } = first.attempt;
  if (ear.hasHeard()) throw fault.error;
  const next = nextStep(caller, first.provider, { fault, remainingMs: remaining() });
  if (next === undefined) throw fault.error;
  await caller.wait(next.delayMs, call.signal);
  const second = await ask(caller, ear, { providers: [next.provider], remainingMs: remaining() });
  if (second.attempt.state === 'done') return second.attempt.text;
  throw second.attempt.fault.error;
}

interface Ear extends TextCall {
  /** True once a piece was handed out. */
  hasHeard(): boolean;
  /** Throws what `onText` threw: no fault of the model's. */
  rethrow(): void;
}

function listen(call: TextCall): Ear {
  let heard = false;
  let thrown: { error: unknown } | undefined;
  return {
    ...call,
    hasHeard: () => heard && call.output === undefined,
    rethrow: () => {
      if (thrown !== undefined) throw thrown.error;
    },
    onText: (piece) => {
      heard = true;
      try {
        call.onText(piece);
      } catch (error) {
        thrown = { error };
        throw error;
      }
    },
  };
}

/** What is known of a call in the moment it is cancelled. */
function cancelledAfter(messages: readonly ModelMessage[], spoken: number): Attempt {
  const usage = { input: estimateInput(messages), output: tokensOf(spoken), isEstimated: true };
  return { state: 'cancelled', usage };
}

interface Asked {
  provider: Provider;
  attempt: Exclude<Attempt, { state: 'cancelled' }>;
}

/** One request to the first of `providers` that the budgets allow. */
async function ask(
  { account, providers: all, settings, telemetry }: Caller,
  call: Ear,
  { providers, remainingMs }: { providers: readonly Provider[]; remainingMs: number },
): Promise<Asked> {
  call.signal.throwIfAborted();
  const entry = await account.open(call, providers);
  const { provider } = entry;
  let spoken = 0;
  const onText = (piece: string): void => {
    spoken += piece.length;
    call.onText(piece);
  };
  // At once: a run that is cancelled waits for none of its calls, and closes its log.
  const cancel = (): void => void entry.close(cancelledAfter(call.prompt.messages, spoken));
  call.signal.addEventListener('abort', cancel, { once: true });
  if (call.signal.aborted) cancel();
  const share = provider !== all.at(-1) ? settings.timeoutMs * FIRST_SHARE : remainingMs;
  const attempt = await telemetry.span(modelSpan(provider.name, call, settings), async (span) => {
    const ended = await provider.ask({
      messages: call.prompt.messages,
      output: call.output,
      signal: call.signal,
      timeoutMs: Math.min(share, remainingMs),
      traceparent: telemetry.traceparent(),
      onText,
    });
    describeEnd(span, ended);
    return ended;
  });
  call.signal.removeEventListener('abort', cancel);
  // Who cancels does not wait for the record.
  if (attempt.state === 'cancelled') throw call.signal.reason;
  await entry.close(attempt);
  call.rethrow();
  return { provider, attempt };
}

/** Faults after which the smaller model is asked rather than the same one again. */
const OF_THE_MODEL: ReadonlySet<ModelErrorCode> = new Set(['unavailable', 'server_error', 'timeout']);

function nextStep(
  { providers, random, retries, settings }: Caller,
  asked: Provider,
  { fault, remainingMs }: { fault: Fault; remainingMs: number },
): { provider: Provider; delayMs: number } | undefined {
  const smaller = providers.at(-1);
  if (smaller !== undefined && smaller !== asked && OF_THE_MODEL.has(fault.error.code))
    return remainingMs > 0 ? { provider: smaller, delayMs: 0 } : undefined;
  if (!fault.isPassing) return undefined;
  const delayMs = fault.retryAfterMs ?? random() * BACKOFF_MS;
  const isWorthIt = remainingMs - delayMs >= settings.timeoutMs * LEAST_SHARE;
  return isWorthIt && retries.take() ? { provider: asked, delayMs } : undefined;
}
