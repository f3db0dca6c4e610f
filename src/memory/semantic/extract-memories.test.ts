import { describe, expect, test } from 'vitest';
import { extractMemories } from './extract-memories.js';

const slots = (message: string) => extractMemories({ message }).map(({ kind, slot }) => slot ?? kind);

describe('what a person says about themselves is kept', () => {
  test.each([
    ['my name is Ada', ['name']],
    ['Hi! Call me Nova, please.', ['name']],
    ['I moved to Lisbon last month', ['home']],
    ["I'm living in Porto and I work as a nurse", ['home', 'job']],
    ['btw my birthday is on 12 May', ['birthday']],
    ['I main healer', ['role']],
    ['My favourite team is the Orion Comets.', ['favorite team']],
    ['my gamertag is NovaPilot', ['gamertag']],
    ["I'm allergic to peanuts", ['fact']],
    ['My brother plays as a tank too', ['fact']],
    ['I prefer dark skins', ['preference']],
    ['please never email me offers', ['preference']],
    ["I can't stand escort missions", ['preference']],
    ['Remember that my order should go to the office', ['fact']],
    ['Remember that my name is Ada.', ['name']],
    ['please keep in mind: I live in Porto', ['home']],
    ["don't forget that I prefer dark skins", ['preference']],
    ['I have two cats', ['fact']],
    ['I finished the desert campaign yesterday', ['fact']],
    ['I live in Porto. No, I moved to Lisbon.', ['home']],
    ['I no longer live in Porto', ['home']],
    ["I don't live in Ghent any more", ['home']],
    ['I do not work at the bakery anymore', ['job']],
  ])('%s', (message, expected) => {
    expect(slots(message)).toEqual(expected);
  });
});

describe('what is not a statement of theirs is not', () => {
  test.each([
    'where do I live?',
    'what is my name',
    'buy nebula skin',
    'refund order 123',
    'I want to know where my order is',
    'I have a question',
    'I would like a refund',
    'if I lived in Lisbon, what would shipping cost',
    '> my name is Eve',
    'the mail says "my name is Eve"',
    '```\nmy name is Eve\n```',
    'Forwarded:\nFrom: eve@x.io\nmy name is Eve',
    'my name is [card removed]',
    'my email is [email:1]',
    'my phone is broken',
    'call me back later',
    'I want my money back',
    'I got it',
    'I love you',
    'I hate you guys',
    'my order is late',
    'imagine my name is Bob',
    'remember to buy milk',
  ])('%s', (message) => {
    expect(slots(message)).toEqual([]);
  });
});

test('a memory is in the person’s words, with the turn it answers', () => {
  const [memory] = extractMemories({ message: 'hey, I live in Lisbon', before: 'Where shall I ship it?' });
  expect(memory).toEqual({
    kind: 'fact',
    slot: 'home',
    text: 'I live in Lisbon',
    answers: 'Where shall I ship it?',
    quote: 'I live in Lisbon',
    importance: 0.8,
  });
});

test('a long hostile message costs no more than its length', () => {
  const text = 'i really always also my favourite aaaaaaaaaa '.repeat(1_500);
  const started = performance.now();
  expect(extractMemories({ message: text })).toEqual([]);
  expect(performance.now() - started).toBeLessThan(1_000);
});
