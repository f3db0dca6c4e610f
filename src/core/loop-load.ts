import { performance } from 'node:perf_hooks';

/** What part of the last second or so (0 to 1) the event loop of this process was busy; 0 until a window has passed. */
export function createLoopLoad(windowMs = 1_000): () => number {
  let from = performance.eventLoopUtilization();
  let since = performance.now();
  let load = 0;
  return () => {
    const now = performance.now();
    if (now - since < windowMs) return load;
    const at = performance.eventLoopUtilization();
    load = performance.eventLoopUtilization(at, from).utilization;
    [from, since] = [at, now];
    return load;
  };
}
