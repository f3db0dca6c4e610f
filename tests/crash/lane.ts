import { uuidv7 } from '../../src/core/ids.js';
import { createSandbox, type Sandbox } from '../../src/sandbox/app.js';
import { openStore, type Store } from '../../src/store/database.js';
import { createTestSchema } from '../../src/testing/servers.js';
import type { ServiceProcess } from '../../src/testing/service-process.js';
import { findClosedPort } from '../../src/testing/test-redis.js';
import type { Closers } from '../../src/wiring/closers.js';
import type { BusWatch } from './bus-watch.js';
import { assertSound, type Outcome } from './judge.js';
import { startMortalService } from './mortal-service.js';
import { holdSession } from './session.js';
import type { Servers } from './servers.js';
import { readRecord, type Story } from './story.js';
import type { Flow, Trial } from './trials.js';

/** A database and a sandbox of its own, on which sessions are played one after another. */
export interface Lane {
  /** For a person: what it runs on. */
  description: string;
  playUndisturbed(flow: Flow): Promise<Story>;
  /** Plays the trial's flow, with a process that dies where the trial says and is started again. */
  play(trial: Trial): Promise<Outcome>;
}

interface Parts {
  starts: Starts;
  env: Record<string, string>;
  url: string;
  store: Store;
  sandbox: Sandbox;
  bus: BusWatch | undefined;
  /** Aborted when the lane is closed. */
  closing: AbortSignal;
}

const SEED = 1;
const SESSION_MS = 60_000;

export type StartService = (env: Record<string, string>) => Promise<ServiceProcess>;

/** How the services are started that are to die, and those that are not. */
export interface Starts {
  mortal: StartService;
  immortal: StartService;
}

export async function openLane(servers: Servers, starts: Starts, closers: Closers): Promise<Lane> {
  const parts = await openParts(servers, starts, closers);
  const closing = new AbortController();
  let last: Promise<unknown> = Promise.resolve();
  closers.add('session', () => {
    closing.abort(new Error('Stopped.'));
    return last.catch(() => undefined);
  });
  const keep = <T>(session: Promise<T>): Promise<T> => {
    last = session;
    return session;
  };
  const lane = { ...parts, closing: closing.signal };
  const { DATABASE_URL = '', SVC_COMMERCE } = parts.env;
  return {
    description: `service at ${parts.url}, sandbox at ${SVC_COMMERCE} (seed ${SEED}), database ${new URL(DATABASE_URL).pathname}`,
    playUndisturbed: (flow) => keep(playUndisturbed(lane, flow)),
    play: (trial) => keep(playTrial(lane, trial)),
  };
}

async function openParts(
  servers: Servers,
  starts: Starts,
  closers: Closers,
): Promise<Omit<Parts, 'closing'>> {
  const schema = await createTestSchema(servers.databaseUrl);
  closers.add('database', schema.drop);
  const store = await openStore({ url: schema.url, maxConnections: 2 });
  closers.add('store', store.close);
  const sandbox = createSandbox({ seed: SEED });
  const upstream = await sandbox.listen(0);
  closers.add('sandbox', upstream.close);
  const port = await findClosedPort();
  const env = {
    ...settingsOf(servers),
    ...addressesOf(sandbox, upstream.url),
    DATABASE_URL: schema.url,
    PORT: String(port),
  };
  return { starts, env, url: `http://127.0.0.1:${port}`, store, sandbox, bus: servers.bus };
}

function settingsOf({ redisUrl }: Servers): Record<string, string> {
  return { LEASE_MS: '1500', LOG_LEVEL: 'error', ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }) };
}

function addressesOf(sandbox: Sandbox, base: string): Record<string, string> {
  const urls = Object.entries(sandbox.urls(base));
  return Object.fromEntries(urls.map(([name, url]) => [`SVC_${name.toUpperCase()}`, url]));
}

async function playUndisturbed(parts: Parts, flow: Flow): Promise<Story> {
  const { story, failure } = await playSession(parts, flow);
  if (failure !== undefined)
    throw new Error(`The undisturbed ${flow.name} flow did not end`, { cause: failure });
  assertSound(story);
  return story;
}

async function playTrial(parts: Parts, trial: Trial): Promise<Outcome> {
  return { trial, ...(await playSession(parts, trial.flow, trial)) };
}

async function playSession(parts: Parts, flow: Flow, trial?: Trial): Promise<Omit<Outcome, 'trial'>> {
  const { starts, env, url, store, sandbox, bus, closing } = parts;
  const sessionId = `crash-${uuidv7()}`;
  const stuck = new AbortController();
  let outboxAtDeath = 0;
  sandbox.reset();
  const service = await startMortalService({
    starts,
    env: { ...env, APPROVALS: flow.approvals },
    failpoint: trial,
    onDeath: async () => {
      outboxAtDeath = (await readRecord(store.pool, sessionId)).outbox;
    },
    onFailure: (error) => stuck.abort(error),
  });
  try {
    const signal = AbortSignal.any([stuck.signal, closing, AbortSignal.timeout(SESSION_MS)]);
    const held = await holdSession({ url, flow, sessionId, service, signal, pool: store.pool });
    closing.throwIfAborted();
    const story: Story = {
      sessionId,
      turns: held.turns,
      record: await readRecord(store.pool, sessionId),
      writes: sandbox.ledger().map(({ operation, replayed }) => ({ operation, replayed })),
      bus: await bus?.eventsOf(sessionId),
    };
    return { story, failure: held.failure, resumedMs: held.resumedMs, outboxAtDeath, death: service.death() };
  } finally {
    await service.kill();
  }
}
