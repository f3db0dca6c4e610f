/** How long a use that was noted stands for the ones after it. */
const EVERY_MS = 5 * 60_000;

/** How many memories' last notes are remembered; the record refuses a note that comes too soon all the same. */
const MAX_NOTED = 10_000;

export interface LastUseDeps {
  mark(used: readonly { owner: string; id: string }[]): Promise<unknown>;
  now: () => number;
  onError: (error: unknown) => void;
  /** How long uses are collected before they are written. */
  collectMs?: number;
}

export interface LastUse {
  /** A turn was given these memories. Returns at once. */
  note(owner: string, ids: readonly string[]): void;
  /** Writes what waits. */
  flush(): Promise<void>;
}

/**
 * Notes when memories were last used, off the turn's path and at most once in five minutes each. A note that is lost is made
 * up for by the next use.
 */
export function createLastUse({ mark, now, onError, collectMs = 1_000 }: LastUseDeps): LastUse {
  const noted = new Map<string, number>();
  let waiting: { owner: string; id: string }[] = [];
  let timer: NodeJS.Timeout | undefined;

  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const used = waiting;
    waiting = [];
    if (used.length === 0) return;
    try {
      await mark(used);
    } catch (error) {
      for (const { id } of used) noted.delete(id);
      onError(error);
    }
  };

  return {
    flush,
    note(owner, ids) {
      const at = now();
      for (const id of ids) {
        const last = noted.get(id);
        if (last !== undefined && at - last < EVERY_MS) continue;
        noted.delete(id);
        noted.set(id, at);
        waiting.push({ owner, id });
      }
      for (const oldest of noted.keys()) {
        if (noted.size <= MAX_NOTED) break;
        noted.delete(oldest);
      }
      if (waiting.length > 0) timer ??= setTimeout(() => void flush(), collectMs).unref();
    },
  };
}
