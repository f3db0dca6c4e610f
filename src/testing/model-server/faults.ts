import {
  answerWith,
  deliver,
  DROP,
  fail,
  HANG,
  oneBytePerSecond,
  refuse,
  say,
  sendEvents,
} from './answer.js';
import type { Answer, Completion, Delivery } from './answer.js';
import type { Asked } from './asked.js';
import { toEvent, toEvents } from './encode.js';
import type { Alter } from './script.js';

/** What servers of models do on bad days, each as a change of the answer that would have been right. */
export const FAULTS: Readonly<Record<string, Alter>> = {
  'too many requests': () => fail(429, 'rate_limit_exceeded'),
  'too many requests, retry after 1 s': () => fail(429, 'rate_limit_exceeded', { 'retry-after': '1' }),
  'too many requests, retry after an hour': () => fail(429, 'rate_limit_exceeded', { 'retry-after': '3600' }),
  'no quota left': () => fail(429, 'insufficient_quota'),
  'internal error': () => fail(500, 'server_error'),
  'bad gateway in HTML': () => answerWith(502, '<html><body><h1>502 Bad Gateway</h1></body></html>'),
  unavailable: () => fail(503, 'overloaded', { 'retry-after': '2' }),
  'wrong key': () => fail(401, 'invalid_api_key'),
  'no such model': () => fail(404, 'model_not_found'),
  'prompt too long': () => fail(400, 'context_length_exceeded'),
  'HTML with 200': () => answerWith(200, '<!doctype html><title>Sign in</title><p>Sign in to the gateway.'),
  'JSON with 200': () => answerWith(200, { status: 'ok' }),
  'empty body': () => answerWith(200, ''),
  redirect: () => answerWith(302, '', { location: 'http://127.0.0.1:1/v1/chat/completions' }),
  'connection refused amid the request': () => DROP,
  'no answer': () => HANG,
  'one byte a second': (good) => oneBytePerSecond(good),
  'ten seconds before the first byte': (good) => deliver(good, { afterMs: 10_000 }),
  'connection reset amid the stream': (good, asked) => cutInHalf(good, asked, 'reset'),
  'connection closed amid the stream': (good, asked) => cutInHalf(good, asked, 'close'),
  'stream ends amid the answer': (good, asked) => cutInHalf(good, asked, 'end'),
  'empty choices': () =>
    sendEvents('data: {"id":"c","object":"chat.completion.chunk","choices":[]}\n\n', DONE),
  'nothing to say': () => say(''),
  'only spaces': () => say(' \n\t '),
  refusal: () => refuse("I'm sorry, but I can't help with that."),
  'refusal as text': () => say("I'm sorry, but I can't assist with that request."),
  'too many tokens': (good) => halfSaid(good, 'length'),
  'content filter': (good) => halfSaid(good, 'content_filter'),
  'finish without a reason': (good) => completionOf(good, { finish: null }),
  'finish for a made-up reason': (good) => completionOf(good, { finish: 'because' }),
  'finish for tool calls that are not there': (good) => completionOf(good, { finish: 'tool_calls' }),
  '10 MB of text': () => sendEvents(...Array.from({ length: 640 }, () => textEvent(16 * 1024))),
  '10 MB in one event': () => sendEvents(textEvent(TEN_MB)),
  '10 MB of spaces': () => sendEvents(' '.repeat(TEN_MB)),
  'text without end': () => deliver(sendEvents(textEvent(16 * 1024)), WITHOUT_END),
  'comments without end': () => deliver(sendEvents(': still thinking\n\n'.repeat(100)), WITHOUT_END),
};

const TEN_MB = 10 * 1024 * 1024;
const WITHOUT_END = { endless: true, pace: { everyMs: 1 } };
const DONE = 'data: [DONE]\n\n';

/** How many bytes a streamed answer has. */
export function lengthOf(answer: Answer, asked: Asked): number {
  if (answer.do !== 'complete') return 0;
  return toEvents(answer, asked).reduce((sum, event) => sum + Buffer.byteLength(event), 0);
}

/** One event of a stream with so many characters of text. */
function textEvent(length: number): string {
  const content = 'lorem ipsum '.repeat(Math.ceil(length / 12));
  return toEvent({ id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content } }] });
}

type CutBy = NonNullable<Delivery['cut']>['by'];

function cutInHalf(good: Answer, asked: Asked, by: CutBy): Answer {
  return deliver(good, { cut: { afterBytes: Math.floor(lengthOf(good, asked) / 2), by } });
}

function completionOf(good: Answer, more: Partial<Completion>): Answer {
  return good.do === 'complete' ? { ...good, ...more } : good;
}

function halfSaid(good: Answer, finish: string): Answer {
  const text = good.do === 'complete' ? (good.text ?? '') : '';
  return completionOf(good, { text: text.slice(0, Math.ceil(text.length / 2)), finish });
}
