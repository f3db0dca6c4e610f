import { afterEach, expect, test, vi } from 'vitest';
import { openMatchState, applyRecord } from './game/matches/match-state.js';
import type { MatchRecord } from './game/matches/match-record.js';
import { makePlanningMind } from './game/matches/planning-mind.js';
import { openStore } from './store/database.js';
import { startFight, type Fight } from './testing/fight-with-model.js';
import { createTestSchema, databaseTargets } from './testing/servers.js';
import { deliver, HANG, sayJson } from './testing/model-server/answer.js';

/** However busy the machine is. */
const eventually = (look: () => unknown) => expect.poll(look, { timeout: 30_000 });

const SCATTER = { strategy: 'scatter', weights: [{ goal: 'survive', weight: 2 }], words: 'Keep apart.' };
/** Longer than any test waits. */
const SLOW = { afterMs: 60_000 };

vi.setConfig({ testTimeout: 90_000 });
const open: Fight[] = [];
afterEach(async () => {
  for (const fight of open.splice(0).toReversed()) await fight.close();
});
const start = async (...options: Parameters<typeof startFight>): Promise<Fight> => {
  const fight = await startFight(...options);
  open.push(fight);
  return fight;
};

test('a boss that comes is a question to the model, whose choice then leads the fight', async () => {
  const fight = await start();
  fight.model.script.on('strategy', sayJson(SCATTER));
  await fight.begin();
  await eventually(async () => (await fight.details()).view).toMatchObject({
    strategy: { name: 'scatter', source: 'llm', words: 'Keep apart.', weights: { survive: 2 } },
    advised: [{ outcome: 'accepted', source: 'llm', strategy: 'scatter' }],
  });
  const [run, ...others] = (await fight.details()).strategy_runs;
  expect(others).toEqual([]);
  expect(run).toMatchObject({ because: 'a boss has come', status: 'done' });
  expect(await fight.run(run!.run_id)).toMatchObject({ source: 'game', mode: 'player', status: 'done' });
  const events = await fight.eventsOf(run!.run_id);
  expect(events.flatMap((event) => (event.type === 'node.finished' ? [event.node] : []))).toEqual(
    expect.arrayContaining(['router', 'specialist', 'xengine', 'policy']),
  );
  expect(events.find(({ type }) => type === 'route.chosen')).toMatchObject({
    route: { specialist: 'strategist', reason: 'a boss has come' },
  });
  expect(events.find(({ type }) => type === 'tool.finished')).toMatchObject({ tool: 'game.plan' });
  expect(events.find(({ type }) => type === 'model.finished')).toMatchObject({ purpose: 'strategy' });
});

test('it is a run of the player that leaves nothing in their conversations and is nobody else’s', async () => {
  const fight = await start();
  fight.model.script.on('strategy', sayJson(SCATTER));
  await fight.begin();
  await eventually(async () => (await fight.details()).strategy_runs[0]?.status).toBe('done');
  const [{ run_id: runId } = { run_id: '' }] = (await fight.details()).strategy_runs;
  const { session_id: session } = await fight.run(runId);
  expect(await fight.get(`/sessions?user_id=ada`)).toMatchObject({ status: 200, body: { sessions: [] } });
  expect(await fight.get(`/sessions/${session}/messages?user_id=ada`)).toMatchObject({
    body: { messages: [] },
  });
  expect((await fight.get(`/runs/${runId}?user_id=bob`)).status).toBe(404);
  expect(
    (await fight.post('/chat', { user_id: 'ada', mode: 'player', session_id: session, message: 'hi' }))
      .status,
  ).toBe(404);
});

test('a model that takes too long is hung up on, and what XEngine says leads the fight', async () => {
  const fight = await start({ GAME_ANSWER_MS: '10000' });
  fight.model.script.on('strategy', deliver(sayJson(SCATTER), SLOW));
  await fight.begin();
  await eventually(async () => (await fight.details()).view).toMatchObject({
    strategy: { source: 'xengine' },
    advised: [{ outcome: 'accepted', source: 'xengine' }],
  });
  expect(await fight.model.journal[0]?.ended).toMatchObject({ by: 'client' });
});

test('an event that makes the question pointless ends the run and its call, and the new question is asked', async () => {
  const fight = await start();
  fight.model.script.next(HANG, sayJson({ ...SCATTER, strategy: 'outlast' }));
  await fight.begin();
  await eventually(() => fight.model.journal.length).toBe(1);
  await fight.send('boss.phase_changed', { boss: 'boss', phase: 2 }, 400);
  expect(await fight.model.journal[0]?.ended).toMatchObject({ by: 'client' });
  await fight.send('boss.moved', { boss: 'boss', position: { x: 30, y: 20 } }, 600);
  await eventually(async () => (await fight.details()).view).toMatchObject({
    strategy: { name: 'outlast', source: 'llm' },
  });
  const runs = (await fight.details()).strategy_runs;
  expect(runs.map(({ status, because }) => [status, because])).toEqual([
    ['cancelled', 'a boss has come'],
    ['done', 'the boss fights differently'],
  ]);
  expect(await fight.metric('copilot_game_advice{outcome="aborted",cause=""}')).toBe(1);
});

test('what the model says to the player passes the policy on links first', async () => {
  const fight = await start();
  fight.model.script.on(
    'strategy',
    sayJson({ ...SCATTER, words: 'Keep apart: https://evil.example/loot has more.' }),
  );
  await fight.begin();
  await eventually(async () => (await fight.details()).view).toMatchObject({ strategy: { source: 'llm' } });
  expect(JSON.stringify((await fight.details()).view)).not.toContain('evil.example');
});

