import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type App } from './app.js';
import { OperationsView, type RunOperations } from './contracts/operations.js';
import { readConfig } from './core/config.js';
import { openStore, type Store } from './store/database.js';
import { openDoor } from './testing/door.js';
import { createScriptedRuns } from './testing/scripted-runs.js';
import { createTestSchema, databaseTargets, type TestSchema } from './testing/servers.js';

describe.each(databaseTargets())('what operators see, on $name Postgres', ({ url }) => {
  let schema: TestSchema;
  let app: App;
  let store: Store;
  beforeAll(async () => {
    schema = await createTestSchema(url);
    app = await startApp(
      readConfig({
        ENV: 'test',
        PORT: '0',
        LOG_LEVEL: 'silent',
        DATABASE_URL: schema.url,
        GAME_ASKS_AT_ONCE: '0',
      }),
    );
    store = await openStore({ url: schema.url });
  });
  afterAll(async () => {
    await app.stop();
    await store.close();
    await schema.drop();
  });

  const look = async (): Promise<OperationsView> =>
    OperationsView.parse(await (await fetch(`${app.url}/operations`)).json());
  const replay = async (id: string): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(`${app.url}/operations/dead-letters/${id}/replay`, { method: 'POST' });
    return { status: response.status, body: await response.json() };
  };
  const bury = async (event: unknown): Promise<string> => {
    const id = randomUUID();
    const text = typeof event === 'string' ? event : JSON.stringify(event);
    await store.pool.query(
      'insert into game_dead_letters (id, match_id, reason, event) values ($1, $2, $3, $4)',
      [id, 'm1', 'the mind failed', text],
    );
    return id;
  };

  test('an empty service has nothing to tell', async () => {
    expect(await look()).toMatchObject({
      runs: { by_status: {}, oldest_queued_at: null, workers: 1, failed: [] },
      effects: { open: 0, unknown: 0, last: [] },
      spent: { calls: 0, by_user: [] },
      dead_letters: [],
      model_limits: null,
    });
  });

  test('runs, unknown writes and costs are told of everybody, and nothing that was said', async () => {
    await fetch(`${app.url}/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        user_id: 'ada',
        mode: 'support',
        message: 'where is order 123, my secret sentence',
      }),
    });
    const id = randomUUID();
    await store.pool.query(
      `insert into runs (id, session_id, user_id, mode, message, status, error, finished_at)
       select $1, id, 'ada', 'support', 'secret words', 'failed', '{"code":"timeout","message":"m"}', now() from sessions limit 1`,
      [id],
    );
    await store.pool.query(
      `insert into effects (key, run_id, session_id, user_id, step_no, tool, args, state)
       values ('k', $1, 's', 'ada', 1, 'checkout', '{"card":"secret"}', 'unknown')`,
      [id],
    );
    await store.pool.query(
      `insert into model_calls (id, run_id, session_id, user_id, purpose, model, prompt_version, input_tokens, output_tokens, cost_usd)
       values ($1, $1, 's', 'ada', 'plan', 'm', 'v', 100, 20, 0.5)`,
      [id],
    );
    const view = await look();
    expect(view).toMatchObject({
      runs: { by_status: { done: 1, failed: 1 }, failed: [{ run_id: id, user_id: 'ada', code: 'timeout' }] },
      effects: { unknown: 1, last: [{ key: 'k', tool: 'checkout', state: 'unknown' }] },
      spent: { calls: 1, tokens: 120, cost_usd: 0.5, by_user: [{ user_id: 'ada', tokens: 120 }] },
    });
    expect(JSON.stringify(view)).not.toContain('secret');
  });

  test('a dead letter is played again, once, and leaves the list', async () => {
    const event = {
      match_id: 'm1',
      player: 'ada',
      source: 'server',
      seq: 7,
      t_game: 0,
      type: 'match.unheard-of',
      payload: {},
    };
    const id = await bury(event);
    expect((await look()).dead_letters).toMatchObject([{ id, match_id: 'm1', reason: 'the mind failed' }]);
    expect(await replay(id)).toEqual({ status: 200, body: { id, replayed: true } });
    expect((await look()).dead_letters).toEqual([]);
  });

  test('one that is refused again, or cut, or not there says so and stays', async () => {
    const refused = await bury({ match_id: 'm1', source: 'server', seq: 1, type: 'match.started' });
    const cut = await bury('{"match_id":"m1","payl');
    expect(await replay(refused)).toMatchObject({ status: 400, body: { code: 'bad_request' } });
    expect(await replay(cut)).toMatchObject({ status: 400, body: { code: 'bad_request' } });
    expect(await replay(randomUUID())).toMatchObject({ status: 404 });
    expect(await replay('7')).toMatchObject({ status: 404 });
    expect((await look()).dead_letters).toHaveLength(2);
  });

  test('a gateway can keep people out of it', async () => {
    const headers = { 'x-veze-scopes': 'copilot.read copilot.exec copilot.game' };
    expect((await fetch(`${app.url}/operations`, { headers })).status).toBe(403);
    const id = randomUUID();
    const answer = await fetch(`${app.url}/operations/dead-letters/${id}/replay`, {
      method: 'POST',
      headers,
    });
    expect(answer.status).toBe(403);
  });
});

test('what the model may cost is told where one is asked', async () => {
  const seen: RunOperations = {
    runs: { by_status: {}, oldest_queued_at: null, workers: 1, failed: [] },
    queue: { waiting: 0, running: 0 },
    effects: { open: 0, unknown: 0, last: [] },
    outbox: { waiting: 0, oldest_at: null },
    spent: { calls: 0, tokens: 0, cost_usd: 0, by_user: [] },
  };
  const runs = { ...createScriptedRuns(), operations: () => Promise.resolve(seen) };
  const limit = { tokens: 1_000, usd: 0.5 };
  const modelLimits = { turn: limit, session: limit, day: limit, match: { tokens: 50 } };
  await using door = await openDoor({ runs, modelLimits });
  const view = OperationsView.parse(await (await door.fetch('/operations')).json());
  expect(view.model_limits).toEqual(modelLimits);
});
