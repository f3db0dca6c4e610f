import type { Connection } from './turns.js';

/** What the client chose to have repeated on everything that answers its frame. */
export type Echo = { id?: string | number | undefined };

export function echo(frame: Echo): Echo {
  return frame.id === undefined ? {} : { id: frame.id };
}

/** Sends a run's events until it ends, the client unsubscribes, or it subscribes to the same run again. */
export async function follow(
  connection: Connection,
  runId: string,
  after: number,
  echo: Echo,
): Promise<void> {
  const { door, send } = connection;
  await whileFollowing(connection, runId, async (signal) => {
    for await (const event of door.runs.follow(runId, { after, signal })) {
      if (signal.aborted) break;
      await send({ op: 'event', ...echo, event });
    }
  });
}

/** Does `read` under a signal that is aborted when the socket closes or `key` is unsubscribed, or subscribed to again. */
export async function whileFollowing(
  { follows, closed }: Pick<Connection, 'follows' | 'closed'>,
  key: string,
  read: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  // Not `AbortSignal.any`: it would hold on to every turn of a socket that stays open for days.
  const stopOnClose = (): void => stop.abort();
  if (closed.aborted) return;
  closed.addEventListener('abort', stopOnClose, { once: true });
  follows.get(key)?.abort();
  follows.set(key, stop);
  try {
    await read(stop.signal);
  } finally {
    closed.removeEventListener('abort', stopOnClose);
    if (follows.get(key) === stop) follows.delete(key);
  }
}
