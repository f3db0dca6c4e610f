import { expect, test, vi } from 'vitest';
import { openDoor, type TestDoor } from '../testing/door.js';
import { createScriptedRuns, doneEvents } from '../testing/scripted-runs.js';
import { readSseFrames, readUntil } from '../testing/sse-frames.js';

/** Runs that go on until they are told to end. */
function openRuns() {
  return createScriptedRuns({ events: (request) => doneEvents(request).slice(0, 2) });
}

async function say(door: TestDoor, message: string, sessionId = 's1', userId = '1'): Promise<string> {
  const chat = { message, session_id: sessionId, user_id: userId };
  const response = await door.postJson('/chat', chat);
  await response.text();
  return response.headers.get('x-run-id') ?? '';
}

/** The ids of the frames in a stream up to the end of `runs` runs. */
async function idsUntil(response: Response, runs: number): Promise<string[]> {
  const ends = (text: string): number => text.split('event: run.finished').length - 1;
  const text = await readUntil(response, (soFar) => ends(soFar) >= runs && soFar.endsWith('\n\n'));
  return readSseFrames(text).map(({ id }) => id);
}

const six = (runId: string): string[] => [1, 2, 3, 4, 5, 6].map((seq) => `${runId}.${seq}`);

test('who listens to a session hears each run in it, one after the other, and no other session', async () => {
  await using door = await openDoor();
  const before = await say(door, 'before');
  const stream = await door.fetch('/sessions/s1/events');
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  await say(door, 'elsewhere', 's2');
  await say(door, 'somebody else', 's3', 'eve');
  const one = await say(door, 'one');
  const two = await say(door, 'two');
  const ids = await idsUntil(stream, 2);
  expect(ids).toEqual([...six(one), ...six(two)]);
  expect(ids.join()).not.toContain(before);
});

test('a new listener hears the run that is under way from its start', async () => {
  const runs = openRuns();
  await using door = await openDoor({ runs });
  const { runId } = await runs.accept({ mode: 'helm', userId: '1', sessionId: 's1', message: 'hi' });
  const stream = await door.fetch('/sessions/s1/events');
  await vi.waitFor(() => expect(runs.followers()).toBe(1));
  runs.emit(runId, { type: 'run.finished', outcome: 'done' });
  expect(await idsUntil(stream, 1)).toEqual([1, 2, 3].map((seq) => `${runId}.${seq}`));
});

test('a listener that comes back hears what it missed, each event once', async () => {
  await using door = await openDoor();
  const [one, two] = [await say(door, 'one'), await say(door, 'two')];
  for (const [place, runs, missed] of [
    [`${one}.4`, 2, [...six(one).slice(4), ...six(two)]],
    [`${one}.6`, 1, six(two)],
    [`${two}.1`, 1, six(two).slice(1)],
  ] as const) {
    const stream = await door.fetch('/sessions/s1/events', { headers: { 'last-event-id': place } });
    expect(await idsUntil(stream, runs)).toEqual(missed);
  }
});

test('a run accepted while the record was read is heard once', async () => {
  const runs = createScriptedRuns();
  const { listMessages } = runs;
  let during = '';
  runs.listMessages = async (...request) => {
    if (during === '') during = await say(door, 'during');
    return listMessages(...request);
  };
  await using door = await openDoor({ runs });
  const first = await say(door, 'first');
  const headers = { 'last-event-id': `${first}.6` };
  const stream = await door.fetch('/sessions/s1/events', { headers });
  const after = await say(door, 'after');
  expect(await idsUntil(stream, 2)).toEqual([...six(during), ...six(after)]);
});

test('a session that is not theirs is not there, and a place in another session is refused', async () => {
  await using door = await openDoor();
  await say(door, 'hi', 's1', 'ada');
  const elsewhere = await say(door, 'hi', 's2', 'ada');
  expect((await door.fetch('/sessions/s1/events?user_id=eve')).status).toBe(404);
  expect((await door.fetch('/sessions/s9/events?user_id=ada')).status).toBe(404);
  for (const place of [`${elsewhere}.1`, 'x'])
    expect((await door.fetch(`/sessions/s1/events?user_id=ada&last_event_id=${place}`)).status).toBe(400);
});

test('who stops listening is followed for no longer, and a stopping process sends everybody away', async () => {
  const runs = openRuns();
  await using door = await openDoor({ runs, limits: { heartbeatMs: 5 } });
  await runs.accept({ mode: 'helm', userId: '1', sessionId: 's1', message: 'hi' });
  const gone = await door.fetch('/sessions/s1/events');
  await vi.waitFor(() => expect(runs.followers()).toBe(1));
  await gone.body?.cancel();
  await vi.waitFor(() => expect(runs.followers()).toBe(0));
  const sent = await door.fetch('/sessions/s1/events');
  door.server.drain();
  expect(await sent.text()).toContain(': stopping, come back');
  await vi.waitFor(() => expect(runs.followers()).toBe(0));
});
