import { z } from 'zod';
import type { JsonValue } from '../../contracts/json.js';
import { say, sayJson, sendEvents, type Answer } from './answer.js';
import type { Asked } from './asked.js';
import { toEvent, toEvents } from './encode.js';
import type { Alter } from './script.js';

type Json = Record<string, JsonValue>;
const Fields = z.record(z.string(), z.json());

/** Changes of what the model says, the stream around it being whole. */
const TEXTS: Readonly<Record<string, (good: string, value: Json) => string>> = {
  'no JSON at all': () => 'Sure! I will look into that for you right away.',
  'JSON that stops amid it': (good) => good.slice(0, Math.ceil(good.length * 0.6)),
  'JSON without its last brace': (good) => good.slice(0, -1),
  'JSON with a comma too many': (good) => good.replace(/\}$/, ',}'),
  'JSON with single quotes': (good) => good.replaceAll('"', "'"),
  'JSON with bare keys': (good) => good.replaceAll(/"(\w+)":/g, '$1:'),
  'JSON with comments': (good) => good.replace('{', '{ // as you wished\n'),
  'JSON with NaN': (good) => good.replaceAll(/:(\d+)/g, ':NaN'),
  'JSON in a fence': (good) => `\`\`\`json\n${good}\n\`\`\``,
  'JSON in a sentence': (good) => `Here you are: ${good} I hope that helps!`,
  'JSON after thoughts': (good) => `<think>Let me see, {"not":"this"}...</think>\n${good}`,
  'JSON after a byte order mark': (good) => `\ufeff${good}`,
  'JSON twice': (good) => `${good}\n${good}`,
  'JSON in JSON': (good) => JSON.stringify(good),
  'JSON in a list': (good) => `[${good}]`,
  'JSON within another object': (good) => `{"result":${good}}`,
  'an empty object': () => '{}',
  'an empty list': () => '[]',
  null: () => 'null',
  'a number': () => '42',
  true: () => 'true',
  'a schema in place of a value': () => '{"type":"object","properties":{"steps":{"type":"array"}}}',
  'every value null': (_good, value) => JSON.stringify(mapValues(value, () => null)),
  'every value a text': (_good, value) => JSON.stringify(mapValues(value, String)),
  'every value within a list': (_good, value) => JSON.stringify(mapValues(value, (one) => [one])),
  'other names': (_good, value) =>
    JSON.stringify(Object.fromEntries(Object.entries(value).map(([name, one]) => [`${name}_`, one]))),
  'names in capitals': (_good, value) =>
    JSON.stringify(Object.fromEntries(Object.entries(value).map(([name, one]) => [name.toUpperCase(), one]))),
  'names of prototypes': (good) =>
    good.replace('{', '{"__proto__":{"tools":"all"},"constructor":{"prototype":{}},'),
  'an object that would be revived': (good) =>
    good.replace(
      '{',
      '{"lc":1,"type":"constructor","id":["langchain_core","messages","SystemMessage"],"kwargs":{},',
    ),
  'nesting ten thousand deep': () => `${'{"steps":['.repeat(10_000)}${']}'.repeat(10_000)}`,
  'ten thousand names': (good) =>
    good.replace('{', `{${Array.from({ length: 10_000 }, (_, at) => `"n${at}":${at}`).join(',')},`),
  'control characters': (good) => good.replaceAll('"', '"\u0000\u0007'),
  'half a character': (good) => good.replaceAll(/:"/g, ':"\\ud83d'),
};

/** Changes of the events around it; `events` are those of the right answer. */
const STREAMS: Readonly<
  Record<string, (events: readonly string[], asked: Asked) => readonly (string | Buffer)[]>
