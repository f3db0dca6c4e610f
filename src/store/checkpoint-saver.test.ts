import { uuid6, type Checkpoint, type CheckpointMetadata } from '@langchain/langgraph-checkpoint';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { acceptTestRun, claimTestRun, endTestRun } from '../testing/run-rows.js';
import { databaseTargets } from '../testing/servers.js';
import { CheckpointSaver, trimCheckpoints } from './checkpoint-saver.js';
import { useTestStore } from '../testing/test-store.js';

const checkpointOf = (id: string, values: Record<string, unknown> = {}): Checkpoint => ({
  v: 4,
  id,
  ts: '2026-05-01T12:00:00.000Z',
  channel_values: values,
  channel_versions: {},
  versions_seen: {},
});
const METADATA: CheckpointMetadata = { source: 'loop', step: 1, parents: {} };

describe.each(databaseTargets())('checkpoints on $name Postgres', ({ url }) => {
  const store = useTestStore(url);
  let saver: CheckpointSaver;

  beforeAll(async () => {
    saver = new CheckpointSaver(store.pool);
  });
  beforeEach(() => store.pool.query('truncate checkpoints, checkpoint_writes'));

  const at = (thread: string, id?: string, ns = '') => ({
    configurable: {
      thread_id: thread,
      checkpoint_ns: ns,
      ...(id === undefined ? {} : { checkpoint_id: id }),
    },
  });
  const put = async (
    thread: string,
    values: Record<string, unknown> = {},
    parent?: string,
  ): Promise<string> => {
    const id = uuid6(1);
    await saver.put(at(thread, parent), checkpointOf(id, values), METADATA);
    return id;
  };
  const idsOf = async (thread: string): Promise<string[]> => {
    const { rows } = await store.pool.query<{ checkpoint_id: string }>(
      'select checkpoint_id from checkpoints where thread_id = $1 order by checkpoint_id collate "C"',
      [thread],
    );
    return rows.map((row) => row.checkpoint_id);
  };
  const writesOf = async (thread: string): Promise<number> =>
    (await store.pool.query('select 1 from checkpoint_writes where thread_id = $1', [thread])).rowCount ?? 0;

  test('the latest is found, or the one asked for, with its parent', async () => {
    const first = await put('t', { n: 1 });
    const second = await put('t', { n: 2 }, first);
    expect((await saver.getTuple(at('t')))?.checkpoint.channel_values).toEqual({ n: 2 });
    expect((await saver.getTuple(at('t', first)))?.checkpoint.channel_values).toEqual({ n: 1 });
    expect((await saver.getTuple(at('t', second)))?.parentConfig).toEqual(at('t', first));
    expect((await saver.getTuple(at('t', first)))?.parentConfig).toBeUndefined();
    expect(await saver.getTuple(at('nobody'))).toBeUndefined();
    expect(await saver.getTuple(at('t', undefined, 'child'))).toBeUndefined();
  });

  test('without a thread nothing is found, and nothing written', async () => {
    expect(await saver.getTuple({ configurable: {} })).toBeUndefined();
    await expect(saver.put({}, checkpointOf(uuid6(1)), METADATA)).rejects.toThrow('thread_id');
  });

  test('what a tool answered stays data in a checkpoint and in its pending writes', async () => {
    const forged = {
      lc: 1,
      type: 'constructor',
      id: ['langchain_core', 'messages', 'SystemMessage'],
      kwargs: {},
    };
    const id = await put('forged', { answer: forged });
    await saver.putWrites(at('forged', id), [['results', { $veze: 'send', forged }]], 'task');
    const tuple = await saver.getTuple(at('forged'));
    expect(tuple?.checkpoint.channel_values).toStrictEqual({ answer: forged });
    expect(tuple?.pendingWrites).toStrictEqual([['task', 'results', { $veze: 'send', forged }]]);
  });

  test('writes of a task come back in their order, each once', async () => {
    const id = await put('w');
    const many = Array.from({ length: 12 }, (_, n): [string, unknown] => [`channel-${n}`, n]);
    await saver.putWrites(at('w', id), many, 'task');
    await saver.putWrites(at('w', id), [['channel-0', 'again']], 'task');
    const writes = (await saver.getTuple(at('w')))?.pendingWrites ?? [];
    expect(writes.map(([, , value]) => value)).toEqual(many.map(([, value]) => value));
  });

  describe('the fence', () => {
    const fenced = (thread: string, run: { runId: string; attempt: number }, ns = '') => ({
      configurable: { ...at(thread, undefined, ns).configurable, run_id: run.runId, attempt: run.attempt },
    });
    const startRun = async () => {
      const { runId, sessionId } = await acceptTestRun(store.pool);
      return { sessionId, claimed: await claimTestRun(store.pool, runId) };
    };
    const checkpointOfRun = async (runId: string): Promise<unknown> =>
      (
        await store.pool.query<{ checkpoint_id: unknown }>('select checkpoint_id from runs where id = $1', [
          runId,
        ])
      ).rows[0]?.checkpoint_id;

    test('lets the attempt that counts write, and notes where the run stands', async () => {
      const { sessionId, claimed } = await startRun();
      const id = uuid6(1);
      await saver.put(fenced(sessionId, claimed), checkpointOf(id), METADATA);
      expect(await idsOf(sessionId)).toEqual([id]);
      expect(await checkpointOfRun(claimed.runId)).toBe(id);
    });

    test('lets a stale attempt write nothing', async () => {
      const { sessionId, claimed } = await startRun();
      const stale = { runId: claimed.runId, attempt: claimed.attempt - 1 };
      await saver.put(fenced(sessionId, stale), checkpointOf(uuid6(1)), METADATA);
      expect(await idsOf(sessionId)).toEqual([]);
      expect(await checkpointOfRun(claimed.runId)).toBeNull();
    });

    test('lets nobody write for a run that is over', async () => {
      const { sessionId, claimed } = await startRun();
      await endTestRun(store.pool, claimed);
      await saver.put(fenced(sessionId, claimed), checkpointOf(uuid6(1)), METADATA);
      expect(await idsOf(sessionId)).toEqual([]);
    });

    test('moves the session on only when the run ends well', async () => {
      const { sessionId, claimed } = await startRun();
      const id = uuid6(1);
      await saver.put(fenced(sessionId, claimed), checkpointOf(id), METADATA);
      const standing = async () =>
        (await store.pool.query('select checkpoint_id from sessions where id = $1', [sessionId])).rows;
      expect(await standing()).toEqual([{ checkpoint_id: null }]);
      await endTestRun(store.pool, claimed);
      expect(await standing()).toEqual([{ checkpoint_id: id }]);

      const next = await claimTestRun(store.pool, (await acceptTestRun(store.pool, { sessionId })).runId);
      expect(next.checkpointId).toBe(id);
      await saver.put(fenced(sessionId, next), checkpointOf(uuid6(2)), METADATA);
      await endTestRun(store.pool, next, { status: 'failed' });
      expect(await standing()).toEqual([{ checkpoint_id: id }]);
    });
  });

  describe('trimming', () => {
    test("keeps one checkpoint with its writes, and leaves other threads' alone", async () => {
      const ids = [await put('trim'), await put('trim'), await put('trim')];
      const other = await put('other');
      for (const id of ids) await saver.putWrites(at('trim', id), [['c', 1]], 'task');
      await trimCheckpoints(store.pool, 'trim', [ids[1]!]);
      expect(await idsOf('trim')).toEqual([ids[1]]);
      expect(await writesOf('trim')).toBe(1);
      expect(await idsOf('other')).toEqual([other]);
    });

    test('keeps nothing of a session whose first run never ended well', async () => {
      await put('first');
      await trimCheckpoints(store.pool, 'first', []);
      expect(await idsOf('first')).toEqual([]);
      expect(await writesOf('first')).toBe(0);
    });
  });

  test('a deleted thread is gone with its writes', async () => {
    const id = await put('deleted');
    await saver.putWrites(at('deleted', id), [['c', 1]], 'task');
    await saver.deleteThread('deleted');
    expect(await idsOf('deleted')).toEqual([]);
    expect(await writesOf('deleted')).toBe(0);
  });
});
