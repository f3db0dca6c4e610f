import type { Reply } from '../contracts/chat.js';
import { isTerminal } from '../contracts/run-event.js';
import type { RunEvent } from '../contracts/run-event.js';
import type { Runs } from '../runs/runs.js';
import { frameId } from './event-id.js';
import type { SseStream } from './sse.js';

/** How far a reader has come: the last event it holds, and the run's end and reply where they were among what it read. */
export interface Reading {
  seq: number;
  terminal?: RunEvent['type'];
  reply?: Reply;
}

/** Sends the run's events after number `after` as frames named by their type, until the run ends or the reader is gone. */
export async function sendEvents(
  stream: SseStream,
  runs: Runs,
  runId: string,
  after: number,
): Promise<Reading> {
  const reading: Reading = { seq: after };
  for await (const event of runs.follow(runId, { after, signal: stream.signal })) {
    await stream.send({ id: frameId(runId, event.seq), event: event.type, data: JSON.stringify(event) });
    if (stream.signal.aborted) break;
    reading.seq = event.seq;
    if (event.type === 'reply') reading.reply = event.reply;
    if (isTerminal(event)) reading.terminal = event.type;
  }
  return reading;
}

/** True where the run has ended. A reader that came back behind the last event saw no end, so the run itself is asked. */
export async function hasEnded(runs: Runs, runId: string, userId: string): Promise<boolean> {
  const { status } = await runs.get(runId, userId);
  return status !== 'queued' && status !== 'running';
}
