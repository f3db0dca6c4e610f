import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, hashOf, isUuid, uuidv7 } from './ids.js';

const V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('every id is a UUID of version 7 and holds its millisecond', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (now) => {
      const id = uuidv7(now);
      expect(id).toMatch(V7);
      expect(isUuid(id)).toBe(true);
      expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(now);
    }),
  );
});

test('ids of later milliseconds sort behind earlier ones', () => {
  const times = fc.uniqueArray(fc.integer({ min: 0, max: 2 ** 48 - 1 }), { maxLength: 20 });
  fc.assert(
    fc.property(times, (given) => {
      const inTime = [...given].sort((a, b) => a - b);
      const ids = inTime.map((now) => uuidv7(now));
      expect([...ids].sort()).toEqual(ids);
    }),
  );
});

test('ten thousand ids of one millisecond differ', () => {
  const ids = new Set(Array.from({ length: 10_000 }, () => uuidv7(1_700_000_000_000)));
  expect(ids.size).toBe(10_000);
});

test.each(['', '123', uuidv7().slice(1), `${uuidv7()}0`, `${uuidv7()}\n`, uuidv7().replace('-', '_')])(
  '%j is no UUID',
  (text) => {
    expect(isUuid(text)).toBe(false);
  },
);

/** The same value with the keys of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

test('the hash of a value does not depend on the order of its keys', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(hashOf('part', reversed(value))).toBe(hashOf('part', value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('different values have different canonical forms, and so have different splits into parts', () => {
  expect(canonicalJson({ a: 1, b: [2, 1] })).not.toBe(canonicalJson({ a: 1, b: [1, 2] }));
  expect(hashOf('a', 'bc')).not.toBe(hashOf('ab', 'c'));
  expect(hashOf(['a'], 'b')).not.toBe(hashOf(['a', 'b']));
  expect(hashOf({ a: 1 })).toMatch(/^[0-9a-f]{64}$/);
});

test('a key that names the prototype is data in the hash', () => {
  const poisoned: unknown = JSON.parse('{"__proto__":{"x":1},"constructor":2}');
  expect(canonicalJson(poisoned)).toBe('{"__proto__":{"x":1},"constructor":2}');
  expect(hashOf(poisoned)).not.toBe(hashOf({ constructor: 2 }));
});
