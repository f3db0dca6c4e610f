import type { PlanStep } from '../../src/contracts/plan.js';
import type { Expectation } from '../cases/expected.js';
import { eventsOf, type TurnTrace } from '../replay/trace.js';
import { plannedSteps, toolsOfSteps } from './observed-calls.js';
import type { Finding, Scorer } from './scorer.js';

/** The shape of the plan: what waits for what, what does not, how each step ends, how often it is made anew. */
export const plan: Scorer = {
  name: 'plan',
  judge({ plan: expected }, turn) {
    if (expected === undefined) return undefined;
    const steps = plannedSteps(turn);
    const tools = steps.map(({ tool }) => tool);
    if (expected === 'none')
      return steps.length === 0 ? [] : [{ what: 'no plan', expected: 'none', got: tools }];
    return [
      ...judgeSteps(expected, tools),
      ...judgeOrder(expected, steps),
      ...judgeStates(expected, turn),
      ...judgeReplans(expected, turn),
    ];
  },
};

type Shape = Exclude<NonNullable<Expectation['plan']>, 'none'>;

function judgeSteps({ steps }: Shape, got: string[]): Finding[] {
  if (steps === undefined || JSON.stringify(steps) === JSON.stringify(got)) return [];
  return [{ what: 'the steps', expected: steps, got }];
}

function judgeOrder({ after = {}, parallel = [] }: Shape, steps: readonly PlanStep[]): Finding[] {
  const waits = (tool: string, forTool: string): boolean => waitsFor(steps, tool).has(forTool);
  const unordered = Object.entries(after).flatMap(([tool, others]): Finding[] => {
    const missing = others.filter((other) => !waits(tool, other));
    if (missing.length === 0) return [];
    return [{ what: `what ${tool} waits for`, expected: others, got: [...waitsFor(steps, tool)].sort() }];
  });
  const chained = parallel.flatMap((tools): Finding[] => {
    const one = tools.find((tool) => tools.some((other) => tool !== other && waits(tool, other)));
    if (one === undefined) return missingIn(tools, steps);
    return [{ what: `${one} beside the others`, expected: tools, got: [...waitsFor(steps, one)].sort() }];
  });
  return [...unordered, ...chained];
}

function missingIn(tools: readonly string[], steps: readonly PlanStep[]): Finding[] {
  const missing = tools.filter((tool) => !steps.some((step) => step.tool === tool));
  if (missing.length === 0) return [];
  return [
    { what: `steps of ${missing.join(', ')}`, expected: [...tools], got: steps.map(({ tool }) => tool) },
  ];
}

/** The tools whose steps a tool's steps wait for, directly or by others. */
export function waitsFor(steps: readonly PlanStep[], tool: string): Set<string> {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const found = new Map<number, PlanStep>();
  const look = (step: PlanStep): void => {
    for (const id of step.after) {
      const before = byId.get(id);
      if (before === undefined || found.has(id)) continue;
      found.set(id, before);
      look(before);
    }
  };
  for (const step of steps) if (step.tool === tool) look(step);
  return new Set([...found.values()].map((step) => step.tool));
}

function judgeStates({ states = {} }: Shape, turn: TurnTrace): Finding[] {
  const steps = [...toolsOfSteps(turn)];
  return Object.entries(states).flatMap(([tool, expected]) => {
    const wanted = Array.isArray(expected) ? expected : [expected];
    const got = steps.filter(([, name]) => name === tool).map(([id]) => stateOf(turn, id));
    if (JSON.stringify(wanted) === JSON.stringify(got)) return [];
    return [{ what: `how steps of ${tool} end`, expected: wanted, got }];
  });
}

/** The last that was said of a step. */
export function stateOf(turn: TurnTrace, step: number): string {
  return eventsOf(turn, 'plan.step').findLast(({ step_id: id }) => id === step)?.state ?? 'pending';
}

function judgeReplans({ replans }: Shape, turn: TurnTrace): Finding[] {
  const got = eventsOf(turn, 'plan.replanned').length;
  if (replans === undefined || replans === got) return [];
  return [{ what: 'how often it is planned anew', expected: replans, got }];
}
