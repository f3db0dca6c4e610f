import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createGameActionStream, GAME_ACTIONS } from '../bus/game-outlet.js';
import { createGameStreams, GAME_INLET } from '../bus/game-streams.js';
import type { GameEventEnvelope } from '../contracts/game-event.js';
import { createRedis } from '../core/redis.js';
import { openStore, type Store } from '../store/database.js';
import { scriptMatch } from '../testing/game-events.js';
import { createTestGame, recordOf } from '../testing/game-rig.js';
import { createTestSchema, databaseTargets, redisTargets, type TestSchema } from '../testing/servers.js';
import { openTestRedis, type TestRedis } from '../testing/test-redis.js';
import type { GameService } from './create-game.js';
import { createRedisOutlet } from './delivery/redis-outlet.js';

const real = redisTargets().find(({ name }) => name === 'redis')?.url;
const database = databaseTargets().at(-1)?.url ?? '';

describe.skipIf(real === undefined)('matches on Redis streams', () => {
  let schema: TestSchema;
  let store: Store;
  let test1: TestRedis;
  const stops: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    schema = await createTestSchema(database);
    store = await openStore({ url: schema.url });
    test1 = await openTestRedis(real ?? '');
  });
  afterEach(async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  });
  afterAll(async () => {
    await test1.close();
    await store.close();
    await schema.drop();
  });

  const startGame = async (): Promise<ReturnType<typeof createTestGame>> => {
    const { redis, prefix: keyPrefix } = test1;
    const connect = () => createRedis(real ?? '', () => undefined);
    const reader = connect();
    const made = createTestGame(store.pool, {
      leaseMs: 2_000,
      openStreams: (consumer) => createGameStreams({ redis, reader, consumer, keyPrefix }),
      outlet: createRedisOutlet(createGameActionStream(redis, connect, keyPrefix)),
    });
    await made.game.start();
    stops.push(async () => {
      await made.game.stop();
      reader.disconnect();
    });
    return made;
  };
  const write = async (events: readonly unknown[]): Promise<void> => {
    for (const event of events)
      await test1.redis.xadd(
        test1.prefix + GAME_INLET,
        '*',
        'event',
        typeof event === 'string' ? event : JSON.stringify(event),
      );
  };
  const sent = async (matchId: string): Promise<number[]> => {
    const entries = await test1.redis.xrange(test1.prefix + GAME_ACTIONS, '-', '+');
    return entries
      .map(([, fields]) =>
        Object.fromEntries(fields.flatMap((_, at) => (at % 2 ? [] : [[fields[at], fields[at + 1]]]))),
      )
      .filter(({ match_id: id }) => id === matchId)
      .map(({ n }) => Number(n));
  };
  const isOver = (game: GameService, matchId: string, player = 'ada') =>
    expect
      .poll(
        () =>
          game.match(matchId, player).then(
            ({ outcome }) => outcome,
            () => undefined,
          ),
        { timeout: 10_000 },
      )
      .toBe('won');
  const backlog = async (): Promise<number[]> =>
    Promise.all(
      [GAME_INLET, ...[0, 1, 2, 3].map((shard) => `${GAME_INLET}.${shard}`)].map((name) =>
        test1.redis.xlen(test1.prefix + name),
      ),
    );

  test('what a game server writes to the inlet is played once, sent once, and leaves the streams', async () => {
    const { game } = await startGame();
    const events = scriptMatch({ matchId: 'inlet', length: 120 });
    await write([...events, ...events.slice(20, 60)]);
    await isOver(game, 'inlet');
    await expect.poll(backlog).toEqual([0, 0, 0, 0, 0]);
    const { actions } = await recordOf(store.pool, 'inlet');
    expect(actions.length).toBeGreaterThan(20);
    expect(await sent('inlet')).toEqual(actions.map(({ n }) => n));
  });

  test('what cannot be read is kept for a person with the reason, without its secrets, and stops nothing', async () => {
    const { game, noted } = await startGame();
    const events = scriptMatch({ matchId: 'rubbish', length: 10 });
    await write([
      'no json',
      '[]',
      { ...events[0], seq: 'one' },
      '{"chat":"my card is 4111 1111 1111 1111"',
      `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
      ...events,
    ]);
    await isOver(game, 'rubbish');
    await expect.poll(backlog).toEqual([0, 0, 0, 0, 0]);
    expect(noted.turnedAway).toEqual({ refused: 5 });
    const { rows } = await store.pool.query<{ reason: string; event: string }>(
      'select reason, event from game_dead_letters where match_id is null order by reason',
    );
    expect(rows.map(({ reason }) => reason)).toEqual(
      [
        expect.stringContaining('source: Invalid input'),
        expect.stringContaining(': Invalid input'),
        '? ? : is not valid JSON',
        '? ? : is not valid JSON',
        expect.stringContaining('seq: Invalid input'),
      ].map(() => expect.any(String)),
    );
    expect(rows.map(({ event }) => event).join()).not.toContain('4111 1111');
  });

  test('a second process takes its share, and all when the first is gone; nothing is done twice', async () => {
    const first = await startGame();
    const matches = Array.from({ length: 12 }, (_, at) => scriptMatch({ matchId: `two-${at}`, length: 150 }));
    const write3 = async (from: number, to: number): Promise<void> => {
      for (const events of matches) await first.game.submit(events.slice(from, to));
    };
    await write3(0, 50);
    const second = await startGame();
    await expect
      .poll(
        async () =>
          new Set((await store.pool.query('select owner from game_shards')).rows.map(({ owner }) => owner))
            .size,
        { timeout: 10_000 },
      )
      .toBe(2);
    await write3(50, 100);
    const events = matches.map((match) => match.slice(100));
    for (const rest of events) await second.game.submit(rest);
    await first.game.stop();
    for (const [at] of matches.entries()) await isOver(second.game, `two-${at}`);
    for (const [at, match] of matches.entries()) {
      const { actions, snapshot } = await recordOf(store.pool, `two-${at}`);
      expect(await sent(`two-${at}`)).toEqual(actions.map(({ n }) => n));
      const told = (snapshot as { minds: [string, { told: string[] }][] }).minds[0]?.[1].told;
      // Of positions the latest count where many events come at once; nothing else may be missing, nothing twice.
      const lasting = (names: string[] = []): string[] => names.filter((name) => !name.endsWith('.moved'));
      const all = match.map(({ source, seq, type }: GameEventEnvelope) => `${source}:${seq}:${type}`);
      expect(lasting(told)).toEqual(lasting(all));
      expect(new Set(told).size).toBe(told?.length);
    }
  }, 60_000);

  test('who is full says how many more it takes', async () => {
    const { game } = await startGame();
    const { credits } = await game.submit(scriptMatch({ matchId: 'credits', length: 10 }));
    expect(credits).toBe(10_000 - 13);
    await isOver(game, 'credits');
  });
});
