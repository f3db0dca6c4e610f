import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../contracts/json.js';
import type { ServiceName } from '../contracts/mode.js';
import { TOOL_ERROR_CODES, ToolError } from '../core/errors.js';
import type { EffectState } from '../contracts/effect.js';
import type { KnownEffect } from '../store/effects.js';
import { FencedError } from './commit-queue.js';
import { createLedger, type Ledger, type LedgerDeps, type Write } from './ledger.js';

const WRITE: Write = {
  runId: 'run',
  attempt: 1,
  sessionId: 'session',
  userId: 'ada',
  stepId: 2,
  tool: 'orders.refund',
  args: { order_id: 123, reason: 'late' },
};
const RESULT = { refund: { id: 7 } };

type Point = 'recordIntent' | 'markSent' | 'send' | 'answer' | 'markDone' | 'markNotDone';

interface World {
  ledger: Ledger;
  effects: Map<string, KnownEffect>;
  /** Keys that reached the service, and those it carried out. */
  sent: string[];
  carriedOut: Set<string>;
  busEvents: number;
  /** Where the process dies next: before the named thing happens, or for `answer` after it was sent. */
  dieAt: Point | undefined;
  ours: boolean;
  /** Services of which writes became unknown. */
  unknown: string[];
  answer: () => JsonValue;
  carryOut(write?: Write): Promise<JsonValue>;
}

/** The ledger over a table in memory, and a service that honours its keys unless it is among `unkeyed`. */
function createWorld(unkeyed: ServiceName[] = []): World {
  const world: World = {
    effects: new Map(),
    sent: [],
    carriedOut: new Set(),
    busEvents: 0,
    dieAt: undefined,
    ours: true,
    unknown: [],
    ledger: createLedger(createDeps()),
    answer: () => RESULT,
    carryOut: (write = WRITE) => world.ledger.carryOut(write, { authorise: () => Promise.resolve(), send }),
  };
  function pass(point: Point): void {
    if (world.dieAt !== point) return;
    world.dieAt = undefined;
    throw new Error(`the process died at ${point}`);
  }
  function set(key: string, effect: KnownEffect): void {
    if (world.effects.get(key)?.state !== 'done') world.effects.set(key, effect);
  }
  function createDeps(): LedgerDeps {
    return {
      async recordIntent({ key }) {
        pass('recordIntent');
        if (!world.ours) return undefined;
        const known = world.effects.get(key) ?? { state: 'intent', result: null, error: null };
        world.effects.set(key, known);
        return known;
      },
      async markSent(key, again) {
        pass('markSent');
        const state = world.effects.get(key)?.state;
        if (state !== 'intent' && !(again && (state === 'sent' || state === 'unknown'))) return false;
        set(key, { state: 'sent', result: null, error: null });
        return true;
      },
      async markDone({ key, result }) {
        pass('markDone');
        if (world.effects.get(key)?.state !== 'done') world.busEvents += 1;
        set(key, { state: 'done', result, error: null });
      },
      async markNotDone({ key, state, error }) {
        pass('markNotDone');
        set(key, { state, result: null, error });
      },
      serviceOf: () => 'commerce',
      unkeyed: new Set(unkeyed),
      onUnknown: (service) => world.unknown.push(service),
    };
  }
  async function send(key: string): Promise<JsonValue> {
    pass('send');
    world.sent.push(key);
    const answer = world.answer();
    world.carriedOut.add(key);
    pass('answer');
    return answer;
  }
  return world;
}

const stateOf = (world: World): EffectState | undefined => [...world.effects.values()][0]?.state;

