import { ModelError, type Model, type ModelErrorCode } from '../../llm/model.js';

/** Why the rules took over; also the values of a metric's label. */
export type FallbackCause = ModelErrorCode | 'invalid_plan' | 'false_claim';

/** Counts what the model needed to be helped with. */
export interface LlmMetrics {
  /** A second answer was asked for because the first could not be used. */
  modelRepaired(purpose: string): void;
  /** The rules took over. */
  modelFellBack(cause: string): void;
}

/** The model within one turn. Once it has failed, it is not asked again: the rules finish. */
export interface TurnModel {
  /** Why the rules go on, in words for a person; undefined while the model does. */
  readonly fallen: string | undefined;
  /** What `call` comes to; undefined where the model is out of the turn or falls out of it now. */
  ask<T>(call: (model: Model) => Promise<T>): Promise<T | undefined>;
  /** The same for what the turn can do without: only a fault that would meet every other call too ends the model's turn. */
  tryAsk<T>(call: (model: Model) => Promise<T>): Promise<T | undefined>;
  /** Takes the model out of the turn. */
  fall(cause: FallbackCause): void;
}

/** Faults that the turn's next call would meet as well. */
const LASTING: ReadonlySet<string> = new Set<ModelErrorCode>([
  'timeout',
  'rate_limited',
  'server_error',
  'connection',
  'unavailable',
  'over_budget',
  'rejected',
]);

const REASONS: Readonly<Record<FallbackCause, string>> = {
  timeout: 'the language model took too long',
  rate_limited: 'the language model has too much to do',
  server_error: 'the language model has a fault',
  connection: 'the language model cannot be reached',
  truncated: "the language model's answer broke off",
  empty: 'the language model had no answer',
  refusal: 'the language model declined to answer',
  too_large: "the language model's answer was too long",
  invalid_output: "the language model's answer could not be used",
  unavailable: 'the language model is not available right now',
  over_budget: 'the budget for the language model is used up',
  rejected: 'the language model did not accept the request',
  invalid_plan: "the language model's plan could not be used",
  false_claim: "the language model's answer did not match what was done",
};

/** `outcomes` are what the calls of earlier attempts of the run came to. */
export function createTurnModel(model: Model, metrics: LlmMetrics, outcomes: readonly string[]): TurnModel {
  const earlier = outcomes.find((outcome): outcome is ModelErrorCode => LASTING.has(outcome));
  let fallen = earlier === undefined ? undefined : REASONS[earlier];
  const fall = (cause: FallbackCause): void => {
    if (fallen !== undefined) return;
    fallen = REASONS[cause];
    metrics.modelFellBack(cause);
  };
  const attempt = async <T>(
    call: (model: Model) => Promise<T>,
    endsTurn: (code: ModelErrorCode) => boolean,
  ): Promise<T | undefined> => {
    if (fallen !== undefined) return undefined;
    try {
      return await call(model);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      if (endsTurn(error.code)) fall(error.code);
      return undefined;
    }
  };
  return {
    get fallen() {
      return fallen;
    },
    ask: (call) => attempt(call, () => true),
    tryAsk: (call) => attempt(call, (code) => LASTING.has(code)),
    fall,
  };
}
