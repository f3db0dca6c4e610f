import type { HttpClient } from './http.js';
import { monotonicNow } from './monotonic.js';
import type { Ask } from './messages.js';

/** A turn as a reader of its stream saw it; instants on the machine's monotonic clock. */
export interface StreamedTurn {
  runId: string;
  asked: number;
  /** When each frame was read, in order. */
  frames: { event: string; at: number }[];
}

/** Takes one turn over `GET /chat/stream` and reads it to its end. */
export async function streamTurn(http: HttpClient, url: string, ask: Ask): Promise<StreamedTurn> {
  const { message, ...rest } = ask;
  const asked = monotonicNow();
  const answer = await http.open(
    `${url}/chat/stream?${new URLSearchParams({ ...rest, q: message }).toString()}`,
  );
  const frames: StreamedTurn['frames'] = [];
  let unread = '';
  for await (const chunk of answer.setEncoding('utf8')) {
    const at = monotonicNow();
    const pieces = (unread + String(chunk)).split('\n\n');
    unread = pieces.pop() ?? '';
    for (const piece of pieces) {
      const event = /^event: (.+)$/m.exec(piece)?.[1];
      if (event !== undefined) frames.push({ event, at });
    }
  }
  if (frames.at(-1)?.event !== 'end') throw new Error(`A stream of ${url} broke off`);
  return { runId: String(answer.headers['x-run-id']), asked, frames };
}
