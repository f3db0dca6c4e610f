import { describe, expect, test } from 'vitest';
import { isTerminal, type RunEvent, type RunEventBody } from '../contracts/run-event.js';
import { createEventFeed } from './event-feed.js';
import { awaitReply, followRun } from './follow-run.js';

const eventOf = (seq: number, body: RunEventBody): RunEvent => ({
  seq,
  run_id: 'r',
  session_id: 's',
  at: '2026-05-01T12:00:00.000Z',
  ...body,
});
const piece = (seq: number): RunEvent => eventOf(seq, { type: 'text.delta', index: seq, text: `${seq}` });
const end = (seq: number): RunEvent => eventOf(seq, { type: 'run.finished', outcome: 'done' });

/** A record that others write while it is read: `looks` are what it holds at the first look, the second, ... */
function createRecord(...looks: RunEvent[][]) {
  const feed = createEventFeed();
  let look = 0;
  const held = (): RunEvent[] => looks[Math.min(look, looks.length - 1)] ?? [];
  return {
    feed,
    deps: {
      feed,
      listEvents: async (_runId: string, after: number) => {
        const events = held().filter((event) => event.seq > after);
        look += 1;
        return events;
      },
      hasEnded: async () => held().some(isTerminal),
      pollMs: 1,
    },
  };
}

async function readAll(events: AsyncIterable<RunEvent>): Promise<number[]> {
  const seen: number[] = [];
  for await (const event of events) seen.push(event.seq);
  return seen;
}
const soon = (): AbortSignal => AbortSignal.timeout(5_000);

describe('a run that another process carries out', () => {
  test('is read from the record as it grows, to its end', async () => {
    const { deps } = createRecord(
      [piece(1)],
      [piece(1)],
      [piece(1), piece(2)],
      [],
      [piece(1), piece(2), end(3)],
    );
    expect(await readAll(followRun(deps, 'r', { after: 0, signal: soon() }))).toEqual([1, 2, 3]);
  });

  test('whose end comes between two looks at the record is read to that end', async () => {
    const { deps } = createRecord([piece(1)], [piece(1)], [piece(1), end(2)]);
    expect(await readAll(followRun(deps, 'r', { after: 0, signal: soon() }))).toEqual([1, 2]);
  });

  test('and is over gives nothing to a reader that has it all, or asks for more than there is', async () => {
    const { deps } = createRecord([piece(1), end(2)]);
    expect(await readAll(followRun(deps, 'r', { after: 2, signal: soon() }))).toEqual([]);
    expect(await readAll(followRun(deps, 'r', { after: 99, signal: soon() }))).toEqual([]);
  });

  test('is left when the reader gives up', async () => {
    const { deps } = createRecord([piece(1)]);
    const giveUp = new AbortController();
    const seen: number[] = [];
    const reading = (async () => {
      for await (const event of followRun(deps, 'r', { after: 0, signal: giveUp.signal }))
        seen.push(event.seq);
    })();
    await expect.poll(() => seen).toEqual([1]);
    giveUp.abort();
    await reading;
  });
});

test('a run that moves to another process is read on from there, without a gap or a repetition', async () => {
  const whole = [piece(1), piece(2), piece(3), end(4)];
  const { feed, deps } = createRecord(whole.slice(0, 2), whole.slice(0, 2), whole);
  feed.open('r', []);
  const reading = readAll(followRun(deps, 'r', { after: 0, signal: soon() }));
  feed.publish('r', [piece(1)]);
  await Promise.resolve();
  feed.close('r');
  expect(await reading).toEqual([1, 2, 3, 4]);
});

test('a run that is taken up here while its reader looks at the record is read on live', async () => {
  const { feed, deps } = createRecord([piece(1)]);
  const reading = readAll(followRun(deps, 'r', { after: 0, signal: soon() }));
  await new Promise((resolve) => setImmediate(resolve));
  feed.open('r', [piece(1)]);
  feed.publish('r', [piece(2), end(3)]);
  expect(await reading).toEqual([1, 2, 3]);
});

describe('the reply of a run', () => {
  async function* eventsOf(...bodies: RunEventBody[]): AsyncGenerator<RunEvent> {
    for (const [index, body] of bodies.entries()) yield eventOf(index + 1, body);
  }
  const reply = { kind: 'answer', data: 1, text: 'Here it is.' } as const;

  test('is the one it gave', async () => {
    const events = eventsOf({ type: 'reply', reply }, { type: 'run.finished', outcome: 'done' });
    expect(await awaitReply(events)).toEqual(reply);
  });

  test.each<[string, RunEventBody, RegExp]>([
    ['failed', { type: 'run.failed', code: 'timeout', message: 'This took too long.' }, /too long/],
    ['was cancelled', { type: 'run.cancelled', reason: 'user' }, /cancelled/],
  ])('is an error with a sentence where it %s, also after a reply', async (_how, last, sentence) => {
    const given = await awaitReply(eventsOf({ type: 'reply', reply }, last));
    expect(given).toMatchObject({ kind: 'error', msg: expect.stringMatching(sentence) });
    expect(given.text).toMatch(sentence);
  });

  test('is an error where none came in time', async () => {
    expect(await awaitReply(eventsOf())).toMatchObject({ kind: 'error' });
  });
});
