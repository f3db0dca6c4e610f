import type { Context } from 'koa';
import { z } from 'zod';
import { RunEvent } from '../../contracts/run-event.js';
import { EventNumber } from '../../contracts/socket.js';
import { AppError } from '../../core/errors.js';
import type { Door } from '../deps.js';
import { lastPlace } from '../event-id.js';
import { callerOfQuery, UserQuery } from '../identity.js';
import { runIdOf, RunParams } from '../params.js';
import type { Route } from '../route.js';
import { sendEvents } from '../run-stream.js';
import { openSse } from '../sse.js';
import { parse } from '../validate.js';

const RunEvents = z.object({ events: z.array(RunEvent) });
const EventsQuery = UserQuery.extend({
  after: z.coerce.number().pipe(EventNumber).optional(),
  last_event_id: z.string().optional(),
});

/** As a stream by default: what is stored, then live, until the run ends. As JSON where asked: all of it, once it has ended. */
export function createGetRunEvents(door: Door): Route {
  return {
    method: 'GET',
    path: '/runs/:id/events',
    summary: 'The events of a run, from any number on: streamed, or as JSON when the run has ended',
    scope: 'copilot.read',
    params: RunParams,
    query: EventsQuery,
    answers: [{ mediaType: 'text/event-stream' }, { schema: RunEvents }],
    problems: ['not_found', 'bad_request'],
    handle: async (ctx) => {
      const runId = runIdOf(ctx);
      const after = readAfter(ctx, runId);
      const run = await door.runs.get(runId, callerOfQuery(ctx, door.config.anonymousUser));

      ctx.vary('Accept');
      if (ctx.accepts('text/event-stream', 'application/json') === 'application/json') {
        ctx.body = { events: await collect(ctx, door, runId, after) };
        return;
      }
      const isOver = run.finished_at !== null;
      if (isOver && after > 0 && (await collect(ctx, door, runId, after)).length === 0) {
        // Any other answer would make an EventSource that holds everything come back for ever.
        ctx.status = 204;
        return;
      }
      const stream = openSse(ctx, door);
      await sendEvents(stream, door.runs, runId, after);
      stream.end();
    },
  };
}

function readAfter(ctx: Context, runId: string): number {
  const place = lastPlace(ctx);
  if (place === undefined) return parse(EventsQuery, ctx.query).after ?? 0;
  if (place.runId !== runId) throw new AppError('bad_request', 'Last-Event-ID belongs to another run.');
  return place.seq;
}

async function collect(ctx: Context, door: Door, runId: string, after: number): Promise<RunEvent[]> {
  ctx.req.socket.setTimeout(0);
  const waiting = new AbortController();
  ctx.res.once('close', () => waiting.abort());
  const events: RunEvent[] = [];
  for await (const event of door.runs.follow(runId, { after, signal: waiting.signal })) events.push(event);
  return events;
}
