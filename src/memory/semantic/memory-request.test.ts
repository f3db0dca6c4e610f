import { expect, test } from 'vitest';
import { readMemoryRequest } from './memory-request.js';

test.each([
  ['what do you know about me?', { do: 'list' }],
  ['What do you remember', { do: 'list' }],
  ['show me my memories', { do: 'list' }],
  ['forget everything', { do: 'forget-all', confirmed: false }],
  ['please forget everything about me', { do: 'forget-all', confirmed: false }],
  ['Yes, forget everything', { do: 'forget-all', confirmed: true }],
  ['delete all my memories', { do: 'forget-all', confirmed: false }],
  ['forget that', { do: 'forget-last' }],
  ['forget where I live', { do: 'forget', about: 'I live', slot: 'home' }],
  ['forget that I am allergic to peanuts.', { do: 'forget', about: 'I am allergic to peanuts' }],
  ["what's my name?", { do: 'ask', slot: 'name' }],
  ['where do I live', { do: 'ask', slot: 'home' }],
  ['what is my favourite team?', { do: 'ask', slot: 'favorite team' }],
])('%s', (message, request) => {
  expect(readMemoryRequest(message)).toEqual(request);
});

test.each([
  ['remember that I ride the bus to work', 'remember'],
  ['my name is Ada', 'note'],
  ['Hi! I moved to Lisbon last month.', 'note'],
  ['please never email me offers', 'note'],
])('%s: %s', (message, kind) => {
  expect(readMemoryRequest(message)?.do).toBe(kind);
});

test.each([
  'forget it',
  'forget my order',
  'what do you know about the Ember Wyrm?',
  'what is my order status',
  'I lost my parcel',
  'my name is Ada and I want a refund for order 123',
  'buy nebula skin',
  'where is my order',
  'delete my account',
  'remember the Alamo?',
])('%s: no matter of memory', (message) => {
  expect(readMemoryRequest(message)).toBeUndefined();
});

test.each([
  ['forget where I live', 'home'],
  ['please forget my name', 'name'],
  ['forget my favourite team', 'favorite team'],
  ['forget about the moon landing', undefined],
])('%j names the slot %s', (text, slot) => {
  const request = readMemoryRequest(text);
  expect(request?.do === 'forget' ? request.slot : 'another request').toBe(slot);
});
