import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '../contracts/run-event.js';
import { dieAfter as leaveAfter } from '../testing/die-after.js';
import { HARNESS_SETTINGS, startRunHarness, type RunHarness } from '../testing/run-harness.js';
import { createTestSchema, databaseTargets, type TestSchema } from '../testing/servers.js';
import { claimRun } from '../store/runs.js';
import { finishRun } from '../store/finish.js';
import { appendEvents } from '../store/run-events.js';

const soon = (): AbortSignal => AbortSignal.timeout(10_000);

/** What an undisturbed run and one that was taken up again must have in common: all but the times. */
function withoutTimes(events: RunEvent[]): unknown[] {
  return events.map((event) => ({ ...event, at: '', ...('duration_ms' in event ? { duration_ms: 0 } : {}) }));
}

describe.each(databaseTargets())('a run whose process died, on $name Postgres', ({ url }) => {
  let schema: TestSchema;
  let harness: RunHarness;

  beforeAll(async () => {
    schema = await createTestSchema(url);
    harness = await startRunHarness(schema.url, { settings: { ...HARNESS_SETTINGS, leaseMs: 2_000 } });
  });
  afterAll(async () => {
    await harness.close();
    await schema.drop();
  });

  const query = (text: string, values: unknown[]) => harness.store.pool.query(text, values);

  const finishedRun = async (message: string, dryRun = false) => {
    const request = { mode: 'support', userId: 'ada', message, dryRun } as const;
    const { runId, sessionId } = await harness.runs.accept(request);
    await harness.runs.result(runId, soon());
    return { runId, sessionId, events: await harness.eventsOf(runId) };
  };

  const dieAfter = (run: { runId: string; sessionId: string }, seq: number): Promise<void> =>
    leaveAfter(harness.store.pool, run, seq);

  test('is finished from wherever it stood, its events those of an undisturbed run, its writes done once', async () => {
    const message = 'tools: orders.get orders.refund email.send rag.ask';
    const length = (await finishedRun(message)).events.length;
    const runs = await Promise.all(Array.from({ length }, () => finishedRun(message)));
    const writes = harness.stub.calls.filter((call) => call.key !== '').length;
    await Promise.all(runs.map((run, seq) => dieAfter(run, seq)));
    for (const [seq, run] of runs.entries()) {
      const events = await harness.eventsOf(run.runId);
      expect(withoutTimes(events)).toEqual(withoutTimes(run.events));
      expect(events.slice(0, seq)).toEqual(run.events.slice(0, seq));
      expect(await harness.runs.get(run.runId, 'ada')).toMatchObject({ status: 'done', attempt: 2 });
      const messages = await harness.runs.listMessages(run.sessionId, 'ada', { limit: 10 });
      expect(messages.map((said) => said.role)).toEqual(['user', 'assistant']);
    }
    expect(harness.stub.calls.filter((call) => call.key !== '').length).toBe(writes);
  }, 60_000);

  test('repeats a write that was sent without an answer under the same key', async () => {
    const run = await finishedRun('tools: orders.refund');
    const before = harness.stub.calls.length;
    const started = run.events.find((event) => event.type === 'tool.started');
    await query(`update effects set state = 'sent', result = null where run_id = $1`, [run.runId]);
    await dieAfter(run, started?.seq ?? 0);
    await harness.eventsOf(run.runId);
    const [first, again] = [harness.stub.calls[before - 1], harness.stub.calls[before]];
    expect(again).toEqual(first);
    expect(harness.stub.calls.length).toBe(before + 1);
  });

  test('stays a dry run wherever it stood', async () => {
    const message = 'tools: orders.refund rag.ask';
    const length = (await finishedRun(message, true)).events.length;
    const runs = await Promise.all(Array.from({ length }, () => finishedRun(message, true)));
    await Promise.all(runs.map((run, seq) => dieAfter(run, seq)));
    for (const run of runs) {
      expect(withoutTimes(await harness.eventsOf(run.runId))).toEqual(withoutTimes(run.events));
      expect(await harness.runs.get(run.runId, 'ada')).toMatchObject({ attempt: 2, dry_run: true });
      expect(await harness.runs.listMessages(run.sessionId, 'ada', { limit: 10 })).toEqual([]);
      const left = `select (select count(*)::int from effects where run_id = $1) as effects,
        (select count(*)::int from checkpoints where thread_id = $2) as checkpoints`;
      const { rows } = await query(left, [run.runId, run.sessionId]);
      expect(rows).toEqual([{ effects: 0, checkpoints: 0 }]);
    }
    const dry = new Set(runs.map(({ runId }) => runId));
    expect(harness.stub.calls.filter(({ runId, key }) => dry.has(runId) && key !== '')).toEqual([]);
  });

  test('is not planned again: the stored plan is carried on', async () => {
    const run = await finishedRun('tools: orders.get');
    const planned = harness.planner.planned.length;
    await dieAfter(run, run.events.find((event) => event.type === 'plan.created')?.seq ?? 0);
    await harness.eventsOf(run.runId);
    expect(harness.planner.planned.length).toBe(planned);
  });

  test('is given up with an honest answer when it has killed its process too often', async () => {
    const run = await finishedRun('tools: orders.get');
    await dieAfter(run, 3);
    await query('update runs set attempt = $2 where id = $1', [run.runId, HARNESS_SETTINGS.maxAttempts]);
    expect((await harness.eventsOf(run.runId)).at(-1)).toMatchObject({
      type: 'run.failed',
      code: 'too_many_attempts',
    });
    expect(await harness.runs.get(run.runId, 'ada')).toMatchObject({ status: 'failed' });
  });

  test('a process that comes back from the dead cannot write: not events, not the end, not a claim', async () => {
    const run = await finishedRun('tools: orders.get');
    const { pool } = harness.store;
    const row = { attempt: 0, key: 'zombie', json: '{}', event: { ...run.events[0]!, seq: 999 } };
    expect([...(await appendEvents(pool, [row]))]).toEqual([]);
    const last = { seq: 999, key: 'run.end', event: '{}' };
    const end = {
      runId: run.runId,
      attempt: 1,
      status: 'done',
      reply: null,
      answer: null,
      error: null,
      last,
    } as const;
    const ended = await finishRun(pool, {
      ...end,
      messageId: randomUUID(),
      busEvents: [],
    });
    expect(ended).toBe(false);
    expect(await claimRun(pool, run.runId, randomUUID())).toBeUndefined();
    expect(await harness.eventsOf(run.runId)).toEqual(run.events);
  });
});

test.each(databaseTargets())(
  'a run is handed over when its process stops, and finished by the next ($name)',
  async ({ url }) => {
    const schema = await createTestSchema(url);
    const first = await startRunHarness(schema.url);
    first.stub.answer('orders.list', (_args, context) => {
      return new Promise((_resolve, reject) =>
        context.signal.addEventListener('abort', () => reject(new Error('cut'))),
      );
    });
    const { runId } = await first.runs.accept({
      mode: 'support',
      userId: 'ada',
      message: 'tools: orders.list',
    });
    for await (const event of first.runs.follow(runId, { after: 0, signal: soon() })) {
      if (event.type === 'tool.started') break;
    }
    await first.runs.drain(1);
    await first.store.close();
    const second = await startRunHarness(schema.url);
    expect(await second.runs.result(runId, soon())).toMatchObject({
      text: 'tools: orders.list: orders.list done',
    });
    expect(await second.runs.get(runId, 'ada')).toMatchObject({ status: 'done', attempt: 2 });
    await second.close();
    await schema.drop();
  },
);
