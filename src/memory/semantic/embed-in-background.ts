import { setTimeout as sleep } from 'node:timers/promises';

export interface BackgroundDeps {
  /** Embeds the next memories without a vector of the present model; gives their owners, [] where none is left. */
  next: (signal: AbortSignal) => Promise<readonly string[]>;
  onEmbedded: (owners: readonly string[]) => void;
  onError: (error: unknown) => void;
  retryMs?: number;
}

export interface BackgroundEmbedding {
  /** There may be memories without a vector. Returns at once. */
  kick(): void;
  close(): Promise<void>;
}

/** Fills in vectors beside the turns: what a crash or a change of model left without one, too. */
export function embedInBackground({
  next,
  onEmbedded,
  onError,
  retryMs = 30_000,
}: BackgroundDeps): BackgroundEmbedding {
  const closing = new AbortController();
  let wanted = false;
  let work: Promise<void> | undefined;

  const all = async (): Promise<void> => {
    for (let owners = await next(closing.signal); owners.length > 0; owners = await next(closing.signal))
      onEmbedded(owners);
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
