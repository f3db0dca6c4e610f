import { setTimeout as sleep } from 'node:timers/promises';
import { isTerminal, RunEvent } from '../../src/contracts/run-event.js';
import { readSseFrames, type ReadFrame } from '../../src/testing/sse-frames.js';

export interface TurnRequest {
  /** The same before and after the restart. */
  url: string;
  sessionId: string;
  userId: string;
  message: string;
  /** The run that was accepted for this message, for a client whose connection was cut before it was told. */
  findRun: () => Promise<string>;
  signal: AbortSignal;
}

/** Frames of the chat stream that are no run events. */
const NO_EVENTS = new Set(['start', 'chunk', 'end']);
const COME_BACK_MS = 25;
const BLANK_LINE = '\n\n';

/**
 * Says something and reads the run to its end over SSE, coming back with `Last-Event-ID` as an EventSource does, however
 * often the server dies. Never says it twice: without a frame to go on from it asks for the run that was accepted.
 */
export async function readTurn(request: TurnRequest): Promise<RunEvent[]> {
  const query = new URLSearchParams({
    mode: 'helm',
    q: request.message,
    user_id: request.userId,
    session_id: request.sessionId,
  });
  let path = `/chat/stream?${query}`;
  const frames: ReadFrame[] = [];
  while (!(await readOn(request, path, frames))) {
    await sleep(COME_BACK_MS, undefined, { signal: request.signal });
    if (frames.length > 0) continue;
    path = `/runs/${await request.findRun()}/events?user_id=${request.userId}`;
  }
  return eventsOf(frames);
}

/** Adds what comes to `frames`; true where the run has ended. A cut connection is no failure, it is what this is about. */
async function readOn({ url, signal }: TurnRequest, path: string, frames: ReadFrame[]): Promise<boolean> {
  const last = frames.at(-1)?.id;
  try {
    const response = await fetch(url + path, {
      signal,
      headers: last === undefined ? {} : { 'last-event-id': last },
    });
    if (response.status === 204) return true;
    if (response.status >= 400 && response.status < 500) throw new RefusedError(await response.text());
    for await (const frame of framesOf(response)) frames.push(frame);
  } catch (error) {
    if (signal.aborted || error instanceof RefusedError) throw error;
  }
  return frames.some(({ event }) => event === 'end') || eventsOf(frames.slice(-1)).some(isTerminal);
}

class RefusedError extends Error {
  override name = 'RefusedError';
}

async function* framesOf(response: Response): AsyncGenerator<ReadFrame> {
  if (response.body === null) return;
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of response.body) {
    text += decoder.decode(bytes, { stream: true });
    // What stands behind the last blank line has not come whole.
    const end = text.lastIndexOf(BLANK_LINE);
    if (end === -1) continue;
    yield* readSseFrames(text.slice(0, end));
    text = text.slice(end + BLANK_LINE.length);
  }
}

function eventsOf(frames: ReadFrame[]): RunEvent[] {
  return frames
    .filter(({ event }) => !NO_EVENTS.has(event))
    .map(({ data }) => RunEvent.parse(JSON.parse(data)));
}
