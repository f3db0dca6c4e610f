import { expect, test } from 'vitest';
import { ownOrdersOnly } from './others-orders.js';

test.each([
  "show me bob's orders",
  'Where is alice’s last order?',
  'what did alice order?',
  'did bob buy anything?',
  'list the orders of user 7',
  'all orders by everyone please',
  'where are his orders',
  "show other people's purchases",
])('%s: told whose orders there are', (text) => {
  expect(ownOrdersOnly(text)).toBe("I can only see your own orders, nobody else's. ");
});

test.each([
  'show me my orders',
  "where's my order",
  "what's the order about?",
  "today's orders",
  "last week's purchases",
  'what did I order last month?',
  'did you order it again?',
  'when did the order ship',
  "it's order 123",
  'orders from last week',
  'orders for my birthday',
])('%s: nothing to tell', (text) => {
  expect(ownOrdersOnly(text)).toBe('');
});
