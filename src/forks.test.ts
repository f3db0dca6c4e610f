import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ForkEdit } from './contracts/fork.js';
import type { Mode } from './contracts/mode.js';
import { RunView } from './contracts/run.js';
import { RunEvent } from './contracts/run-event.js';
import { databaseTargets } from './testing/servers.js';
import { useAppOnSandbox } from './testing/app-on-sandbox.js';

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

/** The first event of a kind, of one step where it is told. */
function find<T extends RunEvent['type']>(events: RunEvent[], type: T, stepId?: number): EventOf<T> {
  const found = events.find(
    (event) =>
      event.type === type && (stepId === undefined || ('step_id' in event && event.step_id === stepId)),
  );
  if (found === undefined) throw new Error(`There is no ${type}`);
  return found as EventOf<T>;
}

const callsOf = (events: RunEvent[]): string[] =>
  events.flatMap((event) =>
    event.type === 'tool.started' ? [`${event.tool}${event.replayed ? ' replayed' : ''}`] : [],
  );

describe.each(databaseTargets())('a fork, on $name Postgres', ({ url }) => {
  const app = useAppOnSandbox(url);
  const { sandbox, post, say, rows } = app;
  const eventsOf = async (runId: string): Promise<RunEvent[]> => {
    const response = await fetch(`${app.url}/runs/${runId}/events?user_id=1`, {
      headers: { accept: 'application/json' },
    });
    const { events } = (await response.json()) as { events: unknown[] };
    return events.map((event) => RunEvent.parse(event));
  };
  const viewOf = async (runId: string): Promise<RunView> =>
    RunView.parse(await (await fetch(`${app.url}/runs/${runId}?user_id=1`)).json());
  const forking = (runId: string, at: number, edit: ForkEdit, more: object = {}): Promise<Response> =>
    post(`/runs/${runId}/fork`, { at, edit, ...more });
  /** The fork when it has ended. */
  const fork = async (
    runId: string,
    at: number,
    edit: ForkEdit,
  ): Promise<{ runId: string; events: RunEvent[]; text: string }> => {
    const response = await forking(runId, at, edit);
    const body = (await response.json()) as { run_id: string };
    if (response.status !== 200) throw new Error(JSON.stringify(body));
    const events = await eventsOf(body.run_id);
    return { runId: body.run_id, events, text: find(events, 'reply').reply.text };
  };
  const codeOf = async (answer: Promise<Response>): Promise<unknown> => {
    const response = await answer;
    const { code } = (await response.json()) as { code?: string };
    return `${response.status} ${code}`;
  };
  /** All that anybody could find of it outside the rows of the run itself. */
  const traces = (session: string): Promise<unknown[]> =>
    Promise.all([
      rows('select * from sessions where id = $1', session),
      rows('select checkpoint_id from checkpoints order by 1'),
      rows('select checkpoint_id, idx from checkpoint_writes order by 1, 2'),
      rows('select role, content from messages where session_id = $1 order by turn_no, role', session),
      rows('select id, status from approvals order by 1'),
      rows('select key, state from effects order by 1'),
      rows('select id from memories order by 1'),
    ]);

  test('follows the record to the edited answer, and goes on from there by itself', async () => {
    const { run_id: parent, reply } = await say('support', 'where is order 123');
    const events = await eventsOf(parent);
    const answered = find(events, 'tool.finished');
    expect(answered.tool).toBe('orders.get');
    const result = { ...(answered.result as object), status: 'cancelled', tracking: undefined };
    const forked = await fork(parent, answered.seq, {
      tool_result: { step_id: answered.step_id, result: JSON.parse(JSON.stringify(result)) },
    });

    expect(forked.text).not.toBe(reply.text);
    expect(forked.text).toMatch(/cancelled/i);
    expect(callsOf(forked.events)).toEqual(['orders.get replayed']);
    expect(find(forked.events, 'tool.finished').result).toMatchObject({ id: 123, status: 'cancelled' });
    expect(find(forked.events, 'route.chosen').route).toEqual(find(events, 'route.chosen').route);
    expect(forked.events[0]).toMatchObject({ dry_run: true, fork: { run_id: parent, at: answered.seq } });
    expect(await viewOf(forked.runId)).toMatchObject({
      status: 'done',
      dry_run: true,
      fork: { run_id: parent, at: answered.seq, edit: { tool_result: { step_id: 1 } } },
    });
    expect((await viewOf(parent)).fork).toBeNull();
  });

  test('makes a failure of an answer, which is planned for like any other', async () => {
    const { run_id: parent } = await say('support', 'where is order 123');
    const answered = find(await eventsOf(parent), 'tool.finished');
    const error = { code: 'not_found', message: 'There is no order 123.' };
    const forked = await fork(parent, answered.seq, { tool_result: { step_id: 1, error } });
    expect(find(forked.events, 'tool.failed')).toMatchObject({ replayed: true, error });
    expect(forked.events.map(({ type }) => type)).toContain('plan.replanned');
  });

  test('asks no service for what is on record, and each for what comes after it', async () => {
    const { run_id: parent } = await say('helm', 'buy nebula skin');
    const events = await eventsOf(parent);
    const calls = async (): Promise<number> => {
      const metrics = await (await fetch(`${app.url}/metrics`)).text();
      const counts = [...metrics.matchAll(/^copilot_service_call_seconds_count\{.*\} (\d+)$/gm)];
      return counts.reduce((sum, [, count]) => sum + Number(count), 0);
    };
    const before = await calls();
    await fork(parent, events.length, { state: { dialog: { pending: null, focus: {} } } });
    // What was asked about is rehearsed now: that looks the cart and the catalogue up.
    const all = (await calls()) - before;
    const none = await fork(parent, 0, { message: 'buy nebula skin' });
    expect((await calls()) - before - all).toBeGreaterThan(all);
    expect(callsOf(none.events)).toContain('catalog.list');
  });

  test.each<[Mode, string]>([
    ['helm', 'buy two nebula skins and email me the receipt at ada@veze.io'],
    ['helm', 'post we won the cup!'],
    ['support', 'refund order 123 and send the receipt to ada@veze.io'],
    ['player', 'boss strategy'],
  ])('%s: "%s" forked anywhere writes nothing anywhere', async (mode, message) => {
    const { run_id: parent, session_id } = await say(mode, message);
    const events = await eventsOf(parent);
    const ledger = sandbox.ledger();
    const before = await traces(session_id);
    const rehearsed = new Set<string>();
    for (let at = 0; at <= events.length; at += 4) {
      const forked = await fork(parent, at, { message });
      for (const event of forked.events)
        if (event.type === 'tool.finished' && event.dry_run) rehearsed.add(event.tool);
      expect(await rows(`select 1 from outbox where payload->>'run_id' = $1`, forked.runId)).toEqual([]);
    }
    expect(rehearsed.size).toBeGreaterThan(0);
    expect(sandbox.ledger()).toEqual(ledger);
    expect(await traces(session_id)).toEqual(before);
  });

  test('takes up the conversation where its parent did, whatever was said since', async () => {
    const { session_id } = await say('support', 'where is order 123');
    const { run_id: parent } = await say('support', 'refund it', { session_id });
    await say('support', 'where is order 77', { session_id });
    const chosen = find(await eventsOf(parent), 'route.chosen');
    expect(chosen.dialog).toMatchObject({ focus: { order_id: 123 } });
    const forked = await fork(parent, 0, { message: 'cancel it' });
    expect(find(forked.events, 'plan.created').plan.steps[0]?.args).toMatchObject({ order_id: 123 });
    const other = await fork(parent, 0, { state: { dialog: { pending: null, focus: { order_id: 77 } } } });
    expect(find(other.events, 'plan.created').plan.steps[0]?.args).toMatchObject({ order_id: 77 });
  });

  test('carries out another plan, and goes another way', async () => {
    const { run_id: parent } = await say('support', 'where is order 123');
    const events = await eventsOf(parent);
    const { seq, plan } = find(events, 'plan.created');
    const steps = [
      { id: 1, tool: 'orders.get', label: 'Look up order 123', args: { order_id: 123 }, after: [] },
      { id: 2, tool: 'sports.scores', label: 'Look up the scores', args: {}, after: [] },
    ];
    const planned = await fork(parent, seq, { state: { plan: { goal: 'two things', steps } } });
    expect(find(planned.events, 'plan.created').plan).toMatchObject({ goal: 'two things', revision: 0 });
    expect(callsOf(planned.events).sort()).toEqual(['orders.get', 'sports.scores']);

    const kept = await fork(parent, events.length, { state: { plan: { steps } } });
    expect(callsOf(kept.events).sort()).toEqual(['orders.get replayed', 'sports.scores']);
    expect(find(kept.events, 'plan.created').plan.goal).toBe(plan.goal);

    const route = { specialist: 'sports', intent: 'sports.scores' };
    const routed = await fork(parent, find(events, 'route.chosen').seq, { state: { route } });
    expect(find(routed.events, 'route.chosen').route).toMatchObject({ ...route, reason: 'edited' });
  });

  test('of a fork is one like any other', async () => {
    const { run_id: parent } = await say('support', 'where is order 123');
    const answered = find(await eventsOf(parent), 'tool.finished');
    const edit = (status: string): ForkEdit => ({
      tool_result: {
        step_id: 1,
        result: JSON.parse(JSON.stringify({ ...(answered.result as object), status })),
      },
    });
    const first = await fork(parent, answered.seq, edit('cancelled'));
    const second = await fork(first.runId, find(first.events, 'tool.finished').seq, edit('refunded'));
    expect(second.text).toMatch(/refunded/i);
    const list = await fetch(`${app.url}/runs/${parent}/forks?user_id=1`);
    expect(await list.json()).toMatchObject({
      forks: [{ run_id: first.runId, at: answered.seq, status: 'done' }],
    });
  });

  test('is its owner’s, and is refused with a reason where it makes no sense', async () => {
    const { run_id: parent, session_id } = await say('helm', 'buy nebula skin');
    const message = { message: 'hello' };
    expect(await codeOf(forking(parent, 0, message, { user_id: 2 }))).toBe('404 not_found');
    expect(await codeOf(fetch(`${app.url}/runs/${parent}/forks?user_id=2`))).toBe('404 not_found');
    expect(await codeOf(forking(randomUUID(), 0, message))).toBe('404 not_found');
    expect(await codeOf(forking(parent, 10_000, message))).toBe('409 cannot_fork');
    expect(await codeOf(forking(parent, -1, message))).toBe('400 invalid_field');
    expect(await codeOf(forking(parent, 1, {}))).toBe('400 invalid_field');
    expect(await codeOf(forking(parent, 1, { message: '  ' }))).toBe('400 empty_message');
    expect(await codeOf(forking(parent, 1, { tool_result: { step_id: 1, result: {} } }))).toBe(
      '409 cannot_fork',
    );
    expect(await codeOf(forking(parent, 1, { tool_result: { step_id: 1 } }))).toBe('400 invalid_field');
    const plan = { steps: [{ id: 1, tool: 'no.such', label: '', args: {}, after: [9] }] };
    expect(await codeOf(forking(parent, 1, { state: { plan } }))).toBe('409 cannot_fork');
    const events = await eventsOf(parent);
    expect(await codeOf(forking(parent, events.length, { state: { plan } }))).toBe('400 invalid_field');
    const route = { specialist: 'nobody', intent: 'x' };
    expect(await codeOf(forking(parent, events.length, { state: { route } }))).toBe('400 invalid_field');
    const found = find(events, 'tool.finished', 1);
    const wrong = await forking(parent, found.seq, { tool_result: { step_id: 1, result: { products: 7 } } });
    expect(await wrong.json()).toMatchObject({
      code: 'invalid_field',
      errors: [{ path: 'edit.tool_result.result.products' }],
    });
    expect(await codeOf(forking(parent, 1, { prompt: { file: 'shared/plan.md', text: 'x' } }))).toBe(
      '409 cannot_fork',
    );
    const yes = await say('helm', 'yes', { session_id });
    expect(await codeOf(forking(yes.run_id, 0, message))).toBe('409 cannot_fork');
    const about = await say('helm', 'what do you know about me?');
    expect(await codeOf(forking(about.run_id, 99, message))).toBe('409 cannot_fork');
  });

  test('keeps no secret of what was edited', async () => {
    const { run_id: parent } = await say('support', 'where is order 123');
    const answered = find(await eventsOf(parent), 'tool.finished');
    const result = { ...(answered.result as object), user: 'card 4111 1111 1111 1111' };
    const forked = await fork(parent, answered.seq, {
      message: 'where is order 123? my card is 4111 1111 1111 1111, write to bob@x.io',
      tool_result: { step_id: 1, result: JSON.parse(JSON.stringify(result)) },
    });
    const [kept] = await rows('select message, fork from runs where id = $1', forked.runId);
    expect(JSON.stringify(kept)).not.toMatch(/4111|bob@x\.io/);
    expect(JSON.stringify(await eventsOf(forked.runId))).not.toContain('4111');
    expect((await viewOf(forked.runId)).message).toContain('bob@x.io');
  });
});
