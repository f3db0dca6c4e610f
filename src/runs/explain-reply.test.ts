import { expect, test } from 'vitest';
import type { MemoryView } from '../contracts/memory.js';
import { explainReply, type LastReply } from './explain-reply.js';

const MEMORY: MemoryView = {
  id: 'm1',
  kind: 'fact',
  text: 'my name is Ada',
  created_at: '2026-11-28T10:00:00.000Z',
} as MemoryView;
const last = (given: Partial<LastReply> = {}): LastReply => ({ memories: [], remembered: 0, ...given });
const step = (tool: string, label: string, state: 'done' | 'failed' = 'done') => ({
  id: 1,
  tool,
  label,
  state,
});

test('names memories, documents and steps that came to something, and gives the memories with it', () => {
  const explained = explainReply(
    last({
      memories: [MEMORY],
      remembered: 1,
      citations: [{ id: 'kb-refunds', title: 'Refunds', section: 'How long it takes' }],
      plan: [
        step('orders.get', 'Find order 123'),
        step('rag.ask', 'Ask the documents'),
        step('email.send', 'Send it', 'failed'),
      ],
    }),
    'support',
  );
  expect(explained).toEqual({
    text: 'Because of this:\n- You told me on 2026-11-28: "my name is Ada"\n- Our documents say so: Refunds, "How long it takes"\n- I did this for it: Find order 123',
    memories: [{ id: 'm1', text: 'my name is Ada' }],
  });
});

test('says that a memory is gone, and that there was nothing to rest on', () => {
  expect(explainReply(last({ remembered: 1 }), 'helm')?.text).toContain('forgotten since');
  expect(explainReply(last({ remembered: 1, plan: [step('a.b', 'Do it')] }), 'helm')?.text).toContain(
    'forgotten since',
  );
  expect(explainReply(last(), 'helm')?.text).toContain('I looked nothing up for it');
});

test('leaves to the match what rests on its events, and says nothing where nothing was said', () => {
  const events = [{ id: 'server:7', title: 'player.damaged', quote: 'hit' }];
  expect(explainReply(last({ citations: events }), 'player')).toBeUndefined();
  expect(explainReply(undefined, 'support')).toBeUndefined();
});
