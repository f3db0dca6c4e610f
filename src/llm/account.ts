import type { BudgetLimit } from '../contracts/model-call.js';
import { uuidv7 } from '../core/ids.js';
import type { Logger } from '../core/logger.js';
import type { Metrics } from '../core/metrics.js';
import type { ModelSettings } from '../core/model-settings.js';
import type { Attempt } from './attempt.js';
import { ModelError, type ModelCall, type ModelRun } from './model.js';
import type { ModelRecords } from './model-records.js';
import { costOf } from './prices.js';
import type { Provider } from './provider.js';
import { estimateInput } from './read-answer.js';

export interface AccountDeps {
  settings: ModelSettings;
  records: ModelRecords;
  metrics: Pick<Metrics, 'modelFinished'>;
  logger: Logger;
}

type Asked = Pick<ModelCall, 'purpose' | 'prompt'>;

/** A call that was put on record. */
export interface Entry {
  provider: Provider;
  /** Says on record, on the run's log and in the metrics what the call came to; the first word counts. */
  close(attempt: Attempt): Promise<void>;
}

/** One run's account of its calls. */
export interface Account {
  /** Puts a call of the first provider that the budgets allow on record; throws `over_budget` where they allow none. */
  open(call: Asked, providers: readonly Provider[]): Promise<Entry>;
}

export function createAccount(deps: AccountDeps, run: ModelRun): Account {
  let calls = run.callsBefore;
  const downgrade = (from: string, to: string, reason: BudgetLimit): void =>
    run.emit({ type: 'budget.downgraded', from, to, reason });
  return {
    async open(call, providers) {
      let exceeded: BudgetLimit | undefined;
      for (const provider of providers) {
        const callId = uuidv7();
        const refusal = await reserve(deps, run, { ...call, callId, provider });
        if (refusal !== undefined) {
          exceeded ??= refusal;
          continue;
        }
        if (exceeded !== undefined) downgrade(nameOf(providers[0]), provider.name, exceeded);
        const started = performance.now();
        let closing: Promise<void> | undefined;
        const close = (attempt: Attempt): Promise<void> => {
          const closed = { ...call, callId, provider, attempt, durationMs: performance.now() - started };
          return (closing ??= closeEntry(deps, closed, (event) =>
            run.emit({ ...event, call: (calls += 1) }),
          ));
        };
        return { provider, close };
      }
      if (exceeded !== undefined) downgrade(nameOf(providers[0]), 'rules', exceeded);
      throw new ModelError('over_budget', 'The budget for the model is used up.');
    },
  };
}

const nameOf = (provider: Provider | undefined): string => provider?.name ?? '';

type Opened = Asked & { callId: string; provider: Provider };

async function reserve(
  { records, settings, logger }: AccountDeps,
  { runId, sessionId, userId, match }: ModelRun,
  { callId, purpose, prompt, provider }: Opened,
): Promise<BudgetLimit | undefined> {
  const most = { input: estimateInput(prompt.messages), output: settings.maxOutputTokens };
  const planned = {
    callId,
    runId,
    sessionId,
    userId,
    purpose,
    model: provider.name,
    promptVersion: prompt.version,
    inputTokens: most.input,
    outputTokens: most.output,
    costUsd: costOf(settings.prices, provider.name, most),
    ...(match !== undefined && { match }),
  };
  try {
    return await records.reserve(planned, settings.budgets);
  } catch (error) {
    // What cannot be counted is not spent.
    logger.warn({ err: error, run_id: runId }, 'a call of the model could not be put on record');
    throw new ModelError('unavailable', 'The budget for the model cannot be read.');
  }
}

type Closed = Opened & { attempt: Attempt; durationMs: number };
type Finished = Omit<Extract<Parameters<ModelRun['emit']>[0], { type: 'model.finished' }>, 'call'>;

async function closeEntry(deps: AccountDeps, closed: Closed, say: (event: Finished) => void): Promise<void> {
  const { callId, purpose, prompt, provider, attempt } = closed;
  const { usage } = attempt;
  const outcome = attempt.state === 'failed' ? attempt.fault.error.code : attempt.state;
  const durationMs = Math.round(closed.durationMs * 100) / 100;
  const costUsd = costOf(deps.settings.prices, provider.name, usage);
  const figures = { inputTokens: usage.input, outputTokens: usage.output, costUsd };
  deps.metrics.modelFinished({
    ...figures,
    model: provider.name,
    purpose,
    outcome,
    seconds: durationMs / 1000,
  });
  say({
    type: 'model.finished',
    purpose,
    model: provider.name,
    outcome,
    input_tokens: usage.input,
    output_tokens: usage.output,
    cost_usd: costUsd,
    ...(usage.isEstimated ? { estimated: true } : {}),
    duration_ms: durationMs,
    prompt_version: prompt.version,
  });
  try {
    await deps.records.settle({ callId, outcome, ...figures, isEstimated: usage.isEstimated, durationMs });
  } catch (error) {
    // It stays on record with the most it could have come to.
    deps.logger.warn({ err: error }, 'what a call of the model came to could not be put on record');
  }
}
