import { z } from 'zod';
import type { ServiceName } from '../contracts/mode.js';
import { createLogger } from '../core/logger.js';
import { createMetrics, type Metrics } from '../core/metrics.js';
import type { Readiness, ServerDeps } from '../server/deps.js';
import { createServer, type CopilotServer } from '../server/server.js';
import type { ServiceHealth } from '../core/service-health.js';
import { createServiceTool, type ServiceTool } from '../services/service-tool.js';
import { NO_GAME } from './no-game.js';
import { createScriptedRuns, type ScriptedRuns } from './scripted-runs.js';

export interface TestDoor extends AsyncDisposable {
  url: string;
  runs: ScriptedRuns;
  server: CopilotServer;
  metrics: Metrics;
  /** Every log line, as JSON text. */
  log: string[];
  /** What `/ready` asks. */
  readiness: Readiness;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  postJson(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

export const TEST_TOOLS: ReadonlyMap<string, ServiceTool> = new Map(
  [
    createServiceTool({
      name: 'orders.get',
      service: 'commerce',
      effect: 'read',
      description: 'Looks an order up.',
      example: 'where is order 123',
      args: z.object({ order_id: z.int() }),
      result: z.object({ id: z.int() }),
      run: async ({ order_id }) => ({ id: order_id }),
    }),
    createServiceTool({
      name: 'email.send',
      service: 'email',
      effect: 'write',
      description: 'Sends an e-mail.',
      example: 'send an invite to ada@veze.io',
      args: z.object({ to: z.email() }),
      result: z.object({ queued: z.boolean() }),
      run: async () => ({ queued: true }),
      rehearse: async () => ({ queued: true }),
    }),
  ].map((tool) => [tool.name, tool]),
);

const NO_CALLS = { count: 0, failed: 0, p50_ms: null, p95_ms: null, durations_ms: [] };
const UP: ServiceHealth = { reachable: true, breaker: 'closed', calls: NO_CALLS };
export const TEST_HEALTH: Record<ServiceName, ServiceHealth> = {
  email: UP,
  commerce: UP,
  rag: { reachable: false, breaker: 'open', calls: NO_CALLS },
  xengine: UP,
  game: UP,
  social: UP,
  sports: UP,
};

export const testState = (service: ServiceName): ServiceHealth => TEST_HEALTH[service];

/** A real server on a free port, over scripted runs. */
export async function openDoor(
  overrides: Partial<ServerDeps> & { runs?: ScriptedRuns } = {},
): Promise<TestDoor> {
  const runs = overrides.runs ?? createScriptedRuns();
  const log: string[] = [];
  const metrics = createMetrics({ processMetrics: false });
  const readiness: Readiness = { ready: true, checks: { store: 'ok' } };
  const server = createServer({
    config: {
      host: '127.0.0.1',
      port: 0,
      anonymousUser: '1',
      allowedOrigins: ['https://helm.veze.example'],
      evalsFolder: '',
    },
    services: { tools: TEST_TOOLS, health: async () => TEST_HEALTH, state: testState },
    allowedTools: { helm: ['orders.get'], support: ['orders.get', 'email.send'], player: [] },
    metrics,
    logger: createLogger({ logLevel: 'debug' }, { destination: { write: (line) => void log.push(line) } }),
    isReady: async () => readiness,
    game: NO_GAME,
    summary: { planner: 'rules', store: 'memory', bus: 'memory', services: 'scripted' },
    ...overrides,
    runs,
    // Clients keep spare connections open, on which `close()` would wait for a request to come.
    limits: { closeMs: 50, ...overrides.limits },
  });
  const { url } = await server.listen();
  const postJson: TestDoor['postJson'] = (path, body, headers) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return {
    url,
    runs,
    server,
    metrics,
    log,
    readiness,
    fetch: (path, init) => fetch(url + path, init),
    postJson,
    [Symbol.asyncDispose]: () => server.close(),
  };
}
