import { expect, test } from 'vitest';
import { fieldsOf } from './fields.js';
import { readFields, toTexts } from './read-fields.js';

/** As `z.toJSONSchema` writes what tools take. */
const SCHEMA = {
  type: 'object',
  properties: {
    to: { type: 'string', description: 'Who gets it.' },
    body: { type: 'string', maxLength: 4000 },
    purpose: { type: 'string', enum: ['invite', 'receipt'] },
    order_id: { type: 'integer' },
    price: { type: 'number' },
    match_id: { anyOf: [{ type: 'string', maxLength: 64 }, { type: 'null' }] },
    pick: { type: 'boolean' },
    orders: { type: 'array', items: { type: 'string' } },
    results: { type: 'array', items: { type: 'object' } },
  },
  required: ['to', 'order_id', 'match_id'],
};
const FIELDS = fieldsOf(SCHEMA);
const ARGS = {
  to: 'ada@veze.io',
  body: 'Hi',
  purpose: 'invite',
  order_id: 7,
  price: 1.5,
  match_id: 'm-1',
  pick: true,
  orders: ['left', 'right'],
  results: [{ id: 1 }],
};

test('each kind of argument has a field of its kind', () => {
  expect(FIELDS.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    'to text',
    'body long',
    'purpose choice',
    'order_id integer',
    'price number',
    'match_id text',
    'pick flag',
    'orders list',
    'results json',
  ]);
  expect(FIELDS[0]).toMatchObject({ required: true, description: 'Who gets it.' });
});

test('arguments come back from the fields as they went in', () => {
  expect(readFields(FIELDS, toTexts(FIELDS, ARGS))).toEqual({ status: 'read', args: ARGS });
});

test('what is left empty is left out, or null where it may be nothing', () => {
  const texts = { to: 'ada@veze.io', order_id: '7' };
  expect(readFields(FIELDS, texts)).toEqual({
    status: 'read',
    args: { to: 'ada@veze.io', order_id: 7, match_id: null },
  });
});

test('what is wrong is said of its field', () => {
  expect(readFields(FIELDS, { order_id: '7.5', price: 'much', results: '[' })).toEqual({
    status: 'wrong',
    errors: {
      to: 'Needed.',
      order_id: 'A whole number, please.',
      price: 'A number, please.',
      results: 'This is not JSON.',
    },
  });
});
