import { briefOf } from './brief-of.js';
import type { RunContext } from '../../graphs/run-context.js';
import type { ChatMessage } from '../contracts/chat.js';
import type { RunEvent, RunEventBody } from '../contracts/run-event.js';
import type { Planner } from '../planner/planner.js';
import type { ClaimedRun } from '../store/runs.js';
import { createToolCaller, type ToolCaller } from './call-tool.js';
import type { ExecuteDeps } from './execute-run.js';
import type { ForkPast } from './forks/read-past.js';
import { createRecordedCalls } from './forks/recorded-calls.js';
import { withRecordedDecisions } from './recorded-planner.js';
import type { RunWriter } from './run-log.js';
import { createVoice } from './voice.js';

export interface Execution {
  run: ClaimedRun;
  stored: RunEvent[];
  /** What it follows, where it forks another run. */
  fork: ForkPast | undefined;
  writer: RunWriter;
  controller: AbortController;
  /** The calls that ended well, those of earlier attempts too. */
  done: Extract<RunEventBody, { type: 'tool.finished' }>[];
  /** What the copilot said last before this turn. */
  before: string | undefined;
  /** The messages before it that no summary covers. */
  history: readonly ChatMessage[];
}

/** What the graph needs of this run. */
export function createContext(
  deps: ExecuteDeps,
  execution: Execution,
  given: Pick<
    RunContext,
    'history' | 'summary' | 'omitted' | 'notices' | 'refusal' | 'memories' | 'answered' | 'brief' | 'which'
  >,
): RunContext {
  const { run, writer, controller } = execution;
  const tools = deps.toolsOf(run.mode);
  const emit = (event: RunEventBody): void => {
    const isNew = writer.emit(event);
    if (isNew && event.type === 'tool.finished') execution.done.push(event);
    if (isNew && event.type === 'node.finished')
      deps.metrics.nodeFinished(event.node, event.duration_ms / 1000);
  };
  const caller = createCaller(deps, execution, emit);
  return {
    userId: run.userId,
    now: deps.clock.now(),
    ...given,
    planner: plannerOf(deps.planner, execution, emit),
    tools,
    signal: controller.signal,
    emit,
    trace: deps.telemetry.span,
    linkHosts: deps.settings.linkHosts,
    voice: createVoice(
      (text, index) => emit({ type: 'text.delta', index, text }),
      deps.settings.linkHosts,
      execution.stored.flatMap((event) => (event.type === 'text.delta' ? [event.text] : [])),
    ),
    callTool: caller.call,
    needsApproval: (tool) => !run.dryRun && deps.approvals.needed(tool),
    ...(run.dryRun ? { rehearsal: { asks: deps.approvals.needed } } : {}),
    requestApproval: caller.ask,
    limits: deps.settings.plan,
  };
}

function plannerOf(planner: Planner, { run, stored, fork }: Execution, emit: RunContext['emit']): Planner {
  const { runId, sessionId, userId, mode } = run;
  const matchId = briefOf(run)?.question.match_id;
  const own =
    planner.forRun?.({
      runId,
      sessionId,
      userId,
      mode,
      stored,
      emit,
      ...(matchId !== undefined && { matchId }),
      ...(fork?.edit.prompt && { prompt: fork.edit.prompt }),
    }) ?? planner;
  const decided = [...(fork?.events ?? []), ...stored];
  return decided.length === 0 ? own : withRecordedDecisions(own, decided);
}

function createCaller(deps: ExecuteDeps, execution: Execution, emit: RunContext['emit']): ToolCaller {
  const { run, stored, controller, fork } = execution;
  const tools = deps.toolsOf(run.mode);
  return createToolCaller({
    run,
    tools,
    stored,
    ...(fork && { recorded: createRecordedCalls(fork.events, tools, emit) }),
    ledger: deps.ledger,
    gate: deps.gate,
    approvals: deps.approvals,
    emit,
    metrics: deps.metrics,
    trace: deps.telemetry.span,
    signal: controller.signal,
    maxParallel: deps.settings.maxParallelCalls,
    now: () => deps.clock.now(),
  });
}
