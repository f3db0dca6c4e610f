import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { redisTargets } from '../testing/servers.js';
import { findClosedPort } from '../testing/test-redis.js';
import { createRedis } from './redis.js';

test('without a server a command is refused at once, and the loss is told', async () => {
  const errors: string[] = [];
  const redis = createRedis(`redis://127.0.0.1:${await findClosedPort()}`, (error) =>
    errors.push(error.message),
  );
  onTestFinished(() => redis.disconnect());
  await expect(redis.get('anything')).rejects.toThrow(/writeable|closed/);
  await expect.poll(() => errors.join()).toMatch(/ECONNREFUSED/);
  await expect(redis.get('anything')).rejects.toThrow();
});

const [, real] = redisTargets();
test.skipIf(real === undefined)('with a server it answers', async () => {
  const redis = createRedis(real?.url ?? '', () => undefined);
  onTestFinished(() => redis.disconnect());
  if (redis.status !== 'ready') await once(redis, 'ready');
  expect(await redis.ping()).toBe('PONG');
});
