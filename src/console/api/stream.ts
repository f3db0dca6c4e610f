import { AskError } from './ask.js';
import { createFrameReader, type Frame } from './frames.js';

export interface StreamHandlers {
  /** Opens the stream behind the frame with this id; null is its beginning. */
  open(lastId: string | null): Promise<Response>;
  /** Each frame with an id once and in order, as many at a time as came together. */
  onFrames(frames: Frame[]): void;
  /** The connection is away (true) or back. */
  onLost(lost: boolean): void;
  /** True for the frame that nothing follows. */
  isLast(frame: Frame): boolean;
  /** To begin anew does nothing twice, so it may be done where no frame came. */
  isRepeatable: boolean;
  signal: AbortSignal;
}

const FIRST_RETRY_MS = 1_000;
const MOST_RETRIES = 120;

/**
 * Reads a stream to its end; where the connection is lost in between, it goes on behind the last frame. Throws `AskError`
 * where it is refused, or lost before its first frame: then nobody knows whether what was asked has begun.
 */
export async function readStream(handlers: StreamHandlers): Promise<void> {
  const place: Place = { lastId: null, retryMs: FIRST_RETRY_MS, ended: false };
  for (let lost = 0; lost < MOST_RETRIES; lost += 1) {
    const outcome = await readOnce(handlers, place);
    if (outcome === 'ended' || place.ended || handlers.signal.aborted) return;
    if (place.lastId === null && !handlers.isRepeatable) throw LOST;
    handlers.onLost(true);
    await sleep(place.retryMs, handlers.signal);
  }
  throw LOST;
}

interface Place {
  lastId: string | null;
  retryMs: number;
  ended: boolean;
}

const LOST = new AskError('The connection was lost.', { code: 'unreachable', status: 0 });

async function readOnce(handlers: StreamHandlers, place: Place): Promise<'ended' | 'lost'> {
  try {
    const response = await handlers.open(place.lastId);
    handlers.onLost(false);
    // What the reader holds is all there is.
    if (response.status === 204 || response.body === null) return 'ended';
    await take(response.body, handlers, place);
    return 'lost';
  } catch (error) {
    if (handlers.signal.aborted) return 'ended';
    if (error instanceof AskError && (isRefusal(error) || (place.lastId === null && !handlers.isRepeatable)))
      throw error;
    return 'lost';
  }
}

function isRefusal({ status }: AskError): boolean {
  return status >= 400 && status < 500;
}

async function take(body: ReadableStream<Uint8Array>, handlers: StreamHandlers, place: Place): Promise<void> {
  const read = createFrameReader();
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const frames = read(decoder.decode(piece.value, { stream: true }));
    for (const { retry } of frames) place.retryMs = retry ?? place.retryMs;
    const named = frames.filter(({ id }) => id !== '');
    const last = named.at(-1);
    if (last === undefined) continue;
    place.lastId = last.id;
    place.ended = named.some((frame) => handlers.isLast(frame));
    handlers.onFrames(named);
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
