import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GAME_ACTIONS } from '../bus/game-outlet.js';
import { GAME_INLET } from '../bus/game-streams.js';
import type { GameEventEnvelope } from '../contracts/game-event.js';
import { GAME_FAILPOINTS } from '../core/failpoint.js';
import { openStore, type Store } from '../store/database.js';
import { scriptMatch } from '../testing/game-events.js';
import { makePlanningMind } from './matches/planning-mind.js';
import { createTestGame, inBatches, recordOf, UNHURRIED } from '../testing/game-rig.js';
import { createTestSchema, databaseTargets, redisTargets, type TestSchema } from '../testing/servers.js';
import { ROOT } from '../testing/source-files.js';
import { openTestRedis, type TestRedis } from '../testing/test-redis.js';

const real = redisTargets().find(({ name }) => name === 'redis')?.url;
const database = databaseTargets().at(-1)?.url ?? '';
/** `KILLS=50` for the long form. */
const KILLS = Number(process.env['KILLS'] ?? 4);
const MATCHES = ['k-1', 'k-2', 'k-3'];
const EVENTS_A_LIFE = 12;

/** Events of which none may be passed over. */
function lossless(matchId: string): GameEventEnvelope[] {
  const random = (() => {
    let state = matchId.charCodeAt(2);
    return () => ((state = (state * 48_271) % 2_147_483_647), state / 2_147_483_647);
  })();
  return scriptMatch({ matchId, length: 5 * EVENTS_A_LIFE * KILLS, random })
    .filter(({ type }) => !type.endsWith('.moved'))
    .map((event, index) => ({ ...event, seq: index + 1 }));
}

describe.skipIf(real === undefined)('the process that plays is killed', () => {
  let schemas: TestSchema[];
  let disturbed: Store;
  let plain: Store;
  let redis: TestRedis;

  beforeAll(async () => {
    schemas = [await createTestSchema(database), await createTestSchema(database)];
    disturbed = await openStore({ url: schemas[0]!.url });
    plain = await openStore({ url: schemas[1]!.url });
    redis = await openTestRedis(real ?? '');
  });
  afterAll(async () => {
    await redis.close();
    await Promise.all([disturbed.close(), plain.close()]);
    for (const schema of schemas) await schema.drop();
  });

  const startProcess = (failpoint: string) =>
    spawn(process.execPath, ['--import', 'tsx', 'src/testing/game-process.ts'], {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: schemas[0]!.url,
        REDIS_URL: real,
        KEY_PREFIX: redis.prefix,
        FAILPOINT: failpoint,
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  const write = async (events: GameEventEnvelope[]): Promise<void> => {
    for (const event of events)
      await redis.redis.xadd(redis.prefix + GAME_INLET, '*', 'event', JSON.stringify(event));
  };
  const sent = async (matchId: string): Promise<number[]> => {
    const entries = await redis.redis.xrange(redis.prefix + GAME_ACTIONS, '-', '+');
    return entries.filter(([, fields]) => fields[1] === matchId).map(([, fields]) => Number(fields[5]));
  };

  test(
    `${KILLS} times, after reading, after the effect, after sending, before settling: the world and the actions are those of an undisturbed run`,
    async () => {
      const scripts = MATCHES.map(lossless);
      const undisturbed = createTestGame(plain.pool, { makeMind: makePlanningMind, settings: UNHURRIED });
      await undisturbed.game.start();
      for (const script of scripts)
        for (const events of inBatches(script, EVENTS_A_LIFE)) await undisturbed.game.submit(events);
      await undisturbed.game.stop();

      const chunks = scripts.map((script) => inBatches(script, EVENTS_A_LIFE));
      for (let life = 0; life < KILLS; life += 1) {
        const point = GAME_FAILPOINTS[life % GAME_FAILPOINTS.length] ?? '';
        const child = startProcess(point);
        for (const chunk of chunks) await write(chunk[life] ?? []);
        const [, signal] = await once(child, 'exit');
        expect(signal, `life ${life} ended at ${point}`).toBe('SIGKILL');
      }
      const last = startProcess('');
      for (let life = KILLS; chunks.some((chunk) => chunk[life] !== undefined); life += 1)
        for (const chunk of chunks) await write(chunk[life] ?? []);
      const over =
        'select count(*)::int as n from game_matches where outcome is not null and snapshot is not null';
      await expect
        .poll(async () => (await disturbed.pool.query<{ n: number }>(over)).rows[0]?.n, { timeout: 120_000 })
        .toBe(MATCHES.length);
      last.kill('SIGTERM');
      await once(last, 'exit');

      for (const matchId of MATCHES) {
        const record = await recordOf(disturbed.pool, matchId);
        expect(record).toEqual(await recordOf(plain.pool, matchId));
        expect(record.actions.length).toBeGreaterThan(10);
        expect(await sent(matchId)).toEqual(record.actions.map(({ n }) => n));
      }
    },
    150_000 + KILLS * 30_000,
  );
});
