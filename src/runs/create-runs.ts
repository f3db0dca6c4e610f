import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageView } from '../contracts/run.js';
import type { RunEvent } from '../contracts/run-event.js';
import type { Approval } from '../contracts/approval.js';
import { AppError } from '../core/errors.js';
import { failpoint } from '../core/failpoint.js';
import { listApprovals } from '../store/approvals.js';
import { listEffects } from '../store/effects.js';
import { cancelUnstartedRun } from '../store/finish.js';
import { listEvents } from '../store/run-events.js';
import { findRun, hasEnded, requestCancel } from '../store/runs.js';
import { findSessionOwner, listMessages, listSessions } from '../store/sessions.js';
import { acceptRun, ALL_SCOPES } from './accept-run.js';
import { answerApproval, type AnswerRequest } from './answer-approval.js';
import { readAnswerInWords } from './answer-in-words.js';
import { callToolForPerson } from './call-tool-for-person.js';
import { eventKey } from './event-key.js';
import { awaitReply, followRun } from './follow-run.js';
import { ROLLBACK, RunAbort } from './run-abort.js';
import { createRunEngine, type RunEngine, type RunsDeps } from './run-engine.js';
import type { QueuedRun } from './run-queue.js';
import { orUnavailable } from './or-unavailable.js';
import { NO_MEMORIES, type RunMemories } from './run-memories.js';
import { revealToOwner } from './reveal-to-owner.js';
import type { Accepted, AcceptRequest, PageRequest, Runs } from './runs.js';

/** `Runs`, and how to start and stop the machinery behind it. */
export interface RunsService extends Runs {
  start(): Promise<void>;
  /** Takes nothing on any more; resolves when what runs has ended, or was handed over after `graceMs`. */
  drain(graceMs: number): Promise<void>;
  queueDepth(): number;
  running(): number;
}

const POLL_MS = 200;

export function createRuns(deps: RunsDeps): RunsService {
  const engine = createRunEngine(deps);
  return revealToOwner(createPlainRuns(deps, engine), engine.vault);
}

function createPlainRuns(deps: RunsDeps, engine: RunEngine): RunsService {
  let stopping = false;
  const follow = followerOf(deps, engine);
  return {
    async accept(request) {
      if (stopping) throw new AppError('stopping', 'This server is going away; please try again.');
      return accept(deps, engine, request);
    },
    follow,
    result: (runId, signal) => awaitReply(follow(runId, { after: 0, signal })),
    get: (runId, userId) => orUnavailable(findOwnRun(deps, runId, userId)),
    cancel: (runId, userId) => orUnavailable(cancel(deps, engine, { runId, userId, reason: 'user' })),
    listSessions: (userId, page) => orUnavailable(listSessions(deps.pool, { userId, ...page })),
    listMessages: (sessionId, userId, page) =>
      orUnavailable(listOwnMessages(deps, { sessionId, userId, page })),
    listApprovals: (sessionId, userId) => orUnavailable(listOwnApprovals(deps, sessionId, userId)),
    async answerApproval(request) {
      if (stopping) throw new AppError('stopping', 'This server is going away; please try again.');
      return answer(deps, engine, request);
    },
    listEffects: (userId, page) => orUnavailable(listEffects(deps.pool, { userId, ...page })),
    listMemories: (owner, page) => orUnavailable(memoriesOf(deps).list({ owner, ...page })),
    forgetMemories: (userId, id) => orUnavailable(forget(deps, userId, id)),
    callTool: async (call) => {
      const tools = engine.toolsOf(call.mode);
      const { gate, actionLedger: ledger } = engine;
      const result = await callToolForPerson({ tools, gate, ledger }, { scopes: ALL_SCOPES, ...call });
      deps.onOutbox();
      return result;
    },
    start: () => engine.supervisor.start(),
    async drain(graceMs) {
      stopping = true;
      await drain(engine, graceMs);
    },
    queueDepth: () => engine.queue.depth(),
    running: () => engine.queue.running(),
  };
}

async function accept(deps: RunsDeps, engine: RunEngine, request: AcceptRequest): Promise<Accepted> {
  if (engine.queue.depth() >= deps.settings.maxQueued) {
    throw new AppError('queue_full', 'Too many messages are waiting; please try again in a moment.');
  }
  const inWords = await orUnavailable(readAnswerInWords(deps.pool, request));
  if (inWords !== undefined) return answer(deps, engine, inWords);
  const { run, displaced } = await acceptRun(deps.pool, { ...request, traceparent: traceparentOf(deps) });
  takeIn(engine, run);
  for (const { runId, reason } of displaced)
    await cancel(deps, engine, { runId, userId: run.userId, reason });
  return { runId: run.runId, sessionId: run.sessionId };
}

