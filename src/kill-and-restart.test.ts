import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EventSource } from 'eventsource';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { EffectView } from './contracts/effect.js';
import type { RunEvent } from './contracts/run-event.js';
import { createSandbox, type Sandbox } from './sandbox/app.js';
import { createTestSchema, databaseTargets } from './testing/servers.js';
import { startServiceProcess, type ServiceProcess } from './testing/service-process.js';

const sandbox: Sandbox = createSandbox();
let sandboxUrl: string;
let closeSandbox: () => Promise<void>;

beforeAll(async () => {
  const { url, close } = await sandbox.listen(0);
  sandboxUrl = url;
  closeSandbox = close;
});
afterAll(() => closeSandbox());

interface Place {
  env: Record<string, string>;
  remove(): Promise<void>;
}

async function ownEmbeddedDatabase(): Promise<Place> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'veze-kill-'));
  return { env: { DATA_DIR: dataDir }, remove: () => rm(dataDir, { recursive: true, force: true }) };
}

const PLACES: [string, () => Promise<Place>][] = [
  ['nothing configured: its own embedded Postgres', ownEmbeddedDatabase],
  ...databaseTargets()
    .filter(({ name }) => name === 'postgres')
    .map(({ url }): [string, () => Promise<Place>] => [
      'a Postgres server',
      async () => {
        const schema = await createTestSchema(url);
        return { env: { DATABASE_URL: schema.url, LEASE_MS: '1500' }, remove: schema.drop };
      },
    ]),
];

describe.each(PLACES)('kill -9 in the middle of a turn (%s)', (_name, makePlace) => {
  test(
    'the turn is finished after a restart, its reader holds the events of an undisturbed one, nothing is done twice',
    { timeout: 60_000 },
    async () => {
      const place = await makePlace();
      const port = await freePort();
      const env = {
        ...place.env,
        ...serviceAddresses(),
        PORT: String(port),
        DRAIN_MS: '1000',
        APPROVALS: 'none',
      };
      let service = await startServiceProcess(env);

      sandbox.reset();
      const undisturbed = await readTurn(service, () => undefined);
      // What the first turn left, at the services and in memory, would make the second another turn.
      sandbox.reset();
      expect((await fetch(`${service.url}/memories?user_id=1`, { method: 'DELETE' })).status).toBe(200);
      sandbox.addFault({ service: 'commerce', path: '/checkout', kind: 'latency', ms: 1_500, times: 1 });
      const disturbed = await readTurn(service, async () => {
        await service.kill();
        service = await startServiceProcess(env);
      });

      expect(disturbed.map(comparable)).toEqual(undisturbed.map(comparable));
      expect(disturbed.map((event) => event.seq)).toEqual(disturbed.map((_event, index) => index + 1));
      const writes = sandbox.ledger().map((entry) => entry.operation);
      expect(writes).toEqual(['cart.create', 'cart.add', 'checkout']);
      expect(await service.stop()).toBe(0);
      await place.remove();
    },
  );

  test(
    'a write outside any run that was under way is unknown after a restart, counted, and not done again',
    { timeout: 60_000 },
    async () => {
      const place = await makePlace();
      const env = { ...place.env, ...serviceAddresses(), PORT: String(await freePort()), DRAIN_MS: '1000' };
      sandbox.reset();
      sandbox.addFault({ service: 'social', path: '/posts', kind: 'latency', ms: 60_000, times: 1 });
      const killed = await startServiceProcess(env);
      const posted = postAction(killed).catch(() => 'cut off');
      await expect.poll(() => effectStates(killed)).toEqual(['sent']);
      await killed.kill();
      expect(await posted).toBe('cut off');

      const service = await startServiceProcess(env);
      await expect.poll(() => effectStates(service), { timeout: 15_000 }).toEqual(['unknown']);
      const metrics = await (await fetch(`${service.url}/metrics`)).text();
      expect(metrics).toContain('copilot_effects_unknown{service="social"} 1');
      // The first call still waits in the sandbox, so whatever had arrived would be a second one.
      expect(sandbox.ledger()).toEqual([]);
      expect(await service.stop()).toBe(0);
      await place.remove();
    },
  );
});

function postAction(service: ServiceProcess): Promise<Response> {
  return fetch(`${service.url}/actions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tool: 'social.post', args: { text: 'we won' }, user_id: 1 }),
  });
}

async function effectStates(service: ServiceProcess): Promise<string[]> {
  const response = await fetch(`${service.url}/effects?user_id=1`);
  return Effects.parse(await response.json()).effects.map(({ state }) => state);
}

const Effects = z.object({ effects: z.array(EffectView) });

/** Sends one turn and reads it to its end over SSE, coming back by itself; `disturb` is called while checkout is under way. */
function readTurn(service: ServiceProcess, disturb: () => Promise<void> | undefined): Promise<RunEvent[]> {
  const source = new EventSource(`${service.url}/chat/stream?mode=helm&q=buy+nebula+skin&user_id=1`);
  const events: RunEvent[] = [];
  return new Promise((resolve, reject) => {
    const take = (message: { data: string }): void => {
      const event = JSON.parse(message.data) as RunEvent;
      events.push(event);
      if (event.type === 'tool.started' && event.tool === 'checkout') disturb()?.catch(reject);
    };
    for (const type of EVENT_TYPES) source.addEventListener(type, take);
    source.addEventListener('end', () => {
      source.close();
      resolve(events);
    });
  });
}

const EVENT_TYPES: RunEvent['type'][] = [
  'run.started',
  'node.started',
  'node.finished',
  'route.chosen',
  'plan.created',
  'plan.step',
  'plan.replanned',
  'tool.started',
  'tool.finished',
  'tool.failed',
  'policy.decision',
  'memory.recalled',
  'text.delta',
  'reply',
  'run.finished',
  'run.failed',
  'run.cancelled',
];

/** An event without what differs between any two runs: ids, instants and durations. */
function comparable(event: RunEvent): unknown {
  const text = JSON.stringify({ ...event, run_id: '', session_id: '', at: '', duration_ms: 0 });
  return JSON.parse(text.replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '""'));
}

function serviceAddresses(): Record<string, string> {
  const urls = Object.entries(sandbox.urls(sandboxUrl));
  return Object.fromEntries(urls.map(([name, url]) => [`SVC_${name.toUpperCase()}`, url]));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
