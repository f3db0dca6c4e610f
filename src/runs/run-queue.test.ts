import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClaimedRun } from '../store/runs.js';
import { createDeferred, type Deferred } from '../testing/deferred.js';
import { createRunQueue, type QueuedRun, type RunQueue } from './run-queue.js';

const claimedOf = (runId: string): ClaimedRun => ({ runId }) as ClaimedRun;
const tick = () => new Promise((resolve) => setImmediate(resolve));

interface TestQueue {
  queue: RunQueue;
  /** Runs in the order in which they were begun. */
  begun: string[];
  passed: string[];
  /** Ends a run that is under way. */
  end(runId: string): Promise<void>;
  under(): string[];
}

function createTestQueue(options: { maxRunning: number; mayClaim?: (runId: string) => boolean }): TestQueue {
  const running = new Map<string, Deferred<void>>();
  const [begun, passed]: string[][] = [[], []];
  const queue = createRunQueue({
    maxRunning: options.maxRunning,
    claim: async (runId) => ((options.mayClaim?.(runId) ?? true) ? claimedOf(runId) : undefined),
    execute: async ({ runId }) => {
      begun?.push(runId);
      const deferred = createDeferred<void>();
      running.set(runId, deferred);
      await deferred.promise;
    },
    onPassed: (runId) => void passed?.push(runId),
  });
  return {
    queue,
    begun: begun ?? [],
    passed: passed ?? [],
    async end(runId) {
      running.get(runId)?.resolve();
      running.delete(runId);
      await tick();
    },
    under: () => [...running.keys()],
  };
}

const run = (sessionId: string, n: number): QueuedRun => ({ runId: `${sessionId}${n}`, sessionId });

test('the runs of a session go one after another, in order', async () => {
  const { queue, begun, end, under } = createTestQueue({ maxRunning: 8 });
  for (const n of [1, 2, 3]) queue.add(run('a', n));
  await tick();
  expect(under()).toEqual(['a1']);
  expect([queue.running(), queue.depth()]).toEqual([1, 2]);
  await end('a1');
  await end('a2');
  await end('a3');
  expect(begun).toEqual(['a1', 'a2', 'a3']);
  expect([queue.running(), queue.depth()]).toEqual([0, 0]);
});

test('the runs of different sessions go side by side, as many as may', async () => {
  const { queue, end, under } = createTestQueue({ maxRunning: 2 });
  for (const session of ['a', 'b', 'c']) queue.add(run(session, 1));
  await tick();
  expect(under()).toEqual(['a1', 'b1']);
  await end('a1');
  expect(under()).toEqual(['b1', 'c1']);
});

test('a busy session does not hold up the others: the longest waiting session is next', async () => {
  const { queue, begun, end } = createTestQueue({ maxRunning: 1 });
  for (const n of [1, 2, 3]) queue.add(run('a', n));
  queue.add(run('b', 1));
  await tick();
  for (const ended of ['a1', 'b1', 'a2']) await end(ended);
  expect(begun).toEqual(['a1', 'b1', 'a2', 'a3']);
});

test('a run is done once, however often it is added while it waits or runs', async () => {
  const { queue, begun, end } = createTestQueue({ maxRunning: 1 });
  for (let time = 0; time < 3; time += 1) for (const n of [1, 2]) queue.add(run('a', n));
  await tick();
  queue.add(run('a', 1));
  expect(queue.depth()).toBe(1);
  await end('a1');
  await end('a2');
  expect(begun).toEqual(['a1', 'a2']);
});

test('a run that is over may be added again: the record says whether it may be claimed', async () => {
  const { queue, begun, passed, end } = createTestQueue({
    maxRunning: 1,
    mayClaim: () => begun.length === 0,
  });
  queue.add(run('a', 1));
  await tick();
  await end('a1');
  queue.add(run('a', 1));
  await tick();
  expect([begun, passed]).toEqual([['a1'], ['a1']]);
});

test('a run that is removed is not begun; one that is under way goes on', async () => {
  const { queue, begun, end, under } = createTestQueue({ maxRunning: 1 });
  for (const n of [1, 2, 3]) queue.add(run('a', n));
  await tick();
  queue.remove('a2');
  queue.remove('a1');
  queue.remove('never added');
  expect(under()).toEqual(['a1']);
  await end('a1');
  await end('a3');
  expect(begun).toEqual(['a1', 'a3']);
});

