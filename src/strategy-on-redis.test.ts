import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { GAME_ACTIONS } from './bus/game-outlet.js';
import { GAME_INLET } from './bus/game-streams.js';
import { GameAction } from './contracts/game-action.js';
import type { KnownGameEventType } from './contracts/game-event.js';
import { startFight, type Fight } from './testing/fight-with-model.js';
import { rosterOf } from './testing/game-log.js';
import { HANG, sayJson } from './testing/model-server/answer.js';
import { redisTargets } from './testing/servers.js';
import { openTestRedisDatabase, type TestRedisDatabase } from './testing/test-redis-database.js';

const real = redisTargets().find(({ name }) => name === 'redis')?.url;
/** However busy the machine is. */
const eventually = (look: () => unknown) => expect.poll(look, { timeout: 30_000 });

vi.setConfig({ testTimeout: 90_000 });

describe.skipIf(real === undefined)('a game server that knows nothing but the streams', () => {
  let database: TestRedisDatabase;
  let fight: Fight;
  let seq: number;

  beforeEach(async () => {
    database = await openTestRedisDatabase(real ?? '');
    fight = await startFight({ REDIS_URL: database.url });
    seq = 0;
  });
  afterEach(async () => {
    await fight.close();
    await database.close();
  });

  const write = async (type: KnownGameEventType, payload: object, tGame: number): Promise<void> => {
    const event = {
      source: 'server',
      seq: (seq += 1),
      match_id: 'm',
      player: 'ada',
      type,
      t_game: tGame,
      payload,
    };
    await database.redis.xadd(GAME_INLET, '*', 'event', JSON.stringify(event));
  };
  const begin = async (): Promise<void> => {
    const roster = rosterOf(3).map((one) => ('id' in one && one.id === 'hero' ? { ...one, id: 'ada' } : one));
    await write('match.started', { width: 60, height: 40, obstacles: [], roster, ends_at: 180_000 }, 0);
    const place = { position: { x: 40, y: 20 }, hp: 5_000, max_hp: 5_000, phases: 3, range: 4 };
    await write('boss.spawned', { boss: 'boss', name: 'DinoBoss', phase: 1, ...place }, 10);
  };
  const goOn = (tGame: number): Promise<void> =>
    write('boss.moved', { boss: 'boss', position: { x: 40 - tGame / 1_000, y: 20 } }, tGame);
  /** A question is open for three seconds of game time: no more goes by than it takes to ask it. */
  const untilAsked = async (): Promise<number> => {
    let t = 0;
    await eventually(async () => {
      await goOn((t += 100));
      return (await fight.details('m').catch(() => undefined))?.strategy_runs.length;
    }).toBe(1);
    return t;
  };
  const actions = async (): Promise<GameAction[]> =>
    (await database.redis.xrange(GAME_ACTIONS, '-', '+')).map(([, fields]) =>
      GameAction.parse(JSON.parse(fields[fields.indexOf('action') + 1] ?? '')),
    );

  test('reads actions that follow the strategy which a run chose for its events', async () => {
    const words = 'As you were.';
    fight.model.script.on('strategy', sayJson({ strategy: 'balanced', weights: [], words }));
    await begin();
    let t = await untilAsked();
    await eventually(async () => (await fight.details('m')).view).toMatchObject({
      strategy: { source: 'llm', words },
      advised: [{ outcome: 'accepted' }],
    });
    await write('ally.low_health', { id: 'ally-0', hp: 10 }, (t += 1));
    await eventually(async () => {
      await goOn((t += 250));
      return (await actions()).find(({ layer }) => layer === 'strategy');
    }).toMatchObject({ match_id: 'm', player: 'ada', plan_id: expect.any(String) });
    const { strategy_runs: runs } = await fight.details('m');
    expect(runs.map(({ status }) => status)).toEqual(['done']);
  });

  test('hangs up on the model by the event that makes its question pointless', async () => {
    fight.model.script.on('strategy', HANG);
    await begin();
    const t = await untilAsked();
    await eventually(() => fight.model.journal.length).toBe(1);
    await write('boss.phase_changed', { boss: 'boss', phase: 2 }, t + 1);
    expect((await fight.model.journal[0]?.ended)?.by).toBe('client');
    await eventually(() => fight.metric('copilot_game_advice{outcome="aborted",cause=""}')).toBe(1);
    await eventually(async () => (await fight.details('m')).strategy_runs[0]?.status).toBe('cancelled');
  });
});
