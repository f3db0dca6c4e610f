import { expect, test } from 'vitest';
import { z } from 'zod';
import type { JsonObject } from '../contracts/json.js';
import { createServiceTool } from '../services/service-tool.js';
import { checkToolCall } from './tool-policy.js';

const refund = createServiceTool({
  name: 'orders.refund',
  service: 'commerce',
  effect: 'write',
  description: 'Refunds an order.',
  example: 'refund order 123',
  args: z.object({ order_id: z.int().positive(), reason: z.string().trim().max(20).optional() }),
  result: z.object({ ok: z.boolean() }),
  run: async () => ({ ok: true }),
  rehearse: async () => ({ ok: true }),
});
const allowed = new Map([[refund.name, refund]]);
const call = (args: JsonObject, tool = 'orders.refund') => checkToolCall({ tool, args }, allowed);

test('a call that fits gives the tool and its arguments as the schema reads them', () => {
  expect(call({ order_id: 123, reason: ' late ' })).toEqual({
    tool: refund,
    args: { order_id: 123, reason: 'late' },
  });
});

test.each(['email.send', 'ORDERS.REFUND', '', 'constructor', '__proto__', 'toString'])(
  'the tool %j, which is not on the list, is forbidden',
  (tool) => {
    expect(() => call({ order_id: 1 }, tool)).toThrow(expect.objectContaining({ code: 'forbidden' }));
  },
);

test.each<[string, JsonObject, RegExp]>([
  ['is missing', {}, /order_id/],
  ['is of the wrong type', { order_id: '123' }, /order_id/],
  ['is out of range', { order_id: -1 }, /order_id/],
  ['is too long', { order_id: 1, reason: 'x'.repeat(21) }, /reason/],
  ['is unknown', { order_id: 1, user_id: 'eve' }, /user_id/],
])('an argument that %s is named in the refusal', (_what, args, name) => {
  expect(() => call(args)).toThrow(expect.objectContaining({ code: 'invalid', service: 'commerce' }));
  expect(() => call(args)).toThrow(name);
});

test('a key that names the prototype reaches no tool', () => {
  const args = JSON.parse('{"order_id":1,"__proto__":{"order_id":2}}') as JsonObject;
  let passed: unknown = {};
  try {
    passed = call(args).args;
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid' });
  }
  expect(Object.getPrototypeOf(passed)).toBe(Object.prototype);
  expect(Object.hasOwn(Object(passed), '__proto__')).toBe(false);
});

test('a refusal names at most five faults', () => {
  const args = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`extra_${index}`, index]));
  const many = createServiceTool({
    name: 'many',
    service: 'commerce',
    effect: 'read',
    description: 'm',
    example: 'm',
    result: z.json(),
    args: z.object(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`field_${index}`, z.int()]))),
    run: async () => null,
  });
  const refused = () => checkToolCall({ tool: 'many', args }, new Map([['many', many]]));
  expect(refused).toThrow(/field_4/);
  expect(refused).not.toThrow(/field_5/);
});
