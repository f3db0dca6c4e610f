import { Annotation } from '@langchain/langgraph';
import type { JsonObject, JsonValue } from '../src/contracts/json.js';
import type { Plan, StepError } from '../src/contracts/plan.js';
import type { Route } from '../src/contracts/run-event.js';
import { EMPTY_DIALOG, type Dialog, type Outcome } from '../src/planner/planner.js';

/** What a step came to. A step without an entry is pending. */
export type StepResult = { state: 'done'; result: JsonValue } | { state: 'failed'; error: StepError };

export type StepResults = Record<string, StepResult>;

/** One open question, and the step it is about. */
export interface Asked {
  approval_id: string;
  step_id: number;
}

/** How a person answered open questions, by approval id; `args` are what they changed the step's arguments to. */
export type ApprovalAnswers = Record<string, { decision: 'approve' | 'decline'; args?: JsonObject }>;

/**
 * The state of one session's graph. `dialog` is what a turn leaves to the next; the other fields are this turn's and are
 * set anew by `turnInput`. Plain JSON only: it is checkpointed.
 */
export const ChatState = Annotation.Root({
  /** The person's words, after policy. */
  message: Annotation<string>,
  dialog: Annotation<Dialog>({ reducer: (_old, next) => next, default: () => EMPTY_DIALOG }),
  route: Annotation<Route | null>,
  plan: Annotation<Plan | null>,
  /** By step id. Tool nodes run in parallel, so their results are merged; null starts again. */
  results: Annotation<StepResults, StepResults | null>({
    reducer: (old, next) => (next === null ? {} : { ...old, ...next }),
    default: () => ({}),
  }),
  outcome: Annotation<Outcome | null>,
  /** What the person was asked and has not answered: the graph waits for it in the approval node. */
  asked: Annotation<Asked[]>({ reducer: (_old, next) => next, default: () => [] }),
  /** By step id, the approval that the person gave it. */
  approvals: Annotation<Record<string, string>, Record<string, string> | null>({
    reducer: (old, next) => (next === null ? {} : { ...old, ...next }),
    default: () => ({}),
  }),
});
export type ChatState = typeof ChatState.State;
export type ChatUpdate = typeof ChatState.Update;

/** The input that starts a turn on a session's state. */
export function turnInput(message: string): ChatUpdate {
  return { message, route: null, plan: null, results: null, outcome: null, asked: [], approvals: null };
}
