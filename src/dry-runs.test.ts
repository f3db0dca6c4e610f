import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ChatResponse } from './contracts/chat.js';
import type { Mode } from './contracts/mode.js';
import type { RunEvent } from './contracts/run-event.js';
import { databaseTargets } from './testing/servers.js';
import { connectSocket } from './testing/socket-client.js';
import { useAppOnSandbox } from './testing/app-on-sandbox.js';

/** What a mode is asked to do, and the writes it comes to. */
const WISHES: [mode: Mode, message: string, writes: string[]][] = [
  [
    'helm',
    'buy two nebula skins and email me the receipt at ada@veze.io',
    ['cart.create', 'cart.add', 'checkout', 'email.send'],
  ],
  ['helm', 'post we won the cup!', ['social.post']],
  ['support', 'refund order 123 and send the receipt to ada@veze.io', ['orders.refund', 'email.send']],
  ['player', 'boss strategy', ['game.execute']],
];

const CLAIMS = /\b(?:done:|i bought|is refunded|is on its way|have the orders|is posted|your order number)/i;

describe.each(databaseTargets())('a dry run, on $name Postgres', ({ url }) => {
  const app = useAppOnSandbox(url);
  const { sandbox, post, say, rows } = app;
  const eventsOf = async (runId: string): Promise<RunEvent[]> => {
    const found = await rows('select event from run_events where run_id = $1 order by seq', runId);
    return (found as { event: RunEvent }[]).map(({ event }) => event);
  };
  /** All that a later turn could find of a session. */
  const sessionState = (id: string): Promise<unknown[]> =>
    Promise.all([
      rows('select checkpoint_id from sessions where id = $1', id),
      rows('select checkpoint_id from checkpoints where thread_id = $1 order by 1', id),
      rows('select checkpoint_id, idx from checkpoint_writes where thread_id = $1 order by 1, 2', id),
      rows('select role, content from messages where session_id = $1 order by turn_no, role', id),
      rows('select id, status from approvals where session_id = $1', id),
      rows('select key from effects where session_id = $1', id),
    ]);

  test.each(WISHES)('%s: %j is rehearsed to its end, and nothing is done', async (mode, message, writes) => {
    const { reply, run_id, session_id } = await say(mode, message, { dry_run: true });
    expect(reply).toMatchObject({ dry_run: true });
    expect(reply.would_do?.map(({ tool }) => tool)).toEqual(writes);
    expect(reply.text).toContain('If this were not a dry run, I would:');
    expect(reply.text).toMatch(/This was a dry run: nothing was done\.$/);
    expect(reply.text).not.toMatch(CLAIMS);
    expect(reply.approval ?? reply.approvals).toBeUndefined();
    const rehearsed = reply.plan?.filter(({ dry_run }) => dry_run);
    expect(rehearsed?.map(({ tool, state }) => `${tool} ${state}`)).toEqual(
      writes.map((tool) => `${tool} done`),
    );
    const events = await eventsOf(run_id);
    expect(events[0]).toMatchObject({ type: 'run.started', dry_run: true });
    const ended = events.filter((event) => event.type === 'tool.finished' && writes.includes(event.tool));
    expect(ended.map((event) => ('result' in event ? event.result : null))).toEqual(
      writes.map(() => expect.objectContaining({ dry_run: true })),
    );
    expect(ended.every((event) => 'dry_run' in event)).toBe(true);
    expect(sandbox.ledger()).toEqual([]);
    expect(await sessionState(session_id)).toEqual([[{ checkpoint_id: null }], [], [], [], [], []]);
    expect(await rows('select 1 from effects where run_id = $1', run_id)).toEqual([]);
    expect(await rows(`select 1 from outbox where payload->>'run_id' = $1`, run_id)).toEqual([]);
    const view = await (await fetch(`${app.url}/runs/${run_id}?user_id=1`)).json();
    expect(view).toMatchObject({ dry_run: true, status: 'done', reply: { dry_run: true } });
  });

  test('says what would be bought, for how much, and which steps would be asked about', async () => {
    const { reply } = await say('helm', 'buy two nebula skins and email me the receipt at ada@veze.io', {
      dry_run: true,
    });
    expect(reply.would_do).toMatchObject([
      { title: 'Start a cart', asks: false },
      { asks: false },
      {
        title: 'Buy 2 x Nebula Skin for 39.98 USD',
        amount: { total: 39.98, currency: 'USD' },
        asks: true,
      },
      { title: 'Send an e-mail to ada@veze.io', asks: true },
    ]);
    expect(reply.text).toContain('Buy 2 x Nebula Skin for 39.98 USD (I would ask you first)');
  });

  test.each<[Mode, string, string[]]>([
    ['helm', 'buy nebula skin', ['cart.create', 'cart.add']],
    ['support', 'refund order 123', []],
    ['player', 'boss strategy', ['game.execute']],
  ])('%s: the real turn after it goes as if it had not been', async (mode, message, writes) => {
    const [first, second] = [randomUUID(), randomUUID()];
    const hello = 'hello';
    await say(mode, hello, { session_id: first });
    await say(mode, hello, { session_id: second });
    const before = await sessionState(second);
    await say(mode, message, { session_id: second, dry_run: true });
    await say(mode, 'yes', { session_id: second, dry_run: true });
    expect(await sessionState(second)).toEqual(before);
    sandbox.reset();
    const alone = await say(mode, message, { session_id: first });
    const done = sandbox.ledger().map(({ operation }) => operation);
    sandbox.reset();
    const after = await say(mode, message, { session_id: second });
    expect(after.reply.text).toBe(alone.reply.text);
    expect(after.reply).not.toHaveProperty('dry_run');
    expect(sandbox.ledger().map(({ operation }) => operation)).toEqual(done);
    expect(done).toHaveLength(writes.length);
  });

  test('a yes after it approves nothing, "it" is not what it was about, and it has asked nothing', async () => {
    const { session_id } = await say('support', 'refund order 123', { dry_run: true });
    for (const message of ['yes', 'refund it']) {
      const { reply } = await say('support', message, { session_id });
      expect(reply.approval).toBeUndefined();
      expect(reply.text).not.toMatch(/29\.97 USD back/);
    }
    expect(sandbox.ledger()).toEqual([]);
    const approvals = await fetch(`${app.url}/sessions/${session_id}/approvals?user_id=1`);
    expect(JSON.stringify(await approvals.json())).not.toContain('approval_id');
  });

  test('a rehearsed yes leaves the open question open', async () => {
    const { session_id, reply } = await say('helm', 'buy nebula skin');
    expect(reply.approval?.tool).toBe('checkout');
    const before = await sessionState(session_id);
    const dry = await say('helm', 'yes', { session_id, dry_run: true });
    expect(dry.reply.dry_run).toBe(true);
    expect(await sessionState(session_id)).toEqual(before);
    await say('helm', 'yes', { session_id });
    expect(sandbox.ledger().map(({ operation }) => operation)).toContain('checkout');
  });

  test('what the gate refuses is refused in it too, and shown', async () => {
    const response = await fetch(`${app.url}/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-veze-scopes': 'copilot.read' },
      body: JSON.stringify({ user_id: 1, mode: 'support', message: 'refund order 123', dry_run: true }),
    });
    const { reply, run_id } = ChatResponse.parse(await response.json());
    expect(reply.text).toMatch(/not change them.*nothing was done\.$/s);
    expect(reply.would_do).toBeUndefined();
    expect(await eventsOf(run_id)).toContainEqual(
      expect.objectContaining({ type: 'policy.decision', decision: 'refused', reasons: ['no_scope'] }),
    );
  });

  test('a read that finds nothing fails as it would', async () => {
    const { reply } = await say('support', 'refund order 999999', { dry_run: true });
    expect(reply.text).toMatch(/999999/);
    expect(reply.would_do).toBeUndefined();
    expect(sandbox.ledger()).toEqual([]);
  });

  test('every door takes the flag', async () => {
    const message = 'post we won the cup!';
    const ask = new URLSearchParams({ mode: 'helm', q: message, user_id: '1', dry_run: 'true' });
    const streams = [
      await post('/chat/stream', { mode: 'helm', message, dry_run: true }),
      await fetch(`${app.url}/chat/stream?${ask}`),
    ];
    for (const stream of streams) expect(await stream.text()).toMatch(/event: chunk\ndata: .*"dry_run":true/);
    await using socket = await connectSocket(`${app.url}/ws`);
    const frame = { mode: 'helm', message, user_id: 1, dry_run: true };
    socket.send(frame);
    expect(await socket.next()).toMatchObject({ reply: { dry_run: true } });
    socket.send({ ...frame, op: 'chat' });
    expect(await socket.next()).toMatchObject({ op: 'accepted' });
    expect(await socket.next()).toMatchObject({ op: 'reply', reply: { dry_run: true } });
    expect(sandbox.ledger()).toEqual([]);
  });

  test('POST /actions gives what a write would come to', async () => {
    const call = (tool: string, args: object): Promise<unknown> =>
      post('/actions', { tool, args, dry_run: true }).then((response) => response.json());
    const email = { to: 'bob@x.io', subject: 'Hi', body: 'Hello' };
    expect(await call('email.send', email)).toEqual({
      dry_run: true,
      result: { id: 'dry-run-1', queued: true, to: 'bob@x.io', subject: 'Hi', dry_run: true },
    });
    expect(await call('orders.refund', { order_id: 123 })).toMatchObject({
      result: { amount: 29.97, dry_run: true },
    });
    expect(await call('orders.refund', { order_id: 999_999 })).toMatchObject({ code: 'not_found' });
    expect(await call('orders.get', { order_id: 123 })).toMatchObject({ dry_run: true, result: { id: 123 } });
    expect(sandbox.ledger()).toEqual([]);
    expect(await rows(`select 1 from effects where session_id = 'action:1'`)).toEqual([]);
  });

  test('does not stop another turn, and takes no text for the flag', async () => {
    const stop = { mode: 'helm', message: 'hi', multitask_strategy: 'rollback', dry_run: true };
    const refused = await Promise.all([
      post('/chat', stop),
      post('/chat', { mode: 'helm', message: 'buy nebula skin', dry_run: 'true' }),
    ]);
    const problems = await Promise.all(refused.map((response) => response.json()));
    expect(z.array(z.object({ code: z.literal('invalid_field') })).parse(problems)).toHaveLength(2);
    expect(sandbox.ledger()).toEqual([]);
  });
});
