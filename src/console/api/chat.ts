import { z } from 'zod';
import { Approval, type ApprovalAnswer } from '../../contracts/approval.js';
import type { ChatRequest } from '../../contracts/chat.js';
import { Rating } from '../../contracts/run.js';
import type { RunEvent } from '../../contracts/run-event.js';
import { ask, send, tell } from './ask.js';
import type { Frame } from './frames.js';
import { readEvent } from './runs.js';
import { readStream } from './stream.js';

const Approvals = z.object({ approvals: z.array(Approval) });
const Cancelled = z.object({ cancelled: z.boolean() });
const Rated = z.object({ rating: Rating.nullable() });
const Start = z.object({ run_id: z.string() });

export async function listApprovals(sessionId: string): Promise<Approval[]> {
  return (await ask(`sessions/${encodeURIComponent(sessionId)}/approvals`, Approvals)).approvals;
}

export async function cancelRun(runId: string): Promise<void> {
  await tell(`runs/${encodeURIComponent(runId)}/cancel`, Cancelled, {});
}

export async function rateRun(runId: string, rating: Rating | null): Promise<void> {
  await tell(`runs/${encodeURIComponent(runId)}/feedback`, Rated, { rating });
}

/** Opens the stream of a run: begins it where `lastId` is null, else goes on behind that frame. */
export type OpenTurn = (lastId: string | null) => Promise<Response>;

type Said = Pick<ChatRequest, 'mode' | 'message'> & { session_id: string };

export function openTurn(said: Said, signal: AbortSignal): OpenTurn {
  return beginOrResume('chat/stream', said, signal);
}

export function openAnswer(
  { session_id: sessionId, approval_id: id }: Approval,
  answer: ApprovalAnswer,
  signal: AbortSignal,
): OpenTurn {
  return beginOrResume(`sessions/${encodeURIComponent(sessionId)}/approvals/${id}`, answer, signal);
}

const EVENTS = 'text/event-stream';

function beginOrResume(path: string, body: unknown, signal: AbortSignal): OpenTurn {
  return (lastId) => {
    if (lastId !== null)
      return send('chat/stream', { signal, headers: { accept: EVENTS, 'last-event-id': lastId } });
    const headers = { accept: EVENTS, 'content-type': 'application/json' };
    return send(path, { method: 'POST', signal, headers, body: JSON.stringify(body) });
  };
}

export interface TurnReader {
  open: OpenTurn;
  onBegun(runId: string): void;
  onEvents(runId: string, events: RunEvent[]): void;
  onLost(lost: boolean): void;
  signal: AbortSignal;
}

/** Reads a turn from its beginning to its end. Throws `AskError` where it is refused, or lost before it is known to have begun. */
export async function readTurn({ open, onBegun, onEvents, onLost, signal }: TurnReader): Promise<void> {
  let runId = '';
  const onFrames = (frames: Frame[]): void => {
    const [first] = frames;
    if (first?.event === 'start') {
      runId = Start.parse(JSON.parse(first.data)).run_id;
      onBegun(runId);
    }
    onEvents(
      runId,
      frames.filter(isOfRun).flatMap(({ data }) => readEvent(data)),
    );
  };
  await readStream({
    open,
    signal,
    onLost,
    onFrames,
    isLast: ({ event }) => event === 'end',
    isRepeatable: false,
  });
}

/** All but what the stream says of itself: its beginning, the reply once more, its end. */
function isOfRun({ event }: Frame): boolean {
  return event !== 'start' && event !== 'chunk' && event !== 'end';
}
