import type { ClaimedRun } from '../store/runs.js';

export interface QueuedRun {
  runId: string;
  sessionId: string;
}

export interface RunQueueDeps {
  maxRunning: number;
  /** Takes the run up for this process; undefined where it may not (its session is busy elsewhere, or it has ended). */
  claim: (runId: string) => Promise<ClaimedRun | undefined>;
  /** Carries a claimed run to its end. Never rejects. */
  execute: (run: ClaimedRun) => Promise<void>;
  /** A run that was added could not be claimed: it is another process's, or will be added again. */
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
  const waiting = new Map<string, string[]>();
  const known = new Set<string>();
  const busy = new Set<string>();
  /** Sessions with something to do and nothing under way, longest waiting first. */
  let ready: string[] = [];
  let stopped: (() => void) | undefined;

  const carryOut = async (sessionId: string, runId: string): Promise<void> => {
    try {
      const claimed = await deps.claim(runId);
      if (claimed === undefined) deps.onPassed(runId);
      else await deps.execute(claimed);
    } catch (error) {
      deps.onPassed(runId, error);
    }
    known.delete(runId);
    busy.delete(sessionId);
    if (waiting.has(sessionId)) ready.push(sessionId);
    pump();
  };

  const pump = (): void => {
    while (stopped === undefined && busy.size < deps.maxRunning) {
      const sessionId = ready.shift();
      if (sessionId === undefined) break;
      const runId = takeFirst(waiting, sessionId);
      if (runId === undefined) continue;
      busy.add(sessionId);
      void carryOut(sessionId, runId);
    }
    if (busy.size === 0) stopped?.();
  };

  return {
    add({ runId, sessionId }) {
      if (known.has(runId)) return;
      known.add(runId);
      const runs = waiting.get(sessionId);
      if (runs === undefined) waiting.set(sessionId, [runId]);
      else runs.push(runId);
      if (runs === undefined && !busy.has(sessionId)) ready.push(sessionId);
      pump();
    },
    remove(runId) {
      for (const [sessionId, runs] of waiting) {
        const left = runs.filter((id) => id !== runId);
        if (left.length === runs.length) continue;
        known.delete(runId);
        if (left.length === 0) {
          waiting.delete(sessionId);
          ready = ready.filter((id) => id !== sessionId);
        } else waiting.set(sessionId, left);
      }
    },
    depth: () => known.size - busy.size,
    running: () => busy.size,
    stop: () =>
      new Promise((resolve) => {
        stopped = resolve;
        pump();
      }),
  };
}

function takeFirst(waiting: Map<string, string[]>, sessionId: string): string | undefined {
  const runs = waiting.get(sessionId);
  const first = runs?.shift();
  if (runs?.length === 0) waiting.delete(sessionId);
  return first;
}
