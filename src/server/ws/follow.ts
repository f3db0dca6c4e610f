import type { Connection } from './turns.js';

/** What the client chose to have repeated on everything that answers its frame. */
export type Echo = { id?: string | number | undefined };

/** Sends a run's events until it ends, the client unsubscribes, or it subscribes to the same run again. */
export async function follow(
  connection: Connection,
  runId: string,
  after: number,
  echo: Echo,
): Promise<void> {
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
