import type { CallEvent } from './http-call.js';

/** The last calls of one service. */
export interface RecentCalls {
  count: number;
  /** Of these, how many the service did not answer well. */
  failed: number;
  /** Null where there was none. */
  p50_ms: number | null;
  p95_ms: number | null;
  /** How long each took, oldest first. */
  durations_ms: number[];
}

export interface CallStats {
  add(call: CallEvent): void;
  of(service: string): RecentCalls;
}

const KEPT = 60;

/** Also a no can be a good answer; and whoever hangs up cannot know. */
const ANSWERED: ReadonlySet<CallEvent['outcome']> = new Set([
  'ok',
  'not_found',
  'conflict',
  'invalid',
  'ambiguous',
  'price_changed',
  'forbidden',
  'cancelled',
]);

/** Remembers the last calls of each service in this process, for people who look. */
export function createCallStats(): CallStats {
  const calls = new Map<string, CallEvent[]>();
  return {
    add(call) {
      const kept = [...(calls.get(call.service) ?? []), call];
      calls.set(call.service, kept.slice(-KEPT));
    },
    of(service) {
      const kept = calls.get(service) ?? [];
      const durations = kept.map(({ durationMs }) => Math.round(durationMs * 10) / 10);
      const sorted = durations.toSorted((a, b) => a - b);
      return {
        count: kept.length,
        failed: kept.filter(({ outcome }) => !ANSWERED.has(outcome)).length,
        p50_ms: atShare(sorted, 0.5),
        p95_ms: atShare(sorted, 0.95),
        durations_ms: durations,
      };
    },
  };
}

function atShare(sorted: readonly number[], share: number): number | null {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? null;
}
