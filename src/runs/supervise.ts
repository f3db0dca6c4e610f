import type { Logger } from '../core/logger.js';
import { RunAbort, type RunControls } from './run-abort.js';
import type { QueuedRun } from './run-queue.js';

export interface SuperviseDeps {
  leaseMs: number;
  records: {
    renewLease: () => Promise<void>;
    endLease: () => Promise<void>;
    requeueOrphans: () => Promise<number>;
    /** Settles the writes that nobody waits for any more; gives how many of them may have been done. */
    settleEffects: () => Promise<number>;
    listQueued: () => Promise<QueuedRun[]>;
    listCancelRequests: () => Promise<{ runId: string; reason: string }[]>;
  };
  add: (run: QueuedRun) => void;
  controls: RunControls;
  logger: Logger;
}

export interface Supervisor {
  /** Resolves after the first round: what a dead process left is in the queue then. */
  start(): Promise<void>;
  /** Takes nothing up any more, but keeps the lease of what still runs. */
  drain(): void;
  /** Gives the lease up. */
  stop(): Promise<void>;
}

/**
 * Keeps this worker's lease, takes up what was left by workers whose lease has passed, and what was queued and lost on the
 * way here; passes cancellations on. A lease is a guess: what makes it safe is the attempt number on every write.
 */
export function createSupervisor(deps: SuperviseDeps): Supervisor {
  let draining = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;

  const startRound = (): void => {
    round ??= runRound(deps, { takeUp: !draining }).finally(() => {
      round = undefined;
    });
  };
  return {
    async start() {
      await deps.records.renewLease();
      await takeUp(deps);
      timer = setInterval(startRound, Math.min(deps.leaseMs / 8, 1_000));
    },
    drain() {
      draining = true;
    },
    async stop() {
      clearInterval(timer);
      await round;
      await deps.records.endLease();
    },
  };
}

async function runRound(deps: SuperviseDeps, options: { takeUp: boolean }): Promise<void> {
  try {
    await deps.records.renewLease();
    for (const { runId, reason } of await deps.records.listCancelRequests()) {
      deps.controls.abort(runId, new RunAbort('cancelled', reason));
    }
    if (options.takeUp) await takeUp(deps);
  } catch (error) {
    deps.logger.warn({ err: error }, 'supervision round failed');
  }
}

async function takeUp(deps: SuperviseDeps): Promise<void> {
  const orphans = await deps.records.requeueOrphans();
  if (orphans > 0) deps.logger.warn({ runs: orphans }, 'taking up the runs of a worker that is gone');
  for (const run of await deps.records.listQueued()) deps.add(run);
  const unknown = await deps.records.settleEffects();
  if (unknown > 0) deps.logger.warn({ writes: unknown }, 'writes may or may not have been done');
}
