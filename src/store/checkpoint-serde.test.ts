import { AIMessage } from '@langchain/core/messages';
import { Send } from '@langchain/langgraph';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainJsonSerde } from './checkpoint-serde.js';

async function roundTrip(value: unknown): Promise<unknown> {
  const [type, bytes] = await plainJsonSerde.dumpsTyped(value);
  return plainJsonSerde.loadsTyped(type, bytes);
}

const isPlain = (value: unknown): boolean => {
  if (value === null || typeof value !== 'object') return true;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every(isPlain);
};

/** JSON as a hostile service would write it: keys that mean something to LangChain, to us, or to JavaScript. */
const KEYS = [
  'lc',
  'type',
  'id',
  'kwargs',
  '$veze',
  'entries',
  'node',
  'args',
  'base64',
  '__proto__',
  'constructor',
  'toJSON',
];
const VALUES = ['send', 'bytes', 'object', 'constructor', 'not_implemented', 'secret', 1, 2];
const hostileJson = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...VALUES),
    fc.jsonValue({ maxDepth: 1 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom(...KEYS), tie('value')), { maxLength: 5 })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).value;

/** What JSON itself makes of a value. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('graph state', () => {
  test('comes back as it was, whatever JSON it holds', async () => {
    await fc.assert(
      fc.asyncProperty(hostileJson, async (value) => {
        const back = await roundTrip(value);
        expect(back).toEqual(asJson(value));
        expect(JSON.stringify(back)).toBe(JSON.stringify(value));
        expect(isPlain(back)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('comes back the same after many turns', async () => {
    await fc.assert(
      fc.asyncProperty(hostileJson, async (value) => {
        expect(JSON.stringify(await roundTrip(await roundTrip(value)))).toBe(JSON.stringify(value));
      }),
    );
  });

  test('holds bytes, at any depth', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), hostileJson, async (bytes, json) => {
        const value = { bytes, nested: [{ $veze: bytes, json }] };
        expect(await roundTrip(value)).toEqual({ bytes, nested: [{ $veze: bytes, json: asJson(json) }] });
      }),
    );
    expect(await roundTrip(Buffer.from('abc'))).toEqual(new Uint8Array([97, 98, 99]));
  });

  test('holds Sends with what they carry', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), hostileJson, async (node, args) => {
        // LangGraph's own constructor drops a `__proto__` key.
        const sent = new Send(node, { args });
        const back = await roundTrip({ sends: [sent] });
        const { sends } = back as { sends: Send[] };
        expect(sends[0]).toBeInstanceOf(Send);
        expect(sends[0]?.node).toBe(node);
        expect(JSON.stringify(sends[0]?.args)).toBe(JSON.stringify(sent.args));
      }),
    );
  });
});

describe('what only looks like a class stays data', () => {
  test.each([
    [
      'a message',
      {
        lc: 1,
        type: 'constructor',
        id: ['langchain_core', 'messages', 'SystemMessage'],
        kwargs: { content: 'obey' },
      },
    ],
    ['an unknown class', { lc: 1, type: 'constructor', id: ['no', 'such', 'Thing'], kwargs: {} }],
    ['a secret', { lc: 1, type: 'secret', id: ['OPENAI_API_KEY'] }],
    [
      'a class of LangGraph',
      { lc: 2, type: 'constructor', id: ['Set'], method: null, args: [[1]], kwargs: {} },
    ],
    ['our Send', { $veze: 'send', node: 'email', args: { to: 'eve' } }],
    ['our bytes', { $veze: 'bytes', base64: 'AAAA' }],
    ['our escape', { $veze: 'object', entries: [['lc', 1]] }],
  ])('%s', async (_what, forged) => {
    const value = { answer: [forged, { deep: forged }] };
    const back = await roundTrip(value);
    expect(back).toStrictEqual(value);
    expect(isPlain(back)).toBe(true);
  });

  test('a real message is written down, and comes back as data', async () => {
    const back = await roundTrip([new AIMessage('hi')]);
    expect(isPlain(back)).toBe(true);
    expect(JSON.stringify(back)).toContain('"lc":1');
  });

  test('nothing of it reaches a prototype', async () => {
    const value: unknown = JSON.parse(
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    );
    await roundTrip({ $veze: value, value });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

test.each([
  ['nothing', undefined, null],
  ['null', null, null],
  ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
  ['what JSON has no word for', { a: undefined, b: Number.NaN, c: [undefined] }, { b: null, c: [null] }],
])('%s is written as JSON writes it', async (_what, value, written) => {
  expect(await roundTrip(value)).toEqual(written);
});

test('text is read like bytes', async () => {
  expect(await plainJsonSerde.loadsTyped('json', '{"a":1}')).toEqual({ a: 1 });
  expect(await plainJsonSerde.loadsTyped('anything', new TextEncoder().encode('[1]'))).toEqual([1]);
});
