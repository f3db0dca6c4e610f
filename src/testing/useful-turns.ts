import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import type { CopilotWithModel, Said } from './copilot-with-model.js';
import { say, sayJson } from './model-server/answer.js';
import type { Alter } from './model-server/script.js';

/** A call for the plan and one for the reply: the rules are sure of the route. */
export const PLANNED_CALLS = 2;
const QUESTION = 'where is order 126?';
const PLAN = {
  do: 'run',
  goal: 'Find order 126',
  text: '',
  steps: [{ id: 1, tool: 'orders.get', label: 'Look up order 126', args: { order_id: 126 }, after: [] }],
};
const REPLY = 'Order 126 is on its way with Orbit Parcel.';

/** Teaches the model to answer a simple question well. */
export function teachWell({ model: { script } }: CopilotWithModel): void {
  script.clear();
  script.on('plan', sayJson(PLAN));
  script.on('text', say(REPLY));
}

export interface UsefulTurns {
  /** How often the model was asked. */
  calls: number;
  said: Said[];
}

/** Asks the same so many times, in new sessions, while the model's answers are altered; every turn must be of use. */
export async function askOften(copilot: CopilotWithModel, alter: Alter, turns: number): Promise<UsefulTurns> {
  const { script, journal } = copilot.model;
  const before = journal.length;
  const said: Said[] = [];
  script.alter(alter);
  for (let turn = 0; turn < turns; turn += 1) {
    const started = performance.now();
    const one = await copilot.say({ mode: 'support', session_id: randomUUID(), message: QUESTION });
    expect(performance.now() - started, 'the time of a turn').toBeLessThan(10_000);
    expectUseful(one);
    said.push(one);
  }
  script.alter(undefined);
  return { calls: journal.length - before, said };
}

function expectUseful({ reply, events }: Said): void {
  expect(events.at(-1)?.type).toBe('run.finished');
  expect(reply.kind).toBe('support');
  expect(reply.text).toMatch(/order 126/i);
  expect(reply.text).not.toMatch(/<html|lorem|undefined|\[object|null|NaN|\bargs\b/i);
  expect(reply.plan).toMatchObject([{ tool: 'orders.get', state: 'done' }]);
}

/** Ten seconds later the model, which is well again, is asked again; needs `Date` to be faked. */
export async function expectRecovery(copilot: CopilotWithModel): Promise<void> {
  vi.setSystemTime(Date.now() + 10_000);
  const { reply } = await copilot.say({ mode: 'support', session_id: randomUUID(), message: QUESTION });
  expect(reply).toMatchObject({ planner: 'llm', text: REPLY });
  expect(reply.degraded).toBeUndefined();
}
