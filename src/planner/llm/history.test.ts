import { expect, test } from 'vitest';
import type { ChatMessage } from '../../contracts/chat.js';
import { realTurn } from '../../testing/llm-turn.js';
import { createSummaryCache, tellHistory } from './history.js';
import { countTokens } from './tokens.js';

const history = Array.from({ length: 20 }, (_one, index): ChatMessage => ({
  role: index % 2 === 0 ? 'user' : 'assistant',
  content: `message ${index} ${'word '.repeat(40)}`,
}));

async function told(
  messages: ChatMessage[],
  budget: number,
  answer: string | undefined,
  cache = createSummaryCache(),
) {
  const asked: string[] = [];
  const text = await tellHistory(realTurn('support', 'x', { history: messages }), {
    sessionId: 's',
    budget,
    cache,
    summarise: async (covered) => {
      asked.push(covered);
      return answer;
    },
  });
  return { text, asked, cache };
}

test('a short conversation is told as it is, and nothing is summed up', async () => {
  const { text, asked } = await told(history.slice(0, 2), 1500, 'never');
  expect(text).toContain('Person: message 0');
  expect(text).toContain('Copilot: message 1');
  expect(asked).toEqual([]);
});

test('of a long one the newest are told, and the older summed up once as long as they stay the same', async () => {
  const { text, asked, cache } = await told(history, 500, 'They spoke of orders.');
  expect(text).toContain('message 19');
  expect(text).not.toContain('message 0 ');
  expect(text).toContain('They spoke of orders.');
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain('message 0');
  expect(countTokens(text)).toBeLessThan(600);
  expect((await told(history, 500, 'other', cache)).asked).toEqual([]);
});

test('where no summary is to be had the older ones are left out, with a note', async () => {
  const { text } = await told(history, 500, undefined);
  expect(text).toMatch(/\(\d+ older messages were left out\.\)/);
  expect(text).toContain('message 19');
});

test('one message that is too long is cut, not left out', async () => {
  const { text } = await told([{ role: 'user', content: 'x'.repeat(50_000) }], 200, undefined);
  expect(text).toContain('characters were cut');
  expect(countTokens(text)).toBeLessThan(300);
});
