import { afterEach, describe, expect, test } from 'vitest';
import { createGameStreams } from '../../bus/game-streams.js';
import { createGameActionStream, GAME_ACTIONS } from '../../bus/game-outlet.js';
import { LEFT, type Strategist } from '../../contracts/game-strategy.js';
import type { MatchMemories } from '../../contracts/match-memory.js';
import { AppError } from '../../core/errors.js';
import { createRandom } from '../../core/random.js';
import { createRedis } from '../../core/redis.js';
import { leaveGame } from '../../store/game-shards.js';
import { scriptMatch } from '../../testing/game-events.js';
import {
  createMatchNames,
  createTestGame,
  inBatches,
  noteGame,
  recordOf,
  UNHURRIED,
} from '../../testing/game-rig.js';
import { killPlayer, mortalPlayer } from '../../testing/mortal-player.js';
import { databaseTargets, redisTargets } from '../../testing/servers.js';
import { useTestStore } from '../../testing/test-store.js';
import { useTestRedis } from '../../testing/use-test-redis.js';
import { openDoors, type GameService } from '../create-game.js';
import { createRedisOutlet } from '../delivery/redis-outlet.js';
import { createStreamSubmit } from '../intake/submit-events.js';
import { createThreadedPlayer, type ThreadedDeps } from './threaded-player.js';

const real = redisTargets().find(({ name }) => name === 'redis')?.url;
const database = databaseTargets().at(-1)?.url ?? '';
const PATIENT = { timeout: 30_000 };

