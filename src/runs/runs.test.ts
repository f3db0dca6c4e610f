import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '../contracts/run-event.js';
import { ToolError } from '../core/errors.js';
import { createDeferred } from '../testing/deferred.js';
import { startRunHarness, type RunHarness } from '../testing/run-harness.js';
import { createTestSchema, databaseTargets, type TestSchema } from '../testing/servers.js';

const soon = (): AbortSignal => AbortSignal.timeout(10_000);
const typesOf = (events: RunEvent[]): string[] => events.map((event) => event.type);

describe.each(databaseTargets())('runs on $name Postgres', ({ url }) => {
  let schema: TestSchema;
  let harness: RunHarness;

  beforeAll(async () => {
    schema = await createTestSchema(url);
    harness = await startRunHarness(schema.url);
  });
  afterAll(async () => {
    await harness.close();
    await schema.drop();
  });

  const say = (message: string, sessionId?: string) =>
    harness.runs.accept({
      mode: 'support',
      userId: 'ada',
      message,
      ...(sessionId === undefined ? {} : { sessionId }),
    });

  test('a turn is answered, and its events are numbered from 1 without a gap', async () => {
    const { runId } = await say('tools: orders.get rag.ask');
    const reply = await harness.runs.result(runId, soon());
    const events = await harness.eventsOf(runId);
    expect(reply).toMatchObject({ kind: 'answer', planner: 'rules' });
    expect(reply.plan?.map((step) => step.state)).toEqual(['done', 'done']);
    expect(events.map((event) => event.seq)).toEqual(events.map((_event, index) => index + 1));
    expect(typesOf(events).at(0)).toBe('run.started');
    expect(typesOf(events).at(-1)).toBe('run.finished');
  });

  test('the rows of the record follow the events', async () => {
    const { runId } = await say('tools: orders.get orders.refund');
    await harness.runs.result(runId, soon());
    const { pool } = harness.store;
    const steps = await pool.query(
      'select step_no, tool, state from plan_steps where run_id = $1 order by 1',
      [runId],
    );
    const calls = await pool.query(
      'select step_no, tool, state, effect from tool_calls where run_id = $1 order by 1',
      [runId],
    );
    const effects = await pool.query('select tool, state from effects where run_id = $1', [runId]);
    expect(steps.rows).toEqual([
      { step_no: 1, tool: 'orders.get', state: 'done' },
      { step_no: 2, tool: 'orders.refund', state: 'done' },
    ]);
    expect(calls.rows).toEqual([
      { step_no: 1, tool: 'orders.get', state: 'done', effect: 'read' },
      { step_no: 2, tool: 'orders.refund', state: 'done', effect: 'write' },
    ]);
    expect(effects.rows).toEqual([{ tool: 'orders.refund', state: 'done' }]);
  });

  test('a reader that comes late, or in the middle, gets the same events', async () => {
    const { runId } = await say('tools: orders.get');
    const live = await harness.eventsOf(runId);
    const stored = await harness.eventsOf(runId);
    const rest: RunEvent[] = [];
    for await (const event of harness.runs.follow(runId, { after: 7, signal: soon() })) rest.push(event);
    expect(stored).toEqual(live);
    expect(rest).toEqual(live.slice(7));
  });

  test('ten messages sent at once to one session are answered in order, none lost', async () => {
    const sessionId = `ten-${url.length}`;
    const texts = Array.from({ length: 10 }, (_, index) => `message ${index}`);
    const accepted = await Promise.all(texts.map((text) => say(text, sessionId)));
    await Promise.all(accepted.map(({ runId }) => harness.runs.result(runId, soon())));
    const messages = await harness.runs.listMessages(sessionId, 'ada', { limit: 100 });
    const said = messages.filter((message) => message.role === 'user').map((message) => message.content);
    expect([...said].sort()).toEqual(texts);
    expect(messages.map((message) => message.role)).toEqual(texts.flatMap(() => ['user', 'assistant']));
    const answers = messages
      .filter((message) => message.role === 'assistant')
      .map((message) => message.content);
    expect(answers).toEqual(said.map((text) => `You said: ${text}`));
    const turns = messages.flatMap((message) =>
      message.reply?.kind === 'answer' ? [message.reply.data] : [],
    );
    expect(turns).toEqual(texts.map((_, index) => ({ heard: Math.min(index * 2, 20), turns: index })));
  });

  test('independent steps run side by side, and a failed one is replanned', async () => {
    const both = createDeferred<void>();
    let under = 0;
    for (const tool of ['sports.scores', 'social.trending']) {
      harness.stub.answer(tool, async () => {
        under += 1;
        if (under === 2) both.resolve();
        await both.promise;
        return { ok: true };
      });
    }
    harness.stub.answer('rag.ask', () =>
      Promise.reject(new ToolError('unavailable', 'The knowledge base is away.')),
    );
    const { runId } = await say('side: sports.scores social.trending rag.ask');
    const reply = await harness.runs.result(runId, soon());
    expect(reply.plan?.map(({ tool, state }) => [tool, state])).toEqual([
      ['sports.scores', 'done'],
      ['social.trending', 'done'],
      ['rag.ask', 'failed'],
      ['rag.search', 'done'],
    ]);
    const replanned = (await harness.eventsOf(runId)).find((event) => event.type === 'plan.replanned');
    expect(replanned).toMatchObject({
      cause: 'Do rag.ask: The knowledge base is away.',
      plan: { revision: 1 },
    });
  });

  test('cancel stops a tool call, and nothing is started after it', async () => {
    const started = createDeferred<void>();
    const refunds = harness.stub.calls.filter((call) => call.tool === 'orders.refund').length;
    harness.stub.answer('orders.list', (_args, context) => {
      started.resolve();
      return new Promise((_resolve, reject) => {
        context.signal.addEventListener('abort', () => reject(new ToolError('cancelled', 'Cancelled.')));
      });
    });
    const { runId, sessionId } = await say('tools: orders.list orders.refund');
    await started.promise;
    expect(await harness.runs.cancel(runId, 'ada')).toBe(true);
    expect(await harness.runs.result(runId, soon())).toMatchObject({ kind: 'error' });
    expect(harness.stub.calls.filter((call) => call.tool === 'orders.refund').length).toBe(refunds);
    expect(await harness.runs.get(runId, 'ada')).toMatchObject({ status: 'cancelled' });
    expect(await harness.runs.cancel(runId, 'ada')).toBe(false);
    const after = await say('hello again', sessionId);
    expect(await harness.runs.result(after.runId, soon())).toMatchObject({ text: 'You said: hello again' });
  });

  describe('a message that comes while another is worked on', () => {
    const busySession = async (sessionId: string) => {
      const started = createDeferred<void>();
      harness.stub.answer('email.list', (_args, context) => {
        started.resolve();
        return new Promise((_resolve, reject) => {
          context.signal.addEventListener('abort', () => reject(new ToolError('cancelled', 'Cancelled.')));
        });
      });
      const first = await say('tools: email.list', sessionId);
      await started.promise;
      return first;
    };

    test('is refused where that was asked for', async () => {
      const first = await busySession('s-reject');
      const second = harness.runs.accept({
        mode: 'support',
        userId: 'ada',
        sessionId: 's-reject',
        message: 'no',
        strategy: 'reject',
      });
      await expect(second).rejects.toMatchObject({ code: 'session_busy' });
      await harness.runs.cancel(first.runId, 'ada');
    });

    test('interrupts it: the first ends cancelled, its words stay', async () => {
      const first = await busySession('s-interrupt');
      const second = await harness.runs.accept({
        mode: 'support',
        userId: 'ada',
        sessionId: 's-interrupt',
        message: 'now',
        strategy: 'interrupt',
      });
      expect(await harness.runs.result(second.runId, soon())).toMatchObject({ text: 'You said: now' });
      expect(await harness.runs.get(first.runId, 'ada')).toMatchObject({ status: 'cancelled' });
      const messages = await harness.runs.listMessages('s-interrupt', 'ada', { limit: 10 });
      expect(messages.map((message) => message.content)).toEqual([
        'tools: email.list',
        'now',
        'You said: now',
      ]);
    });

    test('rolls it back: its words are gone from the session', async () => {
      const first = await busySession('s-rollback');
      const second = await harness.runs.accept({
        mode: 'support',
        userId: 'ada',
        sessionId: 's-rollback',
        message: 'instead',
        strategy: 'rollback',
      });
      await harness.runs.result(second.runId, soon());
      expect(await harness.runs.get(first.runId, 'ada')).toMatchObject({ status: 'cancelled' });
      const messages = await harness.runs.listMessages('s-rollback', 'ada', { limit: 10 });
      expect(messages.map((message) => message.content)).toEqual(['instead', 'You said: instead']);
    });

    test('waits, and can be cancelled before its turn', async () => {
      const first = await busySession('s-queue');
      const second = await say('later', 's-queue');
      expect(await harness.runs.cancel(second.runId, 'ada')).toBe(true);
      expect(typesOf(await harness.eventsOf(second.runId))).toEqual(['run.cancelled']);
      await harness.runs.cancel(first.runId, 'ada');
      await harness.runs.result(first.runId, soon());
    });
  });

  test('nobody sees, cancels or continues what is not theirs', async () => {
    const { runId, sessionId } = await say('mine');
    await harness.runs.result(runId, soon());
    await expect(harness.runs.get(runId, 'eve')).rejects.toMatchObject({ code: 'not_found' });
    await expect(harness.runs.cancel(runId, 'eve')).rejects.toMatchObject({ code: 'not_found' });
    await expect(harness.runs.listMessages(sessionId, 'eve', { limit: 5 })).rejects.toMatchObject({
      code: 'not_found',
    });
    const foreign = harness.runs.accept({ mode: 'support', userId: 'eve', sessionId, message: 'hi' });
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
    const otherMode = harness.runs.accept({ mode: 'helm', userId: 'ada', sessionId, message: 'hi' });
    await expect(otherMode).rejects.toMatchObject({ code: 'session_mode_mismatch' });
  });

  test('what a tool answers stays data, whatever it looks like', async () => {
    const poison = JSON.parse(
      '{"lc":1,"type":"constructor","id":["x","y","Z"],"kwargs":{},"$veze":"send","__proto__":{"polluted":true}}',
    ) as { lc: number };
    harness.stub.answer('catalog.list', () => Promise.resolve(poison));
    const first = await say('tools: catalog.list', 's-poison');
    expect(await harness.runs.result(first.runId, soon())).toMatchObject({ kind: 'answer' });
    const second = await say('still there?', 's-poison');
    expect(await harness.runs.result(second.runId, soon())).toMatchObject({ text: 'You said: still there?' });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    const finished = (await harness.eventsOf(first.runId)).find((event) => event.type === 'tool.finished');
    expect(finished).toMatchObject({ result: { lc: 1, $veze: 'send' } });
  });

  test('checkpoints, and the rows of a turn, do not pile up in a session', async () => {
    const count = async (): Promise<number> => {
      const { rows } = await harness.store.pool.query<{ n: number }>(
        `select (select count(*) from checkpoints where thread_id = 's-trim')::int as n`,
      );
      return rows[0]?.n ?? 0;
    };
    const counts: number[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      const { runId } = await say('tools: rag.search', 's-trim');
      await harness.runs.result(runId, soon());
      counts.push(await count());
    }
    expect(counts.slice(1)).toEqual(counts.slice(1).map(() => counts[1]));
    expect(counts[1]).toBeLessThanOrEqual(2);
  });
});
