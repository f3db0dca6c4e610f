import type { EffectView } from '../contracts/effect.js';
import type { Reply } from '../contracts/chat.js';
import type { MessageView, Rating, RunView, SessionView } from '../contracts/run.js';
import { isTerminal, type RunEvent, type RunEventBody } from '../contracts/run-event.js';
import { AppError } from '../core/errors.js';
import { uuidv7 } from '../core/ids.js';
import type { Accepted, AcceptRequest, Runs } from '../runs/runs.js';
import { answerAsRequest, createScriptedApprovals } from './scripted-approvals.js';

const AT = '2026-05-01T12:00:00.000Z';

interface ScriptedRun {
  runId: string;
  sessionId: string;
  request: AcceptRequest;
  events: RunEvent[];
  reply: Reply;
  wake: Set<() => void>;
}

/** Runs that say what a script says. By default a run is over when it is accepted. */
export interface ScriptedRuns extends Runs {
  /** What was asked to be accepted, in order. */
  readonly accepted: AcceptRequest[];
  /** The answers to questions that were taken, in order. */
  readonly answers: Parameters<Runs['answerApproval']>[0][];
  /** What was asked of tools, in order. */
  readonly toolCalls: Parameters<Runs['callTool']>[0][];
  /** What was said of replies, in order. */
  readonly ratings: readonly { runId: string; rating: Rating | null }[];
  /** Readers of `follow` at this moment. */
  followers(): number;
  /** Adds one event to a run that is not over. */
  emit(runId: string, body: RunEventBody): void;
}

export interface Script {
  /** What the run says; without a terminal event it goes on until `emit` says one. */
  events?: (request: AcceptRequest) => RunEventBody[];
  reply?: (request: AcceptRequest) => Reply;
  effects?: (userId: string) => EffectView[];
  callTool?: Runs['callTool'];
}

export function echoReply(request: AcceptRequest): Reply {
  return { kind: 'answer', data: { echo: request.message }, text: `You said: ${request.message}` };
}

/** The events of a small run that is done. */
export function doneEvents(request: AcceptRequest, reply: Reply = echoReply(request)): RunEventBody[] {
  return [
    { type: 'run.started', mode: request.mode, user_id: request.userId, planner: 'rules' },
    { type: 'node.started', node: 'router', visit: 1 },
    { type: 'node.finished', node: 'router', visit: 1, duration_ms: 1 },
    { type: 'text.delta', index: 0, text: reply.text },
    { type: 'reply', reply },
    { type: 'run.finished', outcome: 'done' },
  ];
}

