import type pg from 'pg';
import type { ServiceName } from '../contracts/mode.js';
import type { Metrics } from '../core/metrics.js';
import { settleEffectsOfRun, settleOrphanedEffects, type Leftover } from '../store/unsettled-effects.js';

/** Settles the writes that were begun and of which no outcome will be heard. */
export interface Leftovers {
  /** Those of a run that is about to end; gives the tools of all its writes that may or may not have been done. */
  ofRun(run: { runId: string; attempt: number }): Promise<string[]>;
  /** Those of processes that are gone; gives how many may or may not have been done. */
  ofNobody(): Promise<number>;
}

// Nothing is sent again here, though most services would not do it twice: a run that was cancelled or given up must not
// have a write done for it after its end.
const LEFTOVER: Leftover = {
  unknown: {
    code: 'unknown_outcome',
    message: 'This may or may not have been done, and I will not do it again by myself.',
  },
  failed: { code: 'cancelled', message: 'This was not done.' },
};

export function createLeftovers(
  { pool, metrics }: { pool: pg.Pool; metrics: Pick<Metrics, 'effectUnknown'> },
  serviceOf: (tool: string) => ServiceName,
): Leftovers {
  return {
    async ofRun(run) {
      const unknown = await settleEffectsOfRun(pool, run, LEFTOVER);
      for (const { tool, isNew } of unknown) if (isNew) metrics.effectUnknown(serviceOf(tool));
      return unknown.map(({ tool }) => tool);
    },
    async ofNobody() {
      const tools = await settleOrphanedEffects(pool, LEFTOVER);
      for (const tool of tools) metrics.effectUnknown(serviceOf(tool));
      return tools.length;
    },
  };
}
