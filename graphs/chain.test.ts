import { describe, expect, test } from 'vitest';
import type { StepDraft } from '../src/contracts/plan.js';
import { Mode, ServiceName } from '../src/contracts/mode.js';
import type { RunEventBody } from '../src/contracts/run-event.js';
import { ToolError } from '../src/core/errors.js';
import type { Planner } from '../src/planner/planner.js';
import { createServices } from '../src/services/services.js';
import { createDeferred } from '../src/testing/deferred.js';
import { createFakeRun, type FakeRun } from '../src/testing/fake-run.js';
import { createScriptedPlanner } from '../src/testing/scripted-planner.js';
import { createStubTools } from '../src/testing/stub-tools.js';
import { createChain } from './chain.js';
import { drawChain } from './draw-chain.js';
import type { ModeDefinition } from './mode-definition.js';
import { MODES } from './modes.js';
import type { RunContext } from './run-context.js';
import { turnInput } from './state.js';

const { tools: STUBS } = createStubTools();

function serviceOf(tool: string): ServiceName {
  const found = STUBS.get(tool);
  if (found === undefined) throw new Error(`No service has a tool ${tool}`);
  return found.service;
}

const compile = (definition: ModeDefinition = MODES.support) => createChain(definition, { serviceOf });
const chain = compile();
const say = async (message: string, run: FakeRun) =>
  (await chain.invoke(turnInput(message), { context: { run: run.context } })).outcome?.reply;

const nodesOf = (events: RunEventBody[], type: 'node.started' | 'node.finished' = 'node.started'): string[] =>
  events.flatMap((event) => (event.type === type ? [`${event.node} ${event.visit}`] : []));
const only = <T extends RunEventBody['type']>(events: RunEventBody[], type: T) =>
  events.filter((event): event is Extract<RunEventBody, { type: T }> => event.type === type);

/** The scripted planner, but for what is given. */
const plannerWith = (changes: Partial<Planner>): Planner => ({ ...createScriptedPlanner(), ...changes });
const planOf = (steps: StepDraft[]): Planner =>
  plannerWith({ plan: () => Promise.resolve({ do: 'run', goal: 'g', steps }) });

describe('each mode', () => {
  test.each(Mode.options)('%s is drawn as it always was', async (mode) => {
    const drawing = (await compile(MODES[mode]).getGraphAsync()).drawMermaid();
    await expect(drawing).toMatchFileSnapshot(`./drawings/${mode}.mmd`);
  });

  test.each(Mode.options)('%s is drawn for the doors with the nodes that its events name', async (mode) => {
    const { nodes, edges } = await drawChain(mode, compile(MODES[mode]));
    const ids = nodes.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['router', 'specialist', 'policy', 'approval']));
    expect(nodes.filter(({ kind }) => kind !== 'work').map(({ kind }) => kind)).toEqual(['start', 'end']);
    expect(edges).toContainEqual({ source: '__start__', target: 'router', conditional: false });
    expect(edges).toContainEqual({ source: 'policy', target: '__end__', conditional: true });
    for (const { source, target } of edges) expect(ids).toEqual(expect.arrayContaining([source, target]));
  });

  test.each(Mode.options)('%s has tools that exist, each named once, and someone to take a turn', (mode) => {
    const baseUrls = Object.fromEntries(ServiceName.options.map((name) => [name, `http://${name}.invalid`]));
    const services = createServices({ baseUrls: baseUrls as Record<ServiceName, string>, timeoutMs: 1_000 });
    const { tools, specialists } = MODES[mode];
    expect(tools.filter((tool) => !services.tools.has(tool))).toEqual([]);
    expect(new Set(tools).size).toBe(tools.length);
    expect(specialists.length).toBeGreaterThan(0);
  });

  test('cannot be made with a tool that no service has', () => {
    const broken = { ...MODES.player, tools: ['game.match', 'no.such'] };
    expect(() => compile(broken)).toThrow('No service has a tool no.such');
  });
});