export function createScriptedRuns(script: Script = {}): ScriptedRuns {
  const runs = new Map<string, ScriptedRun>();
  const accepted: AcceptRequest[] = [];
  const answers: Parameters<Runs['answerApproval']>[0][] = [];
  const approvals = createScriptedApprovals();
  const toolCalls: Parameters<Runs['callTool']>[0][] = [];
  const ratings: ScriptedRuns['ratings'][number][] = [];
  let followers = 0;

  const find = (runId: string): ScriptedRun => {
    const run = runs.get(runId);
    if (run === undefined) throw new AppError('not_found', 'There is no such run.');
    return run;
  };
  const owned = (runId: string, userId: string): ScriptedRun => {
    const run = find(runId);
    if (run.request.userId !== userId) throw new AppError('not_found', 'There is no such run.');
    return run;
  };
  const owns = (sessionId: string, userId: string): boolean =>
    [...runs.values()].some((run) => run.sessionId === sessionId && run.request.userId === userId);
  const emit = (runId: string, body: RunEventBody): void => {
    const run = find(runId);
    run.events.push({
      ...body,
      seq: run.events.length + 1,
      run_id: runId,
      session_id: run.sessionId,
      at: AT,
    });
    for (const wake of run.wake) wake();
  };

  const begin = (request: AcceptRequest, first: RunEventBody[] = []): Accepted => {
    const runId = uuidv7();
    const sessionId = request.sessionId ?? uuidv7();
    const said = (script.reply ?? echoReply)(request);
    const reply = approvals.ask(said, { runId, sessionId, userId: request.userId });
    runs.set(runId, { runId, sessionId, request, events: [], reply, wake: new Set() });
    const rest = script.events?.(request) ?? doneEvents(request, reply);
    for (const body of [...first, ...rest]) emit(runId, body);
    return { runId, sessionId };
  };

  return {
    accepted,
    answers,
    toolCalls,
    ratings,
    emit,
    followers: () => followers,
    async accept(request) {
      if (request.message.trim() === '') throw new AppError('empty_message', 'The message is empty.');
      accepted.push(request);
      return begin(request);
    },
    async *follow(runId, { after, signal }) {
      followers += 1;
      try {
        yield* follow(find(runId), after, signal);
      } finally {
        followers -= 1;
      }
    },
    async result(runId, signal) {
      const run = find(runId);
      for await (const event of follow(run, 0, signal)) if (isTerminal(event)) return run.reply;
      signal.throwIfAborted();
      throw new Error('the run ended without an end');
    },
    get: async (runId, userId) => toView(owned(runId, userId)),
    async cancel(runId, userId) {
      if (isOver(owned(runId, userId))) return false;
      emit(runId, { type: 'run.cancelled', reason: 'asked' });
      return true;
    },
    listSessions: async (userId, { limit }) =>
      [...runs.values()]
        .filter((run) => run.request.userId === userId)
        .slice(0, limit)
        .map(toSession),
    async listMessages(sessionId, userId) {
      const own = [...runs.values()].filter(
        (run) => run.sessionId === sessionId && run.request.userId === userId,
      );
      if (own.length === 0) throw new AppError('not_found', 'There is no such session.');
      return own.flatMap(toMessages);
    },
    async listApprovals(sessionId, userId) {
      if (!owns(sessionId, userId)) throw new AppError('not_found', 'There is no such session.');
      return approvals.list(sessionId);
    },
    async answerApproval(request) {
      const { approvalId, answer, userId } = request;
      const approval = approvals.answer(request);
      answers.push(request);
      const { decision } = answer;
      const event = { type: 'approval.answered', approval_id: approvalId, decision } as const;
      return begin(answerAsRequest(approval, answer, userId), [event]);
    },
    fork: () => Promise.reject(new AppError('cannot_fork', 'A scripted run has no record to follow.')),
    listForks: async () => [],
    listPrompts: () => [],
    rate: async ({ runId, userId, rating }) => {
      owned(runId, userId);
      ratings.push({ runId, rating });
    },
    listMemories: async () => [],
    forgetMemories: async () => 0,
    addMemory: () => Promise.reject(new Error('not scripted')),
    editMemory: () => Promise.reject(new Error('not scripted')),
    listEffects: async (userId, { limit }) => (script.effects?.(userId) ?? []).slice(0, limit),
    operations: () => Promise.reject(new Error('not scripted')),
    drawGraph: async (mode) => ({
      mode,
      nodes: [
        { id: '__start__', kind: 'start' },
        { id: 'router', kind: 'work' },
        { id: '__end__', kind: 'end' },
      ],
      edges: [
        { source: '__start__', target: 'router', conditional: false },
        { source: 'router', target: '__end__', conditional: false },
      ],
    }),
    async callTool(request) {
      toolCalls.push(request);
      return script.callTool?.(request) ?? { called: request.tool };
    },
  };
}

async function* follow(run: ScriptedRun, after: number, signal: AbortSignal): AsyncGenerator<RunEvent> {
  let position = after;
  while (!signal.aborted) {
    const event = run.events[position];
    if (event === undefined && isOver(run)) return;
    if (event === undefined) await nextWake(run, signal);
    else {
      position += 1;
      yield event;
    }
  }
}

function nextWake(run: ScriptedRun, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      signal.removeEventListener('abort', wake);
      run.wake.delete(wake);
      resolve();
    };
    run.wake.add(wake);
    signal.addEventListener('abort', wake, { once: true });
  });
}

function isOver(run: ScriptedRun): boolean {
  const last = run.events.at(-1);
  return last !== undefined && isTerminal(last);
}

function toView(run: ScriptedRun): RunView {
  const over = isOver(run);
  return {
    run_id: run.runId,
    session_id: run.sessionId,
    user_id: run.request.userId,
    mode: run.request.mode,
    status: over ? 'done' : 'running',
    message: run.request.message,
    source: 'chat',
    dry_run: run.request.dryRun ?? false,
    fork: null,
    attempt: 1,
    model_usage: { calls: 0, input_tokens: 0, output_tokens: 0, cost_usd: 0 },
    reply: over ? run.reply : null,
    error: null,
    created_at: AT,
    started_at: AT,
    finished_at: over ? AT : null,
  };
}

function toSession(run: ScriptedRun): SessionView {
  const { sessionId, request } = run;
  return {
    session_id: sessionId,
    user_id: request.userId,
    mode: request.mode,
    title: request.message,
    created_at: AT,
    last_active_at: AT,
  };
}

function toMessages(run: ScriptedRun): MessageView[] {
  const common = { run_id: run.runId, created_at: AT };
  return [
    { id: uuidv7(), role: 'user', content: run.request.message, reply: null, ...common },
    { id: uuidv7(), role: 'assistant', content: run.reply.text, reply: run.reply, ...common },
  ];
}
