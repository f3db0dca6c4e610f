import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { JsonObject } from '../contracts/json.js';
import { ServiceName } from '../contracts/mode.js';
import { answerJson, startScriptedServer, type ScriptedServer } from '../testing/scripted-server.js';
import type { ToolContext } from './service-tool.js';
import { createServices, indexByName, type Services } from './services.js';

const ORDER = {
  id: 7,
  user: 'u1',
  status: 'paid',
  items: [],
  total: 5,
  currency: 'USD',
  placed_at: '2026-01-01T00:00:00Z',
};
const CART = { id: 3, user: 'u1', items: [], total: 0, currency: 'USD', status: 'open' };
const PRODUCT = {
  id: 'p1',
  name: 'Nebula Skin',
  category: 'skins',
  price: 19.99,
  currency: 'USD',
  stock: 1,
  tags: [],
  description: '',
};
const PASSAGE = { id: 'd1', title: 'Refunds', section: 'Time', quote: 'Refunds take five days.' };
const DRAFT = { to: 'ada@veze.io', subject: 'Hi & bye', body: 'Text' };
const MATCH = {
  id: 'm/1',
  status: 'live',
  player: 'u1',
  boss: { name: 'Titan', phase: 1, hp_percent: 80 },
  allies: [],
  objective: 'win',
  started_at: '',
};
const ANALYSIS = {
  match_id: null,
  boss: 'Titan',
  phase: 1,
  threats: [],
  weaknesses: [],
  recommendation: 'run',
};
const EXECUTION = { id: 'e1', match_id: null, strategy: 's', accepted: true, orders: [] };
const STRATEGY = { boss: 'Titan', player: 'ada', strategy: 's', summary: '', steps: [], phases: [] };
const POST = { id: 'x', author: 'u1', text: 'hey', likes: 0, tags: [], at: '' };

interface Row {
  tool: string;
  args: JsonObject;
  /** Method and address, then the body where there is one. */
  sends: string;
  body?: unknown;
  answer: unknown;
  /** Where it is not the answer itself. */
  result?: unknown;
  write?: true;
}

