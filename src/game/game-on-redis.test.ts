import type pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { createGameActionStream, GAME_ACTIONS } from '../bus/game-outlet.js';
import { createGameStreams, GAME_INLET } from '../bus/game-streams.js';
import type { GameEventEnvelope } from '../contracts/game-event.js';
import { createRedis } from '../core/redis.js';
import { scriptMatch } from '../testing/game-events.js';
import { createTestGame, recordOf } from '../testing/game-rig.js';
import { databaseTargets, redisTargets } from '../testing/servers.js';
import { useTestStore } from '../testing/test-store.js';
import { useTestRedis } from '../testing/use-test-redis.js';
import type { GameService } from './create-game.js';
import { createRedisOutlet } from './delivery/redis-outlet.js';

const real = redisTargets().find(({ name }) => name === 'redis')?.url;
const database = databaseTargets().at(-1)?.url ?? '';

/** A pool on which nothing of matches is committed while it is held. */
function holdCommits(pool: pg.Pool): { pool: pg.Pool; hold: () => void; release: () => void } {
  let held = Promise.resolve();
  let release = (): void => undefined;
  const query = async (...given: Parameters<pg.Pool['query']>): Promise<unknown> => {
    const [what] = given as unknown[];
    if (typeof what === 'object' && what !== null && 'name' in what && what.name === 'game-commit')
      await held;
    return pool.query(...given);
  };
  return {
    pool: Object.assign(Object.create(pool), { query }),
    hold: () => void (held = new Promise((resolve) => (release = resolve))),
    release: () => release(),
  };
}

describe.skipIf(real === undefined)('matches on Redis streams', () => {
  const store = useTestStore(database);
  const test1 = useTestRedis(real ?? '');
  const stops: (() => Promise<unknown>)[] = [];

  afterEach(async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  });

  const startGame = async (pool: pg.Pool = store.pool): Promise<ReturnType<typeof createTestGame>> => {
    const { redis, prefix: keyPrefix } = test1;
    const connect = () => createRedis(real ?? '', () => undefined);
    const reader = connect();
    const made = createTestGame(pool, {
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
  const isPlayed = (matchId: string) =>
    expect
      .poll(async () => (await recordOf(store.pool, matchId)).actions.length, { timeout: 10_000 })
      .toBeGreaterThan(3);
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

  test('while nothing can be put on record actions leave, whoever follows the match hears them, and the record catches up', async () => {
    const commits = holdCommits(store.pool);
    const { game } = await startGame(commits.pool);
    const events = scriptMatch({ matchId: 'unrecorded', length: 120 });
    await write(events.slice(0, 60));
    await isPlayed('unrecorded');
    commits.hold();
    await write(events.slice(60));
    const before = (await recordOf(store.pool, 'unrecorded')).actions.length;
    await expect
      .poll(async () => (await sent('unrecorded')).length, { timeout: 10_000 })
      .toBeGreaterThan(before + 5);
    expect((await recordOf(store.pool, 'unrecorded')).actions.length).toBe(before);

    const stop = new AbortController();
    const known = await sent('unrecorded');
    const heard: number[] = [];
    for await (const { n } of game.follow(
      { matchId: 'unrecorded', player: 'ada' },
      { after: 2, signal: stop.signal },
    ))
      if (heard.push(n) >= known.length - 2) stop.abort();
    expect(heard).toEqual(known.slice(2));

    commits.release();
    await isOver(game, 'unrecorded');
    await expect.poll(backlog).toEqual([0, 0, 0, 0, 0]);
    const { actions } = await recordOf(store.pool, 'unrecorded');
    expect(await sent('unrecorded')).toEqual(actions.map(({ n }) => n));
    expect(await test1.redis.keys(`${test1.prefix}${GAME_ACTIONS}.kept.*`)).toEqual([]);
  });

  test('who is full says how many more it takes', async () => {
    const { game } = await startGame();
    const { credits } = await game.submit(scriptMatch({ matchId: 'credits', length: 10 }));
    expect(credits).toBe(10_000 - 13);
    await isOver(game, 'credits');
  });
});