describe('a turn', () => {
  test('without tools goes from the router to the specialist to policy', async () => {
    const run = createFakeRun();
    expect(await say('hello', run)).toMatchObject({
      kind: 'answer',
      text: 'You said: hello',
      planner: 'rules',
    });
    expect(nodesOf(run.events)).toEqual(['router 1', 'specialist 1', 'policy 1']);
    expect(nodesOf(run.events, 'node.finished')).toEqual(nodesOf(run.events));
    expect(only(run.events, 'reply')).toHaveLength(1);
  });

  test('with steps of one service that wait for each other visits the service once', async () => {
    const run = createFakeRun();
    await say('tools: catalog.list orders.list orders.get', run);
    expect(nodesOf(run.events)).toEqual([
      'router 1',
      'specialist 1',
      'commerce 1',
      'specialist 2',
      'policy 1',
    ]);
    expect(run.stub.calls.map((call) => call.tool)).toEqual(['catalog.list', 'orders.list', 'orders.get']);
  });

  test('with steps over several services goes from one to the next, through the specialist', async () => {
    const run = createFakeRun();
    const reply = await say('tools: orders.get email.compose orders.list', run);
    expect(nodesOf(run.events)).toEqual([
      'router 1',
      'specialist 1',
      'commerce 1',
      'specialist 2',
      'email 1',
      'specialist 3',
      'commerce 2',
      'specialist 4',
      'policy 1',
    ]);
    expect(reply?.plan?.map((step) => step.state)).toEqual(['done', 'done', 'done']);
  });

  test('hands results on to the steps that refer to them, with their types', async () => {
    const steps: StepDraft[] = [
      { id: 1, tool: 'orders.get', label: 'Get', args: {}, after: [] },
      {
        id: 2,
        tool: 'email.compose',
        label: 'Write',
        args: { n: '${1.total}', ref: 'Order ${1.id}' },
        after: [1],
      },
    ];
    const run = createFakeRun({ planner: planOf(steps) });
    run.stub.answer('orders.get', () => Promise.resolve({ id: 7, total: 19.99 }));
    await say('go', run);
    expect(run.stub.calls[1]?.args).toEqual({ n: 19.99, ref: 'Order 7' });
  });

  test('with independent steps carries them out side by side, also over services, in one visit each', async () => {
    const run = createFakeRun();
    const all = createDeferred<void>();
    const tools = ['sports.scores', 'sports.fixtures', 'social.trending', 'rag.ask'];
    let under = 0;
    for (const tool of tools) {
      run.stub.answer(tool, async () => {
        under += 1;
        if (under === tools.length) all.resolve();
        await all.promise;
        return { tool };
      });
    }
    await say(`side: ${tools.join(' ')}`, run);
    const started = nodesOf(run.events);
    expect(started.slice(0, 2)).toEqual(['router 1', 'specialist 1']);
    expect(started.slice(2, 5).sort()).toEqual(['rag 1', 'social 1', 'sports 1']);
    expect(started.slice(5)).toEqual(['specialist 2', 'policy 1']);
  });
});

describe('a step that fails', () => {
  const fail = (run: FakeRun, tool: string): void =>
    run.stub.answer(tool, () => Promise.reject(new ToolError('unavailable', 'It is away.')));

  test('is replanned when nothing runs any more; what waited for it is skipped', async () => {
    const run = createFakeRun();
    fail(run, 'orders.get');
    const reply = await say('tools: orders.get email.compose', run);
    expect(reply?.plan?.map(({ tool, state }) => [tool, state])).toEqual([
      ['orders.get', 'failed'],
      ['email.compose', 'skipped'],
      ['rag.search', 'done'],
    ]);
    expect(only(run.events, 'plan.replanned')).toMatchObject([
      { cause: 'Do orders.get: It is away.', plan: { revision: 1 } },
    ]);
    const skipped = only(run.events, 'plan.step').filter((event) => event.state === 'skipped');
    expect(skipped.map((event) => event.tool)).toEqual(['email.compose']);
  });

  test('does not keep other branches from going on', async () => {
    const run = createFakeRun();
    fail(run, 'rag.ask');
    const reply = await say('side: rag.ask sports.scores social.trending', run);
    expect(reply?.plan?.map((step) => step.state)).toEqual(['failed', 'done', 'done', 'done']);
  });

  test('is replanned so often and no more, then the planner must say how it ended', async () => {
    let asked = 0;
    const again: Planner['replan'] = (_turn, _route, { plan }) => {
      asked += 1;
      const id = plan.steps.length + 1;
      return Promise.resolve({
        do: 'run',
        goal: 'again',
        steps: [{ id, tool: 'rag.ask', label: 'Again', args: {}, after: [] }],
      });
    };
    const run = createFakeRun({
      planner: plannerWith({ replan: again }),
      limits: { maxSteps: 16, maxReplans: 2 },
    });
    fail(run, 'rag.ask');
    const reply = await say('tools: rag.ask', run);
    expect(asked).toBe(2);
    expect(run.stub.calls).toHaveLength(3);
    expect(only(run.events, 'plan.replanned').map(({ plan }) => plan.revision)).toEqual([1, 2]);
    expect(reply?.text).toContain('rag.ask failed, rag.ask failed, rag.ask failed');
  });

  test.each<[string, Planner['replan']]>([
    ['has nothing else to do', () => Promise.resolve({ do: 'run', goal: 'none', steps: [] })],
    [
      'would rather say something',
      () =>
        Promise.resolve({
          do: 'reply',
          outcome: {
            reply: { kind: 'answer', data: null, text: 'rag.ask failed' },
            dialog: { pending: null, focus: {} },
          },
        }),
    ],
  ])('ends the turn where the planner %s', async (_what, replan) => {
    const run = createFakeRun({ planner: plannerWith({ replan }) });
    fail(run, 'rag.ask');
    expect((await say('tools: rag.ask', run))?.text).toContain('rag.ask failed');
    expect(only(run.events, 'plan.replanned')).toEqual([]);
  });

  test('by a bug ends the turn with it', async () => {
    const run = createFakeRun();
    run.stub.answer('rag.ask', () => Promise.reject(new TypeError('bug')));
    await expect(say('tools: rag.ask', run)).rejects.toThrow(TypeError);
  });
});

