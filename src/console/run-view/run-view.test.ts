import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../contracts/json.js';
import type { RunEvent } from '../../contracts/run-event.js';
import { diff } from './diff.js';
import { graphAt } from './graph-at.js';
import { layOut, layOutNarrow } from './lay-out.js';
import { graphAsMermaid, planAsMermaid } from './mermaid.js';
import { planAt } from './plan-at.js';
import { GRAPHS, RECORDED } from './recordings.fixture.js';
import { stateAt } from './state-at.js';
import { spanOf, timelineAt } from './timeline.js';

const { asks, parallel, replanned } = RECORDED;
/** The step behind the first event that fits. */
const behind = (events: RunEvent[], fits: (event: RunEvent) => boolean): number => events.findIndex(fits) + 1;
const statusesOf = (graph: ReturnType<typeof graphAt>) =>
  Object.fromEntries(
    Object.entries(graph.nodes).flatMap(([id, { status }]) => (status === 'idle' ? [] : [[id, status]])),
  );
const waitsOf = (plan: ReturnType<typeof planAt>) =>
  plan?.steps.map((step) => [step.id, step.state, step.waits_for]);

describe('the graph', () => {
  test('before the first event has nothing that ran', () => {
    const at = graphAt(GRAPHS.helm, parallel, 0);
    expect(statusesOf(at)).toEqual({});
    expect(at.taken).toEqual({});
  });

  test('shows two services side by side, both come to from the specialist', () => {
    const at = graphAt(GRAPHS.helm, parallel, behind(parallel, ({ type }) => type === 'tool.started') + 1);
    expect(statusesOf(at)).toMatchObject({ specialist: 'done', sports: 'running', social: 'running' });
    expect(at.taken).toEqual({
      '__start__->router': 1,
      'router->specialist': 1,
      'specialist->sports': 1,
      'specialist->social': 1,
    });
  });

  test('of a whole run has each edge that was taken, as often as it was, and no other', () => {
    expect(graphAt(GRAPHS.helm, parallel, parallel.length).taken).toEqual({
      '__start__->router': 1,
      'router->specialist': 1,
      'specialist->sports': 1,
      'specialist->social': 1,
      'sports->specialist': 1,
      'social->specialist': 1,
      'specialist->policy': 1,
      'policy->__end__': 1,
    });
    expect(graphAt(GRAPHS.support, replanned, replanned.length).taken).toMatchObject({
      'specialist->commerce': 2,
      'commerce->specialist': 2,
    });
  });

  test('counts visits, time, calls and failures of each node', () => {
    const { nodes } = graphAt(GRAPHS.support, replanned, replanned.length);
    expect(nodes['commerce']).toMatchObject({ status: 'done', visits: 2, calls: 2, failed_calls: 1 });
    expect(nodes['commerce']?.duration_ms).toBeCloseTo(65.56, 1);
    expect(nodes['specialist']?.visits).toBe(3);
  });

  test('waits where the run ended with a question, and did not reach its end', () => {
    const at = graphAt(GRAPHS.helm, asks, asks.length);
    expect(statusesOf(at)).toMatchObject({ policy: 'done', approval: 'waiting' });
    expect(statusesOf(at)['__end__']).toBeUndefined();
    expect(at.taken).toMatchObject({ 'policy->approval': 1 });
  });

  test('tokens go to the node that ran while the model was asked', () => {
    const call = {
      call: 1,
      purpose: 'plan',
      model: 'm',
      outcome: 'done',
      input_tokens: 700,
      output_tokens: 42,
    } as const;
    const asked = { ...call, cost_usd: 0, duration_ms: 5, prompt_version: 'v' };
    const { at, run_id, session_id } = parallel[4]!;
    const events: RunEvent[] = [
      ...parallel.slice(0, 5),
      { type: 'model.finished', seq: 6, at, run_id, session_id, ...asked },
    ];
    expect(graphAt(GRAPHS.helm, events, 6).nodes['specialist']?.tokens).toBe(742);
    expect(stateAt(events, 6).model).toMatchObject({ calls: 1, input_tokens: 700 });
  });

  test('a node of another version is shown beside those that are known', () => {
    const odd = parallel.map((event) => (event.type === 'node.started' ? { ...event, node: 'gone' } : event));
    expect(graphAt(GRAPHS.helm, odd, 2).nodes['gone']).toMatchObject({ status: 'running' });
  });
});

describe('the plan', () => {
  test('is not there before it was made', () => {
    expect(planAt(parallel, behind(parallel, ({ type }) => type === 'plan.created') - 1)).toBeUndefined();
  });

  test('says what each step waits for', () => {
    const made = behind(replanned, ({ type }) => type === 'plan.created');
    expect(waitsOf(planAt(replanned, made))).toEqual([
      [1, 'pending', []],
      [2, 'pending', [1]],
    ]);
  });

  test('leads from what failed to what was planned in its place, with the cause', () => {
    const plan = planAt(replanned, replanned.length);
    expect(plan?.replans).toEqual([
      { source: 1, target: 3, cause: 'Look up order 123: There is no order 123.' },
    ]);
    expect(plan?.steps.map(({ id, state, since, attempts }) => [id, state, since, attempts])).toEqual([
      [1, 'failed', 0, 1],
      [2, 'skipped', 0, 0],
      [3, 'done', 1, 1],
    ]);
  });

  test('shows the step that waits for a yes', () => {
    expect(planAt(asks, asks.length)?.steps.map(({ id, asks: waits }) => [id, waits])).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [4, true],
    ]);
  });
});

