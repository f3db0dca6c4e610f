import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RunEvent } from './contracts/run-event.js';
import type { Conversation, ScriptedTurn } from './testing/conversations/conversation.js';
import { HELM } from './testing/conversations/helm.js';
import { PLAYER } from './testing/conversations/player.js';
import { SUPPORT } from './testing/conversations/support.js';
import { startCopilotWithModel, type CopilotWithModel, type Said } from './testing/copilot-with-model.js';
import { teachTurn } from './testing/conversations/teach-turn.js';

// Conversations that need more than one tool, in each mode: a model that plans well, over HTTP, and everything that comes of
// it: events, records, what the services have done.

const CONVERSATIONS = [...HELM, ...SUPPORT, ...PLAYER];

let copilot: CopilotWithModel;
beforeAll(async () => (copilot = await startCopilotWithModel()));
beforeEach(() => copilot.sandbox.reset());
afterEach(() => {
  copilot.model.script.clear();
  copilot.model.journal.length = 0;
});
afterAll(() => copilot.close());

test.each(['helm', 'support', 'player'])('there are eight conversations in %s mode', (mode) => {
  const own = CONVERSATIONS.filter((one) => one.mode === mode);
  expect(own.length).toBeGreaterThanOrEqual(8);
  for (const { turns } of own) expect(Math.max(...turns.map(({ plan }) => plan.length))).toBeGreaterThan(1);
});

test.each(CONVERSATIONS)('$mode: $about', async (conversation: Conversation) => {
  const session_id = randomUUID();
  for (const turn of conversation.turns) {
    const done = copilot.sandbox.ledger().length;
    teachTurn(copilot.model.script, turn);
    const runs = await take(turn, { mode: conversation.mode, session_id });
    const events = runs.flatMap((run) => run.events);
    const { reply } = runs.at(-1) ?? expect.fail('nobody answered');

    expect(copilot.model.script.unscripted).toEqual([]);
    expect(reply).toMatchObject({ planner: 'llm', text: expect.stringContaining(turn.reply) as string });
    expect(reply.degraded).toBeUndefined();
    expectPlan(turn, events, reply.plan ?? []);
    expectOrder(turn, events);
    expect(callsIn(events)).toEqual([
      ...(isRouted(events) ? ['route done'] : []),
      'plan done',
      ...(turn.replan === undefined ? [] : ['replan done']),
      'respond done',
    ]);
    const writes = copilot.sandbox.ledger().slice(done);
    expect(writes.map(({ operation, path, body }) => [operation, `${path} ${JSON.stringify(body)}`])).toEqual(
      (turn.writes ?? []).map(([operation, holding]) => [operation, expect.stringContaining(holding)]),
    );
  }
});

/** Says it and answers every question with yes: the runs that it took. */
async function take(
  { says }: ScriptedTurn,
  at: { mode: Conversation['mode']; session_id: string },
): Promise<Said[]> {
  const runs = [await copilot.say({ ...at, message: says })];
  for (;;) {
    const open = runs.at(-1)?.reply.approval;
    if (open === undefined) return runs;
    runs.push(await copilot.approve(open));
  }
}

function expectPlan({ plan, replan = [] }: ScriptedTurn, events: RunEvent[], steps: object[]): void {
  const created = events.find((event) => event.type === 'plan.created');
  expect(created?.plan.steps).toMatchObject(plan.map(({ tool, args }) => ({ tool, args, state: 'pending' })));
  const ended = [...plan, ...replan].map(({ tool, ends }) => ({ tool, state: ends }));
  expect(steps).toMatchObject(ended);
  const replanned = events.filter((event) => event.type === 'plan.replanned');
  expect(replanned.map((event) => event.plan.steps.length)).toEqual(replan.length > 0 ? [ended.length] : []);
  for (const [at, { state }] of ended.entries()) {
    const states = events.flatMap((event) =>
      event.type === 'plan.step' && event.step_id === at + 1 ? [event.state] : [],
    );
    expect(states.filter((one) => one !== 'pending')).toEqual(
      state === 'skipped' ? ['skipped'] : ['running', state],
    );
  }
}

/** Nothing starts before what it waits for is done, and what waits for nothing is under way at once. */
function expectOrder({ plan, atOnce = [] }: ScriptedTurn, events: RunEvent[]): void {
  const at = (type: 'tool.started' | 'tool.finished' | 'tool.failed', id: number): number =>
    events.findIndex((event) => event.type === type && event.step_id === id);
  for (const [index, { after, args, ends }] of plan.entries()) {
    if (ends === 'skipped') continue;
    const used = [...JSON.stringify(args).matchAll(/\$\{(\d+)\./g)].map(([, id]) => Number(id));
    for (const id of [...after, ...used])
      expect(at('tool.finished', id)).toBeLessThan(at('tool.started', index + 1));
  }
  const firstEnd = events.findIndex(({ type }) => type === 'tool.finished' || type === 'tool.failed');
  for (const id of atOnce) {
    expect(at('tool.started', id)).toBeGreaterThan(-1);
    expect(at('tool.started', id), `step ${id} of ${atOnce.join(', ')}`).toBeLessThan(firstEnd);
  }
}

function callsIn(events: RunEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === 'model.finished' ? [`${event.purpose} ${event.outcome}`] : [],
  );
}

const isRouted = (events: RunEvent[]): boolean =>
  events.some((event) => event.type === 'route.chosen' && event.route.by === 'llm');
