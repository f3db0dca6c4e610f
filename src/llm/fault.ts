import type { Clock } from '../core/clock.js';
import { parseRetryAfter } from '../core/http-retry.js';
import type { Fault } from './attempt.js';
import { ModelError, type ModelErrorCode } from './model.js';
import { AnswerTooLargeError, ConnectionLostError } from './provider-fetch.js';

const SENTENCES = {
  timeout: 'The model took too long to answer',
  rate_limited: 'The model has too much to do',
  server_error: "The model's server failed",
  connection: 'The connection to the model was lost',
  truncated: 'The answer of the model broke off',
  empty: 'The model answered with nothing',
  refusal: 'The model declined to answer',
  too_large: 'The answer of the model is too long',
  invalid_output: 'The model answered in a form that cannot be used',
  unavailable: 'The model is left alone for a while after failing again and again',
  over_budget: 'The budget for the model is used up',
  rejected: 'The request was refused',
} satisfies Record<ModelErrorCode, string>;

/** A fault in words of our own: what a provider says may repeat keys and prompts. */
export function toFault(code: ModelErrorCode, more: Partial<Fault> & { detail?: string } = {}): Fault {
  const { detail, ...rest } = more;
  const message = detail === undefined ? SENTENCES[code] : `${SENTENCES[code]} (${detail})`;
  return { error: new ModelError(code, `${message}.`), isPassing: false, ...rest };
}

/** The fault behind whatever was thrown while the answer was awaited or read; `hasText` where a part of it had come. */
export function faultOf(error: unknown, { hasText, clock }: { hasText: boolean; clock: Clock }): Fault {
  const causes = causesOf(error);
  if (causes.some((cause) => cause instanceof AnswerTooLargeError)) return toFault('too_large');
  const answered = causes.find((cause) => typeof readField(cause, 'status') === 'number');
  if (answered !== undefined) return faultOfAnswer(answered, clock);
  // LangChain makes an error of its own of a prompt that is too long, without the status.
  if (causes.some((cause) => readField(cause, 'name') === 'ContextOverflowError'))
    return toFault('rejected', { detail: 'too long' });
  if (hasText) return toFault('truncated', { isPassing: true });
  const wasLost = causes.some((cause) => cause instanceof ConnectionLostError);
  return toFault(wasLost ? 'connection' : 'server_error', { isPassing: true });
}

function faultOfAnswer(answered: unknown, clock: Clock): Fault {
  const status = Number(readField(answered, 'status'));
  const detail = detailOf(status, readField(answered, 'code'));
  const headers = readField(answered, 'headers');
  const header = headers instanceof Headers ? headers.get('retry-after') : null;
  const retryAfterMs = parseRetryAfter(header, clock);
  if (status === 429) return toFault('rate_limited', { isPassing: true, retryAfterMs, detail });
  if (status >= 500 || status === 408) {
    return toFault('server_error', { isPassing: true, retryAfterMs, detail });
  }
  const message = readField(answered, 'message');
  const objects = (status === 400 || status === 422) && typeof message === 'string';
  return toFault('rejected', { detail, ...(objects ? { objection: message } : {}) });
}

/** The status and, where it is a plain word, the provider's code: `429 insufficient_quota`. */
function detailOf(status: number, code: unknown): string {
  return typeof code === 'string' && /^[a-z_]{1,40}$/.test(code) ? `${status} ${code}` : String(status);
}

function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let one = error; one !== undefined && causes.length < 6; one = readField(one, 'cause'))
    causes.push(one);
  return causes;
}

function readField(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
