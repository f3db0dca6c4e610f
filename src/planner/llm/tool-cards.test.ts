import { expect, test } from 'vitest';
import { Mode } from '../../contracts/mode.js';
import { toolsOf } from '../../testing/llm-turn.js';
import { toolCards } from './tool-cards.js';

test.each(Mode.options)('the model is told of every tool of the %s mode', (mode) => {
  const tools = toolsOf(mode);
  const cards = toolCards(tools);
  for (const { name, effect, description } of tools.values()) {
    const isWrite = effect === 'write' ? ' (write: it changes something)' : '';
    expect(cards).toContain(`${name}${isWrite}: ${description}`);
  }
});

test('a value of several types is told as one of them', () => {
  expect(toolCards(toolsOf('player'))).toMatch(/-> \{match_id: text or null, boss: text/);
});
