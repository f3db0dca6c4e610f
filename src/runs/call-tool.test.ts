import { describe, expect, test } from 'vitest';
import { NO_TELEMETRY } from '../core/telemetry.js';
import type { PlanStep } from '../contracts/plan.js';
import type { RunEvent, RunEventBody } from '../contracts/run-event.js';
import { ToolError } from '../core/errors.js';
import { createDeferred, type Deferred } from '../testing/deferred.js';
import { OPEN_GATE } from '../testing/open-gate.js';
import { createStubTools } from '../testing/stub-tools.js';
import { createToolCaller, type ToolCallerDeps } from './call-tool.js';
import { RunAbort } from './run-abort.js';

const step = (id: number, tool: string): PlanStep => ({
  id,
  tool,
  label: `Do ${tool}`,
  args: {},
  after: [],
  state: 'pending',
});
const NO_FACTS = { message: '', before: [], open: null, evidence: [] };
const refusal = (reason: string) => ({
  type: 'policy.decision',
  stage: 'tool',
  step_id: 1,
  decision: 'refused',
  reasons: [reason],
});
const tick = () => new Promise((resolve) => setImmediate(resolve));

const RUN: ToolCallerDeps['run'] = {
  runId: 'run',
  sessionId: 'session',
  userId: 'ada',
  attempt: 1,
  scopes: ['copilot.exec'],
  dryRun: false,
};

function createCaller(overrides: Partial<ToolCallerDeps> = {}) {
  const stub = createStubTools();
  const events: RunEventBody[] = [];
  const measured: string[] = [];
  const written: number[] = [];
  const controller = new AbortController();
  const caller = createToolCaller({
    run: RUN,
    tools: stub.tools,
    stored: [],
    trace: NO_TELEMETRY.span,
    ledger: {
      async carryOut(write, act) {
        written.push(write.stepId);
        await act.authorise('key');
        return act.send('key');
      },
    },
    approvals: {
      needed: () => false,
      request: () => Promise.reject(new Error('nothing is asked here')),
      use: () => Promise.reject(new Error('nothing is used here')),
    },
    gate: OPEN_GATE,
    emit: (event) => events.push(event),
    metrics: { toolFinished: (tool, outcome) => measured.push(`${tool} ${outcome}`) },
    signal: controller.signal,
    maxParallel: 2,
    now: () => new Date(0),
    ...overrides,
  });
  const call = (id: number, tool: string, args = {}) =>
    caller.call(step(id, tool), args, { approvalId: undefined, facts: NO_FACTS });
  const types = () => events.map((event) => event.type);
  return { stub, events, measured, written, controller, caller, call, types };
}

test('a call is told, carried out, measured, and told again', async () => {
  const { stub, events, measured, call } = createCaller();
  stub.answer('orders.get', (args) => Promise.resolve({ order: args['n'] ?? null }));
  expect(await call(1, 'orders.get', { n: 7 })).toEqual({ state: 'done', result: { order: 7 } });
  const about = { step_id: 1, tool: 'orders.get', service: 'commerce' };
  expect(events).toEqual([
    { type: 'tool.started', ...about, args: { n: 7 }, effect: 'read' },
    { type: 'tool.finished', ...about, result: { order: 7 }, duration_ms: expect.any(Number) },
  ]);
  expect(measured).toEqual(['orders.get done']);
});

test('a write goes through the ledger, with its key; a read does not', async () => {
  const { stub, written, call } = createCaller();
  await call(1, 'orders.get');
  await call(2, 'orders.refund');
  expect(written).toEqual([2]);
  expect(stub.calls.map(({ tool, key }) => [tool, key])).toEqual([
    ['orders.get', ''],
    ['orders.refund', 'key'],
  ]);
});

