import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createMetrics } from '../core/metrics.js';
import { uuidv7 } from '../core/ids.js';
import { createDeferred } from '../testing/deferred.js';
import { startRunHarness, type RunHarness } from '../testing/run-harness.js';
import { createTestSchema, databaseTargets, type TestSchema } from '../testing/servers.js';

const soon = (): AbortSignal => AbortSignal.timeout(10_000);
const MAY_BE_DONE = /orders\.refund may or may not have been done/;

describe.each(databaseTargets())('a write nobody waits for any more, on $name Postgres', ({ url }) => {
  let schema: TestSchema;
  let harness: RunHarness;
  const metrics = createMetrics({ processMetrics: false });

  beforeAll(async () => {
    schema = await createTestSchema(url);
    harness = await startRunHarness(schema.url, { metrics });
  });
  afterAll(async () => {
    await harness.close();
    await schema.drop();
  });

  const query = (text: string, values: unknown[]) => harness.store.pool.query(text, values);
  const effectOf = async (runId: string) =>
    (await harness.runs.listEffects('ada', { limit: 50 })).find((effect) => effect.run_id === runId);
  const unknowns = async (): Promise<number> => {
    const { body } = await metrics.scrape();
    return Number(/copilot_effects_unknown\{service="commerce"\} (\d+)/.exec(body)?.[1] ?? 0);
  };
  const accept = async () =>
    (await harness.runs.accept({ mode: 'support', userId: 'ada', message: 'tools: orders.refund' })).runId;

  /** A run of whose last allowed attempt the process died, its one write in `state`. In one statement: supervisors look. */
  const giveUp = async (state: 'intent' | 'sent') => {
    const runId = await accept();
    await harness.runs.result(runId, soon());
    await query(
      `with died as (
         update runs set status = 'running', worker = $2, attempt = 3, reply = null, finished_at = null where id = $1
       ), unsaid as (
         delete from messages where run_id = $1 and role = 'assistant'
       ), unlogged as (
         delete from run_events where run_id = $1 and event->>'type' <> 'run.started'
       )
       update effects set state = $3, result = null where run_id = $1`,
      [runId, randomUUID(), state],
    );
    return runId;
  };

  test('is unknown when its run is given up, the person is told, and it is not sent again', async () => {
    const before = await unknowns();
    const runId = await giveUp('sent');
    const calls = harness.stub.calls.length;
    const reply = await harness.runs.result(runId, soon());
    expect(reply.text).toMatch(MAY_BE_DONE);
    expect(await harness.runs.get(runId, 'ada')).toMatchObject({
      status: 'failed',
      error: { code: 'too_many_attempts' },
      reply: { text: reply.text },
    });
    expect(await effectOf(runId)).toMatchObject({ state: 'unknown', error: { code: 'unknown_outcome' } });
    expect(await unknowns()).toBe(before + 1);
    expect(harness.stub.calls.length).toBe(calls);
  });

  test('has failed when it never left, and the reply does not speak of it', async () => {
    const before = await unknowns();
    const runId = await giveUp('intent');
    const reply = await harness.runs.result(runId, soon());
    expect(reply.text).not.toMatch(MAY_BE_DONE);
    expect(await effectOf(runId)).toMatchObject({ state: 'failed' });
    expect(await unknowns()).toBe(before);
  });

  test('is unknown when its run is cancelled while the service does not answer; a late answer is kept', async () => {
    const [left, answered] = [createDeferred<undefined>(), createDeferred<undefined>()];
    harness.stub.answer('orders.refund', async () => {
      left.resolve(undefined);
      await answered.promise;
      return { refunded: true };
    });
    const runId = await accept();
    await left.promise;
    expect(await harness.runs.cancel(runId, 'ada')).toBe(true);
    const reply = await harness.runs.result(runId, soon());
    expect(reply.text).toMatch(MAY_BE_DONE);
    expect(await harness.runs.get(runId, 'ada')).toMatchObject({
      status: 'cancelled',
      reply: { text: reply.text },
    });
    expect(await effectOf(runId)).toMatchObject({ state: 'unknown' });
    answered.resolve(undefined);
    await vi.waitFor(async () =>
      expect(await effectOf(runId)).toMatchObject({ state: 'done', result: { refunded: true }, error: null }),
    );
    harness.stub.answer('orders.refund', () => Promise.resolve({ ok: true }));
  });

  test('outside a run is settled when its process is gone, and left alone while it lives', async () => {
    const living = (await query('select id from workers where lease_until > now()', [])).rows[0] as {
      id: string;
    };
    const insert = (state: string, worker: string) => {
      const key = uuidv7();
      return query(
        `insert into effects (key, run_id, session_id, user_id, step_no, tool, args, state, worker)
         values ($1, $2, 'action:eve', 'eve', 1, 'orders.refund', '{}', $3, $4)`,
        [key, uuidv7(), state, worker],
      ).then(() => key);
    };
    const before = await unknowns();
    const mine = await insert('sent', living.id);
    const [sent, intent] = [await insert('sent', randomUUID()), await insert('intent', randomUUID())];
    const stateOf = async (key: string) =>
      (await harness.runs.listEffects('eve', { limit: 50 })).find((effect) => effect.key === key)?.state;
    await vi.waitFor(async () => expect(await stateOf(intent)).toBe('failed'), { timeout: 5_000 });
    expect([await stateOf(sent), await stateOf(mine)]).toEqual(['unknown', 'sent']);
    expect(await unknowns()).toBe(before + 1);
  });
});
