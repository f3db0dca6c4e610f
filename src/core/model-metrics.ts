import { Counter, Histogram, type Registry } from 'prom-client';

/** One call of a language model that ended. */
export interface ModelCallFigures {
  model: string;
  purpose: string;
  outcome: string;
  seconds: number;
  inputTokens: number;
  outputTokens: number;
  costUsd: number;
}

export interface ModelMetrics {
  modelFinished(call: ModelCallFigures): void;
  /** A model's unusable output was sent back to it. */
  modelRepaired(purpose: string): void;
  /** The rules went on where the model could not. */
  modelFellBack(cause: string): void;
}

/** Seconds. A model answers in seconds, and what fails may fail at once. */
const BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 13, 20, 30, 60];

export function createModelMetrics(registry: Registry): ModelMetrics {
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> =>
    new Counter({ name, help, labelNames, registers });
  const calls = new Histogram({
    name: 'copilot_model_call_seconds',
    help: 'Calls of the language model',
    labelNames: ['model', 'purpose', 'outcome'],
    buckets: BUCKETS,
    registers,
  });
  const tokens = counter('copilot_model_tokens', 'Tokens of the language model', ['model', 'direction']);
  const cost = counter('copilot_model_cost_usd', 'Estimated cost of the language model', ['model']);
  const repairs = counter('copilot_model_repairs', 'Outputs sent back to the model for repair', ['purpose']);
  const fallbacks = counter('copilot_model_fallbacks', 'Turns that the rules finished for the model', [
    'cause',
  ]);
  return {
    modelFinished: ({ model, purpose, outcome, seconds, ...used }) => {
      calls.observe({ model, purpose, outcome }, seconds);
      tokens.inc({ model, direction: 'input' }, used.inputTokens);
      tokens.inc({ model, direction: 'output' }, used.outputTokens);
      cost.inc({ model }, used.costUsd);
    },
    modelRepaired: (purpose) => repairs.inc({ purpose }),
    modelFellBack: (cause) => fallbacks.inc({ cause }),
  };
}
