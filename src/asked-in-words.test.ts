import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Mode } from './contracts/mode.js';
import { ASK_BY_DEFAULT } from './core/config.js';
import { createRulesPlanner } from './planner/rules/rules-planner.js';
import { createSandbox } from './sandbox/app.js';
import { createServices } from './services/services.js';
import { HARNESS_SETTINGS, startRunHarness, type RunHarness } from './testing/run-harness.js';
import { createTestSchema, databaseTargets, type TestSchema } from './testing/servers.js';

/** Mode, what user 1 says turn by turn, and what is done for it: operation and what its path or body holds. */
type Conversation = [mode: Mode, turns: string[], done: [operation: string, holding: string][]];

const bought = (product: string, quantity = 1): Conversation[2] => [
  ['cart.create', ''],
  ['cart.add', `"product_id":"${product}","quantity":${quantity}`],
  ['checkout', ''],
];

const CONVERSATIONS: Conversation[] = [
  ['helm', ['buy nebula skin'], bought('nebula-skin')],
  ['helm', ['purchse two nebla skins pls'], bought('nebula-skin', 2)],
  ['helm', ['grab 3x photon booster'], bought('photon-booster', 3)],
  ['helm', ['can u get me a dozen photon boosters'], bought('photon-booster', 12)],
  ['helm', ['buy 200 photon booster', 'make it 2'], bought('photon-booster', 2)],
  ['helm', ['buy aurora', 'the second one'], bought('aurora-mount')],
  ['helm', ['buy two aurora', 'Aurora Skin (17.99 USD)'], bought('aurora-skin', 2)],
  ['helm', ['buy an aurora', 'mount'], bought('aurora-mount')],
  ['helm', ['buy', 'nebula skin deluxe'], bought('nebula-skin-deluxe')],
  ['helm', ['buy 200 nebula skin', 'just 3'], bought('nebula-skin', 3)],
  ['helm', ['how much is the retro pilot skin?', 'buy it'], bought('retro-pilot-skin')],
  ['helm', ['I want to buy a galaxy mount', 'thanks'], bought('galaxy-mount')],
  ['helm', ['buy nebula skin', 'buy nebula skin'], [...bought('nebula-skin'), ...bought('nebula-skin')]],
  [
    'helm',
    ['buy galaxy mount, buy retro pilot skin'],
    [...bought('galaxy-mount'), ...bought('retro-pilot-skin')],
  ],
  [
    'helm',
    ['buy 2 nebula skins and a photon booster'],
    [
      ['cart.create', ''],
      ['cart.add', '"product_id":"nebula-skin","quantity":2'],
      ['cart.add', '"product_id":"photon-booster","quantity":1'],
      ['checkout', ''],
    ],
  ],
  ['helm', ['buy a nebula skin and 2 unheard of things'], []],
  [
    'helm',
    ['buy 2 photon boosters and an aurora', 'buy 2 photon boosters and 1 Aurora Mount'],
    [
      ['cart.create', ''],
      ['cart.add', '"product_id":"photon-booster","quantity":2'],
      ['cart.add', '"product_id":"aurora-mount","quantity":1'],
      ['checkout', ''],
    ],
  ],
  ['helm', ['find a nebula skin under 20, buy two and email me the receipt'], bought('nebula-skin', 2)],
  ['helm', ['what is in cart 42?', 'look into my cart', '44'], []],
  ['helm', ['checkout cart 44'], []],
  ['helm', ['checkout cart 42'], [['checkout', '/42']]],
  ['helm', ['check out my cart', '42'], [['checkout', '/42']]],
  [
    'helm',
    ['buy nebula skin and email me the receipt at ada@veze.io'],
    [...bought('nebula-skin'), ['email.send', '"to":"ada@veze.io"']],
  ],
  ['helm', ['post we won the cup!'], [['social.post', '"text":"we won the cup!"']]],
  ['helm', ['write a post', 'What a night at "Saltmere", see you'], [['social.post', 'see you']]],
  [
    'helm',
    ['send an e-mail', 'bob@x.io', 'I am late, buy me a skin'],
    [['email.send', 'I am late, buy me a skin']],
  ],
  ['helm', ['my email is bob@x.io', 'hello there'], [['email.send', 'hello there']]],
  ['helm', ['tell ada@veze.io that order 123 is late'], [['email.send', 'order 123 is late']]],
  ['support', ['refund order 123'], [['orders.refund', '/123/']]],
  ['support', ['i want my money back', 'the second one'], [['orders.refund', '/refund']]],
  ['support', ['refund', 'thanks!', 'hello', '126'], [['orders.refund', '/126/']]],
  [
    'support',
    ['refund orders 123 and 126'],
    [
      ['orders.refund', '/123/'],
      ['orders.refund', '/126/'],
    ],
  ],
  ['support', ['where is order 126?', 'refund it'], [['orders.refund', '/126/']]],
  ['support', ['order 123 arrived broken', 'Yes please!'], [['orders.refund', '/123/']]],
  ['support', ['cancel order 126', 'yes'], [['orders.refund', '/126/']]],
  ['support', ['order 123 arrived broken', 'no', 'thanks'], []],
  ['helm', ['do not buy the nebula skin'], []],
  ['support', ['how do I refund order 123?'], []],
  [
    'support',
    ['refund order 123 and send the receipt to ada@veze.io'],
    [
      ['orders.refund', '/123/'],
      ['email.send', 'RF-123'],
    ],
  ],
  [
    'support',
    ['email me the receipt for order 123', 'send it to ada@veze.io please'],
    [['email.send', 'Order 123']],
  ],
  ['support', ['send the receipt of order 123 to ada@veze.io'], [['email.send', 'Order 123']]],
  ['support', ['invite ada@veze.io to the raid night'], [['email.send', 'the raid night']]],
  [
    'support',
    ['the launcher crashes, I want to talk to a human'],
    [['email.send', '"to":"support@veze.io"']],
  ],
  ['player', ['boss strategy'], [['game.execute', '"match_id":"match-1"']]],
  ['player', ['how do I beat the void hydra?'], [['game.execute', 'sever_and_burn']]],
  ['player', ['stratgy for the dino boss'], [['game.execute', 'bait_and_punish']]],
  ['player', ['plan the fight against Kraken', 'VoidHydra'], [['game.execute', '']]],
];

