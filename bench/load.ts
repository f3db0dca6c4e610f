import type { Load, Timings } from './protocol.js';

/** A closed loop: `concurrency` workers, each with one turn under way. */
export async function runLoad(load: Load, turn: (n: number) => Promise<unknown>): Promise<Timings> {
  const latencies: number[] = [];
  const end = load.from + load.turns;
  let next = load.from;
  const worker = async (): Promise<void> => {
    for (let n = next++; n < end; n = next++) {
      const started = performance.now();
      await turn(n);
      latencies.push(performance.now() - started);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: load.concurrency }, worker));
  return { latencies, wallMs: performance.now() - started };
}
