import { describe, expect, test } from 'vitest';
import type { ExtractedMemories } from '../../contracts/memory.js';
import { checkExtracted, maySayOfOneself } from './check-extracted.js';

const read = (...quotes: string[]): ExtractedMemories => ({
  memories: quotes.map((quote) => ({ kind: 'fact', about: '', quote })),
});
const kept = (message: string, quotes: string[], before?: string): string[] =>
  checkExtracted(read(...quotes), { message, ...(before !== undefined && { before }) }, []).map(
    ({ text }) => text,
  );

test('what stands in the message word for word is kept, with its kind, its slot and what it answers', () => {
  const message = 'Well, since the divorce my two girls stay with me on weekends. Any tips for the arena?';
  const output: ExtractedMemories = {
    memories: [{ kind: 'fact', about: 'Family', quote: 'my two girls stay with me on weekends.' }],
  };
  expect(checkExtracted(output, { message, before: 'How are you?' }, [])).toEqual([
    {
      kind: 'fact',
      slot: null,
      text: 'my two girls stay with me on weekends',
      answers: 'How are you?',
      quote: 'my two girls stay with me on weekends',
      importance: 0.6,
    },
  ]);
  const named: ExtractedMemories = {
    memories: [{ kind: 'fact', about: 'Name', quote: 'folks say Bo to me' }],
  };
  expect(checkExtracted(named, { message: 'folks say Bo to me' }, [])[0]?.slot).toBe('name');
  expect(kept('Lisbon, near the river', ['Lisbon, near the river'], 'Where do you live?')).toHaveLength(1);
});

describe('of what a model makes up nothing is kept', () => {
  test.each([
    ['invented', 'I like the arena', 'I am a millionaire'],
    ['put together', 'I like rain and my cat hates it', 'I like my cat'],
    ['in other words', 'I moved to Porto in May', 'I live in Porto'],
    ['half a word', 'I dislike rain a lot', 'like rain a lot'],
    ['one word', 'I like Porto', 'Porto'],
    ['nothing', 'I like Porto', ''],
  ])('%s', (_what, message, quote) => {
    expect(kept(message, [quote])).toEqual([]);
  });
});

describe('what the writer did not say themselves is not theirs', () => {
  test.each([
    ['a quotation', 'my boss wrote "I am allergic to nuts" today', 'I am allergic to nuts'],
    [
      'a reply below a mark',
      'see this\n> I live in Rome with my mother\nstrange, I think',
      'I live in Rome with my mother',
    ],
    ['code', 'I run this:\n```\nmy name is root\n```', 'my name is root'],
    ['a forwarded mail', 'look at my mail\nFrom: Eve\nI hate my job', 'I hate my job'],
    ['a document', 'I read your docs. The refund takes 5 days.', 'The refund takes 5 days'],
    ['a question', 'do you think I live in Rome?', 'I live in Rome'],
    [
      'a removed secret',
      'my password is [password removed] and I hate it',
      'my password is [password removed]',
    ],
  ])('%s', (_what, message, quote) => {
    expect(kept(message, [quote])).toEqual([]);
  });
});

test('what the rules have read is not kept twice, nor what the model says twice', () => {
  const said = { message: 'I live in Porto with two cats, and my cats hate rain' };
  const output = read('I live in Porto', 'my cats hate rain', 'my cats hate rain', 'cats hate rain');
  expect(
    checkExtracted(output, said, [{ text: 'I live in Porto with two cats' }]).map(({ text }) => text),
  ).toEqual(['my cats hate rain']);
});

test('a model is asked only about messages that may say something of their writer', () => {
  expect(maySayOfOneself({ message: 'where is order 7?' })).toBe(false);
  expect(maySayOfOneself({ message: 'so my shift ends at six' })).toBe(true);
  expect(maySayOfOneself({ message: 'Lisbon, near the river', before: 'Where do you live?' })).toBe(true);
  expect(maySayOfOneself({ message: 'they said "my cat is ill"' })).toBe(false);
});
