import { quantile } from '../stats.js';

/** The milliseconds of each of `times` calls, one after the other. */
export async function timeEach(times: number, work: (call: number) => unknown): Promise<number[]> {
  const taken: number[] = [];
  for (let call = 0; call < times; call++) {
    const started = performance.now();
    await work(call);
    taken.push(performance.now() - started);
  }
  return taken;
}

export interface Spread {
  p50: number;
  p95: number;
  p99: number;
}

export const spreadOf = (numbers: readonly number[]): Spread => ({
  p50: quantile(numbers, 0.5),
  p95: quantile(numbers, 0.95),
  p99: quantile(numbers, 0.99),
});
