import { expect, test } from 'vitest';
import { z } from 'zod';
import { openDoor } from '../testing/door.js';
import { createRoutes } from './all-routes.js';
import { createLifecycle } from './deps.js';
import { createUserFeed } from './user-feed.js';
import { STREAM_LIMITS } from './limits.js';
import { createLogger } from '../core/logger.js';
import { createMetrics } from '../core/metrics.js';
import { createScriptedRuns } from '../testing/scripted-runs.js';
import { TEST_TOOLS, testState } from '../testing/door.js';
import { NO_GAME } from '../testing/no-game.js';

const Document = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ responses: z.record(z.string(), z.unknown()) })),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
  servers: z.array(z.object({ url: z.string() })),
});

function allRoutes() {
  return createRoutes({
    config: { host: '', port: 0, anonymousUser: '1', allowedOrigins: [], evalsFolder: '' },
    runs: createScriptedRuns(),
    game: NO_GAME,
    services: { tools: TEST_TOOLS, health: () => Promise.reject(new Error('not asked')), state: testState },
    allowedTools: { helm: [], support: [], player: [] },
    metrics: createMetrics({ processMetrics: false }),
    logger: createLogger({ logLevel: 'silent' }),
    isReady: async () => ({ ready: true, checks: {} }),
    summary: { planner: '', store: '', bus: '', services: '' },
    limits: STREAM_LIMITS,
    feed: createUserFeed(),
    lifecycle: createLifecycle(),
  });
}

test('every route is in the document, and nothing else is', async () => {
  await using door = await openDoor();
  const document = Document.parse(await (await door.fetch('/openapi.json')).json());
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const served = allRoutes().map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect(described.sort()).toEqual(served.sort());
  expect(served.length).toBeGreaterThan(15);
});

test('the routes of the design are served', () => {
  const served = new Set(allRoutes().map(({ method, path }) => `${method} ${path}`));
  for (const route of [
    'POST /chat',
    'GET /chat/stream',
    'GET /sessions',
    'GET /sessions/:id/messages',
    'GET /sessions/:id/events',
    'GET /sessions/:id/approvals',
    'POST /sessions/:id/approvals/:approval_id',
    'GET /effects',
    'GET /runs/:id',
    'GET /runs/:id/events',
    'POST /runs/:id/cancel',
    'GET /actions',
    'GET /graphs/:mode',
    'POST /actions',
    'GET /ready',
    'GET /openapi.json',
    'GET /.veze/service.json',
    'GET /health',
    'GET /metrics',
    'GET /',
    'GET /chat',
    'GET /tools',
  ]) {
    expect(served).toContain(route);
  }
});

test('every reference in the document leads somewhere', async () => {
  await using door = await openDoor();
  const text = await (await door.fetch('/openapi.json')).text();
  const { components } = Document.parse(JSON.parse(text));
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference = '']) => reference);
  expect(references).toContain('#/components/schemas/ChatRequest');
  for (const reference of new Set(references)) {
    expect(Object.keys(components.schemas)).toContain(reference.replace('#/components/schemas/', ''));
  }
});

test('the document says where it is served', async () => {
  await using door = await openDoor();
  const headers = { 'x-forwarded-prefix': '/proxy/copilot' };
  const document = Document.parse(await (await door.fetch('/openapi.json', { headers })).json());
  expect(document.servers).toEqual([{ url: '/proxy/copilot/' }]);
});
