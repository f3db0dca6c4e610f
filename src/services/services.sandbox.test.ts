import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../contracts/json.js';
import { createSandbox } from '../sandbox/app.js';
import type { ToolContext } from './service-tool.js';
import { createServices, type Services } from './services.js';

const sandbox = createSandbox();
let services: Services;
let server: Awaited<ReturnType<typeof sandbox.listen>>;

beforeAll(async () => {
  server = await sandbox.listen(0);
  services = createServices({ baseUrls: sandbox.urls(server.url), timeoutMs: 5000 });
});
afterAll(() => server.close());

let calls = 0;
async function call(name: string, args: JsonObject): Promise<JsonObject> {
  const signal = new AbortController().signal;
  const idempotencyKey = `key-${(calls += 1)}`;
  const context: ToolContext = { userId: '1', sessionId: 's', runId: 'r', signal, idempotencyKey };
  const tool = services.tools.get(name)!;
  return tool.result.parse(await tool.call(args, context)) as JsonObject;
}

it('commerce: from a name to an order, and its money back', async () => {
  const { product } = await call('catalog.list', { query: 'nebula skins', pick: true });
  const { id: product_id } = product as { id: string };
  expect(product_id).toBe('nebula-skin');
  const { id: cart_id } = await call('cart.create', {});
  await call('cart.add', { cart_id: cart_id!, product_id, quantity: 2 });
  const order = await call('checkout', { cart_id: cart_id! });
  expect(await call('orders.get', { order_id: order['id']! })).toEqual(order);
  expect((await call('orders.list', {}))['orders']).toContainEqual(order);
  await call('orders.refund', { order_id: order['id']! });
  await expect(call('orders.refund', { order_id: order['id']! })).rejects.toMatchObject({ code: 'conflict' });
});

it('rag: answers with citations, and a summary of what was found', async () => {
  const question = 'How long does a refund take?';
  const answer = await call('rag.ask', { question });
  expect(answer['answer']).not.toBe('');
  const { results } = await call('rag.search', { query: question });
  const summary = await call('summarize', { question, results: results! });
  expect(summary['summary']).toMatch(/refund/i);
  expect(summary['citations']).not.toEqual([]);
});

it('email: writes, sends, lists', async () => {
  const draft = await call('email.compose', { to: 'ada@veze.io', purpose: 'invite' });
  expect(await call('email.send', draft)).toMatchObject({ queued: true, to: 'ada@veze.io' });
  await call('email.list', {});
});

it('xengine and game: a line, an analysis, a plan, and its execution', async () => {
  await call('npc.respond', { context: 'harbour', query: 'Who are you?' });
  await call('xengine.trends', {});
  const { match_id, boss } = await call('game.analyze', {});
  if (typeof match_id === 'string') await call('game.match', { match_id });
  const { strategy } = await call('game.plan', { player: '1', boss: boss! });
  expect(await call('game.execute', { match_id: match_id!, strategy: strategy! })).toMatchObject({
    accepted: true,
  });
});

it('sports: scores and fixtures', async () => {
  expect((await call('sports.scores', {}))['scores']).not.toEqual([]);
  expect((await call('sports.fixtures', {}))['fixtures']).not.toEqual([]);
});

it('social: trends, search and a post', async () => {
  expect((await call('social.trending', {}))['topics']).not.toEqual([]);
  await call('social.search', { query: 'nebula' });
  expect(await call('social.post', { text: 'gg & wp #nebula' })).toMatchObject({ text: 'gg & wp #nebula' });
});

it('all of them are healthy', async () => {
  const health = Object.values(await services.health(new AbortController().signal));
  expect(health.map(({ reachable }) => reachable)).toEqual(Array(7).fill(true));
});
