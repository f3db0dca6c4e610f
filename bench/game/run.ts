import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createGameStreams, type GameStreams } from '../../src/bus/game-streams.js';
import { uuidv7 } from '../../src/core/ids.js';
import { createRedis } from '../../src/core/redis.js';
import { createClosers, type Closers } from '../../src/wiring/closers.js';
import { compile, ROOT } from '../build.js';
import { startChild, type Child } from '../child-process.js';
import { describeMachine } from '../machine.js';
import { findRealServers, openDatabase, type RealServers } from '../stores.js';
import { toMarkdown, toText } from '../table.js';
import { createFleet } from './load.js';
import { Measured } from './measured.js';
import { plotLags, toTable, type Row } from './rows.js';

// `npm run bench:game`: events of many matches through Redis and Postgres. A full run from a clean tree is written down.
const SHARDS = 8;
/** Seconds before what is measured, so that no match has begun together with all others. */
const WARM_UP = 10;

interface Rig {
  child: Child;
  streams: GameStreams;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      // One row alone, `200,5000,15` (matches, events a second, seconds), and where a CPU profile of it goes.
      only: { type: 'string' },
      profile: { type: 'string' },
    },
  });
  const servers = findRealServers(process.env);
  if (servers === undefined) throw new Error('Set BENCH_DATABASE_URL and BENCH_REDIS_URL (or TEST_...).');
  const machine = describeMachine(new Date());
  compile();
  const closers = createClosers();
  try {
    const rig = await openRig(servers, closers, values.profile);
    if (values.only !== undefined) {
      const [matches = 200, asked = 5_000, seconds = 15] = values.only.split(',').map(Number);
      const one = await measure(rig, { matches, asked, seconds, warmUp: WARM_UP });
      process.stdout.write(`\n${toText(toTable([one]))}\n`);
      return;
    }
    const warmUp = values.quick ? 2 : WARM_UP;
    const first = { matches: 200, asked: 5_000, seconds: values.quick ? 10 : 60, warmUp };
    const rows = [await measure(rig, first)];
    for (const matches of values.quick ? [10] : [1, 10, 100, 1_000])
      rows.push(await measure(rig, { matches, asked: 2_000, seconds: values.quick ? 3 : 20, warmUp }));
    for (const asked of values.quick ? [] : [6_000, 8_000, 10_000, 14_000, 20_000])
      rows.push(await measure(rig, { matches: 200, asked, seconds: 15, warmUp }));
    const again = values.quick ? [] : [await measure(rig, first)];
    const together = await measure(rig, { matches: 200, asked: 5_000, seconds: 5, warmUp: 0 });
    const table = toTable([...rows, ...again, together]);
    process.stdout.write(`\n${toText(table)}\n`);
    if (values.quick || machine.rev.endsWith('-dirty')) return;
    const head = `# Game benchmark\n\n${machine.at}, revision ${machine.rev}, Node ${machine.node}, ${machine.cores} cores (${machine.cpu})\n`;
    const plots = '![to action by matches](game-matches.svg)\n![to action by events](game-events.svg)\n';
    const results = join(ROOT, 'bench', 'results');
    writeFileSync(join(results, 'game.md'), [head, toMarkdown(table), plots].join('\n'));
    const [rate, ...others] = rows;
    const byMatches = others.filter(({ asked }) => asked === 2_000);
    const byEvents = rows.filter(({ matches }) => matches === rate?.matches);
    writeFileSync(
      join(results, 'game-matches.svg'),
      plotLags('matches, 2,000 events/s', byMatches, 'matches'),
    );
    writeFileSync(join(results, 'game-events.svg'), plotLags('events/s, 200 matches', byEvents, 'asked'));
  } finally {
    await closers.closeAll();
  }
}

async function openRig(servers: RealServers, closers: Closers, profile: string | undefined): Promise<Rig> {
  const keyPrefix = `bench:${uuidv7()}:`;
  const redis = createRedis(servers.redisUrl, () => undefined);
  closers.add('Redis', async () => {
    const keys = await redis.keys(`${keyPrefix}*`);
    if (keys.length > 0) await redis.del(keys);
    redis.disconnect();
  });
  const env = await openDatabase(servers, closers);
  const model = await startChild({ name: 'model' });
  closers.add('model', model.stop);
  const child = await startChild({
    name: 'game',
    env: {
      ...env,
      OPENAI_BASE_URL: model.url,
      OPENAI_MODEL: 'scripted',
      OPENAI_EMBEDDING_MODEL: 'offline',
      KEY_PREFIX: keyPrefix,
      SHARDS: String(SHARDS),
    },
    execArgv: ['--expose-gc', ...(profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`])],
  });
  closers.add('player', child.stop);
  return { child, streams: createGameStreams({ redis, reader: redis, consumer: 'bench', keyPrefix }) };
}

async function measure(
  { child, streams }: Rig,
  { matches, asked, seconds, warmUp }: { matches: number; asked: number; seconds: number; warmUp: number },
): Promise<Row> {
  const name = `${matches}-${asked}-${uuidv7()}`;
  const fleet = createFleet(streams, { name, matches, perSecond: asked, shards: SHARDS });
  if (warmUp > 0) await fleet.write(warmUp);
  await child.ask('measured', null, Measured);
  const { perSecond } = await fleet.write(seconds);
  const measured = await child.ask('measured', null, Measured);
  await fleet.end();
  process.stdout.write(`${matches} matches, ${asked} events/s: done\n`);
  // What is left is played before the next row.
  const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
  for (let tries = 0; tries < 300 && Math.max(...(await streams.backlog(shards))) > 0; tries += 1)
    await sleep(100);
  return { matches, asked, seconds, written: perSecond, measured };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
