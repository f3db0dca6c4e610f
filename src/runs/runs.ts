import type { Approval, ApprovalAnswer } from '../contracts/approval.js';
import type { EffectView } from '../contracts/effect.js';
import type { GraphView } from '../contracts/graph-view.js';
import type { JsonObject, JsonValue } from '../contracts/json.js';
import type { MemoryKind, MemoryView } from '../contracts/memory.js';
import type { RunOperations } from '../contracts/operations.js';
import type { MultitaskStrategy, Reply } from '../contracts/chat.js';
import type { Mode } from '../contracts/mode.js';
import type { ForkEdit, PromptText } from '../contracts/fork.js';
import type { ForkSummary, MessageView, Rating, RunView, SessionView } from '../contracts/run.js';
import type { RunEvent } from '../contracts/run-event.js';

export interface AcceptRequest {
  mode: Mode;
  userId: string;
  /** A new session is opened where it is left out. */
  sessionId?: string;
  /** As the person wrote it; it is normalised and checked here. */
  message: string;
  strategy?: MultitaskStrategy;
  /** A rehearsal: nothing is changed, nobody is asked, nothing is left in the session. */
  dryRun?: boolean;
  /** What the caller may do (`copilot.read`, `copilot.exec`); everything where it is left out. */
  scopes?: readonly string[];
}

export interface Accepted {
  runId: string;
  sessionId: string;
}

export interface ForkCall {
  /** The run to fork. */
  runId: string;
  userId: string;
  /** The number of the last event that is taken from its record. */
  at: number;
  edit: ForkEdit;
  /** What the caller may do; a fork may never do more than its parent. */
  scopes?: readonly string[];
}

export interface PageRequest {
  limit: number;
  /** The last id of the page before; newest first. */
  before?: string;
}

/**
 * All that a door (HTTP, WebSocket, evals) may ask of runs. Every method that takes a user answers only for what that
 * user owns; anything else is `AppError('not_found')`.
 */
export interface Runs {
  /** Resolves when the run is a committed row. Throws `AppError` (empty_message, session_busy, queue_full, ...). */
  accept(request: AcceptRequest): Promise<Accepted>;
  /**
   * The run's events after number `after` (0 for all), the stored ones first, then live ones as they are committed;
   * ends after the terminal event or when `signal` aborts.
   */
  follow(runId: string, options: { after: number; signal: AbortSignal }): AsyncIterable<RunEvent>;
  /** Waits for the end of the run. A failed or cancelled run gives an `error` reply, never a rejection. */
  result(runId: string, signal: AbortSignal): Promise<Reply>;
  get(runId: string, userId: string): Promise<RunView>;
  /** Asks the run to stop; true where it had not ended yet. */
  cancel(runId: string, userId: string): Promise<boolean>;
  /**
   * Forks a run of the user's that has ended: another one follows its record up to event `at`, with the edit, and goes on by
   * itself; its writes are rehearsed and nothing is left in the session. Throws `AppError` (not_found, cannot_fork, ...).
   */
  fork(request: ForkCall): Promise<Accepted>;
  /** The forks of a run, newest first. */
  listForks(runId: string, userId: string): Promise<ForkSummary[]>;
  /** The prompts that a fork can have another text of; none where no model plans. */
  listPrompts(): PromptText[];
  /** Last used first; those with all words of `sought` where there is one. */
  listSessions(userId: string, page: PageRequest & { sought?: string }): Promise<SessionView[]>;
  /** Oldest first. */
  listMessages(sessionId: string, userId: string, page: PageRequest): Promise<MessageView[]>;
  /** The questions of a session that wait for its owner's answer, oldest first. */
  listApprovals(sessionId: string, userId: string): Promise<Approval[]>;
  /** Takes the owner's answer; the run carries it out. Throws `AppError` (not_found, approval_answered, ...). */
  answerApproval(request: {
    approvalId: string;
    sessionId: string;
    userId: string;
    answer: ApprovalAnswer;
  }): Promise<Accepted>;
  /** Keeps what a person thinks of the reply of their run; null takes it back. Throws `AppError` (not_found). */
  rate(request: { runId: string; userId: string; rating: Rating | null }): Promise<void>;
  /** What was done in a user's name, newest first. */
  listEffects(userId: string, page: { limit: number }): Promise<EffectView[]>;
  /** What is remembered of a user, newest first. */
  listMemories(
    userId: string,
    page: { limit: number; before?: string; ended?: boolean },
  ): Promise<MemoryView[]>;
  /** Forgets one memory of a user (`not_found` where there is none), or all; gives how many there were. */
  forgetMemories(userId: string, id: string | 'all'): Promise<number>;
  /** What the person writes down of themselves. Rejects where it holds what no memory may. */
  addMemory(userId: string, given: { text: string; kind?: MemoryKind | undefined }): Promise<MemoryView>;
  /** Other words for a memory of theirs that holds. */
  editMemory(userId: string, edit: { id: string; text: string }): Promise<MemoryView>;
  /** The state graph that the runs of a mode go through. */
  drawGraph(mode: Mode): Promise<GraphView>;
  /** How the service fares, for operators: nothing that anybody said. */
  operations(): Promise<RunOperations>;
  /** Runs one tool for a person, outside any conversation, through the same gate as a plan's steps. */
  callTool(request: {
    tool: string;
    args: JsonObject;
    mode: Mode;
    userId: string;
    /** What the caller may do; all of it where it is left out. */
    scopes?: readonly string[];
    /** Gives what a write would come to in place of making it. */
    dryRun?: boolean;
    signal: AbortSignal;
  }): Promise<JsonValue>;
}
