import { setTimeout as sleep } from 'node:timers/promises';

export interface BackgroundDeps {
  /** Does the next piece; [] where none is left. */
  next: (signal: AbortSignal) => Promise<readonly unknown[]>;
  onError: (error: unknown) => void;
  retryMs?: number;
}

export interface BackgroundWork {
  /** There may be something to do. Returns at once. */
  kick(): void;
  close(): Promise<void>;
}

/** Work beside the turns, piece by piece, one at a time; what failed is done again later. */
export function workInBackground({ next, onError, retryMs = 30_000 }: BackgroundDeps): BackgroundWork {
  const closing = new AbortController();
  let wanted = false;
  let work: Promise<void> | undefined;

  const all = async (): Promise<void> => {
    let done = await next(closing.signal);
    while (done.length > 0 && !closing.signal.aborted) done = await next(closing.signal);
  };
  const goOn = async (): Promise<void> => {
    while (wanted && !closing.signal.aborted) {
      wanted = false;
      try {
        await all();
      } catch (error) {
        if (closing.signal.aborted) return;
        onError(error);
        wanted = true;
        await sleep(retryMs, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
      }
    }
  };

  return {
    kick() {
      wanted = true;
      work ??= goOn().finally(() => {
        work = undefined;
      });
    },
    async close() {
      closing.abort();
      await work;
    },
  };
}
