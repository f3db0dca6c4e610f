import { Command } from '@langchain/langgraph';
import type { Chain } from '../../graphs/chain.js';
import type { PlanLimits } from '../../graphs/run-context.js';
import { turnInput, type ApprovalAnswers } from '../../graphs/state.js';
import type { Mode } from '../contracts/mode.js';
import type { RunEventBody } from '../contracts/run-event.js';
import type { Clock } from '../core/clock.js';
import type { Metrics } from '../core/metrics.js';
import type { Span, SpanStart, Telemetry } from '../core/telemetry.js';
import { RECENT_LIMIT } from '../memory/recent.js';
import type { Planner } from '../planner/planner.js';
import type { ToolGate } from '../policy/tool-gate.js';
import type { ServiceTool } from '../services/service-tool.js';
import type { ClaimedRun } from '../store/runs.js';
import type { Approvals } from './approvals.js';
import { briefOf, leavesNothing } from './brief-of.js';
import { askAgain } from './answer-in-words.js';
import { createContext, type Execution } from './create-context.js';
import { dryMark } from './dry-mark.js';
import { readPast, type PastRecords } from './forks/read-past.js';
import { learnMore, memoriesOf } from './learn.js';
import type { Ledger } from './ledger.js';
import { NO_QUESTIONS, questionsLeft, type QuestionRecords } from './questions-left.js';
import { readInput } from './read-input.js';
import { noteGrowth, recollect } from './recollect.js';
import { RunAbort, type RunControls } from './run-abort.js';
import { endedBadly, endedWell, failed, type RunEndState } from './run-end.js';
import type { RunLog } from './run-log.js';
import type { RunMemories } from './run-memories.js';
import { settle, type SettleDeps } from './settle-run.js';
import type { Summaries } from './summaries.js';

export interface ExecuteDeps extends SettleDeps {
  chains: Record<Mode, Chain>;
  planner: Planner;
  toolsOf: (mode: Mode) => ReadonlyMap<string, ServiceTool>;
  records: SettleDeps['records'] &
    PastRecords &
    QuestionRecords & {
      trimCheckpoints: (sessionId: string, keep: string[]) => Promise<void>;
    };
  log: RunLog;
  controls: RunControls;
  ledger: Ledger;
  gate: ToolGate;
  approvals: Approvals;
  memories: RunMemories;
  summaries: Summaries;
  clock: Clock;
  metrics: Metrics;
  telemetry: Telemetry;
  /** A run has ended: there is something for the bus. */
  onEnded: () => void;
  settings: {
    timeoutMs: number;
    maxAttempts: number;
    maxParallelCalls: number;
    /** Tokens that a turn is told of the past. */
    historyTokens: number;
    plan: PlanLimits;
    linkHosts: ReadonlySet<string>;
  };
}

/** Carries a claimed run through the graph of its mode to a recorded end; rejects where it cannot even begin. */
export async function executeRun(deps: ExecuteDeps, run: ClaimedRun): Promise<void> {
  const started = performance.now();
  const controller = deps.controls.open(run.runId);
  try {
    const stored = run.attempt === 1 ? [] : await deps.records.listEvents(run.runId);
    if (run.attempt > 1 || !deps.feed.has(run.runId)) deps.feed.open(run.runId, stored);
    const writer = deps.log.open({ ...run, stored, onFailure: (error) => controller.abort(error) });
    const done = stored.filter((event) => event.type === 'tool.finished');
    const fork = await readPast(deps.records, run, RECENT_LIMIT);
    const execution: Execution = {
      run,
      stored,
      fork,
      writer,
      controller,
      done,
      before: undefined,
      history: [],
    };
    const end = await deps.telemetry.span(spanOf(run), (span) => carryThrough(deps, execution, span));
    const memories = memoriesOf(deps, execution, end);
    await settle(deps, { run, writer, end, memories });
    if (memories.length > 0) deps.memories.changed(run.userId);
    learnMore(deps, execution, { end, known: memories });
    noteGrowth(deps, execution, end);
    if ('reply' in end)
      deps.metrics.runFinished(run.mode, deps.planner.name, end.status, (performance.now() - started) / 1000);
  } finally {
    deps.controls.close(run.runId);
    deps.feed.close(run.runId);
    deps.onEnded();
  }
}

