import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startApp } from '../../src/app.js';
import { readConfig } from '../../src/core/config.js';
import { createLogger } from '../../src/core/logger.js';
import { startServiceProcess, type ServiceProcess } from '../../src/testing/service-process.js';
import { createClosers } from '../../src/wiring/closers.js';
import { watchBus } from './bus-watch.js';
import { judge } from './judge.js';
import { openLane } from './lane.js';
import type { Servers } from './servers.js';
import { trialsAt } from './trials.js';

// The short form of `npm run test:crash`: three of its points, once each, on the sources.

const closers = createClosers();
let servers: Servers;

beforeAll(async () => {
  const redisUrl = inject('realRedisUrl') || undefined;
  const bus = redisUrl === undefined ? undefined : await watchBus(redisUrl);
  if (bus !== undefined) closers.add('bus watch', bus.close);
  servers = { databaseUrl: inject('realDatabaseUrl') || inject('embeddedDatabaseUrl'), redisUrl, bus };
});
afterAll(() => closers.closeAll());

describe.concurrent('kill -9', () => {
  test.for(['after_accept', 'call_to_result', 'bus_to_mark'] as const)(
    'at %s: after a restart nobody can tell',
    { timeout: 90_000 },
    async (point, { onTestFinished }) => {
      const own = createClosers();
      onTestFinished(async () => void (await own.closeAll()));
      const lane = await openLane(servers, { mortal: startServiceProcess, immortal: startHere }, own);
      for (const trial of trialsAt(point, 1)) {
        const reference = await lane.playUndisturbed(trial.flow);
        const verdict = judge(await lane.play(trial), reference);
        expect(verdict).toMatchObject({ problems: [], lost: 0, doubled: 0, sameTranscript: true });
      }
    },
  );
});

/** What is not to die needs no process of its own. */
async function startHere(env: Record<string, string>): Promise<ServiceProcess> {
  const app = await startApp(readConfig({ ...env, DRAIN_MS: '1000' }), {
    logger: createLogger({ logLevel: 'error' }),
  });
  return {
    url: app.url,
    pid: process.pid,
    exited: new Promise(() => undefined),
    kill: app.stop,
    stop: () => app.stop().then(() => 0),
  };
}
