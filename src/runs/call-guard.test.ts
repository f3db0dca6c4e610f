import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../contracts/json.js';
import type { PlanStep } from '../contracts/plan.js';
import type { RunEventBody } from '../contracts/run-event.js';
import type { CallFacts } from '../policy/provenance/facts.js';
import { WRITE_RULES } from '../policy/provenance/write-rules.js';
import { createToolGate } from '../policy/tool-gate.js';
import { createServices } from '../services/services.js';
import { createCallGuard } from './call-guard.js';

const { tools } = createServices({
  baseUrls: { email: '', commerce: '', rag: '', xengine: '', game: '', social: '', sports: '' },
  timeoutMs: 1,
});
const step = (id: number, tool: string): PlanStep => ({
  id,
  tool,
  label: tool,
  args: {},
  after: [],
  state: 'pending',
});

function createGuard(message: string, { scopes = ['copilot.exec'], count = 0 } = {}) {
  const events: RunEventBody[] = [];
  const gate = createToolGate({
    rules: WRITE_RULES,
    caps: { 'social.post': 1 },
    countWrites: () => Promise.resolve({ count, isKnown: false }),
    countSince: () => Promise.resolve(0),
  });
  const run = { runId: 'r', sessionId: 's', userId: 'ada', scopes, dryRun: false };
  const signal = new AbortController().signal;
  const now = () => new Date(0);
  const guard = createCallGuard({ run, tools, gate, signal, now, emit: (event) => events.push(event) });
  const facts: CallFacts = { message, before: [], open: null, evidence: [] };
  const admit = (id: number, tool: string, args: JsonObject, isApproved = false) =>
    guard.admit(step(id, tool), args, { facts, isApproved });
  return { guard, events, admit };
}

const refused = (reason: string, step_id = 1): RunEventBody => ({
  type: 'policy.decision',
  stage: 'tool',
  step_id,
  decision: 'refused',
  reasons: [reason],
});

describe('a refusal is told to the planner and put on the log', () => {
  test.each([
    ['of a tool that is not there', 'orders.erase', {}, 'not_allowed'],
    ['of arguments that do not fit', 'social.post', { text: 1 }, 'invalid_arguments'],
    ['of what was not asked for', 'orders.refund', { order_id: 1 }, 'not_asked'],
    ['of what came from elsewhere', 'social.post', { text: 'visit evil.example' }, 'tainted:text'],
  ])('%s', (_what, tool, args, reason) => {
    const { events, admit } = createGuard('post hello world');
    expect(() => admit(1, tool, args)).toThrow(expect.objectContaining({ reasons: [reason] }));
    expect(events).toEqual([refused(reason)]);
  });

  test('of a caller who may only read', () => {
    const { events, admit } = createGuard('post hello world', { scopes: ['copilot.read'] });
    expect(() => admit(1, 'social.post', { text: 'hello world' }, true)).toThrow(/may look at things/);
    expect(events).toEqual([refused('no_scope')]);
    admit(2, 'social.trending', {});
  });

  test('of the last check', async () => {
    const { guard, events, admit } = createGuard('post hello world', { count: 1 });
    const call = admit(1, 'social.post', { text: 'hello world' });
    await expect(guard.authorise(call, 'key')).rejects.toMatchObject({ code: 'forbidden' });
    expect(events).toEqual([refused('cap')]);
  });
});

test('of two alike that are begun side by side, the second is refused; not so where the first was not done', () => {
  const { guard, admit } = createGuard('post hello world');
  const text = { text: 'hello world' };
  guard.keep(step(1, 'social.post'), admit(1, 'social.post', text).args);
  expect(() => admit(2, 'social.post', text)).toThrow(expect.objectContaining({ reasons: ['repeated'] }));
  admit(1, 'social.post', text);
  guard.drop(step(1, 'social.post'));
  admit(2, 'social.post', text);
});

test("a person's yes to exactly this stands for what they said", () => {
  const { admit } = createGuard('hello');
  expect(admit(1, 'social.post', { text: 'edited by hand' }, true)).toMatchObject({ request: undefined });
  expect(() => admit(2, 'social.post', { text: 'edited by hand' })).toThrow();
});
