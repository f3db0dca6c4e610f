import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '../contracts/run-event.js';
import { systemClock } from '../core/clock.js';
import { createInProcessRecentMemory } from '../memory/recent-in-process.js';
import { withRecord } from '../memory/recent.js';
import { listRecentMessages } from '../store/sessions.js';
import { openStore, type Store } from '../store/database.js';
import { startRunHarness, type RunHarness } from '../testing/run-harness.js';
import { createTestSchema, databaseTargets, type TestSchema } from '../testing/servers.js';

const soon = (): AbortSignal => AbortSignal.timeout(10_000);

/** What goes wrong next: the connection is lost before the named statement is carried out, or before its answer is here. */
interface Trouble {
  statement: string | undefined;
  when: 'before' | 'after';
}

const lost = (): Error => new Error('Connection terminated unexpectedly');

/** The pool, but for the statement that is in trouble, once. */
function troubled(pool: Pool, trouble: Trouble): Pool {
  const query = async (...args: Parameters<Pool['query']>): Promise<unknown> => {
    const [statement]: unknown[] = args;
    const name =
      typeof statement === 'object' && statement !== null && 'name' in statement ? statement.name : undefined;
    const inTrouble = name !== undefined && name === trouble.statement;
    if (inTrouble) trouble.statement = undefined;
    if (inTrouble && trouble.when === 'before') throw lost();
    const result: unknown = await pool.query(...args);
    if (inTrouble) throw lost();
    return result;
  };
  return new Proxy(pool, {
    get(target, property) {
      if (property === 'query') return query;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

const numbersOf = (events: RunEvent[]): number[] => events.map((event) => event.seq);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe.each(databaseTargets())('with $name Postgres, a connection that is lost', ({ url }) => {
  let schema: TestSchema;
  let store: Store;
  let harness: RunHarness;
  const trouble: Trouble = { statement: undefined, when: 'before' };

  beforeAll(async () => {
    schema = await createTestSchema(url);
    store = await openStore({ url: schema.url });
    const pool = troubled(store.pool, trouble);
    const recent = withRecord(createInProcessRecentMemory(systemClock), {
      load: (sessionId, n) => listRecentMessages(pool, sessionId, n),
      onError: () => undefined,
    });
    harness = await startRunHarness(schema.url, { pool, recent });
  });
  afterAll(async () => {
    await harness.close();
    await store.close();
    await schema.drop();
  });

  const say = async (message: string, sessionId: string) => {
    const { runId } = await harness.runs.accept({ mode: 'support', userId: 'ada', message, sessionId });
    const reply = await harness.runs.result(runId, soon());
    return {
      runId,
      reply,
      events: await harness.eventsOf(runId),
      view: await harness.runs.get(runId, 'ada'),
    };
  };

  // The run is finished as if nothing had happened.
  const harmless = [
    'append-events',
    'finish-run',
    'claim-run',
    'renew-lease',
    'list-queued',
    'requeue-orphans',
  ];
  const cases = harmless.flatMap((statement) => [
    { statement, when: 'before' as const },
    { statement, when: 'after' as const },
  ]);

  test.each(cases)('$when $statement costs no run, no event and no answer', async ({ statement, when }) => {
    const sessionId = `${statement}-${when}`;
    await say('hello', sessionId);
    Object.assign(trouble, { statement, when });
    const { reply, events, view } = await say('tools: orders.get orders.refund', sessionId);
    expect(reply.text).toMatch(/orders.get done, orders.refund done$/);
    expect(view.status).toBe('done');
    expect(numbersOf(events)).toEqual(upTo(events.length));
    expect(events.at(-1)?.type).toBe('run.finished');
    await expect.poll(() => trouble.statement, { timeout: 5_000 }).toBeUndefined();
    const next = await say('and now?', sessionId);
    expect(next.reply).toMatchObject({ text: 'You said: and now?', data: { heard: 4, turns: 2 } });
  });

  // The run cannot go on, and says so.
  const fatal = ['checkpoint-put', 'effect-intent', 'effect-sent', 'effect-done'];
  test.each(fatal)(
    'after %s ends the run with a recorded end, and the session goes on',
    async (statement) => {
      Object.assign(trouble, { statement, when: 'after' });
      const { reply, events, view } = await say('tools: orders.refund', statement);
      expect(['done', 'failed']).toContain(view.status);
      expect(reply.text).toMatch(/\w/);
      expect(numbersOf(events)).toEqual(upTo(events.length));
      expect((await say('hello', statement)).reply.text).toBe('You said: hello');
    },
  );

  test('when a run is taken up a second time does not leave it to nobody', async () => {
    Object.assign(trouble, { statement: 'claim-run', when: 'after' });
    const { runId } = await harness.runs.accept({ mode: 'support', userId: 'ada', message: 'hello' });
    await expect.poll(() => trouble.statement).toBeUndefined();
    Object.assign(trouble, { statement: 'list-events', when: 'before' });
    await expect
      .poll(async () => (await harness.runs.get(runId, 'ada')).status, { timeout: 10_000 })
      .toBe('done');
    expect((await harness.runs.get(runId, 'ada')).attempt).toBeGreaterThan(1);
  });
});