test('a write is put on record, sent under a key, and settled with its result', async () => {
  const world = createWorld();
  expect(await world.carryOut()).toEqual(RESULT);
  expect([...world.effects]).toEqual([[world.sent[0], { state: 'done', result: RESULT, error: null }]]);
  expect(world.sent[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(world.busEvents).toBe(1);
});

describe('the key', () => {
  const keyOf = async (change: Partial<Write>): Promise<string | undefined> => {
    const world = createWorld();
    await world.carryOut({ ...WRITE, ...change });
    return world.sent[0];
  };

  test('is the same in every attempt, and for the same arguments in any order', async () => {
    const key = await keyOf({});
    expect(await keyOf({ attempt: 2 })).toBe(key);
    expect(await keyOf({ args: { reason: 'late', order_id: 123 } })).toBe(key);
  });

  test.each<[string, Partial<Write>]>([
    ['arguments', { args: { order_id: 124, reason: 'late' } }],
    ['step', { stepId: 3 }],
    ['run', { runId: 'other' }],
    ['session', { sessionId: 'other' }],
    ['tool', { tool: 'checkout' }],
  ])('is another for another %s', async (_what, change) => {
    expect(await keyOf(change)).not.toBe(await keyOf({}));
  });
});

describe('an effect that is known to be', () => {
  const known = async (effect: KnownEffect): Promise<{ world: World; outcome: unknown }> => {
    const world = createWorld();
    await world.carryOut();
    world.effects.set(world.sent[0] ?? '', effect);
    world.sent.length = 0;
    return { world, outcome: await world.carryOut().catch((error: unknown) => error) };
  };

  test.each<JsonValue>([RESULT, null, false, 0, ''])('done with %j is not sent again', async (result) => {
    const { world, outcome } = await known({ state: 'done', result, error: null });
    expect(outcome).toEqual(result);
    expect(world.sent).toEqual([]);
    expect(stateOf(world)).toBe('done');
  });

  test.each([...TOOL_ERROR_CODES])(
    'failed with %s is not sent again, and fails the same way',
    async (code) => {
      const choices = [{ label: 'Nebula Skin', value: 'p1' }];
      const error = new ToolError(code, 'It cannot be done.', { service: 'commerce', choices });
      const { world, outcome } = await known({ state: 'failed', result: null, error: error.toStepError() });
      expect(outcome).toBeInstanceOf(ToolError);
      expect(outcome).toMatchObject({ code, message: 'It cannot be done.', service: 'commerce', choices });
      expect(world.sent).toEqual([]);
    },
  );

  test('failed in a way nobody knows any more still fails', async () => {
    const { outcome } = await known({
      state: 'failed',
      result: null,
      error: { code: 'gone', message: 'Old.' },
    });
    expect(outcome).toMatchObject({ code: 'conflict', message: 'Old.' });
    expect((await known({ state: 'failed', result: null, error: null })).outcome).toBeInstanceOf(ToolError);
  });

  test.each<EffectState>(['intent', 'sent', 'unknown'])(
    '%s is sent again under the same key',
    async (state) => {
      const { world, outcome } = await known({ state, result: null, error: null });
      expect(outcome).toEqual(RESULT);
      expect(world.sent).toEqual([[...world.effects.keys()][0]]);
      expect(world.carriedOut.size).toBe(1);
      expect(stateOf(world)).toBe('done');
    },
  );
});

describe('a call that does not succeed', () => {
  test.each(
    TOOL_ERROR_CODES.map((code) => [
      code,
      ['unknown_outcome', 'cancelled'].includes(code) ? 'unknown' : 'failed',
    ]),
  )('with %s makes the write %s', async (code, state) => {
    const world = createWorld();
    const error = new ToolError(TOOL_ERROR_CODES.find((one) => one === code) ?? 'internal', 'No.');
    world.answer = () => {
      throw error;
    };
    await expect(world.carryOut()).rejects.toBe(error);
    expect([...world.effects.values()]).toEqual([{ state, result: null, error: { code, message: 'No.' } }]);
  });

  test('by a bug makes it unknown, without telling what the bug said', async () => {
    const world = createWorld();
    world.answer = () => {
      throw new TypeError('password is undefined');
    };
    await expect(world.carryOut()).rejects.toThrow(TypeError);
    expect(stateOf(world)).toBe('unknown');
    expect(JSON.stringify([...world.effects.values()])).not.toContain('password');
  });
});

test('a run that is not ours any more sends nothing', async () => {
  const world = createWorld();
  world.ours = false;
  await expect(world.carryOut()).rejects.toBeInstanceOf(FencedError);
  expect(world.sent).toEqual([]);
});

test('a write that may not be done leaves no trace', async () => {
  const world = createWorld();
  const refusal = new ToolError('forbidden', 'Nobody said yes.');
  const act = { authorise: () => Promise.reject(refusal), send: () => Promise.resolve(RESULT) };
  await expect(world.ledger.carryOut(WRITE, act)).rejects.toBe(refusal);
  expect(world.effects.size).toBe(0);
});

describe('a process that dies', () => {
  const points: Point[] = ['recordIntent', 'markSent', 'send', 'answer', 'markDone'];

  test.each(points)(
    'at %s: the next attempt finishes, the write is done once, and the bus hears of it once',
    async (point) => {
      const world = createWorld();
      world.dieAt = point;
      await expect(world.carryOut()).rejects.toThrow('died');
      expect(await world.carryOut({ ...WRITE, attempt: 2 })).toEqual(RESULT);
      expect(await world.carryOut({ ...WRITE, attempt: 3 })).toEqual(RESULT);
      expect(world.carriedOut.size).toBe(1);
      expect(new Set(world.sent).size).toBe(1);
      expect(world.busEvents).toBe(1);
      expect(stateOf(world)).toBe('done');
    },
  );

  test.each(points)('at %s twice, is finished by the third attempt', async (point) => {
    const world = createWorld();
    for (const attempt of [1, 2]) {
      world.dieAt = point;
      await expect(world.carryOut({ ...WRITE, attempt })).rejects.toThrow('died');
    }
    expect(await world.carryOut({ ...WRITE, attempt: 3 })).toEqual(RESULT);
    expect(world.carriedOut.size).toBe(1);
  });

  test('before the intent is on record has sent nothing', async () => {
    const world = createWorld();
    for (const point of ['recordIntent', 'markSent'] as const) {
      world.dieAt = point;
      await expect(world.carryOut()).rejects.toThrow('died');
    }
    expect(world.sent).toEqual([]);
  });

  test('while a refusal is written down: the next attempt asks again, and gets the same answer', async () => {
    const world = createWorld();
    world.answer = () => {
      throw new ToolError('conflict', 'Already refunded.');
    };
    world.dieAt = 'markNotDone';
    await expect(world.carryOut()).rejects.toThrow('died');
    await expect(world.carryOut({ ...WRITE, attempt: 2 })).rejects.toMatchObject({ code: 'conflict' });
    expect(stateOf(world)).toBe('failed');
  });
});

describe('with a service that does not honour keys', () => {
  test('a write is done once, as with any other', async () => {
    const world = createWorld(['commerce']);
    expect(await world.carryOut()).toEqual(RESULT);
    expect(await world.carryOut({ ...WRITE, attempt: 2 })).toEqual(RESULT);
    expect(world.sent).toHaveLength(1);
    expect(world.unknown).toEqual([]);
  });

  test.each<Point>(['send', 'answer', 'markDone'])(
    'a write whose process died at %s stays unknown, is counted once, and never leaves again',
    async (point) => {
      const world = createWorld(['commerce']);
      world.dieAt = point;
      await expect(world.carryOut()).rejects.toThrow('died');
      const sent = world.sent.length;
      for (const attempt of [2, 3]) {
        const outcome = world.carryOut({ ...WRITE, attempt });
        await expect(outcome).rejects.toMatchObject({ code: 'unknown_outcome', service: 'commerce' });
        expect(stateOf(world)).toBe('unknown');
      }
      expect(world.sent).toHaveLength(sent);
      expect(world.unknown).toEqual(['commerce']);
    },
  );

  test.each<Point>(['recordIntent', 'markSent'])(
    'a write whose process died at %s had not left, so it is sent',
    async (point) => {
      const world = createWorld(['commerce']);
      world.dieAt = point;
      await expect(world.carryOut()).rejects.toThrow('died');
      expect(await world.carryOut({ ...WRITE, attempt: 2 })).toEqual(RESULT);
      expect(world.sent).toHaveLength(1);
    },
  );

  test('of two attempts that are both about to send, one does', async () => {
    const world = createWorld(['commerce']);
    const ends = await Promise.allSettled([world.carryOut(), world.carryOut({ ...WRITE, attempt: 2 })]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(world.sent).toHaveLength(1);
    expect(stateOf(world)).toBe('done');
  });

  test('a service that does honour them is not touched by it', async () => {
    const world = createWorld(['email']);
    world.dieAt = 'answer';
    await expect(world.carryOut()).rejects.toThrow('died');
    expect(await world.carryOut({ ...WRITE, attempt: 2 })).toEqual(RESULT);
    expect(world.carriedOut.size).toBe(1);
  });
});

test('a call whose outcome nobody knows is counted under its service', async () => {
  const world = createWorld();
  world.answer = () => {
    throw new ToolError('unknown_outcome', 'Nobody confirmed it.');
  };
  await expect(world.carryOut()).rejects.toThrow('Nobody');
  expect(world.unknown).toEqual(['commerce']);
});
