import { setTimeout as sleep } from 'node:timers/promises';
import type { RunEvent } from '../contracts/run-event.js';
import type { EventRow } from '../store/run-events.js';

/** The run belongs to another attempt now: stop, and write nothing more. */
export class FencedError extends Error {
  override name = 'FencedError';
}

/** One run's place in the queue. */
export interface CommitTicket {
  /** The number of the last event that is committed. */
  committed: number;
  /** Why nothing more of this run can be written. */
  failure: Error | undefined;
  /** Events that are not committed yet, in order. */
  waiting: EventRow[];
  onCommitted: (events: RunEvent[]) => void;
  onFailure: (error: Error) => void;
}

export interface CommitQueue {
  add(ticket: CommitTicket, row: EventRow): void;
  /** Resolves when nothing of the run waits any more; throws the run's failure, or the store's after some retries. */
  flush(ticket: CommitTicket): Promise<void>;
}

const RETRY_DELAYS_MS = [50, 200, 800];

/**
 * Commits the events of many runs. While one commit is under way the next gathers: a busy process commits many runs' events
 * at once, an idle one commits each at once. `append` gives the ids of the runs that were still ours.
 */
export function createCommitQueue(append: (rows: EventRow[]) => Promise<ReadonlySet<string>>): CommitQueue {
  const dirty = new Set<CommitTicket>();
  const committer = createCommitter(dirty, append);
  return {
    add(ticket, row) {
      if (ticket.failure !== undefined) return;
      ticket.waiting.push(row);
      dirty.add(ticket);
      committer.startSoon();
    },
    flush: (ticket) => flush(ticket, committer.start),
  };
}

async function flush(ticket: CommitTicket, commit: () => Promise<void>): Promise<void> {
  for (const delay of [...RETRY_DELAYS_MS, undefined]) {
    try {
      while (ticket.waiting.length > 0) await commit();
      break;
    } catch (error) {
      if (delay === undefined) throw error;
      await sleep(delay);
    }
  }
  if (ticket.failure !== undefined) throw ticket.failure;
}

interface Committer {
  /** Commits what waits, or joins the commit that is under way. */
  start(): Promise<void>;
  /** The same a moment later, so that what is said in one breath goes together. Never fails: the run's flush reports. */
  startSoon(): void;
}

function createCommitter(dirty: Set<CommitTicket>, append: Append): Committer {
  let commit: Promise<void> | undefined;
  let scheduled = false;

  const commitOnce = async (): Promise<void> => {
    const tickets = [...dirty];
    dirty.clear();
    try {
      await commitTickets(tickets, append);
    } finally {
      for (const ticket of tickets) if (ticket.waiting.length > 0) dirty.add(ticket);
    }
  };
  const start = (): Promise<void> => {
    commit ??= commitOnce().finally(() => {
      commit = undefined;
    });
    return commit;
  };
  const startSoon = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      // What came while the last commit was under way goes with the next.
      start().then(
        () => dirty.size > 0 && startSoon(),
        () => undefined,
      );
    });
  };
  return { start, startSoon };
}

type Append = (rows: EventRow[]) => Promise<ReadonlySet<string>>;

async function commitTickets(tickets: CommitTicket[], append: Append): Promise<void> {
  const batches = tickets
    .map((ticket) => ({ ticket, rows: [...ticket.waiting] }))
    .filter(({ rows }) => rows.length > 0);
  if (batches.length === 0) return;
  try {
    settle(batches, await append(batches.flatMap(({ rows }) => rows)));
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    // One run's data was refused: the others must not suffer for it.
    for (const batch of batches) await commitAlone(batch, append);
  }
}

interface Batch {
  ticket: CommitTicket;
  rows: EventRow[];
}

async function commitAlone(batch: Batch, append: Append): Promise<void> {
  try {
    settle([batch], await append(batch.rows));
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    fail(batch.ticket, error);
  }
}

function settle(batches: Batch[], ours: ReadonlySet<string>): void {
  for (const { ticket, rows } of batches) {
    const last = rows.at(-1);
    if (last === undefined) continue;
    if (!ours.has(last.event.run_id)) {
      fail(ticket, new FencedError(`Run ${last.event.run_id} was taken over by another attempt`));
      continue;
    }
    ticket.waiting.splice(0, rows.length);
    ticket.committed = last.event.seq;
    ticket.onCommitted(rows.map((row) => row.event));
  }
}

function fail(ticket: CommitTicket, error: Error): void {
  ticket.failure = error;
  ticket.waiting = [];
  ticket.onFailure(error);
}

/** SQLSTATE 22 data exception, 23 constraint, 54 limit exceeded: trying the same rows again cannot help. */
function isRefusedData(error: unknown): error is Error {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^(22|23|54)/.test(error.code)
  );
}