describe.skipIf(real === undefined)('a player in a thread of its own', () => {
  const store = useTestStore(database);
  const test1 = useTestRedis(real ?? '');
  const stops: (() => Promise<unknown>)[] = [];

  afterEach(async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  });

  const openGame = (given: Partial<ThreadedDeps> = {}) => {
    const { redis, prefix: keyPrefix } = test1;
    const noted = noteGame();
    const connect = () => createRedis(real ?? '', () => undefined);
    const player = createThreadedPlayer({
      settings: {
        databaseUrl: store.url,
        redisUrl: real ?? '',
        keyPrefix,
        game: UNHURRIED,
        leaseMs: 60_000,
      },
      strategist: undefined,
      lineWriter: undefined,
      memories: undefined,
      onOutbox: () => undefined,
      notes: noted.notes,
      leave: (id) => leaveGame(store.pool, id),
      entry: mortalPlayer(),
      ...given,
    });
    const streams = createGameStreams({ redis, reader: redis, consumer: 'doors', keyPrefix });
    const submit = createStreamSubmit(streams, { ...UNHURRIED, onTurnedAway: () => undefined });
    const outlet = createRedisOutlet(createGameActionStream(redis, connect, keyPrefix));
    const game = openDoors({ pool: store.pool, outlet, shardCount: UNHURRIED.shards, submit, player });
    stops.push(player.stop);
    return { game, noted };
  };
  const outcomeOf = (game: Pick<GameService, 'match'>, matchId: string) => () =>
    game.match(matchId, 'ada').then(
      ({ outcome }) => outcome,
      () => undefined,
    );

  test('a thread that dies in the middle is replaced, and what it did and what comes after are as if it had lived', async () => {
    const nameOf = createMatchNames('mortal');
    const script = (matchId: string) =>
      scriptMatch({ matchId, source: 's', length: 150, random: createRandom(3) });
    const undisturbed = createTestGame(store.pool, { settings: UNHURRIED });
    const [alone, mortal] = [nameOf(), nameOf()];
    await undisturbed.game.start();
    for (const events of inBatches(script(alone), 40)) await undisturbed.game.submit(events);
    await expect.poll(outcomeOf(undisturbed.game, alone), PATIENT).toBe('won');
    await undisturbed.game.stop();

    const { game, noted } = openGame();
    await game.start();
    const [first = [], second = [], ...rest] = inBatches(script(mortal), 40);
    await game.submit(first);
    await expect
      .poll(async () => (await game.match(mortal, 'ada').catch(() => undefined))?.live, PATIENT)
      .toBe(true);
    killPlayer(test1.prefix);
    await game.submit(second);
    await expect.poll(() => noted.errors.map(String), PATIENT).toContain('Error: told to die');
    // At once, not when the lease has run out.
    await expect.poll(async () => (await game.match(mortal, 'ada')).live, PATIENT).toBe(true);
    for (const events of rest) await game.submit(events);
    await expect.poll(outcomeOf(game, mortal), PATIENT).toBe('won');

    const [one, other] = await Promise.all([alone, mortal].map((matchId) => recordOf(store.pool, matchId)));
    const inWords = (record = one): unknown[] =>
      (record?.actions ?? []).map(({ n, action: { t_game, layer, action, target, plan_id } }) => [
        n,
        t_game,
        layer,
        action,
        target,
        plan_id,
      ]);
    expect(inWords(other).length).toBeGreaterThan(20);
    expect(inWords(other)).toEqual(inWords(one));
    expect(other?.plans).toEqual(one?.plans);
    const entries = await test1.redis.xrange(test1.prefix + GAME_ACTIONS, '-', '+');
    const numbers = entries
      .map(([, fields]) => ({
        id: fields[fields.indexOf('match_id') + 1],
        n: fields[fields.indexOf('n') + 1],
      }))
      .filter(({ id }) => id === mortal)
      .map(({ n }) => Number(n));
    expect(numbers).toEqual(other?.actions.map(({ n }) => n));
  }, 90_000);

  test('whoever looks at a match while there is no thread sees what is on record', async () => {
    const { game } = openGame();
    const matchId = 'before';
    await game.start();
    await game.submit(scriptMatch({ matchId, length: 30 }));
    await expect.poll(outcomeOf(game, matchId), PATIENT).toBe('won');
    await game.stop();
    expect(await game.match(matchId, 'ada')).toMatchObject({ outcome: 'won', live: false });
    expect(await game.live.of('ada')).toBeUndefined();
    expect(game.gauges.matches()).toBe(0);
  }, 60_000);

  test('the strategist is asked in this thread, hears why nobody waits any more, and is asked nothing once we are leaving', async () => {
    const asked: string[] = [];
    const heard: unknown[] = [];
    const strategist: Strategist = {
      ask: (question, { signal }) =>
        new Promise((_resolve, reject) => {
          asked.push(question.match_id);
          signal.addEventListener('abort', () => {
            heard.push(signal.reason);
            reject(new AppError('stopping', String(signal.reason)));
          });
        }),
    };
    const recalled: string[] = [];
    const memories: MatchMemories = {
      rememberMatch: () => Promise.resolve(),
      matchesAgainst: (_player, boss) => {
        recalled.push(boss);
        return Promise.resolve([]);
      },
    };
    const { game } = openGame({ strategist, memories, entry: undefined });
    await game.start();
    const events = scriptMatch({ matchId: 'asks', length: 500 });
    let told = 0;
    // What it asks rests on what is recalled, which comes while the match goes on.
    const goOn = async (): Promise<string[]> => {
      await game.submit(events.slice(told, (told += 10)));
      return asked;
    };
    await expect.poll(goOn, PATIENT).toEqual(['asks']);
    expect(recalled).toEqual(['DinoBoss']);
    game.askNothingMore();
    await expect.poll(() => heard, PATIENT).toEqual([LEFT]);
    for (const part of inBatches(scriptMatch({ matchId: 'late', length: 200 }), 10)) await game.submit(part);
    await expect.poll(outcomeOf(game, 'late'), PATIENT).toBe('won');
    expect(asked).toEqual(['asks']);
  }, 60_000);

  test('a thread that cannot open its stores is an error of the start', async () => {
    const { game } = openGame({
      settings: {
        databaseUrl: 'postgresql://nobody@127.0.0.1:1/none',
        redisUrl: real ?? '',
        keyPrefix: test1.prefix,
        game: UNHURRIED,
        leaseMs: 1_000,
      },
    });
    await expect(game.start()).rejects.toThrow('ECONNREFUSED');
  }, 60_000);
});
