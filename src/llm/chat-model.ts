import type { Clock } from '../core/clock.js';
import { NO_TELEMETRY, type Telemetry } from '../core/telemetry.js';
import { createAccount, type AccountDeps } from './account.js';
import { callModel, type Caller } from './call-model.js';
import type { Model, ModelSource } from './model.js';
import { readOutput, toOutputSchema } from './output-schema.js';
import { createProvider } from './provider.js';
import { createRetryAllowance } from './retry-allowance.js';
import type { CircuitState } from '../core/circuit.js';

export interface ModelSourceDeps extends AccountDeps {
  clock: Clock;
  /** Between 0 and 1; spreads retries. */
  random: () => number;
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** What requests go through; the system's `fetch` where it is left out. */
  fetch?: typeof fetch;
  /** Left out for none. */
  telemetry?: Telemetry;
}

export interface OpenModelSource extends ModelSource {
  /** The state of each model's breaker, by model name. */
  breakerStates(): Record<string, CircuitState>;
}

/** The provider's models, through `ChatOpenAI`. Nothing is asked before a run asks. */
export function createModelSource(deps: ModelSourceDeps): OpenModelSource {
  const { name, fallbackName } = deps.settings;
  const telemetry = deps.telemetry ?? NO_TELEMETRY;
  const retries = createRetryAllowance();
  const main = createProvider(name, deps);
  const smaller = fallbackName === undefined ? undefined : createProvider(fallbackName, deps);
  const providers = smaller === undefined ? [main] : [main, smaller];
  return {
    name,
    breakerStates: () => Object.fromEntries(providers.map((one) => [one.name, one.state()])),
    open: (run) => createModel({ ...deps, telemetry, providers, retries, account: createAccount(deps, run) }),
  };
}

function createModel(caller: Caller): Model {
  return {
    async structured({ name, schema, ...call }) {
      const output = toOutputSchema(name, schema);
      return readOutput(await callModel(caller, { ...call, output, onText: () => undefined }), schema);
    },
    text: (call) => callModel(caller, call),
  };
}
