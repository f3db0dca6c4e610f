import { describe, expect, test } from 'vitest';
import type { NewMemory } from '../contracts/memory.js';
import { databaseTargets } from '../testing/servers.js';
import { addMemory, editMemory } from './edit-memories.js';
import { forgetMemories } from './forget-memories.js';
import { listMemories, loadHeldMemories } from './memories.js';
import { countUnembedded, embedNext, type UnembeddedMemory } from './memory-vectors.js';
import { useTestStore } from '../testing/test-store.js';

describe.each(databaseTargets())('vectors of memories on $name Postgres', ({ url }) => {
  const store = useTestStore(url);

  const memory = (text: string, slot: string | null = null): NewMemory => ({
    kind: 'fact',
    slot,
    text,
    answers: null,
    quote: text,
    importance: 0.5,
  });
  const toVectors = (memories: readonly UnembeddedMemory[]): Buffer[] =>
    memories.map(() => Buffer.alloc(8, 1));
  const embed = (
    model: string,
    meanwhile: (memories: readonly UnembeddedMemory[]) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<string[]> =>
    embedNext(
      store.pool,
      { model, limit: 4 },
      {
        async embed(memories) {
          await meanwhile(memories);
          return toVectors(memories);
        },
        topicOf: (text) => text.toLowerCase().split(' '),
        restatedAmong: () => [],
      },
    );
  const modelsOf = async (owner: string): Promise<(string | null)[]> =>
    (await loadHeldMemories(store.pool, owner)).rows.map(({ model }) => model);

  test('while the model works, their owner says something newer, corrects and forgets without waiting', async () => {
    await addMemory(store.pool, 'ann', memory('I live in Graz', 'home'));
    const corrected = await addMemory(store.pool, 'ann', memory('Plays on Sundays'));
    const forgotten = await addMemory(store.pool, 'ann', memory('Likes the rain'));
    await embed('one', async (memories) => {
      expect(memories).toHaveLength(3);
      await addMemory(store.pool, 'ann', memory('I moved to Linz', 'home'));
      await editMemory(store.pool, 'ann', { id: corrected?.id ?? '', text: 'Plays on Mondays' });
      await forgetMemories(store.pool, 'ann', [forgotten?.id ?? '']);
    });
    const texts = (await listMemories(store.pool, { owner: 'ann', limit: 9 })).map(({ text }) => text);
    expect(texts.toSorted()).toEqual(['I moved to Linz', 'Plays on Mondays']);
    expect(await modelsOf('ann')).toEqual([null, null]);
    await embed('one');
    expect(await modelsOf('ann')).toEqual(['one', 'one']);
  });

  test('another replica takes others meanwhile', async () => {
    for (let n = 0; n < 8; n += 1) await addMemory(store.pool, 'ben', memory(`text number ${n}`));
    const [first, second]: string[][] = [[], []];
    await embed('one', async (memories) => {
      first?.push(...memories.map(({ id }) => id));
      await embed('one', async (others) => void second?.push(...others.map(({ id }) => id)));
    });
    expect(first).toHaveLength(4);
    expect(second).toHaveLength(4);
    expect(new Set([...(first ?? []), ...(second ?? [])]).size).toBe(8);
    expect(await countUnembedded(store.pool, 'one')).toBe(0);
  });

  test('a change of model counts them all, and embeds each anew', async () => {
    const all = await countUnembedded(store.pool, 'two');
    expect(all).toBe(10);
    await embed('two');
    expect(await countUnembedded(store.pool, 'two')).toBe(all - 4);
    while ((await embed('two')).length > 0);
    expect(await countUnembedded(store.pool, 'two')).toBe(0);
  });
});