describe('a run that cannot be carried out here', () => {
  test('is passed, and the next of its session has its turn', async () => {
    const { queue, begun, passed } = createTestQueue({ maxRunning: 1, mayClaim: (runId) => runId !== 'a1' });
    for (const n of [1, 2]) queue.add(run('a', n));
    await tick();
    expect([passed, begun]).toEqual([['a1'], ['a2']]);
  });

  test.each(['claim', 'execute'] as const)(
    'because its %s fails is passed with the error, and frees its place',
    async (fails) => {
      const passed: [string, unknown][] = [];
      const failing = async (what: string, runId: string): Promise<void> => {
        if (what === fails && runId === 'a1') throw new Error(`no ${what}`);
      };
      const done: string[] = [];
      const queue = createRunQueue({
        maxRunning: 1,
        claim: async (runId) => {
          await failing('claim', runId);
          return claimedOf(runId);
        },
        execute: async ({ runId }) => {
          await failing('execute', runId);
          done.push(runId);
        },
        onPassed: (runId, error) => void passed.push([runId, error]),
      });
      for (const n of [1, 2]) queue.add(run('a', n));
      await tick();
      await tick();
      expect(passed).toEqual([['a1', expect.objectContaining({ message: `no ${fails}` })]]);
      expect(done).toEqual(['a2']);
      expect(queue.running()).toBe(0);
    },
  );
});

describe('a queue that stops', () => {
  test('ends what runs, begins nothing, and keeps what waits for others to take', async () => {
    const { queue, begun, end } = createTestQueue({ maxRunning: 2 });
    for (const session of ['a', 'b', 'c']) queue.add(run(session, 1));
    await tick();
    let stopped = false;
    const stopping = queue.stop().then(() => {
      stopped = true;
    });
    queue.add(run('d', 1));
    await end('a1');
    expect([begun, stopped]).toEqual([['a1', 'b1'], false]);
    await end('b1');
    await stopping;
    expect(begun).toEqual(['a1', 'b1']);
    expect(queue.depth()).toBe(2);
  });

  test('is stopped at once where nothing runs', async () => {
    const { queue, begun } = createTestQueue({ maxRunning: 2 });
    await queue.stop();
    queue.add(run('a', 1));
    await tick();
    expect(begun).toEqual([]);
  });
});

/** What the queue promises, as a list: who waits, and who is under way. */
interface Model {
  waiting: QueuedRun[];
  running: QueuedRun[];
}

type Command = { do: 'add'; run: QueuedRun } | { do: 'remove'; run: QueuedRun } | { do: 'end'; pick: number };

const someRun = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(4)).map(([session, n]) => run(session, n));
const someCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('add' as const), run: someRun }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), run: someRun }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('end' as const), pick: fc.nat() }) },
);

test('whatever is added, removed and ended: one run a session, in order, as many as may, none forgotten', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(someCommand, { maxLength: 30 }),
      fc.integer({ min: 1, max: 3 }),
      async (commands, maxRunning) => {
        const { queue, begun, end, under } = createTestQueue({ maxRunning });
        const model: Model = { waiting: [], running: [] };
        const known = ({ runId }: QueuedRun) =>
          [...model.waiting, ...model.running].some((one) => one.runId === runId);
        const settle = (): void => {
          // The queue chooses among sessions; the model only follows, and checks what it chose.
          for (const runId of begun.splice(0)) {
            const chosen = model.waiting.find((one) => one.runId === runId);
            const first = model.waiting.find((one) => one.sessionId === chosen?.sessionId);
            expect(chosen).toBeDefined();
            expect(first).toBe(chosen);
            expect(model.running.some((one) => one.sessionId === chosen?.sessionId)).toBe(false);
            model.waiting = model.waiting.filter((one) => one !== chosen);
            model.running.push(chosen!);
          }
          const free = model.waiting.filter(
            (one) => !model.running.some((busy) => busy.sessionId === one.sessionId),
          );
          expect(model.running.length).toBeLessThanOrEqual(maxRunning);
          if (free.length > 0) expect(model.running).toHaveLength(maxRunning);
          expect(under().sort()).toEqual(model.running.map((one) => one.runId).sort());
          expect([queue.depth(), queue.running()]).toEqual([model.waiting.length, model.running.length]);
        };
        for (const command of commands) {
          if (command.do === 'add') {
            if (!known(command.run)) model.waiting.push(command.run);
            queue.add(command.run);
          } else if (command.do === 'remove') {
            model.waiting = model.waiting.filter((one) => one.runId !== command.run.runId);
            queue.remove(command.run.runId);
          } else if (model.running.length > 0) {
            const ended = model.running[command.pick % model.running.length]!;
            model.running = model.running.filter((one) => one !== ended);
            await end(ended.runId);
          }
          await tick();
          settle();
        }
        while (model.running.length > 0) {
          const ended = model.running.shift()!;
          await end(ended.runId);
          settle();
        }
        expect(model.waiting).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});
