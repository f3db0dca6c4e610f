import { z } from 'zod';
import type { CaseResult } from '../replay/result.js';

/** How long things took in one run: another file than the results, for it is never the same. */
export const TimingsFile = z.object({
  total_ms: z.number(),
  /** By case, of the first play: milliseconds of each turn. */
  turns: z.record(z.string(), z.array(z.number())),
});
export type TimingsFile = z.infer<typeof TimingsFile>;

export function timingsOf(results: readonly CaseResult[], total_ms: number): TimingsFile {
  const first = results.filter(({ play, trace }) => play === 1 && trace !== undefined);
  const turns = first.map(({ id, trace }) => [id, (trace?.turns ?? []).map(({ took_ms }) => round(took_ms))]);
  return { total_ms: round(total_ms), turns: Object.fromEntries(turns) as TimingsFile['turns'] };
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/** The value below which this share of the others lies; 0 where there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
