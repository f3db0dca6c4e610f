import { failpoint } from '../core/failpoint.js';
import type { ClaimedRun } from '../store/runs.js';
import { createSessionLines } from './session-lines.js';

export interface QueuedRun {
  runId: string;
  sessionId: string;
}

export interface RunQueueDeps {
  maxRunning: number;
  /** Takes the run up for this process; undefined where it may not (its session is busy elsewhere, or it has ended). */
  claim: (runId: string) => Promise<ClaimedRun | undefined>;
  /** Carries a claimed run to its end. */
  execute: (run: ClaimedRun) => Promise<void>;
  /** A run that was added could not be claimed, or not be begun (`error`): it is another process's, or will be added again. */
  onPassed: (runId: string, error?: unknown) => void;
}

/** The runs this process means to carry out: in order within a session, side by side across sessions. */
export interface RunQueue {
  /** Adding a run that is already here does nothing. */
  add(run: QueuedRun): void;
  remove(runId: string): void;
  depth(): number;
  running(): number;
  /** Takes nothing up any more; resolves when nothing runs. */
  stop(): Promise<void>;
}

export function createRunQueue(deps: RunQueueDeps): RunQueue {
  const lines = createSessionLines();
  let whenIdle: (() => void) | undefined;

  const pump = (): void => {
    const free = whenIdle === undefined ? deps.maxRunning - lines.busy() : 0;
    for (let slot = 0; slot < free; slot += 1) {
      const run = lines.take();
      if (run === undefined) return;
      void carryOut(deps, run.runId).then(() => {
        lines.release(run);
        pump();
      });
    }
    if (lines.busy() === 0) whenIdle?.();
  };
  return {
    add(run) {
      if (lines.add(run)) pump();
    },
    remove: lines.remove,
    depth: lines.waiting,
    running: lines.busy,
    stop: () =>
      new Promise((resolve) => {
        whenIdle = resolve;
        pump();
      }),
  };
}

async function carryOut(deps: RunQueueDeps, runId: string): Promise<void> {
  try {
    const claimed = await deps.claim(runId);
    if (claimed === undefined) return deps.onPassed(runId);
    failpoint('after_claim');
    await deps.execute(claimed);
  } catch (error) {
    deps.onPassed(runId, error);
  }
}