/** Below the request that the run was accepted with; whose work it happens to follow says nothing. */
function spanOf(run: ClaimedRun): SpanStart {
  return {
    name: `invoke_agent ${run.mode}`,
    parent: run.traceparent,
    attributes: {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.provider.name': 'veze.copilot',
      'gen_ai.agent.name': run.mode,
      'gen_ai.conversation.id': run.sessionId,
      'veze.run.id': run.runId,
      'veze.run.attempt': run.attempt,
    },
  };
}

async function carryThrough(deps: ExecuteDeps, execution: Execution, span: Span): Promise<RunEndState> {
  const { run, writer, controller } = execution;
  if (run.attempt > deps.settings.maxAttempts) {
    return failed('too_many_attempts', 'This request could not be finished. Please try it in another way.');
  }
  const timeout = setTimeout(
    () => controller.abort(new RunAbort('timeout', `no end after ${deps.settings.timeoutMs} ms`)),
    deps.settings.timeoutMs,
  );
  try {
    if (run.cancelReason !== null) throw new RunAbort('cancelled', run.cancelReason);
    const end = endedWell(await invokeGraph(deps, execution));
    await writer.flush();
    return end;
  } catch (error) {
    const end = endedBadly(error, controller.signal.aborted ? controller.signal.reason : undefined);
    if (end.status === 'failed') span.fail(end.error.code);
    if (end.status === 'failed') deps.logger.error({ err: error, run_id: run.runId }, 'run failed');
    return end;
  } finally {
    clearTimeout(timeout);
  }
}

async function invokeGraph(deps: ExecuteDeps, execution: Execution) {
  const { run, writer, controller } = execution;
  const planner = deps.planner.name;
  writer.emit({ type: 'run.started', mode: run.mode, user_id: run.userId, planner, ...marksOf(run) });
  const input = readInput(run);
  if (input.event !== undefined) writer.emit(input.event);
  // A rehearsal asks nobody, and what it says is no answer to anybody.
  const isTalk = run.answer === null && !leavesNothing(run);
  const brief = briefOf(run);
  const recalls = input.refusal === undefined && run.answer === null;
  const [past, { open, undone }] = await Promise.all([
    brief === undefined ? recollect(deps, execution, { recalls }) : { history: [] },
    isTalk ? questionsLeft(deps.records, run, writer.emit) : NO_QUESTIONS,
    deps.records.trimCheckpoints(run.sessionId, run.checkpointId === null ? [] : [run.checkpointId]),
  ]);
  const { reminders, ...asked } = askAgain(run.message, open);
  const context = createContext(deps, execution, {
    ...past,
    ...asked,
    refusal: input.refusal,
    ...(brief === undefined ? {} : { brief }),
    notices: [
      ...input.notices,
      ...reminders,
      ...(undone === undefined ? [] : [`I left it: "${undone.title}".`]),
    ],
  });
  const state = await deps.chains[run.mode].invoke(inputOf(execution), {
    configurable: placeOf(execution),
    context: { run: context },
    durability: 'exit',
    signal: controller.signal,
    recursionLimit: 64,
  });
  if (state.outcome === null) throw new Error('The graph ended without a reply');
  return state.outcome.reply;
}

/** Where the graph goes on from, in the checkpoints; a fork has a thread of its own, on which nothing is. */
function placeOf({ run, fork }: Execution): Record<string, unknown> {
  const fence = { run_id: run.runId, attempt: run.attempt };
  if (fork !== undefined) return { thread_id: run.runId, ...fence };
  // What an attempt that died may have left after this checkpoint is not looked at.
  const base = run.answer?.checkpointId ?? run.checkpointId;
  return { thread_id: run.sessionId, ...fence, ...(base === null ? {} : { checkpoint_id: base }) };
}

type Marks = Pick<Extract<RunEventBody, { type: 'run.started' }>, 'dry_run' | 'source' | 'fork'>;

function marksOf({ dryRun, game, fork }: ClaimedRun): Marks {
  return {
    ...dryMark(dryRun),
    ...(game !== null && { source: 'game' }),
    ...(fork !== null && { fork: { run_id: fork.run_id, at: fork.at } }),
  };
}

/** A message starts a turn; an answer goes to where the graph waits for it. */
function inputOf({ run, fork }: Execution): Parameters<Chain['invoke']>[0] {
  if (run.answer === null) return { ...turnInput(run.message), ...(fork && { dialog: fork.dialog }) };
  const { approvalId, decision, args } = run.answer;
  const answers: ApprovalAnswers = { [approvalId]: { decision, ...(args === null ? {} : { args }) } };
  return new Command({ resume: answers });
}
