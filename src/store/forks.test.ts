import { describe, expect, test } from 'vitest';
import { uuidv7 } from '../core/ids.js';
import { acceptTestRun, claimTestRun, endTestRun, startTestWorker } from '../testing/run-rows.js';
import { databaseTargets } from '../testing/servers.js';
import { findForkParent, insertFork, listForks, type NewFork } from './forks.js';
import { claimRun, listQueuedRuns } from './runs.js';
import { useTestStore } from '../testing/test-store.js';

describe.each(databaseTargets())('forks on record, on $name Postgres', ({ url }) => {
  const store = useTestStore(url);

  const forkOf = async (runId: string, sessionId: string): Promise<NewFork> => {
    const parent = await findForkParent(store.pool, runId, 'ada');
    const fork: NewFork = {
      runId: uuidv7(),
      sessionId,
      userId: 'ada',
      mode: 'support',
      message: 'hello',
      truncated: false,
      scopes: ['copilot.read'],
      findings: null,
      privateValues: [],
      traceparent: null,
      fork: { run_id: runId, at: 3, edit: { message: 'hello' }, turn_no: parent?.turn_no ?? 0 },
    };
    await insertFork(store.pool, fork);
    return fork;
  };

  test('a turn of the session and its forks do not wait for each other', async () => {
    const worker = await startTestWorker(store.pool);
    const parent = await acceptTestRun(store.pool);
    const { sessionId } = parent;
    const ended = await claimTestRun(store.pool, parent.runId, worker);
    await endTestRun(store.pool, ended);
    const [first, second] = [await forkOf(parent.runId, sessionId), await forkOf(parent.runId, sessionId)];
    const turn = await acceptTestRun(store.pool, { sessionId });

    const queued = await listQueuedRuns(store.pool, 10);
    expect(queued).toEqual([
      { runId: first.runId, sessionId: first.runId },
      { runId: second.runId, sessionId: second.runId },
      { runId: turn.runId, sessionId },
    ]);
    const claimed = await claimRun(store.pool, first.runId, worker);
    expect(claimed).toMatchObject({ dryRun: true, fork: { run_id: parent.runId, at: 3 } });
    expect(await claimRun(store.pool, turn.runId, worker)).toBeDefined();
    expect(await claimRun(store.pool, second.runId, worker)).toBeDefined();
    expect((await listForks(store.pool, parent.runId, 'ada')).map(({ run_id }) => run_id)).toEqual([
      second.runId,
      first.runId,
    ]);
    expect(await listForks(store.pool, parent.runId, 'bob')).toEqual([]);
  });

  test('a fork of a fork stands where the first one stood', async () => {
    const parent = await acceptTestRun(store.pool);
    const fork = await forkOf(parent.runId, parent.sessionId);
    const [of, ofFork] = await Promise.all(
      [parent.runId, fork.runId].map((id) => findForkParent(store.pool, id, 'ada')),
    );
    expect(ofFork?.turn_no).toBe(of?.turn_no);
    expect(await findForkParent(store.pool, parent.runId, 'bob')).toBeUndefined();
  });
});
