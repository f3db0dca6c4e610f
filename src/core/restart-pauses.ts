export interface RestartPauses {
  /** How many milliseconds to wait before another one is started, after one that lived so long has died. */
  afterDeath(livedMs: number): number;
}

/** Each death in a row doubles the pause, from `firstMs` up to `longestMs`; one that lived longer than `stableMs` begins anew. */
export function createRestartPauses(limits: {
  firstMs: number;
  longestMs: number;
  stableMs: number;
}): RestartPauses {
  const { firstMs, longestMs, stableMs } = limits;
  let deaths = 0;
  return {
    afterDeath(livedMs) {
      deaths = livedMs > stableMs ? 1 : deaths + 1;
      return Math.min(longestMs, firstMs * 2 ** (deaths - 1));
    },
  };
}
