import { beforeEach, describe, expect, test } from 'vitest';
import type { RunEvent } from '../contracts/run-event.js';
import { uuidv7 } from '../core/ids.js';
import { acceptTestRun, claimTestRun, endTestRun, startTestWorker } from '../testing/run-rows.js';
import { databaseTargets } from '../testing/servers.js';
import { cancelUnstartedRun } from './finish.js';
import { appendEvents, listEvents, type EventRow } from './run-events.js';
import { findRun, hasEnded } from './run-views.js';
import {
  claimRun,
  listCancelRequests,
  listQueuedRuns,
  releaseRun,
  requestCancel,
  requeueOrphans,
} from './runs.js';
import { endAllLeases, endLease, renewLease } from './workers.js';
import { useTestStore } from '../testing/test-store.js';

describe.each(databaseTargets())('runs on record, $name Postgres', ({ url }) => {
  const store = useTestStore(url);

  const statusOf = async (runId: string): Promise<string | undefined> =>
    (await findRun(store.pool, runId, 'ada'))?.status;
  const orphans = (worker = uuidv7(), lost: string[] = []) => requeueOrphans(store.pool, { worker, lost });

  describe('a claim', () => {
    test('goes to one of many who try at once', async () => {
      const { runId } = await acceptTestRun(store.pool);
      const claims = await Promise.all(
        Array.from({ length: 8 }, () => claimRun(store.pool, runId, uuidv7())),
      );
      expect(claims.filter((claimed) => claimed !== undefined)).toHaveLength(1);
    });

    test('is refused while an earlier run of the session is not over', async () => {
      const { runId: first, sessionId } = await acceptTestRun(store.pool);
      const { runId: second } = await acceptTestRun(store.pool, { sessionId });
      expect(await claimRun(store.pool, second, uuidv7())).toBeUndefined();
      const claimed = await claimTestRun(store.pool, first);
      expect(await claimRun(store.pool, second, uuidv7())).toBeUndefined();
      await endTestRun(store.pool, claimed);
      expect(await claimRun(store.pool, second, uuidv7())).toMatchObject({ runId: second, attempt: 1 });
    });

    test('counts attempts, and the first start stays', async () => {
      const { runId } = await acceptTestRun(store.pool);
      const first = await claimTestRun(store.pool, runId);
      const started = (await findRun(store.pool, runId, 'ada'))?.started_at;
      await releaseRun(store.pool, first);
      expect(await claimTestRun(store.pool, runId)).toMatchObject({ attempt: 2 });
      expect((await findRun(store.pool, runId, 'ada'))?.started_at).toBe(started);
    });

    test('of a run that is over or unknown gives nothing', async () => {
      const { runId } = await acceptTestRun(store.pool);
      await endTestRun(store.pool, await claimTestRun(store.pool, runId));
      expect(await claimRun(store.pool, runId, uuidv7())).toBeUndefined();
      expect(await claimRun(store.pool, uuidv7(), uuidv7())).toBeUndefined();
    });
  });

  describe('orphans', () => {
    beforeEach(() => store.pool.query('delete from runs'));

    test("are the runs of workers whose lease has passed or was given up, and no living one's", async () => {
      const [alive, late, gone] = [
        await startTestWorker(store.pool),
        uuidv7(),
        await startTestWorker(store.pool),
      ];
      await renewLease(store.pool, late, -1);
      const runs = await Promise.all([alive, late, gone].map(() => acceptTestRun(store.pool)));
      for (const [index, worker] of [alive, late, gone].entries()) {
        await claimTestRun(store.pool, runs[index]!.runId, worker);
      }
      await endLease(store.pool, gone);
      expect(await orphans()).toBe(2);
      expect(await Promise.all(runs.map(({ runId }) => statusOf(runId)))).toEqual([
        'running',
        'queued',
        'queued',
      ]);
      expect(await orphans()).toBe(0);
    });

    test('are queued again in their old place, with the right of the dead attempt gone', async () => {
      const { runId, sessionId } = await acceptTestRun(store.pool);
      const { runId: later } = await acceptTestRun(store.pool, { sessionId });
      const dead = await claimTestRun(store.pool, runId, uuidv7());
      await orphans();
      expect(await claimRun(store.pool, later, uuidv7())).toBeUndefined();
      const again = await claimTestRun(store.pool, runId);
      expect(await endTestRun(store.pool, dead)).toBe(false);
      expect(await endTestRun(store.pool, again)).toBe(true);
    });

    test("are also a living worker's runs that it knows nothing of, and only its own", async () => {
      const [worker, other] = [await startTestWorker(store.pool), await startTestWorker(store.pool)];
      const [lost, kept, foreign] = await Promise.all([1, 2, 3].map(() => acceptTestRun(store.pool)));
      await claimTestRun(store.pool, lost!.runId, worker);
      await claimTestRun(store.pool, kept!.runId, worker);
      await claimTestRun(store.pool, foreign!.runId, other);
      expect(await orphans(worker, [lost!.runId, foreign!.runId])).toBe(1);
      expect(await statusOf(lost!.runId)).toBe('queued');
      expect(await statusOf(kept!.runId)).toBe('running');
      expect(await statusOf(foreign!.runId)).toBe('running');
    });

    test('are all that runs where every lease is ended', async () => {
      const { runId } = await acceptTestRun(store.pool);
      await claimTestRun(store.pool, runId, await startTestWorker(store.pool));
      await endAllLeases(store.pool);
      expect(await orphans()).toBeGreaterThanOrEqual(1);
      expect(await statusOf(runId)).toBe('queued');
    });
  });

  describe('a request to cancel', () => {
    test('is taken from the owner, while the run is not over', async () => {
      const { runId } = await acceptTestRun(store.pool);
      const request = { runId, userId: 'ada', reason: 'user' };
      expect(await requestCancel(store.pool, { ...request, userId: 'eve' })).toBeUndefined();
      expect(await requestCancel(store.pool, request)).toBe('queued');
      const worker = await startTestWorker(store.pool);
      expect(await claimTestRun(store.pool, runId, worker)).toMatchObject({ cancelReason: 'user' });
      expect(await requestCancel(store.pool, request)).toBe('running');
      expect(await listCancelRequests(store.pool, worker)).toEqual([{ runId, reason: 'user' }]);
      expect(await listCancelRequests(store.pool, uuidv7())).toEqual([]);
      await endTestRun(store.pool, { runId, attempt: 1 });
      expect(await requestCancel(store.pool, request)).toBeUndefined();
      expect(await listCancelRequests(store.pool, worker)).toEqual([]);
    });

    test('ends a run that nobody has taken up, with its one event', async () => {
      const { runId } = await acceptTestRun(store.pool);
      const event = {
        key: 'run.end',
        json: '{"type":"run.cancelled","reason":"user","seq":1}',
        unsaid: false,
      };
      expect(await cancelUnstartedRun(store.pool, runId, event)).toBe(true);
      expect(await cancelUnstartedRun(store.pool, runId, event)).toBe(false);
      expect(await statusOf(runId)).toBe('cancelled');
      expect(await listEvents(store.pool, runId, 0)).toHaveLength(1);
      expect(await hasEnded(store.pool, runId)).toBe(true);
    });

    test('cannot end in this way what was taken up once', async () => {
      const { runId } = await acceptTestRun(store.pool);
      await releaseRun(store.pool, await claimTestRun(store.pool, runId));
      const event = { key: 'run.end', json: '{}', unsaid: false };
      expect(await cancelUnstartedRun(store.pool, runId, event)).toBe(false);
      expect(await statusOf(runId)).toBe('queued');
    });
  });

  test('queued runs are listed in the order they were accepted', async () => {
    await store.pool.query('delete from runs');
    const runs = [];
    for (let n = 0; n < 4; n += 1) runs.push(await acceptTestRun(store.pool));
    await claimTestRun(store.pool, runs[0]!.runId);
    const queued = await listQueuedRuns(store.pool, 2);
    expect(queued).toEqual(runs.slice(1, 3).map(({ runId, sessionId }) => ({ runId, sessionId })));
  });

  test('nobody sees the run of another user, and an unknown run counts as over', async () => {
    const { runId } = await acceptTestRun(store.pool);
    expect(await findRun(store.pool, runId, 'eve')).toBeUndefined();
    expect(await hasEnded(store.pool, runId)).toBe(false);
    expect(await hasEnded(store.pool, uuidv7())).toBe(true);
  });

  describe('events', () => {
    const rowOf = (run: { runId: string; sessionId: string }, seq: number, attempt = 1): EventRow => {
      const event: RunEvent = {
        seq,
        run_id: run.runId,
        session_id: run.sessionId,
        at: '2026-05-01T12:00:00.000Z',
        type: 'text.delta',
        index: seq,
        text: `piece ${seq}`,
      };
      return { attempt, key: `text.delta:${seq}`, event, json: JSON.stringify(event) };
    };

    test('are committed for the attempt that counts, and for no other', async () => {
      const run = await acceptTestRun(store.pool);
      expect([...(await appendEvents(store.pool, [rowOf(run, 1)]))]).toEqual([]);
      await claimTestRun(store.pool, run.runId);
      expect([...(await appendEvents(store.pool, [rowOf(run, 1, 2)]))]).toEqual([]);
      expect([...(await appendEvents(store.pool, [rowOf(run, 1), rowOf(run, 2)]))]).toEqual([run.runId]);
      expect((await listEvents(store.pool, run.runId, 1)).map((event) => event.seq)).toEqual([2]);
    });

    test('of many runs go in one statement; a stale one among them writes nothing', async () => {
      const [ours, stale] = [await acceptTestRun(store.pool), await acceptTestRun(store.pool)];
      await claimTestRun(store.pool, ours.runId);
      await claimTestRun(store.pool, stale.runId);
      const live = await appendEvents(store.pool, [rowOf(ours, 1), rowOf(stale, 1, 7), rowOf(ours, 2)]);
      expect([...live]).toEqual([ours.runId]);
      expect(await listEvents(store.pool, ours.runId, 0)).toHaveLength(2);
      expect(await listEvents(store.pool, stale.runId, 0)).toEqual([]);
    });

    test('that were committed by a statement whose answer was lost can be sent again', async () => {
      const run = await acceptTestRun(store.pool);
      await claimTestRun(store.pool, run.runId);
      await appendEvents(store.pool, [rowOf(run, 1), rowOf(run, 2)]);
      const again = await appendEvents(store.pool, [rowOf(run, 1), rowOf(run, 2), rowOf(run, 3)]);
      expect([...again]).toEqual([run.runId]);
      expect((await listEvents(store.pool, run.runId, 0)).map((event) => event.seq)).toEqual([1, 2, 3]);
    });

    test('that say a fact twice under two numbers are refused', async () => {
      const run = await acceptTestRun(store.pool);
      await claimTestRun(store.pool, run.runId);
      await appendEvents(store.pool, [rowOf(run, 1)]);
      const twice = appendEvents(store.pool, [{ ...rowOf(run, 2), key: 'text.delta:1' }]);
      await expect(twice).rejects.toMatchObject({ code: '23505' });
    });

    test('that Postgres cannot hold are refused as data, not as a failure of the store', async () => {
      const run = await acceptTestRun(store.pool);
      await claimTestRun(store.pool, run.runId);
      const deep = { ...rowOf(run, 1), json: '['.repeat(100_000) + ']'.repeat(100_000) };
      await expect(appendEvents(store.pool, [deep])).rejects.toMatchObject({
        code: expect.stringMatching(/^(22|23|54)/),
      });
      const broken = { ...rowOf(run, 1), json: '{' };
      await expect(appendEvents(store.pool, [broken])).rejects.toMatchObject({
        code: expect.stringMatching(/^22/),
      });
      const odd = { ...rowOf(run, 1), json: '{"text":"\\u0000 \\ud800"}' };
      expect([...(await appendEvents(store.pool, [odd]))]).toEqual([run.runId]);
    });
  });
});
