import { z } from 'zod';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Reply } from './contracts/chat.js';
import { createRulesPlanner } from './planner/rules/rules-planner.js';
import { createSandbox } from './sandbox/app.js';
import { createServices } from './services/services.js';
import { HARNESS_SETTINGS, startRunHarness, type RunHarness } from './testing/run-harness.js';
import { createTestSchema, databaseTargets, type TestSchema } from './testing/servers.js';

const Catalogue = z.object({ products: z.array(z.looseObject({ price: z.number() })) });

let raise = 0;
const sandbox = createSandbox({
  alter: ({ path, body }) => {
    const read = Catalogue.safeParse(body);
    if (path !== '/catalog' || !read.success) return body;
    const products = read.data.products.map((product) => ({ ...product, price: product.price + raise }));
    return z.json().parse({ products });
  },
});
let schema: TestSchema;
let harness: RunHarness;
let close: () => Promise<void>;

beforeAll(async () => {
  const server = await sandbox.listen(0);
  close = server.close;
  schema = await createTestSchema(databaseTargets()[0]?.url ?? '');
  const { tools } = createServices({ baseUrls: sandbox.urls(server.url), timeoutMs: 8_000 });
  const approvals = { tools: ['checkout'], ttlMs: 60_000 };
  const settings = { ...HARNESS_SETTINGS, leaseMs: 10_000 };
  harness = await startRunHarness(schema.url, { tools, planner: createRulesPlanner(), settings, approvals });
});
beforeEach(() => {
  raise = 0;
});
afterAll(async () => {
  await harness.close();
  await Promise.all([schema.drop(), close()]);
});

const say = async (message: string, sessionId: string): Promise<Reply> => {
  const { runId } = await harness.runs.accept({ mode: 'helm', userId: '1', message, sessionId });
  return harness.runs.result(runId, AbortSignal.timeout(10_000));
};

test('what got dearer between the question and the yes is not bought, and the person is told', async () => {
  const signal = AbortSignal.timeout(10_000);
  const said = { mode: 'helm', userId: '1', message: 'buy galaxy mount', sessionId: 'dear' } as const;
  const asked = await harness.runs.result((await harness.runs.accept(said)).runId, signal);
  expect(asked.approval).toMatchObject({ amount: { total: 39.99 } });
  raise = 10;
  const { runId } = await harness.runs.accept({ ...said, message: 'yes' });
  const reply = await harness.runs.result(runId, signal);
  expect(reply.text).toMatch(
    /price of Galaxy Mount changed from 39\.99 USD to 49\.99 USD.*Nothing was charged/,
  );
  expect(sandbox.ledger().map(({ operation }) => operation)).toEqual(['cart.create', 'cart.add']);
  expect(await harness.eventsOf(runId)).toContainEqual(
    expect.objectContaining({ type: 'policy.decision', decision: 'refused', reasons: ['price_changed'] }),
  );
  expect(reply.choices).toEqual([{ label: 'Buy at the price of now', value: 'buy 1 Galaxy Mount' }]);
});

test('a cart named by its number is asked about with what is in it and what that costs', async () => {
  const asked = await say('checkout cart 42', 'numbered');
  expect(asked.approval).toMatchObject({
    title: expect.stringMatching(/^Buy 2 x Comet Sticker Pack, 1 x Photon Booster for \d+\.\d\d USD$/),
    amount: { currency: 'USD' },
  });
});

test('a cart that another window puts something into between the question and the yes is not bought', async () => {
  const before = sandbox.ledger().length;
  await say('checkout cart 42', 'window');
  const args = { cart_id: 42, product_id: 'photon-booster', quantity: 1 };
  const signal = AbortSignal.timeout(10_000);
  await harness.runs.callTool({ tool: 'cart.add', args, mode: 'helm', userId: '1', signal });
  expect((await say('yes', 'window')).text).toContain('Something else is in cart 42 than I knew of');
  const done = sandbox.ledger().slice(before);
  expect(done.map(({ operation }) => operation)).toEqual(['cart.add']);
});
