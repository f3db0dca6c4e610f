import { z } from 'zod';
import type { ServiceName } from '../contracts/mode.js';
import { ToolError, type ToolErrorCode, type ToolErrorOptions } from './errors.js';
import type { Answer, Exchange } from './http-exchange.js';

export type Choices = NonNullable<ToolErrorOptions['choices']>;

export interface Attempted {
  service: ServiceName;
  write: boolean;
  /** Reads what a person can choose from out of the body of a refusal. */
  choicesFrom?: (body: unknown) => Choices;
}

const LABELS: Record<ServiceName, string> = {
  email: 'e-mail',
  commerce: 'commerce',
  rag: 'knowledge',
  xengine: 'XEngine',
  game: 'game',
  social: 'social',
  sports: 'sports',
};

const SENTENCES = {
  unavailable: (name) => `The ${name} service is not answering right now.`,
  timeout: (name) => `The ${name} service took too long to answer.`,
  not_found: (name) => `The ${name} service found nothing for that.`,
  conflict: (name) => `The ${name} service cannot do that in the present state of things.`,
  invalid: (name) => `The ${name} service did not accept that.`,
  forbidden: (name) => `The ${name} service does not allow that.`,
  bad_answer: (name) => `The ${name} service gave an answer that could not be understood.`,
  cancelled: (name) => `The call of the ${name} service was cancelled.`,
  unknown_outcome: (name) => `The ${name} service did not confirm that, so it may or may not have been done.`,
} satisfies Partial<Record<ToolErrorCode, (name: string) => string>>;

/** The failure of an exchange that cannot be used, in words that are safe to show. */
export function toToolError(exchange: Exchange, attempted: Attempted, cause?: unknown): ToolError {
  const { service, write } = attempted;
  const code = write && isUnconfirmed(exchange) ? 'unknown_outcome' : codeOf(exchange);
  const message = SENTENCES[code](LABELS[service]);
  if (exchange.kind === 'none') return new ToolError(code, message, { service, cause: exchange.cause });
  if (exchange.status < 400 || exchange.status >= 500)
    return new ToolError(code, message, { service, cause });
  const body = parseJson(exchange);
  const choices = attempted.choicesFrom?.(body) ?? [];
  return new ToolError(code, sentenceOf(body) ?? message, {
    service,
    ...(choices.length > 0 ? { choices } : {}),
  });
}

/** The body as JSON; undefined where it is none, says it is none, or was too long. */
export function parseJson({ contentType, text }: Answer): unknown {
  if (text === undefined || !/^application\/([\w.+-]+\+)?json\b/i.test(contentType)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A refusal (4xx) is an answer; everything else that is no success leaves open whether the service has acted. */
function isUnconfirmed(exchange: Exchange): boolean {
  return exchange.kind === 'none' ? exchange.sent : exchange.status < 400 || exchange.status >= 500;
}

function codeOf(exchange: Exchange): keyof typeof SENTENCES {
  if (exchange.kind === 'answer') return codeOfStatus(exchange.status);
  const { reason } = exchange;
  return reason === 'timeout' || reason === 'cancelled' ? reason : 'unavailable';
}

const STATUS_CODES: ReadonlyMap<number, keyof typeof SENTENCES> = new Map([
  [401, 'forbidden'],
  [403, 'forbidden'],
  [404, 'not_found'],
  [408, 'unavailable'],
  [409, 'conflict'],
  [410, 'not_found'],
  [412, 'conflict'],
  [425, 'unavailable'],
  [429, 'unavailable'],
]);

function codeOfStatus(status: number): keyof typeof SENTENCES {
  if (status >= 500) return 'unavailable';
  if (status < 400) return 'bad_answer';
  return STATUS_CODES.get(status) ?? 'invalid';
}

const Refusal = z.object({ error: z.object({ message: z.string() }) });

/** What the service says of its refusal: foreign text, so one short line of plain characters at most. */
function sentenceOf(body: unknown): string | undefined {
  const refusal = Refusal.safeParse(body);
  if (!refusal.success) return undefined;
  const plain = refusal.data.error.message
    .slice(0, 1000)
    .replaceAll(/[\p{C}\p{Z}]+/gu, ' ')
    .trim();
  return [...plain].slice(0, 200).join('') || undefined;
}