> = {
  'calls of tools in place of JSON': (_events, asked) =>
    toEvents(
      { do: 'complete', finish: 'tool_calls', toolCalls: [{ name: 'plan', args: '{"steps":[]}' }] },
      asked,
    ),
  'calls of tools whose arguments are no JSON': (_events, asked) =>
    toEvents(
      { do: 'complete', finish: 'tool_calls', toolCalls: [{ name: 'checkout', args: '{"cart_id": 4' }] },
      asked,
    ),
  'calls of tools that are null': deltas({ tool_calls: null }),
  'calls of tools that are an object': deltas({ tool_calls: { name: 'checkout' } }),
  'calls of tools without a function': deltas({ tool_calls: [{ index: 0, id: 'c', type: 'function' }] }),
  'calls of tools without an index': deltas({
    tool_calls: [{ function: { name: 'checkout', arguments: '{}' } }],
  }),
  'calls of tools with arguments that are an object': deltas({
    tool_calls: [
      { index: 0, id: 'c', type: 'function', function: { name: 'checkout', arguments: { cart_id: 4 } } },
    ],
  }),
  'the function call of old': deltas({ function_call: { name: 'plan', arguments: '{"steps":' } }),
  'content that is a number': deltas({ content: 42 }),
  'content that is an object': deltas({ content: { text: '{}' } }),
  'content in parts': deltas({ content: [{ type: 'text', text: '{}' }] }),
  'choices that are null': () => [toEvent({ id: 'c', choices: null }), DONE],
  'choices that are an object': () => [
    toEvent({ id: 'c', choices: { 0: { delta: { content: '{}' } } } }),
    DONE,
  ],
  'choices that are missing': () => [toEvent({ id: 'c', object: 'chat.completion.chunk' }), DONE],
  'a choice without a delta': () => [
    toEvent({ id: 'c', choices: [{ index: 0, finish_reason: 'stop' }] }),
    DONE,
  ],
  'a choice that is null': () => [toEvent({ id: 'c', choices: [null] }), DONE],
  'a message in place of a delta': (_events, asked) => [
    toEvent({
      id: 'c',
      model: asked.model,
      choices: [{ index: 0, message: { role: 'assistant', content: '{}' } }],
    }),
    DONE,
  ],
  'an event that is no JSON': (events) => [
    ...events.slice(0, 2),
    'data: {"choices":[{"ind\n\n',
    ...events.slice(2),
  ],
  'an event that is null': (events) => [...events.slice(0, 2), 'data: null\n\n', ...events.slice(2)],
  'an event that is HTML': (events) => [...events.slice(0, 2), 'data: <html>504</html>\n\n'],
  'an error amid the stream': (events) => [
    ...events.slice(0, 2),
    toEvent({ error: { message: 'The server had an error', type: 'server_error', code: null } }),
  ],
  'lines of JSON in place of events': (events) => events.map((event) => event.replace(/^data: |\n$/g, '')),
  'the end before the beginning': (events) => [DONE, ...events],
  'only the end': () => [DONE],
  'usage that is nonsense': (events) => [
    ...events.slice(0, -1),
    toEvent({
      id: 'c',
      choices: [],
      usage: { prompt_tokens: -4, completion_tokens: 'many', total_tokens: null },
    }),
    DONE,
  ],
  'usage without end': (events) => [
    ...events.slice(0, -1),
    toEvent({ id: 'c', choices: [], usage: { prompt_tokens: 1e300, completion_tokens: 1e300 } }),
    DONE,
  ],
  'bytes that are no characters': (events) => [
    ...events.slice(0, 2),
    Buffer.from([0x64, 0x61, 0x74, 0x61, 0x3a, 0x20, 0xff, 0xfe, 0xc3, 0x28, 0x0a, 0x0a]),
    ...events.slice(2),
  ],
  'carriage returns and comments': (events) => [
    ': hello\r\n\r\n',
    ...events.map((one) => one.replaceAll('\n', '\r\n')),
  ],
  'two answers at once': (events) =>
    events.flatMap((event) => [event, event.replace('"index":0', '"index":1')]),
};