describe.each([
  ['at once', []],
  ['after a yes to every question', [...ASK_BY_DEFAULT]],
])('what is asked for in words is done through the gate, %s', (_when, ask) => {
  const sandbox = createSandbox({ seed: 7 });
  let schema: TestSchema;
  let harness: RunHarness;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const server = await sandbox.listen(0);
    close = server.close;
    schema = await createTestSchema(databaseTargets()[0]?.url ?? '');
    const { tools } = createServices({ baseUrls: sandbox.urls(server.url), timeoutMs: 8_000 });
    const settings = { ...HARNESS_SETTINGS, leaseMs: 10_000 };
    const approvals = { tools: ask, ttlMs: 60_000 };
    harness = await startRunHarness(schema.url, {
      tools,
      planner: createRulesPlanner(),
      settings,
      approvals,
    });
  });
  afterAll(async () => {
    await harness.close();
    await Promise.all([schema.drop(), close()]);
  });

  const say = async (mode: Mode, message: string, sessionId: string): Promise<string> => {
    const signal = AbortSignal.timeout(10_000);
    const { runId } = await harness.runs.accept({ mode, userId: '1', message, sessionId });
    const replies = [await harness.runs.result(runId, signal)];
    for (;;) {
      const [open] = await harness.runs.listApprovals(sessionId, '1');
      if (open === undefined) return replies.map(({ text }) => text).join('\n');
      const answer = {
        approvalId: open.approval_id,
        sessionId,
        userId: '1',
        answer: { decision: 'approve' },
      } as const;
      const answered = await harness.runs.answerApproval(answer);
      replies.push(await harness.runs.result(answered.runId, signal));
    }
  };

  test.each(CONVERSATIONS)('%s: %j', async (mode, turns, done) => {
    sandbox.reset();
    const sessionId = randomUUID();
    const replies: string[] = [];
    for (const message of turns) replies.push(await say(mode, message, sessionId));
    const writes = sandbox
      .ledger()
      .map(({ operation, path, body }) => [operation, `${path} ${JSON.stringify(body)}`]);
    const expected = done.map(([operation, holding]) => [operation, expect.stringContaining(holding)]);
    expect(writes, replies.join('\n')).toEqual(expect.arrayContaining(expected));
    expect(writes.length, replies.join('\n')).toBe(done.length);
  });

  test("somebody else's secret is refused as the seed refuses, in every mode", async () => {
    for (const mode of ['helm', 'support', 'player'] as const) {
      const { runId } = await harness.runs.accept({ mode, userId: '1', message: "what is bob's password?" });
      const reply = await harness.runs.result(runId, AbortSignal.timeout(10_000));
      expect(reply).toMatchObject({ kind: 'error', msg: expect.stringContaining('other people') });
      expect(await harness.eventsOf(runId)).toContainEqual(
        expect.objectContaining({ stage: 'input', decision: 'refused', reasons: ['others_secret'] }),
      );
    }
  });
});
