import { EventEmitter, on } from 'node:events';
import type { Context } from 'koa';
import { AppError } from '../core/errors.js';
import type { Runs } from '../runs/runs.js';
import type { Door } from './deps.js';
import type { Place } from './event-id.js';
import { hasEnded, sendEvents } from './run-stream.js';
import { openSse } from './sse.js';

export interface SessionReader {
  sessionId: string;
  userId: string;
  /** The last frame the reader holds. */
  place: Place | undefined;
}

/** How far back a reader that was away can catch up, in messages. */
const CATCH_UP = 200;

/**
 * Streams the runs of a session one after the other, whoever started them, for as long as the reader stays: what it missed,
 * then each run as this process accepts it. Runs accepted by other replicas are seen when the reader comes back.
 */
export async function streamSession(ctx: Context, door: Door, reader: SessionReader): Promise<void> {
  const accepted = new EventEmitter();
  const arrivals = on(accepted, 'run');
  ctx.res.once('close', () => void arrivals.return?.());
  // Before the record is read, so that no run falls between the two.
  const forget = door.feed.subscribe(reader.userId, (note) => {
    if (note.op === 'run.accepted' && note.session_id === reader.sessionId) accepted.emit('run', note.run_id);
  });
  try {
    const missed = await findMissed(door.runs, reader);
    const stream = openSse(ctx, door);
    for (const { runId, after } of missed) await sendEvents(stream, door.runs, runId, after);
    for await (const [runId] of arrivals) {
      if (missed.some((one) => one.runId === runId)) continue;
      await sendEvents(stream, door.runs, String(runId), 0);
    }
  } finally {
    forget();
  }
}

interface Missed {
  runId: string;
  after: number;
}

/** What lies behind the reader's place; for a new reader the run that is under way. */
async function findMissed(runs: Runs, reader: SessionReader): Promise<Missed[]> {
  const { sessionId, userId, place } = reader;
  const messages = await runs.listMessages(sessionId, userId, { limit: CATCH_UP });
  const said = messages.flatMap(({ run_id: runId, created_at: at }) =>
    runId === null ? [] : [{ runId, at }],
  );
  if (place === undefined) {
    const last = said.at(-1)?.runId;
    return last === undefined || (await hasEnded(runs, last, userId)) ? [] : [{ runId: last, after: 0 }];
  }
  const run = await runs.get(place.runId, userId);
  if (run.session_id !== sessionId)
    throw new AppError('bad_request', 'Last-Event-ID belongs to another session.');
  const at = said.findLastIndex(({ runId }) => runId === place.runId);
  // A run that was rolled back has no message left in the record.
  const later = at < 0 ? said.filter((one) => one.at > run.created_at) : said.slice(at + 1);
  const ids = new Set(later.map(({ runId }) => runId));
  ids.delete(place.runId);
  return [{ runId: place.runId, after: place.seq }, ...[...ids].map((runId) => ({ runId, after: 0 }))];
}
