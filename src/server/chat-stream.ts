import type { Context } from 'koa';
import type { Reply } from '../contracts/chat.js';
import type { Mode } from '../contracts/mode.js';
import type { Accepted, AcceptRequest, Runs } from '../runs/runs.js';
import type { Door } from './deps.js';
import { frameId, type Place } from './event-id.js';
import { hasEnded, sendEvents, type Reading } from './run-stream.js';
import { openSse, type SseStream } from './sse.js';

/** Starts a run and streams it. */
export async function startChatStream(ctx: Context, door: Door, request: AcceptRequest): Promise<void> {
  const { mode, userId } = request;
  await streamTurn(ctx, door, { ...(await door.runs.accept(request)), userId, mode });
}

interface StreamedTurn extends Accepted {
  userId: string;
  /** Known where the caller has named it. */
  mode?: Mode;
}

/** Streams a run from its beginning in the seed's dialect: `start`, the run's events by name, `chunk` (the reply), `end`. */
export async function streamTurn(ctx: Context, door: Door, turn: StreamedTurn): Promise<void> {
  const { runId, sessionId, userId, mode } = turn;
  ctx.set('x-run-id', runId);
  const stream = openSse(ctx, door);
  const start = JSON.stringify({ mode, run_id: runId, session_id: sessionId });
  await stream.send({ id: frameId(runId, 0), event: 'start', data: start });
  await sendRest(stream, door.runs, { runId, seq: 0, tail: null }, userId);
}

/** Continues exactly behind the frame the reader had last. Nothing is started; behind `end` there is nothing (204). */
export async function resumeChatStream(
  ctx: Context,
  door: Door,
  place: Place,
  userId: string,
): Promise<void> {
  await door.runs.get(place.runId, userId);
  ctx.set('x-run-id', place.runId);
  if (place.tail === 'end') {
    ctx.status = 204;
    return;
  }
  await sendRest(openSse(ctx, door), door.runs, place, userId);
}

async function sendRest(stream: SseStream, runs: Runs, place: Place, userId: string): Promise<void> {
  const { runId } = place;
  let { seq } = place;
  if (place.tail === null) {
    const reading = await sendEvents(stream, runs, runId, seq);
    const isOver =
      reading.terminal !== undefined || (!stream.signal.aborted && (await hasEnded(runs, runId, userId)));
    // Without its end seen the reader is sent away to come back, rather than told a tail that would leave a gap.
    if (!isOver) return stream.end();
    seq = reading.seq;
    const reply = await replyOf(reading, runs, runId, stream.signal);
    await stream.send({ id: frameId(runId, seq, 'chunk'), event: 'chunk', data: JSON.stringify(reply) });
  }
  await stream.send({ id: frameId(runId, seq, 'end'), event: 'end', data: '{}' });
  stream.end();
}

/** A run that failed after it had written a reply answers with the failure, so only a finished run's own reply counts. */
async function replyOf(reading: Reading, runs: Runs, runId: string, signal: AbortSignal): Promise<Reply> {
  if (reading.terminal === 'run.finished' && reading.reply !== undefined) return reading.reply;
  return runs.result(runId, signal);
}
