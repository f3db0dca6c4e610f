import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { AppError, ToolError } from '../core/errors.js';
import { openDoor, TEST_HEALTH, TEST_TOOLS, testState } from '../testing/door.js';
import { createScriptedRuns } from '../testing/scripted-runs.js';
import type { ServiceName } from '../contracts/mode.js';
import type { ServiceHealth, ServiceState } from '../core/service-health.js';

test('every tool is listed with its arguments, its modes, and how its service is', async () => {
  await using door = await openDoor();
  const listed = z.object({ actions: z.array(z.unknown()), services: z.unknown() });
  const { actions, services } = listed.parse(await (await door.fetch('/actions')).json());
  expect(actions).toEqual([
    {
      name: 'orders.get',
      service: 'commerce',
      effect: 'read',
      description: 'Looks an order up.',
      example: 'where is order 123',
      modes: ['helm', 'support'],
      args: expect.objectContaining({ type: 'object', required: ['order_id'], additionalProperties: false }),
    },
    expect.objectContaining({ name: 'email.send', effect: 'write', modes: ['support'] }),
  ]);
  expect(services).toMatchObject({
    commerce: { reachable: true },
    rag: { reachable: false, breaker: 'open' },
  });
});

test('a tool is called for the user, in the first mode that may use it', async () => {
  await using door = await openDoor();
  const response = await door.postJson('/actions', {
    tool: 'email.send',
    args: { to: 'ada@veze.io' },
    user_id: 7,
  });
  expect(await response.json()).toEqual({ result: { called: 'email.send' } });
  expect(door.runs.toolCalls).toMatchObject([
    { tool: 'email.send', args: { to: 'ada@veze.io' }, mode: 'support', userId: '7' },
  ]);
});

test.each([
  ['no tool', { args: {} }, 400, 'invalid_field'],
  ['an unknown tool', { tool: 'rm' }, 404, 'not_found'],
  ['a tool of the prototype', { tool: 'constructor' }, 404, 'not_found'],
  ['a wrong argument', { tool: 'orders.get', args: { order_id: 'x' } }, 400, 'invalid_field'],
  ['an argument too many', { tool: 'orders.get', args: { order_id: 1, admin: true } }, 400, 'invalid_field'],
  ['arguments that are a list', { tool: 'orders.get', args: [1] }, 400, 'invalid_field'],
  ['an unknown mode', { tool: 'orders.get', args: { order_id: 1 }, mode: 'root' }, 400, 'unknown_mode'],
])('%s never reaches the tool', async (_name, body, status, code) => {
  await using door = await openDoor();
  const response = await door.postJson('/actions', body);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ code });
  expect(door.runs.toolCalls).toEqual([]);
});

test('the argument that is wrong is named', async () => {
  await using door = await openDoor();
  const response = await door.postJson('/actions', { tool: 'orders.get', args: { order_id: 'x' } });
  expect(await response.json()).toMatchObject({ errors: [{ path: 'args.order_id' }] });
});

test.each([
  [new ToolError('unavailable', 'Commerce is down.'), 503, 'unavailable'],
  [new ToolError('timeout', 'Commerce is slow.'), 504, 'timeout'],
  [new ToolError('not_found', 'There is no order 9.'), 404, 'not_found'],
  [new ToolError('conflict', 'It was refunded before.'), 409, 'conflict'],
  [new ToolError('invalid', 'That cannot be.'), 422, 'invalid'],
  [new ToolError('bad_answer', 'Commerce talks nonsense.'), 502, 'bad_answer'],
  [new ToolError('internal', 'stack trace'), 500, 'internal_error'],
  [new AppError('forbidden', 'Not in this mode.'), 403, 'forbidden'],
])('the failure %s is a problem', async (error, status, code) => {
  const callTool = async (): Promise<never> => {
    throw error;
  };
  await using door = await openDoor({ runs: createScriptedRuns({ callTool }) });
  const response = await door.postJson('/actions', { tool: 'orders.get', args: { order_id: 9 } });
  expect(response.status).toBe(status);
  const problem = await response.json();
  expect(problem).toMatchObject({ code });
  expect(JSON.stringify(problem)).not.toContain('stack trace');
});

test('an ambiguity comes with the choices', async () => {
  const choices = [{ label: 'Nebula Skin (19.99 USD)', value: 'p1' }];
  const callTool = async (): Promise<never> => {
    throw new ToolError('ambiguous', 'Which one?', { choices });
  };
  await using door = await openDoor({ runs: createScriptedRuns({ callTool }) });
  const response = await door.postJson('/actions', { tool: 'orders.get', args: { order_id: 9 } });
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({ code: 'ambiguous', choices });
});

test('services that cannot be asked how they are do not hide the tools', async () => {
  const health = (): Promise<never> => Promise.reject(new Error('no network'));
  await using door = await openDoor({ services: { tools: TEST_TOOLS, health, state: testState } });
  const response = await door.fetch('/actions');
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ actions: [{}, {}], services: {} });
});

test('many pages ask the services once', async () => {
  const health = vi.fn(async () => TEST_HEALTH);
  await using door = await openDoor({ services: { tools: TEST_TOOLS, health, state: testState } });
  await Promise.all([door.fetch('/actions'), door.fetch('/actions'), door.fetch('/actions')]);
  expect(health).toHaveBeenCalledOnce();
});

test('what the process knows of a service is as it is now, however fresh its health is', async () => {
  let breaker: ServiceHealth['breaker'] = 'closed';
  const state = (service: ServiceName): ServiceState => ({ ...testState(service), breaker });
  const services = { tools: TEST_TOOLS, health: async () => TEST_HEALTH, state };
  await using door = await openDoor({ services });
  await door.fetch('/actions');
  breaker = 'half_open';
  expect(await (await door.fetch('/actions')).json()).toMatchObject({
    services: { commerce: { reachable: true, breaker: 'half_open' } },
  });
});
