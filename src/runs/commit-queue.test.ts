import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { EventRow } from '../store/run-events.js';
import { createDeferred, type Deferred } from '../testing/deferred.js';
import { createCommitQueue, FencedError, type CommitQueue, type CommitTicket } from './commit-queue.js';

const rowOf = (run: string, seq: number): EventRow => ({
  attempt: 1,
  key: `${seq}`,
  json: '{}',
  event: {
    seq,
    run_id: run,
    session_id: 's',
    at: '2026-05-01T12:00:00.000Z',
    type: 'text.delta',
    index: seq,
    text: '',
  },
});

interface TestTicket extends CommitTicket {
  run: string;
  told: number[];
  failures: Error[];
}

function createTicket(run: string): TestTicket {
  const told: number[] = [];
  const failures: Error[] = [];
  return {
    run,
    told,
    failures,
    committed: 0,
    failure: undefined,
    waiting: [],
    onCommitted: (events) => told.push(...events.map((event) => event.seq)),
    onFailure: (error) => failures.push(error),
  };
}

const refused = (code: string): Error => Object.assign(new Error(`refused ${code}`), { code });
const allOf = (rows: EventRow[]): Set<string> => new Set(rows.map((row) => row.event.run_id));
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('while a commit is under way', () => {
  test('what comes gathers, of all runs, and goes with the next', async () => {
    const commits: { rows: EventRow[]; done: Deferred<void> }[] = [];
    const queue = createCommitQueue(async (rows) => {
      const done = createDeferred<void>();
      commits.push({ rows, done });
      await done.promise;
      return allOf(rows);
    });
    const [one, two] = [createTicket('one'), createTicket('two')];
    queue.add(one, rowOf('one', 1));
    await nextTurn();
    queue.add(one, rowOf('one', 2));
    queue.add(two, rowOf('two', 1));
    queue.add(one, rowOf('one', 3));
    await nextTurn();
    expect(commits).toHaveLength(1);
    expect(one.told).toEqual([]);
    commits[0]?.done.resolve();
    await vi.waitFor(() => expect(commits).toHaveLength(2));
    expect(commits[1]?.rows.map((row) => `${row.event.run_id}${row.event.seq}`)).toEqual([
      'one2',
      'one3',
      'two1',
    ]);
    commits[1]?.done.resolve();
    await Promise.all([queue.flush(one), queue.flush(two)]);
    expect(one).toMatchObject({ committed: 3, told: [1, 2, 3], waiting: [] });
    expect(two).toMatchObject({ committed: 1, told: [1] });
  });

  test('nothing is told before it is committed', async () => {
    const done = createDeferred<void>();
    const queue = createCommitQueue(async (rows) => {
      await done.promise;
      return allOf(rows);
    });
    const ticket = createTicket('one');
    queue.add(ticket, rowOf('one', 1));
    await nextTurn();
    expect(ticket.told).toEqual([]);
    done.resolve();
    await queue.flush(ticket);
    expect(ticket.told).toEqual([1]);
  });
});

test('events of one turn of the event loop go in one commit', async () => {
  let commits = 0;
  const queue = createCommitQueue(async (rows) => {
    commits += 1;
    return allOf(rows);
  });
  const ticket = createTicket('one');
  for (let seq = 1; seq <= 50; seq += 1) queue.add(ticket, rowOf('one', seq));
  await queue.flush(ticket);
  expect(commits).toBe(1);
  expect(ticket.told).toHaveLength(50);
});

test('a flush with nothing to wait for asks nobody', async () => {
  const append = vi.fn(async (rows: EventRow[]) => allOf(rows));
  await createCommitQueue(append).flush(createTicket('one'));
  expect(append).not.toHaveBeenCalled();
});

test.each(['22021', '23505', '54001'])(
  'data refused with %s fails the run it is of, and no other',
  async (code) => {
    const queue = createCommitQueue(async (rows) => {
      if (rows.some((row) => row.event.run_id === 'bad')) throw refused(code);
      return allOf(rows);
    });
    const [good, bad, also] = [createTicket('good'), createTicket('bad'), createTicket('also')];
    for (const ticket of [good, bad, also]) queue.add(ticket, rowOf(ticket.run, 1));
    await expect(queue.flush(bad)).rejects.toThrow(`refused ${code}`);
    await Promise.all([queue.flush(good), queue.flush(also)]);
    expect([good.told, also.told, bad.told]).toEqual([[1], [1], []]);
    expect(bad.failures).toHaveLength(1);
    queue.add(bad, rowOf('bad', 2));
    expect(bad.waiting).toEqual([]);
    await expect(queue.flush(bad)).rejects.toThrow(`refused ${code}`);
  },
);

test('a run that is not ours any more is told so once, and writes nothing more', async () => {
  const queue = createCommitQueue(async (rows) => new Set([...allOf(rows)].filter((run) => run !== 'lost')));
  const [ours, lost] = [createTicket('ours'), createTicket('lost')];
  queue.add(ours, rowOf('ours', 1));
  queue.add(lost, rowOf('lost', 1));
  await expect(queue.flush(lost)).rejects.toBeInstanceOf(FencedError);
  await queue.flush(ours);
  expect(lost.failures).toEqual([expect.any(FencedError)]);
  expect(lost.committed).toBe(0);
  expect(ours.told).toEqual([1]);
});

