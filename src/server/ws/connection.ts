import { setMaxListeners } from 'node:events';
import type { RawData, WebSocket } from 'ws';
import { AppError, isAbort } from '../../core/errors.js';
import type { Door } from '../deps.js';
import { createBucket } from './bucket.js';
import { answerFrame } from './ops.js';
import { createSend } from './outbox.js';
import { FrameError, idOf, readFrame, readJson } from './read-frame.js';
import type { Connection } from './turns.js';

const UNSUPPORTED_DATA = 1003;
const TOO_MANY_MESSAGES = 4429;

/** Who opened a socket, what they may do over it, and the trace that its upgrade named. */
export type Caller = Pick<Connection, 'userId' | 'scopes' | 'traceparent'>;

/** One open WebSocket. A frame that is wrong is answered with an error frame; several turns may run at once. */
export function serveConnection(socket: WebSocket, door: Door, caller: Caller): void {
  const closed = new AbortController();
  // One listener per turn under way, and `socketTurns` bounds those; Node would warn of a leak at eleven.
  setMaxListeners(0, closed.signal);
  const mayRead = createBucket(door.limits.socketBurst, door.limits.socketPerSecond);
  const connection: Connection = {
    door,
    ...caller,
    send: createSend(socket, door.limits),
    closed: closed.signal,
    follows: new Map(),
    busy: 0,
    accepting: Promise.resolve(),
  };
  socket.on('message', (data, isBinary) => {
    if (isBinary) socket.close(UNSUPPORTED_DATA, 'text frames only');
    else if (!mayRead()) socket.close(TOO_MANY_MESSAGES, 'too many messages');
    else void answer(connection, data);
  });
  // `ws` closes the socket with the right code by itself; without a listener the error would end the process.
  socket.on('error', (error) => door.logger.debug({ err: error }, 'socket failed'));
  const forget = listen(connection);
  socket.once('close', () => {
    forget();
    closed.abort();
  });
}

/** Tells the socket what the user's other clients did. Who may not read is told nothing. */
function listen({ door, userId, scopes, send }: Connection): () => void {
  if (!scopes.includes('copilot.read')) return () => undefined;
  return door.feed.subscribe(userId, (note) => {
    if (note.op !== 'run.accepted') void send(note);
  });
}

/** Never rejects: whatever goes wrong with a frame is told to the client. */
async function answer(connection: Connection, data: RawData): Promise<void> {
  let frame: unknown;
  try {
    frame = readJson(data.toString());
    await inTrace(connection, () => answerFrame(readFrame(frame), connection));
  } catch (error) {
    if (connection.closed.aborted && isAbort(error)) return;
    await connection.send({ op: 'error', ...idOf(frame), ...tell(error, connection) });
  }
}

/** A frame has no headers: what it asks for belongs to the trace of the upgrade. */
function inTrace({ door, traceparent }: Connection, work: () => Promise<void>): Promise<void> {
  return door.telemetry === undefined ? work() : door.telemetry.follow(traceparent, work);
}

function tell(error: unknown, { door }: Connection): { code: string; message: string } {
  if (error instanceof AppError || error instanceof FrameError)
    return { code: error.code, message: error.message };
  door.logger.error({ err: error }, 'socket frame failed');
  return { code: 'internal_error', message: 'internal error' };
}
