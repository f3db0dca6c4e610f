import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { NewMemory } from '../contracts/memory.js';
import { dumpDatabase } from '../testing/dump-stores.js';
import { acceptTestRun, claimTestRun, endTestRun } from '../testing/run-rows.js';
import { databaseTargets } from '../testing/servers.js';
import { inTransaction } from './database.js';
import { addMemory } from './edit-memories.js';
import { eraseNext } from './erasures.js';
import { forgetMemories } from './forget-memories.js';
import { listMemories } from './memories.js';
import { embedNext } from './memory-vectors.js';
import { useTestStore } from '../testing/test-store.js';

// What is forgotten at the worst moments stays forgotten, and what is said afterwards is kept.

describe.each(databaseTargets())('forgetting on $name Postgres', ({ url }) => {
  const store = useTestStore(url);

  const memory = (text: string, slot: string | null = null): NewMemory => ({
    kind: 'fact',
    slot,
    text,
    answers: null,
    quote: text,
    importance: 0.5,
  });
  const start = async (userId: string, message: string) => {
    const run = await acceptTestRun(store.pool, { userId, message });
    return claimTestRun(store.pool, run.runId);
  };
  const held = async (owner: string): Promise<string[]> =>
    (await listMemories(store.pool, { owner, limit: 99, ended: true })).map(({ text }) => text).toSorted();
  const idsOf = async (owner: string): Promise<string[]> =>
    (await listMemories(store.pool, { owner, limit: 99, ended: true })).map(({ id }) => id);
  const erase = (): Promise<string[]> => eraseNext(store.pool, () => Promise.resolve());
  const eraseAll = async (): Promise<void> => {
    while ((await erase()).length > 0);
  };
  const waiting = async (): Promise<number> => (await store.pool.query('select from erasures')).rowCount ?? 0;
  const placesOf = async (word: string): Promise<string[]> =>
    (await dumpDatabase(store.url))
      .filter((row) => row.includes(word))
      .map((row) => row.split(' ', 1)[0] ?? '');

  test('what a run of before still knows is not written when all is forgotten; what is said later is', async () => {
    const before = await start('ann', 'I live in Graz');
    expect(await forgetMemories(store.pool, 'ann', 'all')).toBe(0);
    await endTestRun(store.pool, before, { memories: [memory('I live in Graz', 'home')] });
    expect(await held('ann')).toEqual([]);
    const after = await start('ann', 'I live in Linz');
    await endTestRun(store.pool, after, { memories: [memory('I live in Linz', 'home')] });
    expect(await held('ann')).toEqual(['I live in Linz']);
    await eraseAll();
    expect(await held('ann')).toEqual(['I live in Linz']);
    expect(await placesOf('I live in Graz')).toEqual([]);
    expect(await waiting()).toBe(0);
  });

  test.each(['the run first', 'forgetting first'])(
    'a run that ends at that very moment leaves nothing: %s',
    async (order) => {
      const owner = `bob ${order}`;
      await addMemory(store.pool, owner, memory('I like rain'));
      const home = `I live in Bern, ${order}`;
      const run = await start(owner, home);
      const end = () => endTestRun(store.pool, run, { memories: [memory(home, 'home')] });
      const forget = () => forgetMemories(store.pool, owner, 'all');
      const steps = order === 'the run first' ? [end, forget] : [forget, end];
      await inTransaction(store.pool, async (db) => {
        // Both wait for the owner, in this order, with what they saw when they began.
        await db.query('select from memory_owners where owner = $1 for update', [owner]);
        const waits = steps.map(async (step, place) => {
          await lockedOut(place);
          return step();
        });
        await lockedOut(2);
        return { waits };
      }).then(({ waits }) => Promise.all(waits));
      expect(await held(owner)).toEqual([]);
      await eraseAll();
      expect(await placesOf(home)).toEqual([]);
    },
  );

  /** Until so many wait for a lock. */
  async function lockedOut(count: number): Promise<void> {
    for (;;) {
      const { rowCount } = await store.pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if ((rowCount ?? 0) >= count) return;
      await sleep(5);
    }
  }

  test('words that a run of before says again go with the rest, when it has ended', async () => {
    const first = await start('cat', 'I live in Porto');
    await endTestRun(store.pool, first, { memories: [memory('I live in Porto', 'home')] });
    const second = await start('cat', 'as I said, I live in Porto');
    await forgetMemories(store.pool, 'cat', await idsOf('cat'));
    await erase();
    // At once, though somebody may write them again.
    expect(await placesOf('I live in Porto')).toEqual(['erasures']);
    expect(await erase()).toEqual([]);
    await endTestRun(store.pool, second, {
      answer: 'You told me: "I live in Porto".',
      memories: [memory('I live in Porto', 'home'), memory('I play medic', 'role')],
    });
    expect(await placesOf('I live in Porto')).toEqual(expect.arrayContaining(['messages', 'memories']));
    await eraseAll();
    expect(await placesOf('I live in Porto')).toEqual([]);
    expect(await held('cat')).toEqual(['I play medic']);
  });

  test('what is said again after it was forgotten is kept', async () => {
    const first = await start('dan', 'I like mushrooms');
    await endTestRun(store.pool, first, { memories: [memory('I like mushrooms')] });
    await forgetMemories(store.pool, 'dan', await idsOf('dan'));
    const second = await start('dan', 'I like mushrooms');
    await endTestRun(store.pool, second, { memories: [memory('I like mushrooms')] });
    await eraseAll();
    expect(await held('dan')).toEqual(['I like mushrooms']);
  });

  test('a crash between sweeping and striking off means doing it again', async () => {
    const run = await start('eve', 'I collect stamps');
    await endTestRun(store.pool, run, { memories: [memory('I collect stamps')] });
    await forgetMemories(store.pool, 'eve', 'all');
    await expect(eraseNext(store.pool, () => Promise.reject(new Error('Redis is away')))).rejects.toThrow(
      'away',
    );
    expect(await waiting()).toBe(1);
    await eraseAll();
    expect(await placesOf('I collect stamps')).toEqual([]);
  });

  test('a vector that is made while its words are erased is not stored, and made again', async () => {
    const said = await start('fay', 'I live in Bern');
    await endTestRun(store.pool, said, { memories: [memory('I live in Bern', 'home')] });
    const [forgotten = ''] = await idsOf('fay');
    await addMemory(store.pool, 'fay', { ...memory('yes, two'), answers: 'You said "I live in Bern". Two?' });
    const embed = (meanwhile: () => Promise<unknown> = () => Promise.resolve()) =>
      embedNext(
        store.pool,
        { model: 'one', limit: 32 },
        {
          async embed(rows) {
            await meanwhile();
            return rows.map(() => Buffer.alloc(8, 1));
          },
          topicOf: () => [],
          restatedAmong: () => [],
        },
      );
    await embed(async () => {
      await forgetMemories(store.pool, 'fay', [forgotten]);
      await eraseAll();
    });
    const { rows } = await store.pool.query(`select answers, vector from memories where owner = 'fay'`);
    expect(rows).toEqual([{ answers: 'You said "[forgotten]". Two?', vector: null }]);
    await embed();
    expect(
      (await store.pool.query(`select from memories where owner = 'fay' and vector is null`)).rowCount,
    ).toBe(0);
  });

  test('vectors and what they end are one: a crash leaves both for the next time', async () => {
    await addMemory(store.pool, 'gus', memory('I like sushi'));
    await addMemory(store.pool, 'gus', memory("I don't like sushi any more"));
    const embed = (restatedAmong: (held: readonly { id: string; said_at: Date }[]) => string[]) =>
      embedNext(
        store.pool,
        { model: 'one', limit: 32 },
        {
          embed: async (rows) => rows.map(() => Buffer.alloc(8, 1)),
          topicOf: () => ['sushi'],
          restatedAmong,
        },
      );
    const oldest = (rows: readonly { id: string; said_at: Date }[]): string[] =>
      rows
        .toSorted((a, b) => a.said_at.getTime() - b.said_at.getTime())
        .slice(0, 1)
        .map(({ id }) => id);
    await expect(
      embed(() => {
        throw new Error('the process dies');
      }),
    ).rejects.toThrow('dies');
    // Said again before anybody found that it was taken back: now it is the newer one.
    await addMemory(store.pool, 'gus', memory('I like sushi'));
    await embed(oldest);
    const now = await listMemories(store.pool, { owner: 'gus', limit: 9 });
    expect(now.map(({ text }) => text)).toEqual(['I like sushi']);
  });
});