const Q = 'a&b=c ü';
const q = 'q=a%26b%3Dc+%C3%BC';
const ROWS: Row[] = [
  { tool: 'catalog.list', args: {}, sends: 'GET /catalog', answer: { products: [PRODUCT] } },
  {
    tool: 'catalog.list',
    args: { query: 'nebula', category: 'skin', max_price: 20, pick: true },
    sends: 'GET /catalog?max_price=20',
    answer: { products: [PRODUCT] },
    result: { products: [PRODUCT], product: PRODUCT },
  },
  { tool: 'cart.create', args: {}, sends: 'POST /carts', body: { user: 'u1' }, answer: CART, write: true },
  {
    tool: 'cart.add',
    args: { cart_id: 3, product_id: 'p1', quantity: 2 },
    sends: 'POST /carts/3/items',
    body: { product_id: 'p1', quantity: 2 },
    answer: CART,
    write: true,
  },
  { tool: 'cart.get', args: { cart_id: 3 }, sends: 'GET /carts/3', answer: CART },
  {
    tool: 'checkout',
    args: { cart_id: 3 },
    sends: 'POST /checkout/3',
    body: { user_handle: 'u1' },
    answer: ORDER,
    write: true,
  },
  { tool: 'orders.get', args: { order_id: 7 }, sends: 'GET /orders/7', answer: ORDER },
  {
    tool: 'orders.list',
    args: { status: 'paid' },
    sends: 'GET /orders?user=u1',
    answer: { orders: [ORDER, { ...ORDER, status: 'shipped' }, { ...ORDER, user: 'u2' }] },
    result: { orders: [ORDER] },
  },
  {
    tool: 'orders.refund',
    args: { order_id: 7, reason: 'broken' },
    sends: 'POST /orders/7/refund',
    body: { reason: 'broken' },
    answer: { order_id: 7, status: 'refunded', amount: 5, currency: 'USD', receipt: 'r' },
    write: true,
  },
  {
    tool: 'rag.ask',
    args: { question: Q },
    sends: `GET /ask?${q}`,
    answer: { answer: 'x', citations: [PASSAGE], confidence: 1 },
  },
  {
    tool: 'rag.search',
    args: { query: Q },
    sends: `GET /search?${q}`,
    answer: { results: [{ ...PASSAGE, score: 2 }] },
  },
  {
    tool: 'email.send',
    args: DRAFT,
    sends: 'POST /send',
    body: { ...DRAFT, user: 'u1' },
    answer: { id: 'e', queued: true, to: DRAFT.to, subject: 's' },
    write: true,
  },
  { tool: 'email.list', args: {}, sends: 'GET /messages?user=u1', answer: { messages: [] } },
  {
    tool: 'npc.respond',
    args: { context: 'gate', query: 'who?' },
    sends: 'POST /npc_response',
    body: { context: 'gate', query: 'who?' },
    answer: { npc: 'Bo', text: 'Me.', mood: 'grim' },
  },
  {
    tool: 'game.plan',
    args: { player: 'ada', boss: 'Titan' },
    sends: 'POST /boss_adapt_strategy',
    body: { player_username: 'ada', boss_type: 'Titan' },
    answer: STRATEGY,
  },
  { tool: 'xengine.trends', args: {}, sends: 'GET /trends', answer: { trends: [] } },
  { tool: 'game.match', args: { match_id: 'm/1' }, sends: 'GET /matches/m%2F1', answer: MATCH },
  {
    tool: 'game.analyze',
    args: { boss: 'Titan' },
    sends: 'POST /analyze',
    body: { boss: 'Titan', player: 'u1' },
    answer: ANALYSIS,
  },
  {
    tool: 'game.execute',
    args: { match_id: null, strategy: 's' },
    sends: 'POST /execute',
    body: { match_id: null, strategy: 's', orders: [] },
    answer: EXECUTION,
    write: true,
  },
  {
    tool: 'sports.scores',
    args: { team: 'Comets', league: 'A&B' },
    sends: 'GET /scores?team=Comets&league=A%26B',
    answer: { scores: [] },
  },
  { tool: 'sports.fixtures', args: {}, sends: 'GET /fixtures', answer: { fixtures: [] } },
  { tool: 'social.trending', args: {}, sends: 'GET /trending', answer: { topics: [] } },
  { tool: 'social.search', args: { query: Q }, sends: `GET /posts?${q}`, answer: { posts: [] } },
  {
    tool: 'social.post',
    args: { text: 'hey' },
    sends: 'POST /posts',
    body: { text: 'hey', author: 'u1' },
    answer: POST,
    write: true,
  },
];
const LOCAL = ['email.compose', 'summarize'];

let server: ScriptedServer;
let services: Services;
let answer: { status: number; body: unknown };

beforeAll(async () => {
  server = await startScriptedServer((response) => answerJson(response, answer.body, answer.status));
});
afterAll(() => server.close());
beforeEach(() => {
  answer = { status: 200, body: {} };
  server.seen.length = 0;
  const baseUrls = Object.fromEntries(ServiceName.options.map((name) => [name, `${server.url}/${name}`]));
  services = createServices({ baseUrls: baseUrls as Record<ServiceName, string>, timeoutMs: 5000 });
});

function call(tool: string, args: JsonObject): Promise<unknown> {
  const signal = new AbortController().signal;
  const context: ToolContext = {
    userId: 'u1',
    sessionId: 's1',
    runId: 'r1',
    signal,
    idempotencyKey: 'key-1',
  };
  return services.tools.get(tool)!.call(args, context);
}

