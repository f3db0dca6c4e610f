import { createGameActionStream } from '../bus/game-outlet.js';
import { createGameStreams } from '../bus/game-streams.js';
import { armFailpoint } from '../core/failpoint.js';
import { createRedis } from '../core/redis.js';
import { createRedisOutlet } from '../game/delivery/redis-outlet.js';
import { makePlanningMind } from '../game/matches/planning-mind.js';
import { openStore } from '../store/database.js';
import { createTestGame, UNHURRIED } from './game-rig.js';

// A process that plays matches over the mind of production, to be killed: DATABASE_URL, REDIS_URL, KEY_PREFIX, FAILPOINT.

async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const { DATABASE_URL = '', REDIS_URL = '', KEY_PREFIX: keyPrefix = '' } = env;
  const store = await openStore({ url: DATABASE_URL });
  const connect = (): ReturnType<typeof createRedis> => createRedis(REDIS_URL, () => undefined);
  const [redis, reader] = [connect(), connect()];
  const { game } = createTestGame(store.pool, {
    leaseMs: 500,
    settings: UNHURRIED,
    makeMind: makePlanningMind,
    openStreams: (consumer) => createGameStreams({ redis, reader, consumer, keyPrefix }),
    outlet: createRedisOutlet(createGameActionStream(redis, connect, keyPrefix)),
  });
  armFailpoint(env);
  await game.start();
  process.once('SIGTERM', () => {
    void game.stop().then(async () => {
      redis.disconnect();
      reader.disconnect();
      await store.close();
    });
  });
}

await main(process.env);