describe('the timeline', () => {
  test('shows parallel calls as bars that overlap', () => {
    const [social, sports] = timelineAt(parallel, parallel.length).filter(({ kind }) => kind === 'tool');
    expect(social).toMatchObject({ label: 'social.trending', outcome: 'done' });
    expect(sports!.from).toBeLessThan(social!.to!);
  });

  test('a bar that has not ended is open, and a failed one says so', () => {
    const started = behind(replanned, ({ type }) => type === 'tool.started');
    expect(timelineAt(replanned, started).at(-1)).toMatchObject({
      kind: 'tool',
      to: null,
      outcome: 'running',
    });
    expect(timelineAt(replanned, started + 1).at(-1)).toMatchObject({ outcome: 'failed' });
  });

  test('no bar begins before the run or ends behind it', () => {
    for (const events of [asks, parallel, replanned]) {
      const bars = timelineAt(events, events.length);
      expect(bars.length).toBeGreaterThan(5);
      expect(Math.min(...bars.map(({ from }) => from))).toBeGreaterThanOrEqual(0);
      expect(Math.max(...bars.map(({ to }) => to ?? 0))).toBeLessThanOrEqual(spanOf(events));
    }
  });
});

describe('the state', () => {
  test('grows with each event, and its differences say what the event did', () => {
    const failed = behind(replanned, ({ type, ...event }) => type === 'plan.step' && 'error' in event);
    const changes = diff(json(stateAt(replanned, failed - 1)), json(stateAt(replanned, failed)));
    expect(changes.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      'changed plan.steps[0].state',
      'added plan.steps[0].error',
    ]);
  });

  test('is finished where the run is', () => {
    expect(stateAt(asks, asks.length)).toMatchObject({ status: 'done', mode: 'helm' });
    expect(Object.values(stateAt(asks, asks.length).approvals)).toEqual(['pending']);
  });

  test('a diff names what was added, removed and changed, and nothing of equals', () => {
    const before = { same: [1, { a: null }], gone: 1, list: [1, 2], text: 'a' };
    const after = { same: [1, { a: null }], list: [1], text: 'b', fresh: { deep: true } };
    expect(diff(before, after)).toEqual([
      { path: 'gone', kind: 'removed', before: 1 },
      { path: 'list[1]', kind: 'removed', before: 2 },
      { path: 'text', kind: 'changed', before: 'a', after: 'b' },
      { path: 'fresh', kind: 'added', after: { deep: true } },
    ]);
    expect(diff({ toString: 1 }, {})).toEqual([{ path: 'toString', kind: 'removed', before: 1 }]);
  });
});

test('Mermaid is told what ran, and no text of a plan can break out of its quotes', () => {
  const text = graphAsMermaid(GRAPHS.helm, graphAt(GRAPHS.helm, parallel, parallel.length));
  expect(text).toContain('n_sports["sports"]:::done');
  expect(text).toContain('n_specialist ==>|1×| n_sports');
  expect(text).toContain('n_specialist -.-> n_email');
  const plan = planAt(replanned, replanned.length)!;
  const evil = { ...plan, steps: [{ ...plan.steps[0]!, label: 'a"]\nclick s1 "x' }] };
  expect(planAsMermaid(evil)).toContain('s1["1. a#quot;] click s1 #quot;x"]');
  expect(planAsMermaid(plan)).toContain('s1 -. "Look up order 123: There is no order 123." .-> s3');
});

describe('a layout', () => {
  const SIZE = { width: 150, height: 60 };
  const drawing = {
    nodes: GRAPHS.support.nodes.map(({ id }) => ({ id, ...SIZE })),
    edges: GRAPHS.support.edges,
  };
  const layouts = {
    LR: layOut({ ...drawing, direction: 'LR' }),
    TB: layOut({ ...drawing, direction: 'TB' }),
    narrow: layOutNarrow(drawing, 2),
  };

  test.each(Object.entries(layouts))('places every node, none over another: %s', (_name, placed) => {
    const boxes = [...placed.entries()];
    expect(boxes.map(([id]) => id).sort()).toEqual(drawing.nodes.map(({ id }) => id).sort());
    for (const [id, { x, y }] of boxes) {
      const over = boxes.filter(
        ([other, at]) => other !== id && Math.abs(at.x - x) < SIZE.width && Math.abs(at.y - y) < SIZE.height,
      );
      expect(over, id).toEqual([]);
    }
  });

  test('has the approval behind policy, and policy behind the specialist', () => {
    const x = (id: string): number => layouts.LR.get(id)?.x ?? 0;
    expect(x('specialist')).toBeLessThan(x('policy'));
    expect(x('policy')).toBeLessThan(x('approval'));
    const gap = (layouts.LR.get('approval')?.y ?? 0) - (layouts.LR.get('policy')?.y ?? 0);
    expect(Math.abs(gap)).toBeLessThan(2 * SIZE.height);
  });

  test('on a phone is two nodes wide', () => {
    const lefts = [...layouts.narrow.values()].map(({ x }) => x);
    expect(Math.max(...lefts) - Math.min(...lefts)).toBeLessThan(2 * SIZE.width + 40);
  });
});

function json(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}
