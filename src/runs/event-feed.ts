import type { RunEvent } from '../contracts/run-event.js';
import { isTerminal } from '../contracts/run-event.js';

/**
 * The committed events of the runs of this process, while they run and shortly after, so that their readers need not ask
 * the database.
 */
export interface EventFeed {
  /** Begins to keep a run's events, anew where it is kept already; `stored` are those already committed. */
  open(runId: string, stored: RunEvent[]): void;
  /** Tells readers of committed events; numbers follow each other without gaps. */
  publish(runId: string, events: RunEvent[]): void;
  /** Lets go of a run: its readers turn to the database. */
  close(runId: string): void;
  /** True where the run is kept here. */
  has(runId: string): boolean;
  /**
   * The run's events after number `after`, then live ones; ends after the terminal one, when `signal` aborts, or, without a
   * terminal event, when the run is let go.
   */
  read(runId: string, after: number, signal: AbortSignal): AsyncGenerator<RunEvent>;
}

interface Kept {
  events: RunEvent[];
  closed: boolean;
  wake: Set<() => void>;
}

export function createEventFeed(): EventFeed {
  const runs = new Map<string, Kept>();

  return {
    open(runId, stored) {
      letGo(runs, runId);
      runs.set(runId, { events: [...stored], closed: false, wake: new Set() });
    },
    publish(runId, events) {
      const kept = runs.get(runId);
      if (kept === undefined) return;
      kept.events.push(...events);
      wakeAll(kept);
    },
    close: (runId) => letGo(runs, runId),
    has: (runId) => runs.has(runId),
    async *read(runId, after, signal) {
      const kept = runs.get(runId);
      if (kept === undefined) return;
      // Numbers start at 1 and have no gaps: the event after number n is at position n.
      let position = after;
      while (!signal.aborted) {
        const event = kept.events[position];
        if (event !== undefined) {
          position += 1;
          yield event;
          if (isTerminal(event)) return;
        } else if (kept.closed) return;
        else await nextWake(kept, signal);
      }
    },
  };
}

function letGo(runs: Map<string, Kept>, runId: string): void {
  const kept = runs.get(runId);
  if (kept === undefined) return;
  kept.closed = true;
  runs.delete(runId);
  wakeAll(kept);
}

function wakeAll(kept: Kept): void {
  for (const wake of kept.wake) wake();
  kept.wake.clear();
}

function nextWake(kept: Kept, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      signal.removeEventListener('abort', wake);
      kept.wake.delete(wake);
      resolve();
    };
    kept.wake.add(wake);
    signal.addEventListener('abort', wake, { once: true });
  });
}
