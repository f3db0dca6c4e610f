import type { Logger } from '../core/logger.js';
import { RunAbort, type RunControls } from './run-abort.js';
import type { QueuedRun } from './run-queue.js';

export interface SuperviseDeps {
  leaseMs: number;
  records: {
    renewLease: () => Promise<void>;
    endLease: () => Promise<void>;
    requeueOrphans: () => Promise<number>;
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
  const { records, logger } = deps;
  let draining = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;

  const takeUp = async (): Promise<void> => {
    const orphans = await records.requeueOrphans();
    if (orphans > 0) logger.warn({ runs: orphans }, 'taking up the runs of a worker that is gone');
    for (const run of await records.listQueued()) deps.add(run);
  };

  const runRound = async (): Promise<void> => {
    try {
      await records.renewLease();
      for (const { runId, reason } of await records.listCancelRequests()) {
        deps.controls.abort(runId, new RunAbort('cancelled', reason));
      }
      if (!draining) await takeUp();
    } catch (error) {
      logger.warn({ err: error }, 'supervision round failed');
    }
  };

  return {
    async start() {
      await records.renewLease();
      await takeUp();
      timer = setInterval(
        () => {
          round ??= runRound().finally(() => {
            round = undefined;
          });
        },
        Math.min(deps.leaseMs / 8, 1_000),
      );
    },
    drain() {
      draining = true;
    },
    async stop() {
      clearInterval(timer);
      await round;
      await records.endLease();
    },
  };
}
