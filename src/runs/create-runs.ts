import { setTimeout as sleep } from 'node:timers/promises';
import { drawChain } from '../../graphs/draw-chain.js';
import type { JsonValue } from '../contracts/json.js';
import type { RunOperations } from '../contracts/operations.js';
import type { MessageView } from '../contracts/run.js';
import type { Approval } from '../contracts/approval.js';
import { AppError } from '../core/errors.js';
import { listApprovals } from '../store/approvals.js';
import { listEffects } from '../store/effects.js';
import { lookAtRecord } from '../store/operations.js';
import { listEvents } from '../store/run-events.js';
import { hasEnded } from '../store/run-views.js';
import { findSessionOwner, listMessages, listSessions } from '../store/sessions.js';
import { acceptRun, ALL_SCOPES } from './accept-run.js';
import type { StrategyRequest } from './accept-strategy-run.js';
import { answerApproval, type AnswerRequest } from './answer-approval.js';
import { readAnswerInWords } from './answer-in-words.js';
import { callToolForPerson } from './call-tool-for-person.js';
import { askForStrategy } from './ask-for-strategy.js';
import { cancelRun, findOwnRun } from './cancel-run.js';
import { createForking } from './forks/create-forking.js';
import { takeIn } from './take-in.js';
import { rateRun } from './rate-run.js';
import { awaitReply, followRun } from './follow-run.js';
import { RunAbort } from './run-abort.js';
import { createRunEngine, type RunEngine, type RunsDeps } from './run-engine.js';
import { orUnavailable } from './or-unavailable.js';
import { NO_MEMORIES, type RunMemories } from './run-memories.js';
import { revealToOwner } from './reveal-to-owner.js';
import type { Accepted, AcceptRequest, PageRequest, Runs } from './runs.js';

/** `Runs`, and how to start and stop the machinery behind it. */
export interface RunsService extends Runs {
  start(): Promise<void>;
  /** Accepts a question of the Player ASI as a run; the same question is the same run. */
  askForStrategy(request: StrategyRequest): Promise<Accepted>;
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
  const atWork = (): void => {
    if (stopping) throw new AppError('stopping', 'This server is going away; please try again.');
  };
  const follow = followerOf(deps, engine);
  return {
    async accept(request) {
      atWork();
      return accept(deps, engine, request);
    },
    async askForStrategy(request) {
      atWork();
      return askForStrategy(deps, engine, request);
    },
    follow,
    result: (runId, signal) => awaitReply(follow(runId, { after: 0, signal })),
    get: (runId, userId) => orUnavailable(findOwnRun(deps, runId, userId)),
    ...createForking(deps, engine, () => (atWork(), assertRoom(deps, engine), traceparentOf(deps))),
    cancel: (runId, userId) => orUnavailable(cancelRun(deps, engine, { runId, userId, reason: 'user' })),
    ...createLists(deps),
    rate: (feedback) => rateRun(deps.pool, feedback),
    async answerApproval(request) {
      atWork();
      return answer(deps, engine, request);
    },
    ...ownMemories(deps),
    operations: () => orUnavailable(operations(deps, engine)),
    drawGraph: (mode) => drawChain(mode, engine.chains[mode]),
    callTool: (call) => callTool(deps, engine, call),
    start: () => engine.supervisor.start(),
    drain: (graceMs) => {
      stopping = true;
      return drain(engine, graceMs);
    },
    queueDepth: () => engine.queue.depth(),
    running: () => engine.queue.running(),
  };
}

function assertRoom({ settings }: RunsDeps, { queue }: RunEngine): void {
  if (queue.depth() >= settings.maxQueued)
    throw new AppError('queue_full', 'Too many messages are waiting; please try again in a moment.');
}

async function callTool(
  { clock, onOutbox }: RunsDeps,
  { toolsOf, gate, actionLedger: ledger }: RunEngine,
  call: Parameters<Runs['callTool']>[0],
): Promise<JsonValue> {
  const tools = toolsOf(call.mode);
  const result = await callToolForPerson({ tools, gate, ledger, clock }, { scopes: ALL_SCOPES, ...call });
  onOutbox();
  return result;
}

type Lists = Pick<Runs, 'listSessions' | 'listMessages' | 'listApprovals' | 'listEffects'>;

/** What is only read. */
function createLists(deps: RunsDeps): Lists {
  return {
    listSessions: (userId, page) => orUnavailable(listSessions(deps.pool, { userId, ...page })),
    listMessages: (sessionId, userId, page) =>
      orUnavailable(listOwnMessages(deps, { sessionId, userId, page })),
    listApprovals: (sessionId, userId) => orUnavailable(listOwnApprovals(deps, sessionId, userId)),
    listEffects: (userId, page) => orUnavailable(listEffects(deps.pool, { userId, ...page })),
  };
}

async function accept(deps: RunsDeps, engine: RunEngine, request: AcceptRequest): Promise<Accepted> {
  assertRoom(deps, engine);
  const inWords = await orUnavailable(readAnswerInWords(deps.pool, request));
  if (inWords !== undefined) return answer(deps, engine, inWords);
  const { run, displaced } = await acceptRun(deps.pool, { ...request, traceparent: traceparentOf(deps) });
  takeIn(engine, run);
  for (const { runId, reason } of displaced)
    await cancelRun(deps, engine, { runId, userId: run.userId, reason });
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

async function operations({ pool }: RunsDeps, { queue }: RunEngine): Promise<RunOperations> {
  return { ...(await lookAtRecord(pool)), queue: { waiting: queue.depth(), running: queue.running() } };
}

function ownMemories(
  deps: RunsDeps,
): Pick<Runs, 'listMemories' | 'forgetMemories' | 'addMemory' | 'editMemory'> {
  return {
    listMemories: (owner, page) => orUnavailable(memoriesOf(deps).list({ owner, ...page })),
    forgetMemories: (userId, id) => orUnavailable(forget(deps, userId, id)),
    addMemory: (userId, given) => orUnavailable(memoriesOf(deps).add(userId, given)),
    editMemory: (userId, edit) => orUnavailable(memoriesOf(deps).edit(userId, edit)),
  };
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

async function listOwnMessages(
  deps: RunsDeps,
  { sessionId, userId, page }: { sessionId: string; userId: string; page: PageRequest },
): Promise<MessageView[]> {
  const owner = await findSessionOwner(deps.pool, sessionId);
  if (owner?.userId !== userId) throw new AppError('not_found', 'There is no such session.');
  return listMessages(deps.pool, { sessionId, ...page });
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
