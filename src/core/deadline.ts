/** The end of a call: the caller's abort or the time limit, whichever comes first. */
export interface Deadline {
  signal: AbortSignal;
  /** What ended it; `undefined` while it has not. */
  endedBy(): 'cancelled' | 'timeout' | undefined;
  remainingMs(): number;
  /** Lets go of the timer and of the caller's signal. */
  clear(): void;
}

/** `AbortSignal.any` with `AbortSignal.timeout`, except that nothing lingers after `clear`. */
export function startDeadline(caller: AbortSignal, ms: number): Deadline {
  const ends = performance.now() + ms;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  const cancel = (): void => controller.abort();
  caller.addEventListener('abort', cancel, { once: true });
  if (caller.aborted) cancel();
  return {
    signal: controller.signal,
    endedBy: () => (caller.aborted ? 'cancelled' : controller.signal.aborted ? 'timeout' : undefined),
    remainingMs: () => ends - performance.now(),
    clear: () => {
      clearTimeout(timer);
      caller.removeEventListener('abort', cancel);
    },
  };
}

/** Waits `ms`, or until `signal` aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** What `work` resolves to; rejects with what `signal` aborted with as soon as it does, and leaves `work` to itself. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