describe('the gate', () => {
  test('refuses a tool that is not allowed before anything is done, and says so', async () => {
    const { stub, events, call } = createCaller({ tools: new Map() });
    await expect(call(1, 'orders.refund')).rejects.toMatchObject({ code: 'forbidden' });
    expect([stub.calls, events]).toEqual([[], [refusal('not_allowed')]]);
  });

  test('refuses arguments that do not fit', async () => {
    const { stub, events, call } = createCaller();
    await expect(call(1, 'orders.refund', { bogus: 1 })).rejects.toMatchObject({ code: 'invalid' });
    expect([stub.calls, events]).toEqual([[], [refusal('invalid_arguments')]]);
  });

  test('keeps no place for what it refused', async () => {
    const { call } = createCaller({ maxParallel: 1 });
    for (let n = 1; n < 4; n += 1) await expect(call(n, 'no.such')).rejects.toBeInstanceOf(ToolError);
    expect(await call(9, 'orders.get')).toMatchObject({ state: 'done' });
  });

  test('asks for the yes that a write rests on, and sends nothing without it', async () => {
    const used: unknown[] = [];
    const { stub, types, call } = createCaller({
      approvals: {
        needed: (tool) => tool === 'orders.refund',
        request: () => Promise.reject(new Error('nothing is asked here')),
        use: (_run, { approvalId, key }) => {
          used.push([approvalId, key]);
          return Promise.reject(new ToolError('forbidden', 'Nobody said yes.'));
        },
      },
    });
    expect(await call(1, 'orders.refund')).toMatchObject({ state: 'failed', error: { code: 'forbidden' } });
    expect(used).toEqual([[undefined, 'key']]);
    expect(stub.calls).toEqual([]);
    expect(types()).toEqual(['tool.started', 'tool.failed']);
  });
});

test('a failure is an answer, with all the planner needs of it', async () => {
  const { stub, events, measured, call } = createCaller();
  const choices = [{ label: 'Nebula Skin', value: 'p1' }];
  stub.answer('catalog.list', () =>
    Promise.reject(new ToolError('ambiguous', 'Which one?', { service: 'commerce', choices })),
  );
  const error = { code: 'ambiguous', message: 'Which one?', service: 'commerce', choices };
  expect(await call(1, 'catalog.list')).toEqual({ state: 'failed', error });
  expect(events.at(-1)).toMatchObject({ type: 'tool.failed', error });
  expect(measured).toEqual(['catalog.list ambiguous']);
});

test('a bug is no answer: it is thrown', async () => {
  const { stub, types, call } = createCaller();
  stub.answer('orders.get', () => Promise.reject(new TypeError('bug')));
  await expect(call(1, 'orders.get')).rejects.toThrow(TypeError);
  expect(types()).toEqual(['tool.started']);
});

describe('at most so many calls of a run are under way', () => {
  test('the others wait their turn, in order, and a place is freed by success, failure and bug', async () => {
    const { stub, call, types } = createCaller({ maxParallel: 2 });
    const gates = new Map<string, Deferred<void>>();
    const tools = ['orders.get', 'rag.ask', 'sports.scores', 'social.trending', 'email.list'];
    for (const tool of tools) {
      const gate = createDeferred<void>();
      gates.set(tool, gate);
      stub.answer(tool, async () => {
        await gate.promise;
        if (tool === 'rag.ask') throw new ToolError('unavailable', 'Away.');
        if (tool === 'sports.scores') throw new TypeError('bug');
        return { tool };
      });
    }
    const calls = tools.map((tool, index) => call(index + 1, tool).catch((error: unknown) => error));
    await tick();
    expect(stub.calls.map((made) => made.tool)).toEqual(tools.slice(0, 2));
    for (const [index, tool] of tools.entries()) {
      gates.get(tool)?.resolve();
      await calls[index];
      await tick();
      expect(stub.calls).toHaveLength(Math.min(index + 3, tools.length));
    }
    expect(stub.calls.map((made) => made.tool)).toEqual(tools);
    expect(types().filter((type) => type === 'tool.started')).toHaveLength(5);
  });
});

describe('a run that is cancelled', () => {
  const cancelled = new RunAbort('cancelled', 'user');

  test('starts nothing more, and what waited for a place is not started either', async () => {
    const { stub, controller, call, types } = createCaller({ maxParallel: 1 });
    const gate = createDeferred<void>();
    stub.answer('orders.get', async () => {
      await gate.promise;
      return {};
    });
    const [first, waiting] = [call(1, 'orders.get'), call(2, 'rag.ask')];
    const refused = expect(waiting).rejects.toBe(cancelled);
    await tick();
    controller.abort(cancelled);
    gate.resolve();
    await first;
    await refused;
    await expect(call(3, 'orders.list')).rejects.toBe(cancelled);
    expect(stub.calls.map((made) => made.tool)).toEqual(['orders.get']);
    expect(types()).toEqual(['tool.started', 'tool.finished']);
  });

  test('hands its signal to the tool, and does not tell the planner of the call it cut off', async () => {
    const { stub, controller, call, types } = createCaller();
    stub.answer('orders.list', (_args, context) => {
      return new Promise((_resolve, reject) => {
        context.signal.addEventListener('abort', () => reject(new ToolError('cancelled', 'Cancelled.')));
      });
    });
    const calling = call(1, 'orders.list');
    const refused = expect(calling).rejects.toBe(cancelled);
    await tick();
    controller.abort(cancelled);
    await refused;
    expect(types()).toEqual(['tool.started']);
  });
});