async function answer(deps: RunsDeps, engine: RunEngine, request: AnswerRequest): Promise<Accepted> {
  const traced = { ...request, traceparent: traceparentOf(deps) };
  const { run } = await orUnavailable(answerApproval(deps.pool, traced, engine.toolsOf));
  takeIn(engine, run);
  return { runId: run.runId, sessionId: run.sessionId };
}

/** The trace of the request that is being served. */
function traceparentOf({ telemetry }: RunsDeps): string | null {
  return telemetry?.traceparent() ?? null;
}

function takeIn(engine: RunEngine, run: QueuedRun): void {
  failpoint('after_accept');
  // A look at the record may have taken the run up before the answer to the commit got here.
  if (!engine.feed.has(run.runId)) engine.feed.open(run.runId, []);
  engine.queue.add(run);
}

function memoriesOf({ memories = NO_MEMORIES }: RunsDeps): RunMemories {
  return memories;
}

async function forget(deps: RunsDeps, userId: string, id: string | 'all'): Promise<number> {
  const count = await memoriesOf(deps).forget(userId, id === 'all' ? 'all' : [id]);
  if (count === 0 && id !== 'all') throw new AppError('not_found', 'There is no such memory.');
  return count;
}

async function listOwnApprovals(deps: RunsDeps, sessionId: string, userId: string): Promise<Approval[]> {
  const owner = await findSessionOwner(deps.pool, sessionId);
  if (owner?.userId !== userId) throw new AppError('not_found', 'There is no such session.');
  return listApprovals(deps.pool, { sessionId, pendingOnly: true });
}

function followerOf(deps: RunsDeps, engine: RunEngine): Runs['follow'] {
  const source = {
    feed: engine.feed,
    listEvents: (runId: string, after: number) => listEvents(deps.pool, runId, after),
    hasEnded: (runId: string) => hasEnded(deps.pool, runId),
    pollMs: POLL_MS,
  };
  return (runId, options) => followRun(source, runId, options);
}

async function findOwnRun(deps: RunsDeps, runId: string, userId: string) {
  const run = await findRun(deps.pool, runId, userId);
  if (run === undefined) throw new AppError('not_found', 'There is no such run.');
  return run;
}

async function listOwnMessages(
  deps: RunsDeps,
  { sessionId, userId, page }: { sessionId: string; userId: string; page: PageRequest },
): Promise<MessageView[]> {
  const owner = await findSessionOwner(deps.pool, sessionId);
  if (owner?.userId !== userId) throw new AppError('not_found', 'There is no such session.');
  return listMessages(deps.pool, { sessionId, ...page });
}

interface CancelRequest {
  runId: string;
  userId: string;
  reason: string;
}

async function cancel(deps: RunsDeps, engine: RunEngine, request: CancelRequest): Promise<boolean> {
  const { runId, userId, reason } = request;
  const status = await requestCancel(deps.pool, request);
  if (status === undefined) {
    await findOwnRun(deps, runId, userId);
    return false;
  }
  if (engine.controls.abort(runId, new RunAbort('cancelled', reason))) return true;
  if (status === 'queued') await cancelUnstarted(deps, engine, request);
  // A run that another process carries out, or that waits for another attempt, learns of it from its row.
  return true;
}

async function cancelUnstarted(
  deps: RunsDeps,
  engine: RunEngine,
  { runId, userId, reason }: CancelRequest,
): Promise<void> {
  const run = await findOwnRun(deps, runId, userId);
  const at = deps.clock.now().toISOString();
  const event: RunEvent = {
    seq: 1,
    run_id: runId,
    session_id: run.session_id,
    at,
    type: 'run.cancelled',
    reason,
  };
  const last = { key: eventKey(event), json: JSON.stringify(event), unsaid: reason === ROLLBACK };
  if (!(await cancelUnstartedRun(deps.pool, runId, last))) return;
  engine.queue.remove(runId);
  engine.feed.publish(runId, [event]);
  engine.feed.close(runId);
}

async function drain(engine: RunEngine, graceMs: number): Promise<void> {
  engine.supervisor.drain();
  const idle = engine.queue.stop();
  const grace = new AbortController();
  await Promise.race([idle, sleep(graceMs, undefined, { signal: grace.signal }).catch(() => undefined)]);
  grace.abort();
  engine.controls.abortAll(new RunAbort('handover', 'this process stops'));
  await idle;
  await engine.supervisor.stop();
}
