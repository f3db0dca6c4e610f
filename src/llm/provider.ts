import type { ChatOpenAI } from '@langchain/openai';
import { createCircuit, type CircuitState, type Verdict } from '../core/circuit.js';
import type { Clock } from '../core/clock.js';
import { startDeadline } from '../core/deadline.js';
import type { ModelSettings } from '../core/model-settings.js';
import { NOTHING_USED, type Attempt, type Fault, type Usage } from './attempt.js';
import { findMiss } from './cassette/cassette-miss.js';
import { FULL_MANNER, simplify, speak, type Question, type Spoken } from './dialect.js';
import { faultOf, toFault } from './fault.js';
import type { ModelMessage } from './model.js';
import { openChat } from './open-chat.js';
import { addChunk, emptyAnswer, endOf, judgeAnswer, usageOf, type Answer } from './read-answer.js';

export interface ModelRequest extends Question {
  signal: AbortSignal;
  timeoutMs: number;
  /** The W3C trace that it belongs to. */
  traceparent: string | null;
  /** Gets the text piece by piece; what it throws ends the request. */
  onText: (piece: string) => void;
}

/** One model behind its breaker. A request comes to an `Attempt`, whatever the provider does. */
export interface Provider {
  readonly name: string;
  ask(request: ModelRequest): Promise<Attempt>;
  state(): CircuitState;
}

const FAILURES_TO_OPEN = 5;
const HALF_OPEN_AFTER_MS = 10_000;
/** In characters. */
const MAX_TEXT = 256 * 1024;

export function createProvider(
  name: string,
  { settings, clock, fetch }: { settings: ModelSettings; clock: Clock; fetch?: typeof globalThis.fetch },
): Provider {
  const chat = openChat(settings, name, fetch);
  let known = FULL_MANNER;
  const circuit = createCircuit<Attempt>({
    threshold: FAILURES_TO_OPEN,
    halfOpenAfterMs: HALF_OPEN_AFTER_MS,
    judge,
    refused: { state: 'failed', fault: toFault('unavailable'), usage: NOTHING_USED },
  });
  const ask = async (request: ModelRequest): Promise<Attempt> => {
    const ends = performance.now() + request.timeoutMs;
    for (let manner = known; ;) {
      const timeoutMs = ends - performance.now();
      const attempt = await askOnce(chat, speak(request, manner), { ...request, timeoutMs, clock });
      const objection = attempt.state === 'failed' ? attempt.fault.objection : undefined;
      const simpler = objection === undefined ? undefined : simplify(manner, objection, request);
      // Asking in another form is no retry: what helped is remembered for the process.
      if (attempt.state === 'done') known = manner;
      if (simpler === undefined) return attempt;
      manner = simpler;
    }
  };
  return { name, state: circuit.state, ask: (request) => circuit.run(() => ask(request)) };
}

/** A model that refuses, or talks nonsense, is there. */
function judge(attempt: Attempt): Verdict {
  if (attempt.state === 'cancelled') return 'inconclusive';
  if (attempt.state === 'done') return 'healthy';
  return attempt.fault.isPassing || attempt.fault.error.code === 'timeout' ? 'failed' : 'healthy';
}

type Limits = Omit<ModelRequest, keyof Question> & { clock: Clock };

async function askOnce(chat: ChatOpenAI, { messages, options }: Spoken, limits: Limits): Promise<Attempt> {
  const answer = emptyAnswer();
  const deadline = startDeadline(limits.signal, limits.timeoutMs);
  const used = (): Usage => usageOf(answer, messages);
  let attempt: Attempt;
  try {
    const stream = await chat.stream(messages.map(toPair), {
      ...options,
      signal: deadline.signal,
      ...(limits.traceparent === null ? {} : { headers: { traceparent: limits.traceparent } }),
    });
    const isWhole = await readStream(stream, answer, limits.onText);
    attempt = isWhole ? judgeAnswer(answer, messages) : failed(toFault('too_large'), used());
  } catch (error) {
    const miss = findMiss(error);
    if (miss !== undefined) throw miss;
    const fault = faultOf(error, { hasText: answer.text !== '', clock: limits.clock });
    // A request that was refused, or never got there, costs nothing.
    const isStarted = ['truncated', 'too_large'].includes(fault.error.code);
    attempt = failed(fault, isStarted ? used() : NOTHING_USED);
  }
  // An abort may end a stream as if it had come to its end.
  const endedBy = deadline.endedBy();
  deadline.clear();
  if (endedBy === undefined) return attempt;
  return endedBy === 'cancelled' ? { state: 'cancelled', usage: used() } : failed(toFault('timeout'), used());
}

const toPair = ({ role, content }: ModelMessage): [ModelMessage['role'], string] => [role, content];

function failed(fault: Fault, usage: Usage): Attempt {
  return { state: 'failed', fault, usage };
}

/** False where it was longer than may be, and was not read to its end. */
async function readStream(
  stream: AsyncIterable<unknown>,
  answer: Answer,
  onText: (piece: string) => void,
): Promise<boolean> {
  for await (const chunk of stream) {
    const piece = addChunk(answer, chunk);
    if (answer.length > MAX_TEXT) return false;
    if (piece !== '') onText(piece);
  }
  const rest = endOf(answer);
  if (rest !== '') onText(rest);
  return true;
}
