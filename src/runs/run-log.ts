import type { RunEvent, RunEventBody } from '../contracts/run-event.js';
import type { Clock } from '../core/clock.js';
import { failpoint } from '../core/failpoint.js';
import type { EventRow } from '../store/run-events.js';
import { createCommitQueue, type CommitTicket } from './commit-queue.js';
import type { EventFeed } from './event-feed.js';
import { eventKey } from './event-key.js';

/** One run's pen. */
export interface RunWriter {
  /** Says a fact, unless it has been said: gives false then. Never waits; it is committed soon, and told to readers after. */
  emit(body: RunEventBody): boolean;
  /** Resolves when all that was said is committed; throws `FencedError` where the run is no longer ours. */
  flush(): Promise<void>;
  /** Numbers the run's last event after a flush; the caller commits it together with the run's end, then publishes it. */
  seal(body: RunEventBody): EventRow;
}

export interface LoggedRun {
  runId: string;
  sessionId: string;
  attempt: number;
  /** What earlier attempts have committed. */
  stored: RunEvent[];
  /** Called once, as soon as a commit shows that nothing more can be written. */
  onFailure: (error: Error) => void;
}

export interface RunLogDeps {
  /** Commits rows of many runs at once and gives the ids of the runs that were still ours. */
  append: (rows: EventRow[]) => Promise<ReadonlySet<string>>;
  feed: EventFeed;
  clock: Clock;
}

export interface RunLog {
  open(run: LoggedRun): RunWriter;
}

/** Writes the numbered events of all runs of this process. Readers are told of an event only after it is committed. */
export function createRunLog(deps: RunLogDeps): RunLog {
  const queue = createCommitQueue(deps.append);
  return {
    open(run) {
      const said = new Set(run.stored.map(eventKey));
      let seq = run.stored.length;
      const ticket: CommitTicket = {
        committed: seq,
        failure: undefined,
        waiting: [],
        onCommitted: (events) => {
          failpoint('after_plan', () => events.some(({ type }) => type === 'plan.created'));
          deps.feed.publish(run.runId, events);
        },
        onFailure: run.onFailure,
      };
      const toRow = (number: number, key: string, body: RunEventBody): EventRow => {
        const envelope = { seq: number, run_id: run.runId, session_id: run.sessionId };
        const event: RunEvent = { ...envelope, at: deps.clock.now().toISOString(), ...body };
        return { attempt: run.attempt, key, event, json: JSON.stringify(event) };
      };
      return {
        emit(body) {
          const key = eventKey(body);
          if (said.has(key)) return false;
          said.add(key);
          seq += 1;
          queue.add(ticket, toRow(seq, key, body));
          return true;
        },
        flush: () => queue.flush(ticket),
        seal: (body) => toRow(ticket.committed + 1, eventKey(body), body),
      };
    },
  };
}
