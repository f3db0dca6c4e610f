import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import type { ModelBudgets } from '../contracts/model-call.js';
import type { RunEventBody } from '../contracts/run-event.js';
import { uuidv7 } from '../core/ids.js';
import { reserveModelCall, settleModelCall } from '../store/model-calls.js';
import {
  closeModelServers,
  failureOf,
  NO_BUDGETS,
  outcomes,
  say,
  startModelRig,
  stream,
  type ModelRig,
} from '../testing/model-rig.js';
import { createDeferred } from '../testing/deferred.js';
import type { ModelRecords } from './model-records.js';
import { useTestStore } from '../testing/test-store.js';

const store = useTestStore(inject('embeddedDatabaseUrl'));
let records: ModelRecords;
beforeAll(async () => {
  records = {
    reserve: (call, budgets) => reserveModelCall(store.pool, call, budgets),
    settle: (call) => settleModelCall(store.pool, call),
  };
});
afterEach(closeModelServers);

/** At most 1017 tokens a call by the rig's prompt and limit, and 0.10017 dollars of the big model; in the end 110 and 0.002. */
const start = (budgets: Partial<ModelBudgets>, fallbackName?: string) =>
  startModelRig(
    (response) => stream(response, ['hi']),
    { budgets: { ...NO_BUDGETS, ...budgets }, fallbackName },
    records,
  );
const newRun = (userId = uuidv7()) => ({
  runId: uuidv7(),
  sessionId: uuidv7(),
  userId,
  mode: 'support' as const,
  callsBefore: 0,
});

describe('over the budget', () => {
  test('in dollars the smaller model is asked', async () => {
    const { source, server } = await start({ turn: { tokens: 0, usd: 0.101 } }, 'small');
    const events: { type: string }[] = [];
    const model = source.open({ ...newRun(), emit: (event) => events.push(event) });
    for (let i = 0; i < 3; i += 1) await say(model);
    expect(server.seen.map(({ body }) => (JSON.parse(body) as { model: string }).model)).toEqual([
      'big',
      'small',
      'small',
    ]);
    expect(events.filter(({ type }) => type === 'budget.downgraded')).toEqual([
      { type: 'budget.downgraded', from: 'big', to: 'small', reason: 'turn_usd' },
      { type: 'budget.downgraded', from: 'big', to: 'small', reason: 'turn_usd' },
    ]);
  });

  test('in tokens nobody is asked, and the rules go on', async () => {
    const { source, server } = await start({ session: { tokens: 1100, usd: 0 } }, 'small');
    const events: { type: string }[] = [];
    const model = source.open({ ...newRun(), emit: (event) => events.push(event) });
    await say(model);
    expect((await failureOf(say(model))).code).toBe('over_budget');
    expect(server.seen).toHaveLength(1);
    expect(events.slice(1)).toEqual([
      { type: 'budget.downgraded', from: 'big', to: 'rules', reason: 'session_tokens' },
    ]);
  });

  test('two sessions of one user at once, on two replicas, share the day', async () => {
    const held = createDeferred<void>();
    const day = { tokens: 0, usd: 0.15 };
    const startReplica = () =>
      startModelRig(
        (response) => void held.promise.then(() => stream(response, ['hi'])),
        { budgets: { ...NO_BUDGETS, day } },
        records,
      );
    const [one, other] = [await startReplica(), await startReplica()];
    const userId = uuidv7();
    const ask = ({ source }: ModelRig, user: string) =>
      say(source.open({ ...newRun(user), emit: () => undefined })).catch(
        (error: { code: string }) => error.code,
      );
    const calls = [ask(one, userId), ask(other, userId)];
    expect(await Promise.race(calls)).toBe('over_budget');
    held.resolve();
    expect((await Promise.all(calls)).sort()).toEqual(['hi', 'over_budget']);
    // What the call came to leaves room for the next; another user has a day of their own.
    expect(await ask(other, userId)).toBe('hi');
    expect(await ask(one, uuidv7())).toBe('hi');
  });

  test('a second attempt is counted too', async () => {
    const { source, events, server } = await startModelRig(
      (response) => response.writeHead(500).end(),
      { budgets: { ...NO_BUDGETS, turn: { tokens: 1100, usd: 0 } } },
      records,
    );
    const model = source.open({ ...newRun(), emit: (event) => events.push(event) });
    // A request that failed has cost nothing.
    expect((await failureOf(say(model))).code).toBe('server_error');
    expect(server.seen).toHaveLength(2);
    expect(outcomes(events)).toEqual(['1 big server_error', '2 big server_error']);
  });
});

test('a call is on record with what it came to, a cancelled one with what it may have', async () => {
  const controller = new AbortController();
  let calls = 0;
  const { source } = await startModelRig(
    (response) => ((calls += 1) === 1 ? stream(response, ['hi']) : controller.abort()),
    {},
    records,
  );
  const run = newRun();
  const events: RunEventBody[] = [];
  const model = source.open({ ...run, emit: (event) => events.push(event) });
  await say(model);
  // The run that is cancelled closes its log in the next moment.
  let atAbort: string[] = [];
  controller.signal.addEventListener('abort', () => queueMicrotask(() => (atAbort = outcomes(events))));
  await expect(say(model, () => undefined, controller.signal)).rejects.toThrow(/abort/);
  expect(atAbort).toEqual(['1 big done', '2 big cancelled']);
  expect(outcomes(events)).toEqual(atAbort);
  await expect
    .poll(async () => {
      const columns =
        'purpose, model, prompt_version, outcome, input_tokens, output_tokens, estimated, cost_usd';
      const { rows } = await store.pool.query(
        `select ${columns} from model_calls where run_id = $1 order by at`,
        [run.runId],
      );
      return rows as unknown;
    })
    .toMatchObject([
      {
        outcome: 'done',
        input_tokens: 100,
        output_tokens: 10,
        estimated: false,
        cost_usd: 0.002,
        prompt_version: 'v1',
      },
      {
        outcome: 'cancelled',
        input_tokens: 17,
        output_tokens: 0,
        estimated: true,
        purpose: 'respond',
        model: 'big',
      },
    ]);
});

test('where nothing can be put on record, nothing is spent', async () => {
  const away = () => Promise.reject(new Error('connection refused'));
  const { model, server } = await startModelRig(
    (response) => stream(response, ['hi']),
    {},
    { reserve: away, settle: away },
  );
  expect((await failureOf(say(model))).code).toBe('unavailable');
  expect(server.seen).toHaveLength(0);
});
