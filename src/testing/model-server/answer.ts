import type { JsonValue } from '../../contracts/json.js';

export interface ToolCall {
  name: string;
  /** As the model writes them: any text at all. */
  args: string;
}

/** What the model says. */
export interface Completion {
  do: 'complete';
  text?: string;
  toolCalls?: readonly ToolCall[];
  refusal?: string;
  /** Why it stopped; null: it does not say. */
  finish: string | null;
  /** Undefined: counted. Null: not told, even where it was asked for. */
  usage?: { prompt_tokens: JsonValue; completion_tokens: JsonValue } | null;
  /** How many characters of text one event of a stream carries. */
  pieceSize?: number;
}

/** Bytes that are no completion, or no good one. */
export interface Raw {
  do: 'http';
  status: number;
  headers: Record<string, string>;
  /** A list is sent piece by piece, as the events of a stream are. */
  body: string | Buffer | readonly (string | Buffer)[];
}

/** How what is said travels. */
export interface Delivery {
  /** So many bytes at once, or one event where they are left out, and then a pause. */
  pace?: { everyMs: number; bytes?: number };
  /**
   * Ends the body after so many bytes of it. `reset`: the connection is reset; `close`: it is closed without the end of the
   * body; `end`: the body ends there as if it were whole.
   */
  cut?: { afterBytes: number; by: 'reset' | 'close' | 'end' };
  /** Says it again and again until the client goes away. */
  endless?: boolean;
  /** The wait before the first byte. */
  afterMs?: number;
}

/** `hang`: the request is taken and never answered. `drop`: the connection is reset before any header. */
export type Answer = (Completion | Raw | { do: 'hang' } | { do: 'drop' }) & { delivery?: Delivery };

type More = Partial<Omit<Completion, 'do' | 'text'>>;

export function say(text: string, more: More = {}): Answer {
  return { do: 'complete', finish: 'stop', text, ...more };
}

export function sayJson(value: JsonValue, more: More = {}): Answer {
  return say(JSON.stringify(value), more);
}

/** Calls of tools, with arguments of any kind as JSON. */
export function callTools(...calls: readonly { name: string; args: JsonValue }[]): Answer {
  const toolCalls = calls.map(({ name, args }) => ({ name, args: JSON.stringify(args) }));
  return { do: 'complete', finish: 'tool_calls', toolCalls };
}

export function refuse(refusal: string): Answer {
  return { do: 'complete', finish: 'stop', refusal };
}

/** An answer of the server's own; a value other than text is sent as JSON. */
export function answerWith(status: number, body: JsonValue, headers: Record<string, string> = {}): Answer {
  const [type, text] =
    typeof body === 'string'
      ? ['text/html; charset=utf-8', body]
      : ['application/json', JSON.stringify(body)];
  return { do: 'http', status, headers: { 'content-type': type, ...headers }, body: text };
}

/** An error as the provider words it. */
export function fail(status: number, code: string, headers: Record<string, string> = {}): Answer {
  const message = `The scripted model says ${code}.`;
  return answerWith(status, { error: { message, type: code, param: null, code } }, headers);
}

/** Raw events of a stream, each with the empty line that ends it. */
export function sendEvents(...events: readonly (string | Buffer)[]): Answer {
  return { do: 'http', status: 200, headers: { 'content-type': 'text/event-stream' }, body: events };
}

export const HANG: Answer = { do: 'hang' };
export const DROP: Answer = { do: 'drop' };

export function deliver(answer: Answer, delivery: Delivery): Answer {
  return { ...answer, delivery: { ...answer.delivery, ...delivery } };
}

export function oneBytePerSecond(answer: Answer): Answer {
  return deliver(answer, { pace: { everyMs: 1_000, bytes: 1 } });
}
