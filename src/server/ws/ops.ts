import type { ChatRequest } from '../../contracts/chat.js';
import type { ClientFrame } from '../../contracts/socket.js';
import { AppError } from '../../core/errors.js';
import type { Accepted } from '../../runs/runs.js';
import { toAcceptRequest } from '../accept-request.js';
import type { Door } from '../deps.js';
import { existingRunId } from '../params.js';
import type { Send } from './outbox.js';
import type { ReadFrame } from './read-frame.js';

export interface Connection {
  door: Door;
  /** Who speaks where a frame names nobody. */
  userId: string;
  send: Send;
  closed: AbortSignal;
  /** The runs whose events are being sent, by run id. */
  follows: Map<string, AbortController>;
  /** Turns and subscriptions under way. */
  busy: number;
  /** Settles when the last message is accepted or refused. */
  accepting: Promise<unknown>;
}

type FrameOf<Op extends ClientFrame['op']> = Extract<ClientFrame, { op: Op }>;
type Echo = { id?: string | number | undefined };

/** Does what a frame asks for; resolves when it is done, which for a turn is its reply. */
export async function answerFrame(frame: ReadFrame, connection: Connection): Promise<void> {
  switch (frame.op) {
    case null:
      return whileBusy(connection, () => chatAsSeed(frame, connection));
    case 'chat':
      return whileBusy(connection, () => chat(frame, connection));
    case 'subscribe':
      return whileBusy(connection, () => subscribe(frame, connection));
    case 'unsubscribe':
      connection.follows.get(frame.run_id)?.abort();
      return connection.send({ op: 'unsubscribed', run_id: frame.run_id, ...echo(frame) });
    case 'cancel':
      return cancel(frame, connection);
    case 'ping':
      return connection.send({ op: 'pong', ...echo(frame) });
    default:
      return frame satisfies never;
  }
}

async function chatAsSeed(frame: ChatRequest, connection: Connection): Promise<void> {
  const { runId, sessionId } = await accept(frame, connection);
  const reply = await connection.door.runs.result(runId, connection.closed);
  await connection.send({ reply, session_id: sessionId, run_id: runId });
}

async function chat(frame: FrameOf<'chat'>, connection: Connection): Promise<void> {
  const { runId, sessionId } = await accept(frame, connection);
  const turn = { run_id: runId, session_id: sessionId, ...echo(frame) };
  await connection.send({ op: 'accepted', ...turn });
  if (frame.stream) await follow(connection, runId, 0, echo(frame));
  const reply = await connection.door.runs.result(runId, connection.closed);
  await connection.send({ op: 'reply', ...turn, reply });
}

async function subscribe(frame: FrameOf<'subscribe'>, connection: Connection): Promise<void> {
  const runId = existingRunId(frame.run_id);
  await connection.door.runs.get(runId, frame.user_id ?? connection.userId);
  await follow(connection, runId, frame.after, echo(frame));
}

async function cancel(frame: FrameOf<'cancel'>, connection: Connection): Promise<void> {
  const runId = existingRunId(frame.run_id);
  const cancelled = await connection.door.runs.cancel(runId, frame.user_id ?? connection.userId);
  await connection.send({ op: 'cancelled', run_id: runId, cancelled, ...echo(frame) });
}

/** One after the other: messages of a socket are accepted in the order in which they were sent. */
function accept(chat: ChatRequest, connection: Connection): Promise<Accepted> {
  const { door, userId } = connection;
  const request = toAcceptRequest({ ...chat, user_id: chat.user_id ?? userId }, door);
  const accepted = connection.accepting.then(() => door.runs.accept(request));
  connection.accepting = accepted.catch(() => undefined);
  return accepted;
}

/** Sends a run's events until it ends, the client unsubscribes, or it subscribes to the same run again. */
async function follow(connection: Connection, runId: string, after: number, echo: Echo): Promise<void> {
  const { door, follows, closed, send } = connection;
  const stop = new AbortController();
  const { signal } = stop;
  // Not `AbortSignal.any`: it would hold on to every turn of a socket that stays open for days.
  const stopOnClose = (): void => stop.abort();
  if (closed.aborted) return;
  closed.addEventListener('abort', stopOnClose, { once: true });
  follows.get(runId)?.abort();
  follows.set(runId, stop);
  try {
    for await (const event of door.runs.follow(runId, { after, signal })) {
      if (signal.aborted) break;
      await send({ op: 'event', ...echo, event });
    }
  } finally {
    closed.removeEventListener('abort', stopOnClose);
    if (follows.get(runId) === stop) follows.delete(runId);
  }
}

async function whileBusy(connection: Connection, work: () => Promise<void>): Promise<void> {
  if (connection.busy >= connection.door.limits.socketTurns) {
    throw new AppError('queue_full', 'Too many turns at once on this socket. Please wait for a reply.');
  }
  connection.busy += 1;
  try {
    await work();
  } finally {
    connection.busy -= 1;
  }
}

function echo(frame: Echo): Echo {
  return frame.id === undefined ? {} : { id: frame.id };
}