describe('a store that is away', () => {
  const failing = (failures: number): { queue: CommitQueue; tries: () => number } => {
    let tries = 0;
    const queue = createCommitQueue(async (rows) => {
      tries += 1;
      if (tries <= failures) throw refused('08006');
      return allOf(rows);
    });
    return { queue, tries: () => tries };
  };

  test('is tried again by a flush, and nothing is lost', async () => {
    const { queue } = failing(2);
    const ticket = createTicket('one');
    queue.add(ticket, rowOf('one', 1));
    await nextTurn();
    queue.add(ticket, rowOf('one', 2));
    await queue.flush(ticket);
    expect(ticket.told).toEqual([1, 2]);
    expect(ticket.failures).toEqual([]);
  });

  test('is reported by a flush after some tries; the run is not given up, and a later flush writes it', async () => {
    const { queue } = failing(5);
    const ticket = createTicket('one');
    queue.add(ticket, rowOf('one', 1));
    await expect(queue.flush(ticket)).rejects.toMatchObject({ code: '08006' });
    expect(ticket).toMatchObject({ failure: undefined, told: [] });
    expect(ticket.waiting).toHaveLength(1);
    await queue.flush(ticket);
    expect(ticket.told).toEqual([1]);
  });

  test('what one run could not write goes with what comes later of another', async () => {
    const { queue } = failing(1);
    const [one, two] = [createTicket('one'), createTicket('two')];
    queue.add(one, rowOf('one', 1));
    await nextTurn();
    await nextTurn();
    queue.add(two, rowOf('two', 1));
    await queue.flush(two);
    expect([one.told, two.told]).toEqual([[1], [1]]);
  });
});

test('no event is left waiting, lost or told twice, however commits end and runs interleave', async () => {
  const action = fc.record({ run: fc.nat(3), pause: fc.boolean() });
  const endings = fc.array(fc.constantFrom('done', 'done', 'connection', 'data'), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(action, { maxLength: 25 }),
      endings,
      async (scheduler, actions, plan) => {
        const ends = [...plan];
        const written = new Map<string, number[]>();
        const pass = scheduler.scheduleFunction(() => Promise.resolve());
        const append = async (rows: EventRow[]): Promise<ReadonlySet<string>> => {
          const how = ends.shift() ?? 'done';
          await pass();
          if (how === 'connection') throw refused('08006');
          if (how === 'data' && rows.some((row) => row.event.run_id === 'run-0')) throw refused('22021');
          for (const { event } of rows) {
            written.set(event.run_id, [...(written.get(event.run_id) ?? []), event.seq]);
          }
          return allOf(rows);
        };
        const queue = createCommitQueue(append);
        const tickets = Array.from({ length: 4 }, (_, index) => createTicket(`run-${index}`));
        const said = tickets.map(() => 0);
        const speaking = (async () => {
          for (const { run, pause } of actions) {
            const ticket = tickets[run]!;
            said[run] = (said[run] ?? 0) + 1;
            queue.add(ticket, rowOf(ticket.run, said[run]));
            if (pause) await nextTurn();
          }
        })();
        const flushing = speaking.then(async () => {
          // A commit that fails is tried again by the flush of any run; the delays between tries are real but rare.
          for (const ticket of tickets) await queue.flush(ticket).catch(() => undefined);
          for (const ticket of tickets) await queue.flush(ticket).catch(() => undefined);
        });
        while ((await Promise.race([flushing.then(() => true), nextTurn().then(() => false)])) === false) {
          await scheduler.waitIdle();
        }
        for (const [index, ticket] of tickets.entries()) {
          const all = Array.from({ length: said[index] ?? 0 }, (_, n) => n + 1);
          expect(ticket.waiting).toEqual([]);
          expect(ticket.told).toEqual(written.get(ticket.run) ?? []);
          if (ticket.failure === undefined) expect(ticket.told).toEqual(all);
          else expect(all.slice(0, ticket.told.length)).toEqual(ticket.told);
        }
        for (const ticket of tickets.slice(1)) expect(ticket.failure).toBeUndefined();
      },
    ),
    { numRuns: 25 },
  );
});

test('all that is said is committed, also where nobody waits for it', async () => {
  const pauses = fc.array(fc.record({ pause: fc.boolean(), finish: fc.boolean() }), {
    minLength: 1,
    maxLength: 20,
  });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), pauses, async (scheduler, given) => {
      const pass = scheduler.scheduleFunction(() => Promise.resolve());
      const queue = createCommitQueue(async (rows) => {
        await pass();
        return allOf(rows);
      });
      const tickets = [createTicket('one'), createTicket('two')];
      for (const [index, { pause, finish }] of given.entries()) {
        const ticket = tickets[index % 2]!;
        queue.add(ticket, rowOf(ticket.run, Math.floor(index / 2) + 1));
        if (pause) await nextTurn();
        if (finish && scheduler.count() > 0) await scheduler.waitOne();
      }
      for (let turn = 0; turn < given.length + 5; turn += 1) {
        await nextTurn();
        await scheduler.waitIdle();
      }
      expect(tickets.map((ticket) => ticket.told.length)).toEqual([
        Math.ceil(given.length / 2),
        Math.floor(given.length / 2),
      ]);
    }),
  );
});
