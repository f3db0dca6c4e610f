import { z } from 'zod';
import { GraphView } from '../../contracts/graph-view.js';
import type { Mode } from '../../contracts/mode.js';
import { MessageView, RunView, SessionView } from '../../contracts/run.js';
import { RunEvent } from '../../contracts/run-event.js';
import { ask, send } from './ask.js';
import { PAGE_OF_MESSAGES } from './page-size.js';
import { readStream } from './stream.js';

/** The names of the frames that nothing follows. */
const ENDS = new Set(['run.finished', 'run.failed', 'run.cancelled']);

const Sessions = z.object({ sessions: z.array(SessionView) });
const Messages = z.object({ messages: z.array(MessageView) });

export const getGraph = (mode: Mode): Promise<GraphView> => ask(`graphs/${mode}`, GraphView);

export const getRun = (runId: string): Promise<RunView> => ask(`runs/${encodeURIComponent(runId)}`, RunView);

/** As many conversations as are asked for at once. */
export const PAGE_OF_SESSIONS = 50;

/** Conversations in which all of the words were said, last used first; those after one of them where its id is given. */
export async function listSessions(words: string, before?: string): Promise<SessionView[]> {
  const query = new URLSearchParams({
    limit: String(PAGE_OF_SESSIONS),
    ...(words !== '' && { q: words }),
    ...(before !== undefined && { before }),
  });
  return (await ask(`sessions?${query.toString()}`, Sessions)).sessions;
}

/** The last messages of a conversation, oldest first; those before one of them where its id is given. */
export async function listMessages(sessionId: string, before?: string): Promise<MessageView[]> {
  const query = `limit=${PAGE_OF_MESSAGES}${before === undefined ? '' : `&before=${before}`}`;
  const path = `sessions/${encodeURIComponent(sessionId)}/messages?${query}`;
  return (await ask(path, Messages)).messages;
}

export interface RunFollower {
  onEvents(events: RunEvent[]): void;
  onLost(lost: boolean): void;
  signal: AbortSignal;
}

/** All events of a run, then those that come, until it ends; resolves then. */
export function followRun(runId: string, { onEvents, onLost, signal }: RunFollower): Promise<void> {
  return readStream({
    signal,
    onLost,
    open: (lastId) =>
      send(`runs/${encodeURIComponent(runId)}/events`, {
        signal,
        headers: { accept: 'text/event-stream', ...(lastId !== null && { 'last-event-id': lastId }) },
      }),
    onFrames: (frames) => onEvents(frames.flatMap(({ data }) => readEvent(data))),
    isLast: ({ event }) => ENDS.has(event),
    isRepeatable: true,
  });
}

/** Kinds of events that this console does not know yet are left out. */
export function readEvent(data: string): RunEvent[] {
  const event = RunEvent.safeParse(JSON.parse(data));
  return event.success ? [event.data] : [];
}
