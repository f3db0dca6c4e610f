import { expect, test } from 'vitest';
import { z } from 'zod';
import { GraphView } from '../contracts/graph-view.js';
import { MessageView, RunView, SessionView } from '../contracts/run.js';
import { uuidv7 } from '../core/ids.js';
import { openDoor, type TestDoor } from '../testing/door.js';
import { createScriptedRuns, doneEvents } from '../testing/scripted-runs.js';
import { readSseFrames } from '../testing/sse-frames.js';

async function startRun(door: TestDoor, userId = '1'): Promise<{ runId: string; sessionId: string }> {
  return door.runs.accept({ mode: 'helm', userId, message: 'hello' });
}

/** A run that goes on until it is told to end. */
function openRuns() {
  return createScriptedRuns({ events: (request) => doneEvents(request).slice(0, 2) });
}

test('a run is shown to whom it belongs, and to nobody else', async () => {
  await using door = await openDoor();
  const { runId } = await startRun(door, 'ada');
  const own = await door.fetch(`/runs/${runId}?user_id=ada`);
  expect(RunView.parse(await own.json())).toMatchObject({ run_id: runId, status: 'done' });
  for (const path of ['', '/events']) {
    expect((await door.fetch(`/runs/${runId}${path}?user_id=eve`)).status).toBe(404);
    expect((await door.fetch(`/runs/${uuidv7()}${path}`)).status).toBe(404);
  }
  expect((await door.postJson(`/runs/${runId}/cancel`, { user_id: 'eve' })).status).toBe(404);
});

test('a reply is rated by whose run it was', async () => {
  await using door = await openDoor();
  const { runId } = await startRun(door, 'ada');
  const rate = (body: unknown): Promise<Response> => door.postJson(`/runs/${runId}/feedback`, body);
  expect(await (await rate({ rating: 'up', user_id: 'ada' })).json()).toEqual({
    run_id: runId,
    rating: 'up',
  });
  expect(await (await rate({ rating: null, user_id: 'ada' })).json()).toEqual({
    run_id: runId,
    rating: null,
  });
  expect((await rate({ rating: 'up', user_id: 'eve' })).status).toBe(404);
  expect((await rate({ rating: 'great', user_id: 'ada' })).status).toBe(400);
  expect(door.runs.ratings).toEqual([
    { runId, rating: 'up' },
    { runId, rating: null },
  ]);
});

test('the events of a run are streamed from any number on', async () => {
  await using door = await openDoor();
  const { runId } = await startRun(door);
  const all = readSseFrames(await (await door.fetch(`/runs/${runId}/events`)).text());
  expect(all.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6].map((seq) => `${runId}.${seq}`));
  for (let after = 0; after < 6; after += 1) {
    const byNumber = await door.fetch(`/runs/${runId}/events?after=${after}`);
    expect(readSseFrames(await byNumber.text())).toEqual(all.slice(after));
    const byId = await door.fetch(`/runs/${runId}/events`, {
      headers: { 'last-event-id': `${runId}.${after}` },
    });
    expect(readSseFrames(await byId.text())).toEqual(all.slice(after));
  }
});

test('who holds every event of an ended run is told to stay away', async () => {
  await using door = await openDoor();
  const { runId } = await startRun(door);
  expect((await door.fetch(`/runs/${runId}/events?after=6`)).status).toBe(204);
  expect((await door.fetch(`/runs/${runId}/events?after=999999999`)).status).toBe(204);
});

test('a live run is streamed to its end, and its events are JSON for who asks once it has ended', async () => {
  await using door = await openDoor({ runs: openRuns() });
  const { runId } = await startRun(door);
  const stream = await door.fetch(`/runs/${runId}/events?after=1`);
  const json = door.fetch(`/runs/${runId}/events?after=1`, { headers: { accept: 'application/json' } });
  const reading = stream.text();
  door.runs.emit(runId, { type: 'run.finished', outcome: 'done' });
  expect(readSseFrames(await reading).map(({ event }) => event)).toEqual(['node.started', 'run.finished']);
  expect(await (await json).json()).toMatchObject({ events: [{ seq: 2 }, { seq: 3, type: 'run.finished' }] });
});

test.each(['-1', '1.5', 'x', '9999999999'])('after=%s is refused', async (after) => {
  await using door = await openDoor();
  const { runId } = await startRun(door);
  expect((await door.fetch(`/runs/${runId}/events?after=${after}`)).status).toBe(400);
});

test("the id of another run's event is refused", async () => {
  await using door = await openDoor();
  const [one, other] = [await startRun(door), await startRun(door)];
  const headers = { 'last-event-id': `${other.runId}.1` };
  expect((await door.fetch(`/runs/${one.runId}/events`, { headers })).status).toBe(400);
});

test('a run is cancelled once, with or without a body', async () => {
  await using door = await openDoor({ runs: openRuns() });
  const { runId } = await startRun(door);
  const first = await door.fetch(`/runs/${runId}/cancel`, { method: 'POST' });
  expect(await first.json()).toEqual({ run_id: runId, cancelled: true });
  const second = await door.postJson(`/runs/${runId}/cancel?user_id=1`, {});
  expect(await second.json()).toEqual({ run_id: runId, cancelled: false });
});

test('sessions and their messages are listed for whom they belong to', async () => {
  await using door = await openDoor();
  const { sessionId } = await startRun(door, 'ada');
  const sessions = z.object({ sessions: z.array(SessionView) });
  const own = await door.fetch('/sessions?user_id=ada&limit=10');
  expect(sessions.parse(await own.json()).sessions).toMatchObject([{ session_id: sessionId }]);
  expect(await (await door.fetch('/sessions')).json()).toEqual({ sessions: [] });

  const messages = z.object({ messages: z.array(MessageView) });
  const said = await door.fetch(`/sessions/${sessionId}/messages?user_id=ada&before=${uuidv7()}`);
  expect(messages.parse(await said.json()).messages.map(({ role }) => role)).toEqual(['user', 'assistant']);
  expect((await door.fetch(`/sessions/${sessionId}/messages`)).status).toBe(404);
});

test('the graph of a mode is drawn, and there is no other mode', async () => {
  await using door = await openDoor();
  const graph = GraphView.parse(await (await door.fetch('/graphs/support')).json());
  expect(graph).toEqual(await door.runs.drawGraph('support'));
  expect((await door.fetch('/graphs/nobody')).status).toBe(400);
});