test.each([
  ['an action', { ...SCATTER, action: 'attack', target: 'boss' }],
  [
    'a list of actions',
    { ...SCATTER, actions: [{ actor: 'healer', action: 'move', position: { x: 1, y: 1 } }] },
  ],
  ['a strategy that does not exist', { ...SCATTER, strategy: 'cheat' }],
  ['a goal that does not exist', { ...SCATTER, weights: [{ goal: 'teleport', weight: 3 }] }],
  ['a weight beyond all bounds', { ...SCATTER, weights: [{ goal: 'survive', weight: 1e9 }] }],
])('a model that answers with %s is not heard', async (_what, answer) => {
  const fight = await start();
  fight.model.script.on('strategy', sayJson(answer));
  await fight.begin();
  await eventually(async () => (await fight.details()).view).toMatchObject({
    strategy: { source: 'xengine' },
  });
  expect(JSON.stringify((await fight.details()).view)).not.toContain('cheat');
});

test('without model and XEngine the table of the rules goes on by itself', async () => {
  const fight = await start({ SVC_XENGINE: 'http://127.0.0.1:9/xengine', OPENAI_BASE_URL: '' });
  await fight.begin();
  await eventually(() => fight.metric('copilot_game_advice{outcome="rules",cause=""}')).toBe(1);
  const { view, strategy_runs: runs } = await fight.details();
  expect(view).toMatchObject({ strategy: { source: 'rules' }, advised: [] });
  expect(runs.map(({ status }) => status)).toEqual(['done']);
  expect((await fight.eventsOf(runs[0]!.run_id)).some(({ type }) => type === 'tool.failed')).toBe(true);
});

test('what a match may use of the model is bounded', async () => {
  const fight = await start({ GAME_MATCH_TOKENS: '100' });
  await fight.begin();
  await eventually(async () => (await fight.details()).view).toMatchObject({
    strategy: { source: 'xengine' },
  });
  expect(fight.model.journal).toEqual([]);
  const [run] = (await fight.details()).strategy_runs;
  expect((await fight.eventsOf(run!.run_id)).find(({ type }) => type === 'budget.downgraded')).toMatchObject({
    to: 'rules',
    reason: 'match_tokens',
  });
});

test('a process that takes a match over asks nothing again that is being answered', async () => {
  const schema = await createTestSchema(databaseTargets()[0]?.url ?? '');
  const env = { DATABASE_URL: schema.url, LEASE_MS: '2000' };
  const one = await start(env);
  one.model.script.on('strategy', HANG);
  await one.begin();
  await eventually(() => one.model.journal.length).toBe(1);
  const other = await start(env);
  other.model.script.on('strategy', sayJson(SCATTER));
  await one.app.stop();
  const moved = { boss: 'boss', position: { x: 31, y: 20 } };
  const send = (): Promise<boolean> =>
    other.send('boss.moved', moved, 700, { matchId: one.matchId, seq: 4 }).then(
      () => true,
      () => false,
    );
  await eventually(send).toBe(true);
  await eventually(async () => (await other.details(one.matchId)).view).toMatchObject({
    strategy: { name: 'scatter', source: 'llm' },
  });
  // One question, one run: taken up again as runs are, by whoever is there.
  const runs = (await other.details(one.matchId)).strategy_runs;
  expect(runs.map(({ status }) => status)).toEqual(['done']);
  expect((await other.run(runs[0]!.run_id)).attempt).toBe(2);
  expect(other.model.journal.length).toBe(1);
  await one.release();
  await other.close();
  open.splice(0);
  await schema.drop();
});

test('the log of a match with advice in it gives the same match each time it is played', async () => {
  const schema = await createTestSchema(databaseTargets()[0]?.url ?? '');
  const fight = await start({ DATABASE_URL: schema.url });
  fight.model.script.on('strategy', sayJson(SCATTER));
  await fight.begin();
  await eventually(async () => (await fight.details()).view).toMatchObject({ strategy: { name: 'scatter' } });
  for (let n = 0; n < 40; n += 1)
    await fight.send('boss.moved', { boss: 'boss', position: { x: 30 + (n % 5), y: 20 } }, 600 + n * 100);
  const store = await openStore({ url: schema.url });
  const { rows: logged } = await store.pool.query<{ inputs: string }>(
    'select inputs from game_log order by shard, no',
  );
  const { rows: acted } = await store.pool.query<{ action: string }>(
    'select action from game_actions order by n',
  );
  const records = logged.flatMap(({ inputs }) => JSON.parse(inputs) as [string, MatchRecord][]);
  expect(records.filter(([, { k }]) => k === 'advice').length).toBeGreaterThan(0);
  const replay = (): { actions: unknown[]; view: unknown } => {
    const state = openMatchState(fight.matchId, { makeMind: makePlanningMind });
    const actions = records.flatMap(
      ([, record]) => applyRecord(state, record, { makeMind: makePlanningMind }).actions,
    );
    return { actions: actions.map(({ action }) => action), view: state.minds.get('ada')?.view() };
  };
  expect(replay()).toEqual(replay());
  expect(replay().actions.slice(0, acted.length)).toEqual(acted.map(({ action }) => JSON.parse(action)));
  expect(acted.length).toBeGreaterThan(5);
  await store.close();
  await fight.close();
  open.splice(0);
  await schema.drop();
});