describe('a plan that cannot run is refused', () => {
  const draft = (id: number, change: Partial<StepDraft> = {}): StepDraft => ({
    id,
    tool: 'rag.ask',
    label: `Step ${id}`,
    args: {},
    after: [],
    ...change,
  });

  test.each<[string, StepDraft[], RegExp]>([
    ['an unknown tool', [draft(1, { tool: 'no.such' })], /no tool no\.such/],
    ['a circle', [draft(1, { after: [2] }), draft(2, { after: [1] })], /waits for itself/],
    ['a step that waits for none', [draft(1, { after: [9] })], /Step 9 does not exist/],
    ['an id used twice', [draft(1), draft(1)], /used twice/],
    [
      'a reference to a step it does not wait for',
      [draft(1), draft(2, { args: { n: '${1.x}' } })],
      /does not wait/,
    ],
    ['too many steps', Array.from({ length: 17 }, (_, index) => draft(index + 1)), /more than 16 steps/],
  ])('with %s', async (_what, steps, problem) => {
    const run = createFakeRun({ planner: planOf(steps) });
    await expect(say('go', run)).rejects.toThrow(problem);
    expect(run.stub.calls).toEqual([]);
    expect(only(run.events, 'plan.created')).toEqual([]);
  });

  test('with a tool of another mode', async () => {
    const allowed = new Map([...STUBS].filter(([name]) => MODES.player.tools.includes(name)));
    const run = createFakeRun({ tools: allowed });
    const playing = compile(MODES.player).invoke(turnInput('tools: orders.refund'), {
      context: { run: run.context },
    });
    await expect(playing).rejects.toThrow(/no tool orders\.refund/);
  });

  test('also as the second try', async () => {
    const steps = [draft(2, { tool: 'no.such' })];
    const run = createFakeRun({
      planner: plannerWith({ replan: () => Promise.resolve({ do: 'run', goal: 'g', steps }) }),
    });
    run.stub.answer('rag.ask', () => Promise.reject(new ToolError('timeout', 'Late.')));
    await expect(say('tools: rag.ask', run)).rejects.toThrow(/no tool no\.such/);
  });
});

test('a specialist who does not work in this mode is no one to send a turn to', async () => {
  const route: Planner['route'] = () =>
    Promise.resolve({ specialist: 'stranger', intent: 'i', confidence: 1, reason: 'r', by: 'rules' });
  const run = createFakeRun({ planner: plannerWith({ route }) });
  await expect(say('hello', run)).rejects.toThrow('stranger');
});

test('policy has the last word on a reply, and says what it changed', async () => {
  const run = createFakeRun();
  const reply = await say('\u001b[31mred\u202e', run);
  expect(reply?.text).toBe('You said: red');
  expect(only(run.events, 'policy.decision')).toMatchObject([{ stage: 'reply', decision: 'changed' }]);
});

test('two turns on one compiled graph at once do not meet', async () => {
  const [one, two] = [createFakeRun({ userId: 'ada' }), createFakeRun({ userId: 'eve' })];
  const gate = createDeferred<void>();
  one.stub.answer('orders.get', async () => {
    await gate.promise;
    return {};
  });
  const first = say('tools: orders.get', one);
  await say('tools: rag.ask', two);
  gate.resolve();
  await first;
  expect(one.stub.calls.map((call) => call.tool)).toEqual(['orders.get']);
  expect(two.stub.calls.map((call) => call.tool)).toEqual(['rag.ask']);
  expect(nodesOf(two.events)).not.toContain('commerce 1');
});

test('a graph that is invoked without a run fails at once', async () => {
  await expect(chain.invoke(turnInput('hello'))).rejects.toThrow('without a run context');
});

test('the planner sees the turn as it is, and nothing else', async () => {
  const seen: RunContext['history'][] = [];
  const history = [{ role: 'user' as const, content: 'earlier' }];
  const plan: Planner['plan'] = async (turn) => {
    seen.push(turn.history);
    expect(turn).toMatchObject({
      mode: 'support',
      text: 'hello',
      userId: 'ada',
      specialists: MODES.support.specialists,
    });
    return createScriptedPlanner().plan(turn, await createScriptedPlanner().route(turn));
  };
  const run = createFakeRun({ history, planner: plannerWith({ plan }) });
  await say('hello', run);
  expect(seen).toEqual([history]);
});
