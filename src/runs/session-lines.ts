import type { QueuedRun } from './run-queue.js';

/** Runs waiting in line, a line for each session: in order within a session, sessions in the order they became ready. */
export interface SessionLines {
  /** False where the run is already in line or was taken and not yet released. */
  add(run: QueuedRun): boolean;
  /** Takes a run out of its line. */
  remove(runId: string): void;
  /** The next run of the session that is ready the longest; the session is busy until `release`. */
  take(): QueuedRun | undefined;
  release(run: QueuedRun): void;
  waiting(): number;
  busy(): number;
}

interface Lines {
  /** Run ids by session; no line is empty. */
  bySession: Map<string, string[]>;
  /** The session of every run that is in line or taken. */
  known: Map<string, string>;
  busy: Set<string>;
  /** Sessions with a line and nothing under way, longest waiting first. */
  ready: Set<string>;
}

export function createSessionLines(): SessionLines {
  const lines: Lines = { bySession: new Map(), known: new Map(), busy: new Set(), ready: new Set() };
  return {
    add: (run) => add(lines, run),
    remove(runId) {
      const sessionId = lines.known.get(runId);
      if (sessionId === undefined || !leaveLine(lines, { runId, sessionId })) return;
      lines.known.delete(runId);
    },
    take: () => take(lines),
    release({ runId, sessionId }) {
      lines.known.delete(runId);
      lines.busy.delete(sessionId);
      markReady(lines, sessionId);
    },
    waiting: () => lines.known.size - lines.busy.size,
    busy: () => lines.busy.size,
  };
}

function add(lines: Lines, { runId, sessionId }: QueuedRun): boolean {
  if (lines.known.has(runId)) return false;
  lines.known.set(runId, sessionId);
  lines.bySession.set(sessionId, [...(lines.bySession.get(sessionId) ?? []), runId]);
  markReady(lines, sessionId);
  return true;
}

function take(lines: Lines): QueuedRun | undefined {
  const [sessionId] = lines.ready;
  const runId = sessionId === undefined ? undefined : lines.bySession.get(sessionId)?.[0];
  if (sessionId === undefined || runId === undefined) return undefined;
  leaveLine(lines, { runId, sessionId });
  lines.ready.delete(sessionId);
  lines.busy.add(sessionId);
  return { runId, sessionId };
}

/** False where the run was not in line. */
function leaveLine(lines: Lines, { runId, sessionId }: QueuedRun): boolean {
  const line = lines.bySession.get(sessionId) ?? [];
  const left = line.filter((id) => id !== runId);
  if (left.length > 0) lines.bySession.set(sessionId, left);
  else {
    lines.bySession.delete(sessionId);
    lines.ready.delete(sessionId);
  }
  return left.length < line.length;
}

function markReady(lines: Lines, sessionId: string): void {
  if (lines.bySession.has(sessionId) && !lines.busy.has(sessionId)) lines.ready.add(sessionId);
}