describe('every tool', () => {
  it.each(ROWS)('$tool sends $sends', async (row) => {
    answer = { status: 200, body: row.answer };
    expect(await call(row.tool, row.args)).toEqual(row.result ?? row.answer);
    const [{ method, url, headers, body }] = server.seen as [(typeof server.seen)[number]];
    const { service, effect } = services.tools.get(row.tool)!;
    expect(server.seen).toHaveLength(1);
    expect(`${method} ${url.replace(`/${service}/`, '/')}`).toBe(row.sends);
    expect(body === '' ? undefined : JSON.parse(body)).toEqual(row.body);
    expect(headers).toMatchObject({ 'x-on-behalf-of': 'u1' });
    expect(headers['idempotency-key']).toBe(row.write ? 'key-1' : undefined);
    expect(effect).toBe(row.write ? 'write' : 'read');
  });

  it('is in the table or works without the network', async () => {
    expect([...services.tools.keys()].sort()).toEqual(
      [...new Set([...ROWS.map(({ tool }) => tool), ...LOCAL])].sort(),
    );
    await call('email.compose', { to: 'ada@veze.io', purpose: 'invite' });
    await call('summarize', { question: 'refunds?', results: [{ ...PASSAGE, score: 3 }] });
    expect(server.seen).toHaveLength(0);
  });

  it('answers in the shape it promises, as a LangChain tool too', async () => {
    for (const row of ROWS) {
      answer = { status: 200, body: row.answer };
      const tool = services.tools.get(row.tool)!;
      expect(tool.result.safeParse(await call(row.tool, row.args)).success).toBe(true);
      expect(tool.asLangChain()).toMatchObject({ name: row.tool, description: tool.description });
      expect(z.toJSONSchema(tool.args)).toMatchObject({ type: 'object', additionalProperties: false });
    }
  });

  it('bounds every string it takes', () => {
    const long = 'x'.repeat(100_000);
    for (const row of ROWS) {
      for (const key of Object.keys(row.args).filter((name) => typeof row.args[name] === 'string')) {
        const parsed = services.tools.get(row.tool)?.args.safeParse({ ...row.args, [key]: long });
        expect(parsed?.success, `${row.tool} ${key}`).toBe(false);
      }
    }
  });
});

describe('what must not show', () => {
  it.each([
    ['answered by mistake', 200, { ...ORDER, user: 'u2' }],
    ['forbidden', 403, { error: { code: 'forbidden', message: 'That order is of user u2.' } }],
    ['missing', 404, { error: { code: 'not_found', message: 'No order 7.' } }],
  ])('an order of someone else (%s) looks like none at all', async (_how, status, body) => {
    answer = { status, body };
    await expect(call('orders.get', { order_id: 7 })).rejects.toMatchObject({
      code: 'not_found',
      message: 'There is no order 7.',
    });
  });
});

describe('game.analyze without a match', () => {
  it('offers the bosses that exist', async () => {
    answer = {
      status: 404,
      body: { error: { code: 'not_found', message: 'No live match.' }, bosses: ['VoidHydra', 'DinoBoss'] },
    };
    await expect(call('game.analyze', {})).rejects.toMatchObject({
      code: 'not_found',
      message: 'No live match.',
      choices: [
        { label: 'VoidHydra', value: 'VoidHydra' },
        { label: 'DinoBoss', value: 'DinoBoss' },
      ],
    });
  });
});

describe('the services together', () => {
  it('have a breaker each: one that is down leaves the others alone', async () => {
    answer = { status: 500, body: {} };
    for (let i = 0; i < 5; i += 1) await call('cart.create', {}).catch(() => undefined);
    answer = { status: 200, body: { topics: [] } };
    await call('social.trending', {});
    expect(services.breakerStates()).toMatchObject({ commerce: 'open', social: 'closed' });
    const health = await services.health(new AbortController().signal);
    expect(health.commerce).toMatchObject({ reachable: true, breaker: 'open' });
    expect(health.social.calls).toMatchObject({ failed: 0, p50_ms: expect.any(Number) });
    expect(health.commerce.calls.failed).toBeGreaterThanOrEqual(5);
    expect(Object.keys(health)).toEqual(ServiceName.options);
  });

  it('refuse two tools of one name', () => {
    const [tool] = services.byService.sports;
    expect(() => indexByName([tool!, tool!])).toThrow('Two tools are called sports.scores');
  });
});