describe('a run that is taken up again', () => {
  const envelope = { seq: 1, run_id: 'run', session_id: 'session', at: '2026-05-01T12:00:00.000Z' };
  const about = { step_id: 1, tool: 'orders.refund', service: 'commerce' } as const;

  test.each<[string, RunEvent, unknown]>([
    [
      'well',
      { ...envelope, type: 'tool.finished', ...about, result: { id: 1 }, duration_ms: 5 },
      { state: 'done', result: { id: 1 } },
    ],
    [
      'badly',
      {
        ...envelope,
        type: 'tool.failed',
        ...about,
        error: { code: 'conflict', message: 'No.' },
        duration_ms: 5,
      },
      { state: 'failed', error: { code: 'conflict', message: 'No.' } },
    ],
  ])('does not repeat a call that ended %s', async (_how, stored, outcome) => {
    const { stub, written, events, call } = createCaller({ stored: [stored] });
    expect(await call(1, 'orders.refund')).toEqual(outcome);
    expect([stub.calls, written, events]).toEqual([[], [], []]);
  });

  test('repeats a call that had only begun', async () => {
    const started: RunEvent = { ...envelope, type: 'tool.started', ...about, args: {}, effect: 'write' };
    const { stub, call } = createCaller({ stored: [started] });
    expect(await call(1, 'orders.refund')).toMatchObject({ state: 'done' });
    expect(stub.calls).toHaveLength(1);
  });
});

test('in a rehearsal a write is neither made nor put on record, and the log says so; a read is made', async () => {
  const { stub, events, measured, written, call } = createCaller({ run: { ...RUN, dryRun: true } });
  const rehearsed = { dry_run: true, tool: 'orders.refund', args: { n: 7 } };
  expect(await call(1, 'orders.refund', { n: 7 })).toEqual({ state: 'done', result: rehearsed });
  expect(events.at(-1)).toMatchObject({
    type: 'tool.finished',
    step_id: 1,
    result: rehearsed,
    dry_run: true,
  });
  expect(measured).toEqual(['orders.refund rehearsed']);
  expect(await call(2, 'orders.get')).toEqual({ state: 'done', result: { ok: true } });
  expect(stub.calls.map(({ tool }) => tool)).toEqual(['orders.get']);
  expect(written).toEqual([]);
});

test('in a rehearsal, that something rehearsed cannot be found is not said as if it would be so', async () => {
  const { stub, caller } = createCaller({ run: { ...RUN, dryRun: true } });
  stub.answer('orders.get', () => Promise.reject(new ToolError('not_found', 'There is no such order.')));
  const evidence = [{ stepId: 1, tool: 'checkout', args: {}, result: { id: 900_000_001 } }];
  const grounds = { approvalId: undefined, facts: { ...NO_FACTS, evidence } };
  const read = (id: number, n: string) =>
    caller.call({ ...step(id, 'orders.get'), args: { n } }, { n: 7 }, grounds);
  expect(await read(2, '${1.id}')).toMatchObject({
    error: { code: 'not_found', message: expect.stringContaining('a dry run makes nothing') },
  });
  expect(await read(3, '7')).toMatchObject({ error: { message: 'There is no such order.' } });
});

describe('a question to the person', () => {
  const askAbout = (error: Error) => {
    const asked: string[] = [];
    const { caller, stub } = createCaller({
      approvals: {
        needed: () => true,
        request: (_run, { step: about }) => {
          asked.push(about.tool);
          return Promise.reject(new Error('asked'));
        },
        use: () => Promise.resolve(),
      },
    });
    const tool = stub.tools.get('orders.refund');
    if (tool !== undefined) tool.rehearse = () => Promise.reject(error);
    const question = caller.ask(step(1, 'orders.refund'), { args: {}, facts: NO_FACTS, open: undefined });
    return { question, asked };
  };

  test('is not asked about what would surely fail', async () => {
    const { question, asked } = askAbout(new ToolError('conflict', 'It was refunded already.'));
    await expect(question).rejects.toMatchObject({ code: 'conflict' });
    expect(asked).toEqual([]);
  });

  test('is asked where only the look at it failed', async () => {
    const { question, asked } = askAbout(new ToolError('unavailable', 'It is away.'));
    await expect(question).rejects.toThrow('asked');
    expect(asked).toEqual(['orders.refund']);
  });
});
