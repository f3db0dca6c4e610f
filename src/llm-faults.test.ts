import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startCopilotWithModel, type CopilotWithModel } from './testing/copilot-with-model.js';
import { deliver, fail } from './testing/model-server/answer.js';
import { FAULTS, lengthOf } from './testing/model-server/faults.js';
import { BAD_PLANS, MALFORMED_SHAPES, withSteps } from './testing/model-server/malformed-shapes.js';
import type { Alter } from './testing/model-server/script.js';
import { askOften, expectRecovery, PLANNED_CALLS, teachWell } from './testing/useful-turns.js';

// Whatever the model does, every turn ends with a useful reply within its time, and the model is not asked more often for it.
// `npm run test:faults` takes 20 turns for each fault.

const FULL = process.env['FAULT_TURNS'];
/** Enough for the breaker, which opens after five failures. */
const TURNS = Number(FULL ?? 6);
const SHAPE_TURNS = Number(FULL ?? 1);
const most = (turns: number): number => 1.1 * PLANNED_CALLS * turns;

/** Faults that say nothing about the health of the server. */
const OF_THE_ANSWER: readonly string[] = [
  'wrong key',
  'no such model',
  'prompt too long',
  'redirect',
  'refusal',
  'refusal as text',
  'too many tokens',
  'content filter',
  '10 MB of text',
  '10 MB in one event',
  '10 MB of spaces',
  'text without end',
];

let copilot: CopilotWithModel;
beforeAll(async () => {
  // A request that times out before the server has read it is in no journal: enough time for a busy machine.
  // One person takes all the turns, more than a day's budget has room for.
  copilot = await startCopilotWithModel({ MODEL_TIMEOUT_MS: '800', BUDGET_DAY: 'tokens=0,usd=0' });
});
beforeEach(() => {
  // Only the time of day, which the breaker reads: sockets and timers go on.
  vi.useFakeTimers({ toFake: ['Date'] });
  teachWell(copilot);
});
afterEach(() => vi.useRealTimers());
afterAll(() => copilot.close());

describe('a model with the fault', () => {
  test.each(Object.entries(FAULTS))('%s', { timeout: 120_000 }, async (name, fault) => {
    const { calls, said } = await askOften(copilot, fault, TURNS);
    expect(calls).toBeLessThanOrEqual(most(TURNS));
    for (const { reply } of said) expect(reply.degraded).toMatch(/^the language model/);
    if (!OF_THE_ANSWER.includes(name)) {
      // Five failures, of which a request on a connection that is being closed may never have reached the model.
      expect(calls, 'the breaker opens').toBeLessThanOrEqual(5);
      expect(calls).toBeGreaterThanOrEqual(4);
      expect(said.at(-1)?.reply.degraded).toBe('the language model is not available right now');
    }
    await expectRecovery(copilot);
  });
});

test(
  'a model that plans well and cannot reply is not asked more often for it',
  { timeout: 120_000 },
  async () => {
    const atReply: Alter = (good, asked) => (asked.name === 'text' ? fail(500, 'server_error') : good);
    const { calls, said } = await askOften(copilot, atReply, 20);
    expect(calls).toBeLessThanOrEqual(most(20));
    for (const { reply } of said) expect(reply).toMatchObject({ degraded: 'the language model has a fault' });
  },
);

describe('a model that answers with', () => {
  test.each(Object.entries(MALFORMED_SHAPES))('%s', { timeout: 60_000 }, async (_name, shape) => {
    const { calls } = await askOften(copilot, shape, SHAPE_TURNS);
    expect(calls).toBeLessThanOrEqual(most(SHAPE_TURNS));
    // Else what failed here would open the breaker for the next one.
    await expectRecovery(copilot);
  });
});

describe('a model that plans', () => {
  test.each(Object.entries(BAD_PLANS))('%s', { timeout: 60_000 }, async (_name, steps) => {
    const { calls } = await askOften(copilot, (good) => withSteps(good, steps), SHAPE_TURNS);
    expect(calls).toBeLessThanOrEqual(most(SHAPE_TURNS));
    // Else what failed here would open the breaker for the next one.
    await expectRecovery(copilot);
  });
});

describe('a stream', () => {
  test.each(['end', 'close', 'reset'] as const)(
    'may be cut anywhere (%s)',
    { timeout: 60_000 },
    async (by) => {
      for (const share of [0, 0.35, 0.7, 0.99]) {
        await askOften(
          copilot,
          (good, asked) =>
            deliver(good, { cut: { afterBytes: Math.floor(lengthOf(good, asked) * share), by } }),
          1,
        );
        await expectRecovery(copilot);
      }
    },
  );
});
