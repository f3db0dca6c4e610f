import type { Context } from 'koa';
import { AppError } from '../core/errors.js';
import { isUuid } from '../core/ids.js';

/** A place in the frames of a run: behind event `seq` (0: behind `start`), or behind one of the two tail frames. */
export interface Place {
  runId: string;
  seq: number;
  tail: 'chunk' | 'end' | null;
}

const FRAME_ID = /^([\w-]{36})\.(0|[1-9]\d{0,8})(?:\.(chunk|end))?$/;

export function frameId(runId: string, seq: number, tail?: 'chunk' | 'end'): string {
  return tail === undefined ? `${runId}.${seq}` : `${runId}.${seq}.${tail}`;
}

/**
 * Where the reader was when it lost us: the header `Last-Event-ID`, which a reconnecting EventSource sets by itself, else
 * `?last_event_id=`. Undefined where neither is there. What is there and no id of ours is refused, never taken as a start.
 */
export function lastPlace(ctx: Context): Place | undefined {
  const given = ctx.get('last-event-id') || ctx.query['last_event_id'];
  if (given === undefined || given === '') return undefined;
  const [, runId = '', seq = '', tail] = FRAME_ID.exec(String(given)) ?? [];
  if (!isUuid(runId)) throw new AppError('bad_request', 'Last-Event-ID is not an id of one of our events.');
  return { runId, seq: Number(seq), tail: tail === 'chunk' || tail === 'end' ? tail : null };
}
