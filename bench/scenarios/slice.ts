import type { Load, Usage } from '../protocol.js';
import { quantile } from '../stats.js';
import type { Target } from '../targets.js';

/** What one target did with one load. Milliseconds; CPU is that of the target's own process. */
export interface Slice {
  turnsPerSecond: number;
  p50: number;
  p99: number;
  cpuMs: number;
  latencies: number[];
}

export async function measure(target: Target, load: Load): Promise<Slice> {
  const before: Usage = await target.child.usage();
  const { latencies, wallMs } = await target.run(load);
  const after: Usage = await target.child.usage();
  return {
    turnsPerSecond: (latencies.length / wallMs) * 1000,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    cpuMs: (after.cpuMs - before.cpuMs) / latencies.length,
    latencies,
  };
}