const DONE = 'data: [DONE]\n\n';

function deltas(delta: Json): (events: readonly string[]) => readonly string[] {
  const chunk = (fields: Json): string =>
    toEvent({ id: 'c', object: 'chat.completion.chunk', choices: [fields] });
  return () => [
    chunk({ index: 0, delta: { role: 'assistant' } }),
    chunk({ index: 0, delta }),
    chunk({ index: 0, delta: {}, finish_reason: 'stop' }),
    DONE,
  ];
}

/** What models and the servers around them make of JSON and of tool calls, each as a change of the right answer. */
export const MALFORMED_SHAPES: Readonly<Record<string, Alter>> = {
  ...mapValues(TEXTS, (change): Alter => (good) => {
    const text = textOf(good);
    return say(change(text, readFields(text)));
  }),
  ...mapValues(
    STREAMS,
    (change): Alter =>
      (good, asked) =>
        sendEvents(...change(good.do === 'complete' ? toEvents(good, asked) : [], asked)),
  ),
};

/** Plans that are good JSON and fit their schema, or nearly, and must not run. `steps` is the list of a plan's steps. */
export const BAD_PLANS: Readonly<Record<string, (steps: readonly Json[]) => readonly JsonValue[]>> = {
  'no steps': () => [],
  'a step that is null': (steps) => [...steps, null],
  'a step that is a text': (steps) => [...steps, 'and then check out'],
  'a tool that does not exist': change({ tool: 'wallet.drain' }),
  'a tool of JavaScript': change({ tool: 'constructor' }),
  'a tool without a name': change({ tool: '' }),
  'arguments that are a list': change({ args: [1, 2] }),
  'arguments that are null': change({ args: null }),
  'arguments that nobody knows': change({ args: { nobody: 'knows' } }),
  'arguments of the wrong type': (steps) =>
    steps.map((step) => ({ ...step, args: mapValues(asJson(step['args']), () => ({ no: 'such' })) })),
  'a step that waits for itself': (steps) => steps.map((step) => ({ ...step, after: [step['id'] ?? 1] })),
  'steps that wait for each other': (steps) =>
    steps.map((step, at) => ({ ...step, after: [steps[(at + 1) % steps.length]?.['id'] ?? 1] })),
  'a step that waits for none there is': change({ after: [99] }),
  'a reference to none there is': (steps) =>
    steps.map((step) => ({ ...step, args: { order_id: '${99.id}' } })),
  'a reference to a prototype': (steps) =>
    steps.map((step) => ({ ...step, args: { order_id: '${1.__proto__.constructor}' } })),
  'the same number twice': change({ id: 1 }),
  'numbers below one': (steps) => steps.map((step, at) => ({ ...step, id: -at })),
  'numbers with a fraction': (steps) => steps.map((step, at) => ({ ...step, id: at + 0.5 })),
  'a hundred steps': (steps) =>
    Array.from({ length: 100 }, (_, at) => ({ ...steps[0], id: at + 1, after: [] })),
};

function change(fields: Json): (steps: readonly Json[]) => readonly JsonValue[] {
  return (steps) => steps.map((step) => ({ ...step, ...fields }));
}

/** Puts other steps into a plan; an answer that is no plan stays as it is. */
export function withSteps(good: Answer, steps: (steps: readonly Json[]) => readonly JsonValue[]): Answer {
  const plan = readFields(textOf(good));
  const given = z.array(Fields).safeParse(plan['steps']);
  return given.success ? sayJson({ ...plan, steps: [...steps(given.data)] }) : good;
}

const textOf = (good: Answer): string => (good.do === 'complete' ? (good.text ?? '') : '');

function readFields(text: string): Json {
  try {
    return Fields.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

function asJson(value: JsonValue | undefined): Json {
  const fields = Fields.safeParse(value);
  return fields.success ? fields.data : {};
}

function mapValues<T, U>(of: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name, change(value)]));
}
