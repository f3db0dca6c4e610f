import type { ChatRequest } from '../../contracts/chat.js';
import type { ClientFrame } from '../../contracts/socket.js';
import type { Accepted } from '../../runs/runs.js';
import { assertAccepting, toAcceptRequest } from '../accept-request.js';
import { assertScope, type Scope } from '../identity.js';
import { existingApprovalId, existingRunId } from '../params.js';
import { echo, follow } from './follow.js';
import { followMatch, matchKey, takeGameEvents } from './game-ops.js';
import type { ReadFrame } from './read-frame.js';
import { inOrder, whileBusy, type Connection } from './turns.js';

type FrameOf<Op extends ClientFrame['op']> = Extract<ClientFrame, { op: Op }>;

/** Does what a frame asks for; resolves when it is done, which for a turn is its reply. */
export async function answerFrame(frame: ReadFrame, connection: Connection): Promise<void> {
  const needed = neededFor(frame.op);
  if (needed !== undefined) assertScope(connection.scopes, needed);
  switch (frame.op) {
    case null:
      return whileBusy(connection, () => chatAsSeed(frame, connection));
    case 'chat':
      return whileBusy(connection, () => chat(frame, connection));
    case 'approve':
      return whileBusy(connection, () => approve(frame, connection));
    case 'subscribe':
      return whileBusy(connection, () => subscribe(frame, connection));
    case 'unsubscribe':
      connection.follows.get(frame.run_id)?.abort();
      return connection.send({ op: 'unsubscribed', run_id: frame.run_id, ...echo(frame) });
    case 'cancel':
      return cancel(frame, connection);
    case 'game.events':
      return whileBusy(connection, () => takeGameEvents(frame, connection));
    case 'game.subscribe':
      return whileBusy(connection, () => followMatch(frame, connection));
    case 'game.unsubscribe':
      connection.follows.get(matchKey(frame.match_id))?.abort();
      return connection.send({ op: 'game.unsubscribed', match_id: frame.match_id, ...echo(frame) });
    case 'ping':
      return connection.send({ op: 'pong', ...echo(frame) });
    default:
      return frame satisfies never;
  }
}

function neededFor(op: ReadFrame['op']): Scope | undefined {
  if (op === 'ping') return undefined;
  if (op === 'game.events') return 'copilot.game';
  return op === 'approve' ? 'copilot.exec' : 'copilot.read';
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

async function approve(frame: FrameOf<'approve'>, connection: Connection): Promise<void> {
  const { door, closed, send } = connection;
  assertAccepting(door);
  const approvalId = existingApprovalId(frame.approval_id);
  const { decision, edits } = frame;
  const answer = edits === undefined ? { decision } : { decision, edits };
  const userId = frame.user_id ?? connection.userId;
  const { runId, sessionId } = await inOrder(connection, () =>
    door.runs.answerApproval({ approvalId, sessionId: frame.session_id, userId, answer }),
  );
  const turn = { run_id: runId, session_id: sessionId, ...echo(frame) };
  await send({ op: 'accepted', ...turn });
  await send({ op: 'reply', ...turn, reply: await door.runs.result(runId, closed) });
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

function accept(chat: ChatRequest, connection: Connection): Promise<Accepted> {
  const { door, userId, scopes } = connection;
  const request = toAcceptRequest({ ...chat, user_id: chat.user_id ?? userId }, door, scopes);
  return inOrder(connection, () => door.runs.accept(request));
}
