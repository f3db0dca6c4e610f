import { setTimeout as sleep } from 'node:timers/promises';

const RETRY_MS = [20, 50, 100, 250, 500, 1_000];

/**
 * Does `work` until it succeeds: what is in memory is ahead of the record, and must not be lost. Once `isClosed`, the next failure
 * is the last.
 */
export async function untilDone<T>(
  work: () => Promise<T>,
  { isClosed, onError }: { isClosed: () => boolean; onError: (error: unknown) => void },
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      onError(error);
      if (isClosed()) throw error;
      await sleep(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]);
    }
  }
}
