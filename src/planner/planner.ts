import type { ChatMessage, Citation, Reply } from '../contracts/chat.js';
import type { ConversationSummary } from '../contracts/conversation.js';
import type { Dialog, PendingQuestion } from '../contracts/dialog.js';
import type { PromptText } from '../contracts/fork.js';
import type { StrategyBrief } from '../contracts/game-strategy.js';
import type { JsonValue } from '../contracts/json.js';
import type { MemoryKind } from '../contracts/memory.js';
import type { Mode } from '../contracts/mode.js';
import type { Plan, PlanStep, StepDraft } from '../contracts/plan.js';
import type { PlannerName, Route, RunEvent, RunEventBody } from '../contracts/run-event.js';
import type { Prompts } from '../llm/prompts.js';
import type { ServiceTool } from '../services/service-tool.js';

export const EMPTY_DIALOG: Dialog = { pending: null, focus: {} };

/** Something that is remembered of the person: data, whatever it says. */
export interface TurnMemory {
  id: string;
  kind: MemoryKind;
  text: string;
}

/** Everything a planner may look at. It is all data: planners call no service and keep no state. */
export interface Turn {
  mode: Mode;
  /** The user's words, already normalised by policy. */
  text: string;
  userId: string;
  now: Date;
  /** The last turns, oldest first, without the current message. */
  history: readonly ChatMessage[];
  /** What the conversation was about before them; left out for a short one. */
  summary?: ConversationSummary;
  /** How many messages before them are neither told nor in the summary; left out for none. */
  omitted?: number;
  dialog: Dialog;
  /** What is remembered that matters to it, the best first; left out for nothing. */
  memories?: readonly TurnMemory[];
  /** What the Player ASI asks, where it is not a person who does. */
  brief?: StrategyBrief;
  /** The specialists of this mode, by name. */
  specialists: readonly string[];
  /** The tools this mode and this user may use, by name. */
  tools: ReadonlyMap<string, ServiceTool>;
  signal: AbortSignal;
}

/** A reply and what the session should remember after it. */
export interface Outcome {
  reply: Reply;
  dialog: Dialog;
}

/** What a planner wants next: run these steps, or say this (a question, small talk, a refusal). */
export type Decision = { do: 'run'; goal: string; steps: StepDraft[] } | { do: 'reply'; outcome: Outcome };

/** The results of the steps that are done, by step id. */
export type Results = ReadonlyMap<number, JsonValue>;

/** A step that failed and was not yet answered by a replan; its `error` is set. */
export type FailedStep = PlanStep & { error: NonNullable<PlanStep['error']> };

/**
 * Decides; never acts. Rules and model are two implementations of this one interface.
 *
 * `plan` is asked once a turn. `replan` is asked when steps failed and nothing runs any more: its `run` decision holds
 * only *new* steps (ids continue after the plan's last one; they may refer to results of done steps), and every step that
 * was still pending is skipped. `respond` is asked when all steps are done, failed or skipped. Each may throw only what
 * `signal` aborted with.
 */
export interface Planner {
  readonly name: PlannerName;
  /** What a planner that asks a model asks it with; left out by one that asks none. */
  readonly prompts?: Prompts;
  route(turn: Turn): Promise<Route>;
  plan(turn: Turn, route: Route): Promise<Decision>;
  replan(turn: Turn, route: Route, progress: Progress): Promise<Decision>;
  /** `onText` gets the reply's text piece by piece as it comes; the pieces joined are `reply.text`. */
  respond(turn: Turn, route: Route, progress: Progress, onText: (piece: string) => void): Promise<Outcome>;
  /** A planner that keeps something during a run gives every run one of its own. */
  forRun?(run: PlannerRun): Planner;
}

/** The run a planner works for. */
export interface PlannerRun {
  runId: string;
  sessionId: string;
  userId: string;
  mode: Mode;
  /** The match whose Player ASI asked; left out where a person did. */
  matchId?: string;
  /** What earlier attempts of the run have put on its log. */
  stored: readonly RunEvent[];
  /** Another text for one of the prompts. */
  prompt?: PromptText;
  /** Puts a fact on the run's log. */
  emit: (event: RunEventBody) => void;
}

/** Where a plan stands. */
export interface Progress {
  plan: Plan;
  results: Results;
  failed: FailedStep[];
}

export type { Citation, Dialog, PendingQuestion };
